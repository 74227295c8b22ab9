// Minimised: y' = max(y - bound, epsilon), with a bound of 0 unless stated otherwise. Maximised: y' = max(bound - q,
// epsilon), with a bound of 1. A bound taken from the data would move with every trial, and the model with it, so a
// value beyond a bound that was not stated is an error.

import Basics

/// Bayesian optimisation with a Gamma distribution in place of the Gaussian: multiplicative noise, positive predictions.
public struct Gamma: Strategy {
  /// How it is set.
  public var options: ModelOptions
  /// The best value possible; absent, 0 when minimising and 1 when maximising.
  public var bound: Double?
  /// The smallest distance from the bound that is told apart; absent, a millionth of the median distance.
  public var epsilon: Double?
  private let memory = Memory<GammaCheckpoint, GammaFit>()

  /// The strategy with options, checked.
  ///
  /// - Parameters:
  ///   - options: How it is set.
  ///   - bound: The best value possible; absent, 0 when minimising and 1 when maximising.
  ///   - epsilon: The smallest distance from the bound that is told apart: half a validation item, for an error rate.
  /// - Throws: `OptionError`.
  public init(
    _ options: ModelOptions = ModelOptions(), bound: Double? = nil, epsilon: Double? = nil
  ) throws(OptionError) {
    if let bound, !bound.isFinite { throw .bad("bound", reason: "it must be a finite number") }
    if let epsilon, !(epsilon > 0 && epsilon.isFinite) { throw .bad("epsilon", reason: "it must be above zero") }
    (self.options, self.bound, self.epsilon) = (options, bound, epsilon)
  }

  /// The strategy with its defaults.
  public init() {
    (options, bound, epsilon) = (ModelOptions(), nil, nil)
  }

  /// `gamma`.
  public var name: String { "gamma" }

  /// The start is a design; then the maximum of the acquisition.
  public func suggest(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Configuration? {
    let training = try trainingSet(history, in: space)
    let idle = options.idleTrials(history, costs: training.costs, in: space, budget: budget)
    guard options.isModelled(history, training, idle: idle, in: space, budget: budget) else {
      return try options.design(history, in: space, seed: seed)
    }
    let process = model(training)
    let posterior = process.posterior
    // Running trials count with what is expected of them, lest others look for the same gain.
    let known = training.points + training.running
    // As e^f is expected to be for the Gamma's forms, and its median for the exact ones.
    let expected = posterior.means(known).min() ?? 0
    let demand = options.demand(after: idle) * moments(training.values).deviation
    let logMedian = expected - demand
    let score: Score?
    switch options.acquisition {
    case .expectedImprovement:
      score = { ExpectedImprovement.logLognormal(mean: $0, variance: $1, logIncumbent: logMedian) }
    case .noisyExpectedImprovement:
      // ln y has a noise of variance about 1 / kappa.
      score = {
        let variance = $1 * $1 / ($1 + 1 / process.noiseShape)
        return ExpectedImprovement.logLognormal(mean: $0, variance: variance, logIncumbent: expected)
      }
    case .thompson:
      score = nil
    case .probabilityOfImprovement:
      let logMeans = posterior.predict(known).map { PredictiveGamma(mean: $0.mean, variance: $0.variance).logMean }
      let logMean = (logMeans.min() ?? 0) - demand
      score = { ProbabilityOfImprovement.logGamma(PredictiveGamma(mean: $0, variance: $1), logIncumbent: logMean) }
    case .confidenceBound(let beta):
      score = { -ConfidenceBound.logLowerGamma(PredictiveGamma(mean: $0, variance: $1), beta: beta) }
    case .randomConfidenceBound(let theta):
      // The regret theory is for the Gaussian surrogate: the latent mean and deviation.
      let beta = options.randomBeta(theta: theta, history, seed: seed, training)
      score = { -ConfidenceBound.lowerNormal(mean: $0, variance: $1, beta: beta) }
    }
    return try options.propose(history, in: space, seed: seed, training, posterior, score: score)
  }

  /// As the options say.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    options.initialTrials(in: space, budget: budget)
  }

  /// The posterior mean of the logarithm of the distance from the bound.
  public func levels(of history: History, in space: Space) throws -> [Double?] {
    let training = try trainingSet(history, in: space)
    guard training.values.count >= 2 else { return history.costs }
    return fill(history, training, model(training).posterior)
  }

  /// Refuses a value beyond a bound that was not stated.
  public func check(_ value: Double, _ direction: Direction) throws(StrategyError) {
    guard bound == nil, value.isFinite else { return }
    let bound = bound(direction)
    if direction == .minimize ? value < bound : value > bound {
      throw .beyondBound(strategy: name, value: value, bound: bound, direction: direction)
    }
  }

  private func bound(_ direction: Direction) -> Double { bound ?? (direction == .minimize ? 0 : 1) }

  private func model(_ training: TrainingSet) -> GammaProcess {
    let data = GammaData(
      points: training.points, logValues: training.values, axes: training.axes,
      bowl: training.bowl)
    return GammaProcess(data, checkpoint: training.checkpoint, prior: options.prior, memory)
  }

  /// Logarithms of the distances from the bound.
  private func trainingSet(_ history: History, in space: Space) throws -> TrainingSet {
    let sign = history.direction == .minimize ? 1.0 : -1.0
    let least = sign * bound(history.direction)
    var distances: [Double] = []
    for case let cost? in history.costs {
      try check(sign * cost, history.direction)
      if cost > least { distances.append(Self.difference(cost, least)) }
    }
    let median = distances.isEmpty ? 1 : distances.sorted()[distances.count / 2]
    let floor = max(epsilon ?? 1e-6 * median, .leastNormalMagnitude)
    return TrainingSet(history, in: space, options) { .log(max(Self.difference($0, least), floor)) }
  }

  /// a - b, at most the largest number.
  private static func difference(_ a: Double, _ b: Double) -> Double {
    min(a - b, .greatestFiniteMagnitude)
  }
}
