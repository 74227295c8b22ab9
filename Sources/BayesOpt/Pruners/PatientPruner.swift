import Basics

/// Stops a trial that has not improved for so many reports, if another pruner would stop it too.
public struct PatientPruner: Pruner {
  private let inner: (any Pruner)?
  private let patience: Int
  private let leastGain: Double

  /// The pruner.
  ///
  /// - Parameters:
  ///   - inner: who is asked then; nil stops the trial.
  ///   - patience: so many reports may pass without a gain.
  ///   - leastGain: what is a gain.
  /// - Throws: `PrunerError` where a number is out of its range.
  public init(_ inner: (any Pruner)?, patience: Int, leastGain: Double = 0) throws(PrunerError) {
    guard patience >= 1 else {
      throw PrunerError(message: "`patience` must be 1 or more, not \(patience)", parameter: "patience")
    }
    guard leastGain >= 0, leastGain.isFinite else {
      throw PrunerError(
        message: "`min_delta` must be 0 or more, not \(NumberText.exact(leastGain))", parameter: "min_delta")
    }
    // A trial that waits for others cannot also be waited for.
    (self.inner, self.patience, self.leastGain) = (inner?.stopping, patience, leastGain)
  }

  /// The pruner as a program writes it.
  public var description: String {
    let options = "patience: \(patience), min_delta: \(NumberText.exact(leastGain))"
    return "patient(\(inner.map { "\($0), " } ?? "")\(options))"
  }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict {
    guard let costs = curves[trial]?.points.map(\.cost), costs.count > patience,
      let before = costs.dropLast(patience).min(), let since = costs.suffix(patience).min(),
      !(since < before - leastGain)
    else { return .proceed }
    return inner?.verdict(on: trial, in: curves) ?? .stop
  }
}
