import Basics
import DSL
import Studies

/// The trial whose objective is running: what `note` and `report` write to.
final class RunningTrial {
  let number: Int
  private(set) var notes: [JSON.Member] = []
  private(set) var reports: [Report] = []
  /// The files that it has saved of which only those of the best trials are kept, and of how many.
  var keptFiles: [NumberedFiles: Int] = [:]
  /// The metric that a training reports by itself after each epoch, the first of these that it has; nil where no pruner
  /// looks at the trial.
  let judgedMetrics: [String]?
  /// Whether a pruner looks at every report.
  private let isJudged: Bool
  /// Whether a training has reported by itself: another one of the same trial would be taken for its next epochs.
  var hasTraining = false
  /// The largest step that was reported.
  private var lastStep = 0
  /// So many of the reports were sent.
  private var sentCount = 0
  private var lastSending = ContinuousClock.now
  private let send: ([Report], _ whenLaidAside: () -> Void) throws(Exit) -> Void
  /// What it keeps to go on from.
  let folder: TrialFolder
  /// Called when the trial is laid aside within a report.
  var whenLaidAside: (() -> Void)?
  private let clock: TrialClock
  /// Whether what was reported ends the trial, and what has been reported so far, the last of each name.
  private let isHopeless: (([String: Double], Evaluator) throws(Exit) -> Bool)?
  private var reported: [String: Double] = [:]

  /// Reports are seen by others after so long, or at the end: one that comes often costs no write of its own.
  private static let sendingInterval = Duration.milliseconds(50)

  /// A trial that has just begun.
  ///
  /// - Parameters:
  ///   - number: its number.
  ///   - judgedMetrics: the metric that a training reports by itself, the first that it has; nil where no pruner judges
  ///     the trial.
  ///   - isJudged: whether a pruner looks at every report.
  ///   - folder: what it keeps to go on from.
  ///   - clock: how long it has run.
  ///   - isHopeless: whether what was reported so far, by name, ends the trial.
  ///   - send: takes reports to where others see them, while the trial runs; where a pruner judges them, it returns when the
  ///     trial is to go on, and throws `pruned` where it is not.
  init(
    number: Int, judgedMetrics: [String]? = nil, isJudged: Bool = false, folder: TrialFolder, clock: TrialClock,
    isHopeless: (([String: Double], Evaluator) throws(Exit) -> Bool)? = nil,
    send: @escaping ([Report], _ whenLaidAside: () -> Void) throws(Exit) -> Void
  ) {
    (self.number, self.judgedMetrics, self.folder, self.clock) = (number, judgedMetrics, folder, clock)
    (self.isHopeless, self.send, self.isJudged) = (isHopeless, send, isJudged)
  }

  func note(_ name: String, _ value: JSON) { notes.append(JSON.Member(name, value)) }

  /// Takes a report, and ends the trial where it is poor.
  ///
  /// - Parameters:
  ///   - value: what pruners compare.
  ///   - step: the step that it is of.
  ///   - metrics: what else was measured, by name.
  ///   - evaluator: who asks whether that ends the trial, above what is in use.
  ///   - span: where the report stands.
  /// - Throws: `pruned` where the trial ends; a failure where no storage has room for the step.
  func report(
    _ value: Double, at step: Int, _ metrics: [String: Double] = [:], by evaluator: Evaluator, _ span: Span
  ) throws(Exit) {
    guard Report.steps.contains(step) else {
      throw failure(
        .trialReport,
        "a step lies between \(Report.steps.lowerBound) and \(Report.steps.upperBound), and \(step) does not", span,
        hint: "count in thousands, or in epochs.")
    }
    lastStep = reports.isEmpty ? step : max(lastStep, step)
    reports.append(Report(step: step, value: value))
    if let isHopeless {
      reported.merge(metrics) { $1 }
      reported[ReportName.value.rawValue] = value
      reported[ReportName.step.rawValue] = Double(step)
      reported[ReportName.seconds.rawValue] = clock.seconds
      if try isHopeless(reported, evaluator) { throw .pruned }
    }
    let now = ContinuousClock.now
    // A pruner judges every report.
    guard isJudged || now - lastSending >= Self.sendingInterval else { return }
    let new = Array(reports[sentCount...])
    (sentCount, lastSending) = (reports.count, now)
    clock.pause()
    defer { clock.resume() }
    try send(new) { whenLaidAside?() }
  }

  /// The step of a report that names none: one after the last.
  var nextStep: Int {
    let (next, isBeyond) = lastStep.addingReportingOverflow(1)
    return isBeyond ? .max : next
  }
}
