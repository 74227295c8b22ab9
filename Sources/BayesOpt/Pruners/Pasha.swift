/// Progressive successive halving (Bohdal et al., ICLR 2023): the top rung grows only while the ranking is not settled.
///
/// It begins with the second rung as the top. As long as the trials at the top stand in another order than they stood in one
/// rung below, the top is raised by a rung; once the order is the same, nothing is trained for longer. Costs that differ by less
/// than the noise ε count as equal, where ε is the 90th percentile of the distance between two trials that have changed
/// places and changed back.
public struct Pasha: Pruner {
  private let halving: SuccessiveHalving

  /// The pruner of some rungs.
  public init(_ rungs: Rungs) { halving = SuccessiveHalving(rungs) }

  /// Whether trials are laid aside, to go on with the best of them later.
  public var isPausing: Bool { true }

  /// The pruner that decides the same without laying trials aside.
  public var stopping: any Pruner { halving.stopping }

  /// The pruner as a program writes it.
  public var description: String { "pasha(\(halving.rungs.options()))" }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict { halving.verdict(on: trial, in: curves) }

  /// The paused trial that goes on next; nil where none has earned it.
  public func promotion(in curves: LearningCurves) -> Int? { halving.promotion(in: curves, below: top(in: curves)) }

  /// The rung that no trial is trained beyond for now.
  func top(in curves: LearningCurves) -> Int {
    let rungs = halving.rungs
    let reached = rungs.reached(in: curves)
    // What was reached once was the top once.
    guard reached.count > 1 else { return rungs.first * rungs.factor }
    let (below, top) = (reached[reached.count - 2], reached[reached.count - 1])
    let isSettled = isSame(rungs.ranking(at: below, in: curves), rungs.ranking(at: top, in: curves), noise(in: curves))
    return isSettled ? top : top.multipliedReportingOverflow(by: rungs.factor).partialValue
  }

  /// Whether the trials at the top have the order of the rung below, those whose costs differ by `noise` at most being equal.
  private func isSame(
    _ lower: [(trial: Int, cost: Double)], _ upper: [(trial: Int, cost: Double)], _ noise: Double
  ) -> Bool {
    let present = Set(upper.map(\.trial))
    let before = lower.filter { present.contains($0.trial) }
    let costs = Dictionary(uniqueKeysWithValues: upper.map { ($0.trial, $0.cost) })
    return zip(upper, before).allSatisfy { now, then in
      costs[then.trial].map { abs($0 - now.cost) <= noise } ?? false
    }
  }

  /// How far trials are apart that have changed places and changed back.
  private func noise(in curves: LearningCurves) -> Double {
    let all = curves.curves.sorted { $0.key < $1.key }.map(\.value).filter { $0.points.count > 2 }
    var distances: [Double] = []
    for (index, one) in all.enumerated() {
      for other in all[..<index] {
        let common = zip(one.points, other.points).prefix { $0.step == $1.step }.map { $0.cost - $1.cost }
        let signs = common.filter { $0 != 0 }.map { $0 > 0 }
        guard zip(signs, signs.dropFirst()).count(where: !=) > 1, let last = common.last, last.isFinite else {
          continue
        }
        distances.append(abs(last))
      }
    }
    distances.sort()
    return distances.isEmpty ? 0 : distances[Int(Double(distances.count - 1) * 0.9)]
  }
}
