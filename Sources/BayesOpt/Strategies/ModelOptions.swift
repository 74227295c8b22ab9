/// Options of the strategies with a model.
struct ModelOptions: Hashable, Sendable {
  /// Replaces the seed of the search.
  var seed: UInt64?
  /// What makes a configuration worth trying.
  var acquisition = Acquisition.expectedImprovement
  /// What is believed of the kernel's hyperparameters.
  var prior = HyperparameterPrior.logNormal
  /// Number of trials before the model takes over; absent, `max(4, d + 2)` up to 10.
  var initial: Int?
  /// How much worse the ends of a numeric parameter are expected to be than its middle, in deviations of the results; of the
  /// model without a trend.
  var bowl = 0.1
  /// Trials without progress after which every second one demands a large improvement, and now and then one is the
  /// design's; 0 for never.
  var stagnation = 4
  /// Weight of the random slope and bowl along every numeric parameter, in every other pair of trials; 0 for none.
  var trend = 1.0

  /// The defaults.
  init() {}

  /// Options, checked; what is absent has its default.
  ///
  /// - Parameters:
  ///   - seed: Replaces the seed of the search.
  ///   - acquisition: What makes a configuration worth trying.
  ///   - prior: What is believed of the kernel's hyperparameters.
  ///   - initial: Number of trials before the model takes over, at least 2.
  ///   - bowl: How much worse the ends of a numeric parameter are expected to be, in deviations of the results.
  ///   - stagnation: Trials without progress after which every second one demands a large improvement; 0 for never.
  ///   - trend: Weight of the random slope and bowl along every numeric parameter; 0 for none.
  /// - Throws: `OptionError`.
  init(
    seed: UInt64? = nil, acquisition: Acquisition? = nil, prior: HyperparameterPrior? = nil, initial: Int? = nil,
    bowl: Double? = nil, stagnation: Int? = nil, trend: Double? = nil
  ) throws(OptionError) {
    (self.seed, self.initial) = (seed, initial)
    self.acquisition = acquisition ?? self.acquisition
    self.prior = prior ?? self.prior
    self.bowl = bowl ?? self.bowl
    self.stagnation = stagnation ?? self.stagnation
    self.trend = trend ?? self.trend
    try self.acquisition.validate()
    if let initial, initial < 2 { throw .bad("initial", reason: "a model needs at least 2 trials to start from") }
    guard 0...10 ~= self.bowl else { throw .bad("bowl", reason: "it must be from 0 to 10") }
    guard self.stagnation >= 0 else { throw .bad("stagnation", reason: "it must be zero or more") }
    guard 0...10 ~= self.trend else { throw .bad("trend", reason: "it must be from 0 to 10") }
  }
}
