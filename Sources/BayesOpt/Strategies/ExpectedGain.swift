// What n more trials are expected to add to the best value y* = y(x*) is no more than either of
//
//   n max_x E[max(y* - f(x), 0)],      E[f(x*) - min_x f(x)]:
//
// what the next trial is expected to gain, n times, since improvements shrink as the best value gets better and more is known; and what any
// number of trials could gain, the regret of the best trial, by the mean over 32 draws of f from the posterior, each at some hundred points.
// The first counts far from the end, the second near it, where many trials are after the same gain. With noise y* is what the model
// expects of the best trial. Both models of ModelSearch are asked, with a trend and with a bowl, as of now and without the last trials, lest
// one is believed that has only just become sure; the largest answer counts.

import Basics
import RealModule

/// What more trials are expected to add to the best value, by a Gaussian process beside whatever strategy there is.
public struct ExpectedGain: Sendable {
  private let model: Gaussian

  /// So many trials ago the models are asked as well.
  private static let patience = 5
  private static let draws = 32
  /// Points all over the space, and around the best one at each of the scales.
  private static let uniformPoints = 100
  private static let nearPoints = 30
  private static let scales = [0.1, 0.03, 0.01]

  /// A model that has seen nothing.
  public init() {
    var options = ModelOptions()
    options.stagnation = 0
    model = Gaussian(options)
  }

  /// So many values are needed before a model is asked.
  private static func leastTrials(in space: Space) -> Int {
    max(10, 2 * Gaussian.usualInitialTrials(in: space))
  }

  /// What is expected of some trials, in the unit of the objective.
  ///
  /// - Parameters:
  ///   - trials: How many there are to come.
  ///   - history: The trials so far, of one objective.
  ///   - space: What may be tried.
  ///   - seed: Where the random numbers start.
  /// - Throws: What rules and constraint throw.
  /// - Returns: Zero where nothing is left to try; nil where too little is known, or no trial meets the constraints.
  /// - Complexity: That of four proposals of `gaussian`, and of 128 draws from its posterior.
  public func gain(of trials: Int, after history: History, in space: Space, seed: UInt64) throws -> Double? {
    var earlier = History(
      Array(history.observations.dropLast(Self.patience)), directions: history.directions,
      constraintCount: history.constraintCount)
    earlier.earlier = history.earlier
    guard let before = try asOf(earlier, trials, in: space, seed: seed),
      let now = try asOf(history, trials, in: space, seed: seed)
    else { return nil }
    return max(before, now)
  }

  private func asOf(_ history: History, _ trials: Int, in space: Space, seed: UInt64) throws -> Double? {
    guard history.costs.count(where: { $0 != nil }) >= Self.leastTrials(in: space), let best = history.best else {
      return nil
    }
    var largest: Double?
    // Trials 0 and 2 of every four have different models.
    for turn in [0, 2] {
      var history = history
      history.trial = 4 * (history.trial / 4) + turn
      let (training, idle, _) = try model.turn(history, in: space, seed: seed, budget: nil)
      let judgement = model.judgement(history, in: space, seed: seed, training, idle)
      guard let next = try model.proposal(of: judgement, history, in: space, seed: seed) else { return 0 }
      let gain = min(
        Double(max(trials, 0)) * improvement(next, judgement, history, in: space),
        try regret(of: history.observations[best].configuration, next, judgement, history, in: space, seed: seed))
      if gain.isFinite { largest = max(largest ?? 0, gain) }
    }
    return largest
  }

  /// What the next trial is expected to gain.
  private func improvement(
    _ next: Proposal, _ judgement: Judgement<WarpedProcess>, _ history: History, in space: Space
  ) -> Double {
    let scale = model.model.scale(of: judgement.fit, history.direction)
    let prediction = judgement.fit.posterior.predict([space.features(next.configuration)])[0]
    return ValuePrediction(mean: prediction.mean, deviation: prediction.variance.squareRoot(), scale: scale)
      .expectedImprovement(on: scale.value(at: judgement.incumbent ?? 0)) * (next.reason[.feasibility] ?? 1)
  }

  /// By how much the best trial is expected to be worse than the minimum.
  private func regret(
    of best: Configuration, _ next: Proposal, _ judgement: Judgement<WarpedProcess>, _ history: History,
    in space: Space, seed: UInt64
  ) throws -> Double {
    let scale = model.model.scale(of: judgement.fit, history.direction)
    var random = CounterRandom(seed: seed, Purpose.path.rawValue, UInt64(history.trial))
    let own = space.features(best)
    var points = [own, space.features(next.configuration)] + judgement.training.data.points
    points += try candidates(around: space.encode(best), in: space, &random)
    var sum = 0.0
    for _ in 0..<Self.draws {
      // A path is the negative of the function.
      let values = SamplePath(judgement.fit.posterior, &random).heights(points).map { scale.value(at: -$0) }
      let least = values.dropFirst().reduce(values[0]) { history.direction.prefers($1, to: $0) ? $1 : $0 }
      sum += abs(values[0] - least)
    }
    return sum / Double(Self.draws)
  }

  /// Allowed points, all over the space and around one of them.
  private func candidates(
    around centre: [Double], in space: Space, _ random: inout CounterRandom
  ) throws -> [[Double]] {
    var points = (0..<Self.uniformPoints).map { _ in space.uniformPoint(&random) }
    for scale in Self.scales {
      for _ in 0..<Self.nearPoints { points.append(centre.map { $0 + scale * random.normal() }) }
    }
    return try points.compactMap { point in
      guard try space.constraints.isEmpty || space.allows(space.decode(point)) else { return nil }
      return try space.features(at: point)
    }
  }
}
