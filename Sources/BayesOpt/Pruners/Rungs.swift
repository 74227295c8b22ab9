/// The steps at which trials are compared: from the first on each `factor` times the one before, below the last step.
public struct Rungs: Hashable, Sendable {
  /// The first step at which trials are compared.
  public let first: Int
  /// The last step that a trial reaches, where it ends by itself; nil where that is not known.
  public let last: Int?
  /// Of how many trials one goes on.
  public let factor: Int

  /// Rungs.
  ///
  /// - Throws: `PrunerError` where there would be none.
  public init(from first: Int, to last: Int?, factor: Int) throws(PrunerError) {
    guard first >= 1 else { throw PrunerError(message: "`from` must be 1 or more, not \(first)", parameter: "from") }
    guard factor >= 2 else {
      throw PrunerError(message: "`factor` must be 2 or more, not \(factor)", parameter: "factor")
    }
    if let last, last <= first {
      throw PrunerError(message: "`to` must be above `from`, which is \(first), not \(last)", parameter: "to")
    }
    (self.first, self.last, self.factor) = (first, last, factor)
  }

  /// The rungs up to a step, the lowest first.
  ///
  /// - Complexity: O(log step).
  func upTo(_ step: Int) -> [Int] {
    var rungs: [Int] = []
    var rung = first
    while rung <= step, rung < last ?? .max {
      rungs.append(rung)
      let (next, isBeyond) = rung.multipliedReportingOverflow(by: factor)
      if isBeyond { break }
      rung = next
    }
    return rungs
  }

  /// All rungs that a trial has come to, the lowest first.
  func reached(in curves: LearningCurves) -> [Int] {
    upTo(curves.curves.values.compactMap { $0.points.last?.step }.max() ?? 0)
  }

  /// The highest rung that a report has just come to, which the report before had not.
  func entered(by curve: LearningCurve) -> Int? {
    guard let (last, before) = curve.lastSteps else { return nil }
    return upTo(last).last { $0 > before }
  }

  /// The trials at a rung, the best first; of equals the earlier one.
  ///
  /// - Complexity: O(*n* log *n*) for *n* trials.
  func ranking(at rung: Int, in curves: LearningCurves) -> [(trial: Int, cost: Double)] {
    curves.curves.compactMap { trial, curve in curve.cost(reaching: rung).map { (trial, $0) } }
      .sorted { ($0.cost, $0.trial) < ($1.cost, $1.trial) }
  }
}
