import BayesOpt
import DSL
import Studies

extension SearchPlan {
  /// What asks the plan's strategy.
  ///
  /// - Parameters:
  ///   - seed: the seed of the study, which that of the strategy replaces.
  ///   - context: where it is noted that trials of another study cannot be used.
  /// - Returns: what asks.
  /// - Throws: a failure of the program where an option makes no sense.
  func asker(seed: Int, _ context: Context) throws(Exit) -> Asker {
    Asker(
      try strategy.engine(at: strategySpan), in: space, seed: UInt64(bitPattern: Int64(seed)), budget: trialBudget,
      directions: assessment.directions, constraintCount: assessment.constraints.count,
      known: knownObservations(context), earlier: earlierStudies(context))
  }

  /// What the strategy was asked with, beside the trials.
  func origin(of asker: Asker, seed: Int) -> SearchOrigin {
    SearchOrigin(
      strategy: asker.strategy, seed: UInt64(bitPattern: Int64(seed)), budget: trialBudget, points: points,
      known: asker.known, earlier: asker.history.earlier, space: space(askedBy:))
  }
}
