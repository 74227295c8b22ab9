import Basics

/// A study with all that Optuna's tables hold of it, as a value: read from a database or a file, and written whole into a
/// database.
///
/// Nothing is made of it on the way: distributions and attributes are the texts of their columns, so that a study of any
/// program stays what it is. Only keys of rows are not part of it.
public struct StudyRecord: Hashable, Sendable {
  /// The name.
  public var name: String
  /// Which way each objective is better, by the names in the database.
  var directions: [String]
  /// What people see beside the study, in the order it was attached: Optuna's user attributes.
  var notes: [Attribute] = []
  /// What they do not see: Optuna's system attributes.
  var attributes: [Attribute] = []
  /// The trials by number.
  var trials: [TrialRecord] = []

  /// A study of a name, with nothing in it.
  init(name: String, directions: [String]) {
    self.name = name
    self.directions = directions
  }

  /// A name and the JSON under it.
  struct Attribute: Hashable, Sendable {
    let name: String
    var text: String

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }

    init(_ name: String, _ value: JSON) { self.init(name, value.description) }
  }

  /// How many trials there are.
  public var trialCount: Int { trials.count }

  /// How many trials were begun by hpo and are nobody's in this record: a search begins them anew.
  public var unfinishedCount: Int {
    trials.count { trial in
      trial.state == .running
        && trial.attributes.contains {
          $0.name == OptunaKey.owner && Claim(text: $0.text)?.isOrphaned(nil) == true
        }
    }
  }

  /// How many trials another program was running, of which nobody can tell whether it still does.
  public var foreignRunningCount: Int {
    trials.count { trial in
      trial.state == .running && !trial.attributes.contains { $0.name == OptunaKey.owner }
    }
  }
}

/// One trial of a study's record.
struct TrialRecord: Hashable, Sendable {
  var number: Int
  /// Never paused: that is part of a claim.
  var state: TrialState
  var start: Timestamp?
  var end: Timestamp?
  /// In the order they were chosen.
  var parameters: [Parameter] = []
  /// One an objective, or none.
  var values: [Double] = []
  /// In the order they were made.
  var reports: [Report] = []
  /// Optuna's user attributes.
  var notes: [StudyRecord.Attribute] = []
  /// Optuna's system attributes.
  var attributes: [StudyRecord.Attribute] = []

  init(number: Int, state: TrialState) {
    self.number = number
    self.state = state
  }

  /// A parameter: a number, or the index of a choice, and the text of Optuna's distribution.
  struct Parameter: Hashable, Sendable {
    let name: String
    let value: Double
    let distribution: String
  }

  /// Makes the trial nobody's where a process has it that does not come along with the record: the next search begins it anew.
  mutating func release() {
    guard state == .running, let place = attributes.firstIndex(where: { $0.name == OptunaKey.owner }),
      let claim = Claim(text: attributes[place].text), claim.owner != nil
    else { return }
    attributes[place].text = claim.released.json.description
    attributes.removeAll { $0.name == OptunaKey.lease }
  }
}

extension Array {
  /// Puts an element in the place of the one that has the same key, or behind all.
  mutating func set<Key: Equatable>(_ element: Element, by key: KeyPath<Element, Key>) {
    if let place = firstIndex(where: { $0[keyPath: key] == element[keyPath: key] }) {
      self[place] = element
    } else {
      append(element)
    }
  }
}
