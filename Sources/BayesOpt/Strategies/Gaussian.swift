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
    let (process, values) = model(training, in: space)
    let posterior = process.posterior
    var incumbent = values.min() ?? 0
    // With noise, the least posterior mean at the data: noise may have made the least value.
    if process.noise > Self.quiet { incumbent = posterior.predict(training.points).map(\.mean).min() ?? incumbent }
    if options.isStalled(history, in: space, budget: budget) { incumbent -= ModelOptions.demand }
    let best = incumbent
    let score: Score
    switch options.acquisition {
    case .expectedImprovement:
      score = { ExpectedImprovement.logNormal(mean: $0, variance: $1, incumbent: best) }
    case .probabilityOfImprovement:
      score = { ProbabilityOfImprovement.logNormal(mean: $0, variance: $1, incumbent: best) }
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
    return fill(history, training, model(training, in: space).process.posterior)
  }

  /// The process that explains the observations best, and their values on the scale it works in.
  private func model(_ training: TrainingSet, in space: Space) -> (process: GaussianProcess, values: [Double]) {
    let standard = OutputWarping.standardized(training.values)
    let bowl = PriorMean.bowl(options.bowl, space)
    func fit(_ warping: OutputWarping) -> (process: GaussianProcess, values: [Double]) {
      let process = GaussianProcess(
        points: training.points, values: warping.values, axes: training.axes, prior: options.prior, bowl: bowl)
      return (process, warping.values)
    }
    let plain = fit(standard)
    guard let warping = OutputWarping.yeoJohnson(standard.values) else { return plain }
    let warped = fit(warping)
    return warped.process.leaveOneOut + warping.logJacobian > plain.process.leaveOneOut ? warped : plain
  }

  /// Noise that is as good as none, in units of the variance of the values.
  private static let quiet = 5e-3
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
