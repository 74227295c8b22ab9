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
  ///   - prior: Of the hyperparameters.
  ///   - other: Where to start, instead of the usual starts.
  /// - Returns: The best of what the starts lead to.
  func fit(_ prior: HyperparameterPrior, from other: FittedPoint? = nil) -> (fit: FittedPoint, leaveOneOut: Double) {
    let d = axes.lengthscales
    let bounds = HyperparameterPrior.bounds(dimension: d)
    let search = Multistart(lower: bounds.lower, upper: bounds.upper)
    func objective(_ evidence: GaussianEvidence) -> Objective {
      Objective(observations: evidence.count) {
        evidence.evaluate($0, &$1) + prior.penalize($0, dimension: d, &$1)
      }
    }
    let evidence = evidence(of: Self.fitLimit)
    let fit: FittedPoint
    if let other {
      fit = search.minimize(from: other, objective(evidence))
    } else {
      let rough = values.count > Multistart.sample ? objective(self.evidence(of: Multistart.sample)) : nil
      fit = search.minimize(
        from: HyperparameterPrior.starts(dimension: d), rough: rough, objective(evidence))
    }
    var gradient = fit.point
    _ = evidence.evaluate(fit.point, &gradient)
    return (fit, evidence.leaveOneOut)
  }

  /// The evidence of the observations, or of so many of them.
  private func evidence(of limit: Int) -> GaussianEvidence {
    let subset = representatives(of: values, limit: limit)
    return GaussianEvidence(points: subset.flatMap { points[$0] }, values: subset.map { values[$0] }, axes: axes)
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
