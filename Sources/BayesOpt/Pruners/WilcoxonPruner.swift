import Basics

/// Stops a trial whose reports are significantly worse than those of the best complete trial, step by step.
///
/// For objectives that report a value a fold or a seed: the signed-rank test (Wilcoxon 1945) of the paired differences, one-sided.
/// A trial whose mean is better so far goes on, whatever the test says, as in Optuna.
public struct WilcoxonPruner: Pruner {
  private let level: Double
  private let startup: Int

  /// The pruner.
  ///
  /// - Parameters:
  ///   - level: how likely such differences may at most be by chance.
  ///   - startup: so many pairs are needed.
  /// - Throws: `PrunerError` where a number is out of its range.
  public init(level: Double = 0.1, startup: Int = 2) throws(PrunerError) {
    guard level > 0, level < 1 else {
      throw PrunerError(message: "`p` must be between 0 and 1, not \(NumberText.exact(level))", parameter: "p")
    }
    guard startup >= 2 else {
      throw PrunerError(message: "`startup` must be 2 or more, not \(startup)", parameter: "startup")
    }
    (self.level, self.startup) = (level, startup)
  }

  /// The pruner as a program writes it.
  public var description: String { "wilcoxon(p: \(NumberText.exact(level)), startup: \(startup))" }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict {
    let complete = curves.curves.filter {
      $0.key != trial && $0.value.state == .complete && $0.value.meanCost < .infinity
    }
    guard let curve = curves[trial],
      let best = complete.min(by: { ($0.value.meanCost, $0.key) < ($1.value.meanCost, $1.key) })?.value
    else { return .proceed }
    let costs = Dictionary(uniqueKeysWithValues: best.points.map { ($0.step, $0.cost) })
    let differences = curve.points.compactMap { point in costs[point.step].map { point.cost - $0 } }
    guard differences.count >= startup, curve.meanCost > best.meanCost else { return .proceed }
    if differences.contains(.infinity) { return .stop }
    return RankTest(signed: differences).oneSided < level ? .stop : .proceed
  }

  /// The trials at the highest level that enough of them have come to: reports of folds or seeds are no curve.
  public func evaluations(
    of trials: [(number: Int, evaluation: Evaluation)], in curves: LearningCurves, dimension: Int
  ) -> [Evaluation] { curves.evaluations(of: trials, dimension: dimension) }
}

extension LearningCurve {
  /// The mean of all reports.
  fileprivate var meanCost: Double { points.map(\.cost).reduce(0, +) / Double(max(points.count, 1)) }
}
