import Basics

/// Stops a trial that reports a value out of a range, or none at all.
public struct ThresholdPruner: Pruner {
  private let range: ClosedRange<Double>
  private let warmUp: Int

  /// The pruner of a range.
  ///
  /// - Parameters:
  ///   - lower: the least value that is allowed.
  ///   - upper: the largest.
  ///   - warmUp: the first step at which anybody is stopped.
  /// - Throws: `PrunerError` where the range is empty.
  public init(lower: Double? = nil, upper: Double? = nil, after warmUp: Int = 0) throws(PrunerError) {
    guard lower != nil || upper != nil else {
      throw PrunerError(message: "`threshold` needs `lower` or `upper`", parameter: "upper")
    }
    let (low, high) = (lower ?? -.infinity, upper ?? .infinity)
    guard low <= high else {
      throw PrunerError(
        message: "`lower` is \(NumberText.exact(low)), above `upper`, which is \(NumberText.exact(high))",
        parameter: "lower")
    }
    guard warmUp >= 0 else {
      throw PrunerError(message: "`after` must be 0 or more, not \(warmUp)", parameter: "after")
    }
    (range, self.warmUp) = (low...high, warmUp)
  }

  /// The pruner as a program writes it.
  public var description: String {
    let bounds = [
      range.lowerBound > -.infinity ? "lower: \(NumberText.exact(range.lowerBound))" : nil,
      range.upperBound < .infinity ? "upper: \(NumberText.exact(range.upperBound))" : nil,
      warmUp > 0 ? "after: \(warmUp)" : nil,
    ]
    return "threshold(\(bounds.compactMap(\.self).joined(separator: ", ")))"
  }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict {
    guard let last = curves[trial]?.points.last, last.step >= warmUp else { return .proceed }
    return last.cost < .infinity && range.contains(curves.value(of: last.cost)) ? .proceed : .stop
  }
}
