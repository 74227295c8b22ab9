import Basics
import Studies

/// A table as a value: columns with titles, and rows of cells.
///
/// Cells are JSON values: strings stand bare, numbers align at their points, null is an empty cell.
public struct Table: Hashable, Sendable {
  /// The titles of the columns.
  public var titles: [String]
  /// The cells, row by row; a row that is short ends in empty cells.
  public var rows: [[JSON]]
  /// A line above the titles that says what the table shows.
  public var caption: String?

  /// A table of titles and rows.
  public init(titles: [String], rows: [[JSON]], caption: String? = nil) {
    self.titles = titles
    self.rows = rows
    self.caption = caption
  }

  /// A table of records: a column for each name, in the order in which the names first occur.
  public init(records: [[JSON.Member]]) {
    var columns: [String: Int] = [:]
    titles = []
    for member in records.joined() where columns[member.name] == nil {
      columns[member.name] = titles.count
      titles.append(member.name)
    }
    let width = titles.count
    rows = records.map { record in
      var row = [JSON](repeating: .null, count: width)
      for member in record {
        if let column = columns[member.name] { row[column] = member.value }
      }
      return row
    }
  }
}

extension Table {
  /// The trials of a study: number, parameters, value, notes, state, whether it is feasible where that is asked, seconds, and messages
  /// where there are any.
  ///
  /// Titles are names by which columns are asked for, so each stands once. What every trial has comes first: `number`, the
  /// metrics (`value` where there is none, or one of these names is), `state`, `feasible`, `seconds` and `message`. A parameter that is
  /// called like one of them is titled `params.NAME`, a note that is called like anything before it `notes.NAME`, as a trial
  /// has them. A note that is an objective stands there alone.
  public init(_ study: Study) {
    let objectives = study.description.objectives
    let hasConstraints = study.constraintCount > 0
    let hasMessages = study.trials.contains { $0.message != nil }
    let right = ["state"] + (hasConstraints ? ["feasible"] : []) + ["seconds"] + (hasMessages ? ["message"] : [])
    var taken = Set(["number", "state", "feasible", "seconds", "message"])
    let values = objectives.enumerated().map { index, objective in
      let plain = objectives.count == 1 ? "value" : "value \(index + 1)"
      return objective.metric.flatMap { taken.insert($0).inserted ? $0 : nil } ?? plain.claimed(in: &taken, from: "")
    }
    let parameters = study.description.parameters.map { $0.name.claimed(in: &taken, from: "params.") }
    let shown = objectives.enumerated().filter { index, objective in
      study.trials.allSatisfy { trial in
        let note = trial.notes.last { $0.name == objective.metric }
        return note == nil || trial.values.indices.contains(index) && note?.value.number == trial.values[index]
      }
    }.compactMap(\.element.metric)
    let notes = Table(records: study.trials.map { $0.notes.filter { !shown.contains($0.name) } })
    let noteTitles = notes.titles.map { $0.claimed(in: &taken, from: "notes.") }
    titles = ["number"] + parameters + values + noteTitles + right
    rows = zip(study.trials, notes.rows).map { trial, notes in
      var row: [JSON] = [.integer(trial.number)] + study.parameters(of: trial).map(\.value)
      row += values.indices.map { trial.values.indices.contains($0) ? .real(trial.values[$0]) : .null }
      row += notes + [.string(trial.state.rawValue)]
      if hasConstraints { row.append(trial.state == .complete ? .bool(study.isFeasible(trial)) : .null) }
      row.append(trial.seconds.map(JSON.real) ?? .null)
      return hasMessages ? row + [trial.message.map(JSON.string) ?? .null] : row
    }
  }
}

extension String {
  /// This title, or one that says where it is from, as often as it takes to be the only one.
  ///
  /// - Parameters:
  ///   - taken: the titles of a table so far; the one that is given joins them.
  ///   - origin: what it is of, such as `params.`.
  /// - Returns: a title that was not taken.
  public func claimed(in taken: inout Set<String>, from origin: String) -> String {
    var title = self
    while !taken.insert(title).inserted { title = origin.isEmpty ? title + "'" : origin + title }
    return title
  }
}
