/// Decides from learning curves which trials are worth going on with.
///
/// A pure function of the curves: the same curves give the same decisions, whoever asks and how often.
public protocol Pruner: Sendable, CustomStringConvertible {
  /// Whether trials are laid aside, to go on with the best of them later.
  var isPausing: Bool { get }

  /// The pruner that decides the same without laying trials aside, for those who cannot go on with one.
  var stopping: any Pruner { get }

  /// What becomes of a trial that has just reported.
  ///
  /// - Parameters:
  ///   - trial: the number of the trial, whose last report is new.
  ///   - curves: the curves of all trials.
  /// - Returns: what becomes of it.
  func verdict(on trial: Int, in curves: LearningCurves) -> Verdict

  /// The paused trial that goes on next.
  ///
  /// - Parameter curves: the curves of all trials.
  /// - Returns: its number; nil where none has earned it, so that a new trial is the better choice.
  func promotion(in curves: LearningCurves) -> Int?

  /// What a strategy is told of trials that were not all trained to the end.
  ///
  /// - Parameters:
  ///   - trials: the trials, and what came of each.
  ///   - curves: the curves of all trials.
  ///   - dimension: the number of parameters.
  /// - Returns: the evaluations, in the order of the trials.
  func evaluations(
    of trials: [(number: Int, evaluation: Evaluation)], in curves: LearningCurves, dimension: Int
  ) -> [Evaluation]
}

extension Pruner {
  /// Whether trials are laid aside, to go on with the best of them later.
  public var isPausing: Bool { false }
  /// The pruner that decides the same without laying trials aside.
  public var stopping: any Pruner { self }
  /// The paused trial that goes on next; nil where none has earned it.
  public func promotion(in curves: LearningCurves) -> Int? { nil }
  /// The trials by where they are expected to end, once enough have come beyond their first report; before, by the highest level
  /// that enough of them have come to.
  public func evaluations(
    of trials: [(number: Int, evaluation: Evaluation)], in curves: LearningCurves, dimension: Int
  ) -> [Evaluation] {
    let several = curves.curves.values.count { $0.points.count > 1 }
    let last = curves.curves.values.compactMap { $0.points.last?.step }.max() ?? 0
    guard several >= dimension + 2, last <= FreezeThaw.mostSteps, curves.reportTheirValue(trials) else {
      return curves.evaluations(of: trials, dimension: dimension)
    }
    // Where all have come to their end, there is nothing to expect.
    if curves.curves.values.allSatisfy({ [.complete, .failed].contains($0.state) }) {
      return curves.evaluations(of: trials, expecting: [:])
    }
    guard let forecast = CurveForecast(curves, .usual(last: last)) else {
      return curves.evaluations(of: trials, dimension: dimension)
    }
    return curves.evaluations(of: trials, expecting: forecast.ends())
  }
}

/// What becomes of a trial that has just reported.
public enum Verdict: Hashable, Sendable {
  case proceed
  /// It ends here, without a value.
  case stop
  /// It waits where it is until others are known to be worse.
  case pause
}

/// Why a pruner cannot be made.
public struct PrunerError: Error, Hashable {
  /// What is wrong, in one sentence without a full stop.
  public let message: String
  /// The parameter that is wrong.
  public let parameter: String
}
