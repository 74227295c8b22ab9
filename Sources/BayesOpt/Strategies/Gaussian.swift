/// Bayesian optimisation with a Gaussian process on the values, or on their power transform where that fits better.
public struct Gaussian: Strategy {
  /// How it is set.
  public var options: ModelOptions
  private let memory = ProcessMemory()

  /// Noise that is as good as none, in units of the variance of the values.
  private static let quiet = 5e-3

  /// The strategy with options.
  public init(_ options: ModelOptions = ModelOptions()) {
    self.options = options
  }

  /// As the options say.
  public var seed: UInt64? { options.seed }

  /// `gaussian`.
  public var name: String { "gaussian" }

  /// The start is a design; then the maximum of the acquisition.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    let training = TrainingSet(history, in: space, options)
    let idle = options.idleTrials(history, costs: training.costs, in: space, budget: budget)
    guard options.isModelled(history, training, idle: idle, in: space, budget: budget) else {
      return try options.design(history, in: space, seed: seed, options.isLost(after: idle) ? .designAgain : .design)
    }
    let model = WarpedProcess(training, prior: options.prior, memory)
    let (posterior, noise) = (model.process.posterior, model.process.noise)
    // Running trials count with what is expected of them, lest others look for the same gain.
    let observed = (model.values + posterior.means(training.running)).min() ?? 0
    let expected = posterior.means(training.points + training.running).min() ?? 0
    // With noise, the least posterior mean at the data: noise may have made the least value.
    let best = noise > Self.quiet ? expected : observed
    let incumbent = best - options.demand(after: idle)
    let score: Score?
    switch options.acquisition {
    case .expectedImprovement:
      score = { ExpectedImprovement.logNormal(mean: $0, variance: $1, incumbent: incumbent) }
    case .noisyExpectedImprovement:
      score = {
        ExpectedImprovement.logNormal(mean: $0, variance: $1 * $1 / ($1 + noise), incumbent: expected)
      }
    case .thompson:
      score = nil
    case .probabilityOfImprovement:
      score = { ProbabilityOfImprovement.logNormal(mean: $0, variance: $1, incumbent: incumbent) }
    case .confidenceBound(let beta):
      score = { -ConfidenceBound.lowerNormal(mean: $0, variance: $1, beta: beta) }
    case .randomConfidenceBound(let theta):
      let beta = options.randomBeta(theta: theta, history, seed: seed, training)
      score = { -ConfidenceBound.lowerNormal(mean: $0, variance: $1, beta: beta) }
    }
    return try options.propose(
      history, in: space, seed: seed, training, posterior, score: score,
      Reason(options.demand(after: idle) > 0 ? .demand : .model, [.incumbent: incumbent, .noise: noise.squareRoot()]))
  }

  /// As the options say.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    options.initialTrials(in: space, budget: budget)
  }

  /// The posterior mean, on the scale the model works in.
  public func levels(of history: History, in space: Space) throws -> [Double?] {
    let training = TrainingSet(history, in: space, options)
    guard training.values.count >= 2 else { return history.costs }
    return fill(history, training, WarpedProcess(training, prior: options.prior, memory).process.posterior)
  }
}

/// The posterior mean at every trial that has a value.
func fill(_ history: History, _ training: TrainingSet, _ posterior: Posterior) -> [Double?] {
  var levels = [Double?](repeating: nil, count: history.observations.count)
  let costs = history.costs
  for (trial, mean) in zip(training.trials, posterior.means(training.points)) where costs[trial] != nil {
    levels[trial] = mean
  }
  return levels
}
