import Basics
import Studies

/// The trial whose objective is running: what `note` and `report` write to.
final class RunningTrial {
  let number: Int
  private(set) var notes: [JSON.Member] = []
  private(set) var reports: [Report] = []
  /// The metric that a training reports by itself after each epoch, the first of these that it has; nil where no pruner
  /// looks at the trial.
  let judgedMetrics: [String]?
  /// Whether a training has reported by itself: another one of the same trial would be taken for its next epochs.
  var hasTraining = false
  /// The largest step that was reported.
  private var lastStep = 0
  /// So many of the reports were sent.
  private var sentCount = 0
  private var lastSending = ContinuousClock.now
  private let send: ([Report]) throws(Exit) -> Void

  /// Reports are seen by others after so long, or at the end: one that comes often costs no write of its own.
  private static let sendingInterval = Duration.milliseconds(50)

  /// A trial that has just begun.
  ///
  /// - Parameters:
  ///   - number: its number.
  ///   - judgedMetrics: the metric that a training reports by itself, the first that it has; nil where no pruner judges
  ///     the trial.
  ///   - send: takes reports to where others see them, while the trial runs; where a pruner judges them, it returns when the
  ///     trial is to go on, and throws `pruned` where it is not.
  init(number: Int, judgedMetrics: [String]? = nil, send: @escaping ([Report]) throws(Exit) -> Void) {
    self.number = number
    self.judgedMetrics = judgedMetrics
    self.send = send
  }

  func note(_ name: String, _ value: JSON) { notes.append(JSON.Member(name, value)) }

  func report(_ value: Double, at step: Int) throws(Exit) {
    lastStep = reports.isEmpty ? step : max(lastStep, step)
    reports.append(Report(step: step, value: value))
    let now = ContinuousClock.now
    // A pruner judges every report.
    guard judgedMetrics != nil || now - lastSending >= Self.sendingInterval else { return }
    let new = Array(reports[sentCount...])
    (sentCount, lastSending) = (reports.count, now)
    try send(new)
  }

  /// The step of a report that names none: one after the last.
  var nextStep: Int {
    let (next, isBeyond) = lastStep.addingReportingOverflow(1)
    return isBeyond ? .max : next
  }
}
