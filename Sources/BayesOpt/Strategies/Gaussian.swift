import Basics

/// Bayesian optimisation with a Gaussian process on the values, or on their power transform where that fits better.
typealias Gaussian = ModelSearch<GaussianModel>

extension Gaussian {
  /// The strategy with options.
  init(_ options: ModelOptions = ModelOptions()) {
    self.init(GaussianModel(), options)
  }
}

/// Values as they are, or their power transform.
struct GaussianModel: SurrogateModel {
  private let fits = Memory<FitKey, WarpedFit>()
  let factors = FactorMemory()

  static let name = "gaussian"
  static let isStandardised = true

  func training(on history: History, in space: Space, _ shape: ModelShape) -> TrainingSet {
    TrainingSet(history, in: space, shape)
  }

  func fit(to training: TrainingSet, _ prior: HyperparameterPrior) -> WarpedProcess {
    WarpedProcess(training, prior: prior, fits: fits, factors: factors)
  }

  func scale(of fit: WarpedProcess, _ direction: Direction) -> ValueScale { ValueScale(fit.form, direction) }

  func bound(_ direction: Direction) -> Double? { nil }

  func check(_ value: Double, _ direction: Direction) {}

  func fresh() -> GaussianModel { GaussianModel() }
}

extension WarpedProcess: SurrogateFit {
  /// Noise that is as good as none, in units of the variance of the values.
  private static let quiet = 5e-3

  var posterior: Posterior { process.posterior }

  var noiseDeviation: Double { process.noise.squareRoot() }

  func logGain(mean: Double, variance: Double, below place: Double) -> Double {
    ExpectedImprovement.logUnderNormal(mean: mean, variance: variance, incumbent: place)
  }

  func rating(
    by acquisition: Acquisition, _ training: TrainingSet, demand: Double, beta: Double
  ) -> (score: Score?, incumbent: Double?) {
    let noise = process.noise
    // Running trials count with what is expected of them, lest others look for the same gain.
    let observed = (training.contenders.map { values[$0] } + posterior.means(training.running)).min() ?? 0
    let expected = posterior.means(training.contenderPoints + training.running).min() ?? 0
    // With noise, the least posterior mean at the data: noise may have made the least value.
    let incumbent = (noise > Self.quiet ? expected : observed) - demand
    switch acquisition {
    case .expectedImprovement:
      return ({ ExpectedImprovement.logUnderNormal(mean: $0, variance: $1, incumbent: incumbent) }, incumbent)
    case .noisyExpectedImprovement:
      return (
        { ExpectedImprovement.logUnderNormal(mean: $0, variance: $1 * $1 / ($1 + noise), incumbent: expected) },
        expected
      )
    case .thompson:
      return (nil, nil)
    case .probabilityOfImprovement:
      return ({ ProbabilityOfImprovement.logUnderNormal(mean: $0, variance: $1, incumbent: incumbent) }, incumbent)
    case .confidenceBound, .randomConfidenceBound:
      return ({ -ConfidenceBound.lowerNormal(mean: $0, variance: $1, beta: beta) }, nil)
    }
  }
}
