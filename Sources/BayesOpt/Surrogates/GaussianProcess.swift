import RealModule

/// A Gaussian process whose hyperparameters maximise evidence times prior.
struct GaussianProcess: Sendable {
  let posterior: Posterior
  /// ln l (one for each lengthscale), ln s^2, ln v.
  let logarithms: [Double]
  /// Sum of the leave-one-out log densities of the observations.
  let leaveOneOut: Double

  /// Observations beyond this number take no part in the fit of the hyperparameters: it costs their cube, many times.
  static let fitLimit = 200

  /// v, in units of the variance of the values.
  var noise: Double { .exp(logarithms[logarithms.count - 1]) }

  /// Fits to values that are about standardised.
  ///
  /// - Parameters:
  ///   - points: Canonical coordinates; choices are compared by equality.
  ///   - values: One for each point.
  ///   - axes: How the coordinates enter the kernel.
  ///   - prior: Of the hyperparameters.
  ///   - bowl: Heights of the prior mean at the ends of the coordinates.
  init(points: [[Double]], values: [Double], axes: Axes, prior: HyperparameterPrior, bowl: [Double] = []) {
    let d = axes.lengthscales
    let bounds = HyperparameterPrior.bounds(dimension: d)
    let mean = PriorMean(constant: 0, bowl: bowl)
    let rest = zip(points, values).map { $1 - mean.value(at: $0) }
    let subset = representatives(of: values, limit: Self.fitLimit)
    let evidence = GaussianEvidence(
      points: subset.flatMap { points[$0] }, values: subset.map { rest[$0] }, axes: axes)
    var best: (point: [Double], value: Double)?
    for start in HyperparameterPrior.starts(dimension: d) {
      let result = LBFGS().minimize(from: start, lower: bounds.lower, upper: bounds.upper) { logarithms, gradient in
        evidence.evaluate(logarithms, &gradient) + prior.penalize(logarithms, dimension: d, &gradient)
      }
      if best.map({ result.value < $0.value }) ?? true { best = result }
    }
    logarithms = best?.point ?? HyperparameterPrior.starts(dimension: d)[0]

    let all =
      subset.count == values.count
      ? evidence : GaussianEvidence(points: points.flatMap { $0 }, values: rest, axes: axes)
    var gradient = logarithms
    _ = all.evaluate(logarithms, &gradient)
    leaveOneOut = all.leaveOneOut
    let noise = Double.exp(logarithms[d + 1]) + GaussianEvidence.jitter
    posterior = Posterior(
      kernel: Kernel(logarithms, axes), mean: PriorMean(constant: all.mean, bowl: bowl),
      points: points.flatMap { $0 }, weights: all.weights, noise: values.map { _ in noise })
  }
}

/// Indices of at most `limit` values in order: the lower half of the limit, and others evenly spaced over the rest.
func representatives(of values: [Double], limit: Int) -> [Int] {
  guard values.count > limit else { return Array(values.indices) }
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  let best = order[..<(limit / 2)]
  let rest = order[(limit / 2)...].sorted()
  let others = (0..<limit - limit / 2).map { rest[$0 * rest.count / (limit - limit / 2)] }
  return (best + others).sorted()
}
