import RealModule

/// A Gaussian process, with noise, on values that are about standardised.
struct GaussianProcess: Sendable {
  let posterior: Posterior
  /// ln l (one for each lengthscale), ln s^2, ln v.
  let logarithms: [Double]

  /// v, in units of the variance of the values.
  var noise: Double { .exp(logarithms[logarithms.count - 1]) }

  /// The kernel of hyperparameters, conditioned on values.
  ///
  /// - Parameters:
  ///   - logarithms: The hyperparameters.
  ///   - data: Points and values.
  ///   - factor: Of the points' covariance, if it is there already.
  init(_ logarithms: [Double], _ data: GaussianData, factor: CovarianceFactor? = nil) {
    self.logarithms = logarithms
    posterior = Posterior(
      factor: factor ?? data.factor(logarithms), values: data.values, bowl: data.bowl)
  }
}

/// What a Gaussian process is fitted to.
struct GaussianData: Sendable {
  let points: [[Double]]
  /// About standardised, less the bowl.
  let values: [Double]
  let axes: Axes
  /// Heights of the prior mean at the ends of the coordinates.
  let bowl: [Double]

  /// Observations beyond this number take no part in the fit of the hyperparameters: it costs their cube, many times.
  private static let fitLimit = 200

  /// Points with values that are about standardised.
  init(points: [[Double]], values: [Double], axes: Axes, bowl: [Double] = []) {
    let mean = PriorMean(constant: 0, bowl: bowl)
    self.points = points
    self.values = zip(points, values).map { $1 - mean.value(at: $0) }
    self.axes = axes
    self.bowl = bowl
  }

  /// Hyperparameters that maximise evidence times prior, and the leave-one-out log density of the values there.
  ///
  /// - Parameters:
  ///   - starts: Where the search for them begins.
  ///   - prior: Of the hyperparameters.
  /// - Returns: The best of what the starts lead to.
  func fit(from starts: [[Double]], _ prior: HyperparameterPrior) -> (logarithms: [Double], leaveOneOut: Double) {
    let d = axes.lengthscales
    let bounds = HyperparameterPrior.bounds(dimension: d)
    let subset = representatives(of: values, limit: Self.fitLimit)
    let evidence = GaussianEvidence(
      points: subset.flatMap { points[$0] }, values: subset.map { values[$0] }, axes: axes)
    var best = (point: starts[0], value: Double.infinity)
    for start in starts {
      let result = LBFGS().minimize(from: start, lower: bounds.lower, upper: bounds.upper) { logarithms, gradient in
        evidence.evaluate(logarithms, &gradient) + prior.penalize(logarithms, dimension: d, &gradient)
      }
      if result.value < best.value { best = result }
    }
    var gradient = best.point
    _ = evidence.evaluate(best.point, &gradient)
    return (best.point, evidence.leaveOneOut)
  }

  /// The factor of the covariance of the points.
  func factor(_ logarithms: [Double]) -> CovarianceFactor {
    CovarianceFactor(Kernel(logarithms, axes), points: points, noise: points.map { _ in noise(logarithms) })
  }

  /// The variance that an observation has beyond that of the function.
  func noise(_ logarithms: [Double]) -> Double {
    .exp(logarithms[axes.lengthscales + 1]) + GaussianEvidence.jitter
  }
}
