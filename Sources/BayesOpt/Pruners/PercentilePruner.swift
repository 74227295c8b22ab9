import Basics

/// Stops a trial whose best so far is worse than a percentile of what complete trials had at the same step.
///
/// The median is the 50th (Golovin et al., KDD 2017, section 3.3, without the mean over steps, as in Optuna).
public struct PercentilePruner: Pruner {
  /// The share of the complete trials that a trial may be behind of, in per cent: with 25, only the best quarter goes on.
  public let percentile: Double
  /// The first step at which anybody is stopped.
  public let warmUp: Int
  /// So many trials complete before any is stopped.
  public let startup: Int

  /// The pruner of a percentile.
  ///
  /// - Throws: `PrunerError` where a number is out of its range.
  public init(_ percentile: Double, after warmUp: Int = 0, startup: Int = 5) throws(PrunerError) {
    guard (0...100).contains(percentile) else {
      throw PrunerError(
        message: "a percentile is from 0 to 100, not \(NumberText.exact(percentile))", parameter: "percentile")
    }
    guard warmUp >= 0 else {
      throw PrunerError(message: "`after` must be 0 or more, not \(warmUp)", parameter: "after")
    }
    guard startup >= 1 else {
      throw PrunerError(message: "`startup` must be 1 or more, not \(startup)", parameter: "startup")
    }
    (self.percentile, self.warmUp, self.startup) = (percentile, warmUp, startup)
  }

  /// The pruner as a program writes it.
  public var description: String {
    let options = "after: \(warmUp), startup: \(startup)"
    return percentile == 50 ? "median(\(options))" : "percentile(\(NumberText.exact(percentile)), \(options))"
  }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict {
    guard let curve = curves[trial], let last = curve.points.last, last.step >= warmUp, let best = curve.leastCost
    else {
      return .proceed
    }
    let complete = curves.curves.filter { $0.key != trial && $0.value.state == .complete }
    guard complete.count >= startup else { return .proceed }
    // Everything is worse than a number, and nothing is better.
    if best == .infinity { return .stop }
    let costs = complete.values.compactMap { other in other.points.last { $0.step == last.step }?.cost }.sorted()
    guard let limit = costs.quantile(percentile / 100) else { return .proceed }
    return best > limit ? .stop : .proceed
  }
}

extension [Double] {
  /// The quantile of ascending numbers, linear between them; nil where there are none.
  fileprivate func quantile(_ share: Double) -> Double? {
    guard let last else { return nil }
    let place = share * Double(count - 1)
    let index = Int(place)
    guard index + 1 < count, place > Double(index) else { return index < count ? self[index] : last }
    return self[index] + (place - Double(index)) * (self[index + 1] - self[index])
  }
}
