import Basics

/// How the evaluation of an objective ended.
public enum Outcome: Hashable, Sendable {
  /// It gave a value for each objective.
  case complete([Double])
  /// It was stopped early, because its reports were poor.
  case pruned
  /// It went wrong, and this is what happened.
  case failed(String)
}

extension Trial {
  /// This trial, ended.
  ///
  /// A value that is not a number, or a wrong number of values, makes a failed trial of a complete one. A note that is
  /// attached twice, or a step that is reported twice, keeps its last value.
  ///
  /// - Parameters:
  ///   - outcome: how the evaluation ended.
  ///   - notes: the named values that the objective attached.
  ///   - reports: what it reported on its way, besides what the trial has already.
  ///   - constraints: how far it is from meeting each constraint.
  ///   - objectives: how many objectives the study has.
  ///   - end: when it ended.
  /// - Returns: the finished trial.
  public func finished(
    _ outcome: Outcome, notes: [JSON.Member] = [], reports: [Report] = [], constraints: [Double] = [], objectives: Int,
    at end: Timestamp = .now
  ) -> Trial {
    var trial = self
    trial.constraints = constraints
    trial.notes = notes.keepingLast(of: \.name)
    trial.add(reports)
    trial.end = end
    switch outcome {
    case .complete(let values) where values.count != objectives:
      trial.state = .failed
      trial.message = "the objective gave \(values.count) values, the study has \(objectives) objectives"
    case .complete(let values) where values.contains(where: \.isNaN):
      trial.state = .failed
      trial.message = "the value of the objective is not a number"
    case .complete(let values):
      trial.state = .complete
      trial.values = values
    case .pruned:
      trial.state = .pruned
      trial.values = trial.reports.last { $0.value.isFinite }.map { [$0.value] } ?? []
    case .failed(let message):
      trial.state = .failed
      trial.message = message
    }
    return trial
  }
}

extension Trial {
  /// Adds reports to those that are there by ascending step; a step that is there already takes the new value.
  ///
  /// - Complexity: O(1) for each step behind all others, O(*s*) for *s* steps otherwise.
  mutating func add(_ new: [Report]) {
    for report in new {
      let place = reports.last.map { $0.step < report.step } ?? true ? reports.count : reports.place(of: report.step)
      if reports.indices.contains(place), reports[place].step == report.step {
        reports[place] = report
      } else {
        reports.insert(report, at: place)
      }
    }
  }
}

extension [Report] {
  /// The place of the first report of this step or a later one.
  fileprivate func place(of step: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].step < step { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Array {
  /// The elements without those whose key occurs again later; each key stands where it first did.
  fileprivate func keepingLast<Key: Hashable>(of key: KeyPath<Element, Key>) -> [Element] {
    var places: [Key: Int] = [:]
    var kept: [Element] = []
    for element in self {
      if let place = places[element[keyPath: key]] {
        kept[place] = element
      } else {
        places[element[keyPath: key]] = kept.count
        kept.append(element)
      }
    }
    return kept
  }
}
