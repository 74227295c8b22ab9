/// Asynchronous successive halving (Li et al., MLSys 2020): of the trials at a rung, one in `factor` goes on.
///
/// A trial pauses at every rung. Whenever a worker is free, the best of the upper 1/`factor` of a rung that has not gone on
/// goes on, from the highest rung down, and where no trial has earned that, a new one begins. So no epoch is spent on a trial
/// before it is known to be among the better ones.
///
/// The stopping variant (as in Ray Tune) never waits: a trial that comes to a rung and is not in its upper 1/`factor` ends
/// there, and the first ones to come go on unseen.
public struct SuccessiveHalving: Pruner {
  /// Where trials are compared.
  public let rungs: Rungs
  /// Whether trials are laid aside, to go on with the best of them later.
  public let isPausing: Bool

  /// The pruner of some rungs, pausing or stopping.
  public init(_ rungs: Rungs, isPausing: Bool = true) { (self.rungs, self.isPausing) = (rungs, isPausing) }

  /// The pruner that decides the same without laying trials aside.
  public var stopping: any Pruner { SuccessiveHalving(rungs, isPausing: false) }

  /// The pruner as a program writes it.
  public var description: String { "asha(\(rungs.options(isPausing: isPausing)))" }

  /// What becomes of a trial that has just reported.
  public func verdict(on trial: Int, in curves: LearningCurves) -> Verdict {
    guard let curve = curves[trial], let rung = rungs.entered(by: curve) else { return .proceed }
    if isPausing { return .pause }
    let ranking = rungs.ranking(at: rung, in: curves)
    let places = max(1, ranking.count / rungs.factor)
    guard let cost = curve.cost(reaching: rung), cost < .infinity else { return .stop }
    // Those with the cost of the last place go on too.
    return cost <= ranking[places - 1].cost ? .proceed : .stop
  }

  /// The paused trial that goes on next; nil where none has earned it.
  public func promotion(in curves: LearningCurves) -> Int? { promotion(in: curves, below: .max) }

  /// The paused trial that goes on next, from a rung below a limit.
  func promotion(in curves: LearningCurves, below limit: Int) -> Int? {
    for rung in rungs.reached(in: curves).reversed() where rung < limit {
      let ranking = rungs.ranking(at: rung, in: curves)
      let (next, isBeyond) = rung.multipliedReportingOverflow(by: rungs.factor)
      let earned = ranking.prefix(ranking.count / rungs.factor).first { trial, cost in
        guard cost < .infinity, let curve = curves[trial], curve.state == .paused, !isBeyond else { return false }
        return curve.cost(reaching: next) == nil
      }
      if let earned { return earned.trial }
    }
    return nil
  }
}

extension Rungs {
  /// The rungs as the options of a pruner.
  func options(isPausing: Bool = true) -> String {
    "from: \(first)" + (last.map { ", to: \($0)" } ?? "") + ", factor: \(factor)"
      + (isPausing ? "" : ", mode: \"stop\"")
  }
}
