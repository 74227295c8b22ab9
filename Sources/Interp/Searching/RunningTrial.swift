import Basics
import Studies

/// The trial whose objective is running: what `note` and `report` write to.
final class RunningTrial {
  let number: Int
  private(set) var notes: [JSON.Member] = []
  private(set) var reports: [Report] = []

  init(number: Int) { self.number = number }

  func note(_ name: String, _ value: Value) { notes.append(JSON.Member(name, value.json)) }

  func report(_ value: Double, at step: Int) { reports.append(Report(step: step, value: value)) }

  /// The step of a report that names none: one after the last.
  var nextStep: Int { (reports.map(\.step).max() ?? 0) + 1 }
}
