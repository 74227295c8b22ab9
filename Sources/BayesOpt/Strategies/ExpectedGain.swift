// n more trials are taken to gain n times what the next one is expected to,
//
//   n max_x E[max(tau - f(x), 0)],
//
// tau being the best value, or with noise what the model expects of the best trial. As the best value improves and more is known, an
// improvement at any x is expected to shrink, so that a model that is right expects no more than that. Both models of
// ModelSearch are asked, with a trend and with a bowl, and the larger answer counts.

import RealModule

/// What more trials are expected to add to the best value, by a Gaussian process beside whatever strategy there is.
public struct ExpectedGain: Sendable {
  private let model: Gaussian

  /// A model that has seen nothing.
  public init() {
    var options = ModelOptions()
    options.stagnation = 0
    model = Gaussian(options)
  }

  /// So many values are needed before a model is believed.
  public static func leastTrials(in space: Space) -> Int {
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
  /// - Complexity: That of two proposals of `gaussian`.
  public func gain(of trials: Int, after history: History, in space: Space, seed: UInt64) throws -> Double? {
    guard history.costs.count(where: { $0 != nil }) >= Self.leastTrials(in: space), let best = history.best,
      let value = history.costs[best]
    else { return nil }
    var largest: Double?
    // Trials 0 and 2 of every four have different models.
    for turn in [0, 2] {
      var history = history
      history.trial = 4 * (history.trial / 4) + turn
      guard let outlook = try model.modelOutlook(history, in: space, seed: seed, budget: nil) else { continue }
      guard let proposal = outlook.proposal else { return 0 }
      guard let prediction = outlook.prediction?(proposal.configuration) else { continue }
      let observed = history.direction == .minimize ? value : -value
      let expected = proposal.reason[.incumbent].map(prediction.scale.value) ?? observed
      let isLucky = history.direction.prefers(observed, to: expected)
      let gain =
        prediction.expectedImprovement(on: isLucky ? expected : observed)
        * (proposal.reason[.feasibility] ?? 1)
      if gain.isFinite { largest = max(largest ?? 0, gain) }
    }
    return largest.map { Double(max(trials, 0)) * $0 }
  }
}
