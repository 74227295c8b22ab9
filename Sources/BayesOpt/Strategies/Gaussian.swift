/// Bayesian optimisation with a Gaussian process on the values, or on their power transform where that fits better.
public struct Gaussian: Strategy {
  /// How it is set.
  public var options: ModelOptions

  /// The strategy with options.
  public init(_ options: ModelOptions = ModelOptions()) {
    self.options = options
  }

  /// `gaussian`.
  public var name: String { "gaussian" }

  /// The start is a design; then the maximum of the acquisition.
  public func suggest(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Configuration? {
    let training = TrainingSet(history, in: space)
    guard history.trial >= initialTrials(in: space, budget: budget), training.values.count >= 2 else {
      return try options.design(history, in: space, seed: seed)
    }
    let posterior = model(training).posterior
    // The least posterior mean at the data, not the least value, which noise may have made.
    let incumbent = posterior.predict(training.points).map(\.mean).min() ?? 0
    let score: Score
    switch options.acquisition {
    case .expectedImprovement:
      score = { ExpectedImprovement.logNormal(mean: $0, variance: $1, incumbent: incumbent) }
    case .probabilityOfImprovement:
      score = { ProbabilityOfImprovement.logNormal(mean: $0, variance: $1, incumbent: incumbent) }
    case .confidenceBound(let beta):
      score = { -ConfidenceBound.lowerNormal(mean: $0, variance: $1, beta: beta) }
    case .randomConfidenceBound(let theta):
      let beta = options.randomBeta(theta: theta, history, seed: seed, training)
      score = { -ConfidenceBound.lowerNormal(mean: $0, variance: $1, beta: beta) }
    }
    return try options.propose(history, in: space, seed: seed, training, posterior, score: score)
  }

  /// As the options say.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    options.initialTrials(in: space, budget: budget)
  }

  /// The posterior mean, on the scale the model works in.
  public func levels(of history: History, in space: Space) throws -> [Double?] {
    let training = TrainingSet(history, in: space)
    guard training.values.count >= 2 else { return history.costs }
    return fill(history, training, model(training).posterior)
  }

  private func model(_ training: TrainingSet) -> GaussianProcess {
    let standard = OutputWarping.standardized(training.values)
    var best: (process: GaussianProcess, density: Double)?
    for warping in [standard, OutputWarping.yeoJohnson(standard.values)].compactMap({ $0 }) {
      let process = GaussianProcess(
        points: training.points, values: warping.values, isChoice: training.isChoice, prior: options.prior)
      let density = process.leaveOneOut + warping.logJacobian
      if let best, best.density >= density { continue }
      best = (process, density)
    }
    // The first of the two always exists.
    return best?.process
      ?? GaussianProcess(
        points: training.points, values: standard.values, isChoice: training.isChoice, prior: options.prior)
  }
}

/// The posterior mean at every trial that has a value.
func fill(_ history: History, _ training: TrainingSet, _ posterior: Posterior) -> [Double?] {
  var levels = [Double?](repeating: nil, count: history.observations.count)
  let costs = history.costs
  for (trial, prediction) in zip(training.trials, posterior.predict(training.points)) where costs[trial] != nil {
    levels[trial] = prediction.mean
  }
  return levels
}
