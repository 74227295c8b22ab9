// Minimised: y' = max(y - bound, epsilon), with a bound of 0 unless stated otherwise. Maximised: y' = max(bound - y,
// epsilon), with a bound of 1. A bound taken from the data would move with every trial, and the model with it, so a
// value beyond a bound that was not stated is an error. The model is of ln y'.
//
// What is to be beaten, and what an acquisition takes e^f for, f ~ N(m, v) being the prediction:
//
// | acquisition      | e^f is                                         | incumbent                                     |
// |------------------|------------------------------------------------|-----------------------------------------------|
// | ei, nei          | lognormal, as it is                            | the least median e^m at the trials            |
// | pi               | Gamma distributed, of the same two moments     | the least mean e^(m + v / 2) at the trials    |
// | ucb              | the same                                       | none                                          |
// | rgp_ucb          | f itself: its theory is that of the Gaussian   | none                                          |
// | thompson         | e^f of a drawn f                               | none                                          |

import Basics

/// Bayesian optimisation with a Gamma distribution in place of the Gaussian: multiplicative noise, positive predictions.
typealias Gamma = ModelSearch<GammaModel>

extension Gamma {
  /// The strategy with options, checked.
  ///
  /// - Parameters:
  ///   - options: How it is set.
  ///   - bound: The best value possible; absent, 0 when minimising and 1 when maximising.
  ///   - epsilon: The smallest distance from the bound that is told apart: half a validation item, for an error rate.
  /// - Throws: `OptionError`.
  init(_ options: ModelOptions = ModelOptions(), bound: Double? = nil, epsilon: Double? = nil) throws(OptionError) {
    if let bound, !bound.isFinite { throw .bad("bound", reason: "it must be a finite number") }
    if let epsilon, !(epsilon > 0 && epsilon.isFinite) { throw .bad("epsilon", reason: "it must be above zero") }
    self.init(GammaModel(bound: bound, epsilon: epsilon), options)
  }

  /// The strategy with its defaults.
  init() {
    self.init(GammaModel(bound: nil, epsilon: nil), ModelOptions())
  }
}

/// Logarithms of distances from the best value possible.
struct GammaModel: SurrogateModel {
  /// The best value possible; absent, 0 when minimising and 1 when maximising.
  let bound: Double?
  /// The smallest distance from the bound that is told apart; absent, a millionth of the median distance.
  let epsilon: Double?
  private let fits = Memory<FitKey, GammaFit>()

  static let name = "gamma"
  static let isStandardised = false

  init(bound: Double?, epsilon: Double?) {
    (self.bound, self.epsilon) = (bound, epsilon)
  }

  func training(on history: History, in space: Space, _ shape: ModelShape) throws -> TrainingSet {
    let sign = history.direction == .minimize ? 1.0 : -1.0
    let least = sign * best(history.direction)
    var distances: [Double] = []
    for case let cost? in history.costs {
      try check(sign * cost, history.direction)
      if cost > least { distances.append(Self.difference(cost, least)) }
    }
    let median = distances.isEmpty ? 1 : distances.sorted()[distances.count / 2]
    let floor = max(epsilon ?? 1e-6 * median, .leastNormalMagnitude)
    return TrainingSet(history, in: space, shape) { .log(max(Self.difference($0, least), floor)) }
  }

  func fit(to training: TrainingSet, _ prior: HyperparameterPrior) -> GammaProcess {
    GammaProcess(training, prior: prior, fits)
  }

  func scale(of fit: GammaProcess, _ direction: Direction) -> ValueScale {
    ValueScale(.logDistance(bound: best(direction)), direction)
  }

  func bound(_ direction: Direction) -> Double? { best(direction) }

  func fresh() -> GammaModel { GammaModel(bound: bound, epsilon: epsilon) }

  /// Refuses a value beyond a bound that was not stated.
  func check(_ value: Double, _ direction: Direction) throws(StrategyError) {
    guard bound == nil, value.isFinite else { return }
    let bound = best(direction)
    if direction == .minimize ? value < bound : value > bound {
      throw .beyondBound(strategy: Self.name, value: value, bound: bound, direction: direction)
    }
  }

  private func best(_ direction: Direction) -> Double { bound ?? (direction == .minimize ? 0 : 1) }

  /// a - b, at most the largest number.
  private static func difference(_ a: Double, _ b: Double) -> Double {
    min(a - b, .greatestFiniteMagnitude)
  }
}

extension GammaProcess: SurrogateFit {
  var noiseDeviation: Double { 1 / noiseShape.squareRoot() }

  func logGain(mean: Double, variance: Double, below place: Double) -> Double {
    ExpectedImprovement.logUnderLognormal(mean: mean, variance: variance, logIncumbent: place)
  }

  func rating(
    by acquisition: Acquisition, _ training: TrainingSet, demand: Double, beta: Double
  ) -> (score: Score?, incumbent: Double?) {
    // Running trials count with what is expected of them, lest others look for the same gain.
    let known = training.contenderPoints + training.running
    let expected = posterior.means(known).min() ?? 0
    let demand = demand * moments(training.data.values).deviation
    let logIncumbent = expected - demand
    switch acquisition {
    case .expectedImprovement:
      return (
        { ExpectedImprovement.logUnderLognormal(mean: $0, variance: $1, logIncumbent: logIncumbent) }, logIncumbent
      )
    case .noisyExpectedImprovement:
      // ln y has a noise of variance about 1 / kappa.
      let score: Score = {
        let variance = $1 * $1 / ($1 + 1 / noiseShape)
        return ExpectedImprovement.logUnderLognormal(mean: $0, variance: variance, logIncumbent: expected)
      }
      return (score, expected)
    case .thompson:
      return (nil, nil)
    case .probabilityOfImprovement:
      let logMeans = posterior.predict(known).map { PredictiveGamma(mean: $0.mean, variance: $0.variance).logMean }
      let logMeanIncumbent = (logMeans.min() ?? 0) - demand
      let score: Score = {
        ProbabilityOfImprovement.logUnderGamma(PredictiveGamma(mean: $0, variance: $1), logIncumbent: logMeanIncumbent)
      }
      return (score, logMeanIncumbent)
    case .confidenceBound:
      return ({ -ConfidenceBound.logLowerGamma(PredictiveGamma(mean: $0, variance: $1), beta: beta) }, nil)
    case .randomConfidenceBound:
      // The regret theory is for the Gaussian surrogate: the latent mean and deviation.
      return ({ -ConfidenceBound.lowerNormal(mean: $0, variance: $1, beta: beta) }, nil)
    }
  }
}
