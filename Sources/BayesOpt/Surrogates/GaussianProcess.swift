import RealModule

/// A Gaussian process whose hyperparameters maximise evidence times prior.
struct GaussianProcess: Sendable {
  let posterior: Posterior
  /// ln l (d of them), ln s^2, ln v.
  let logarithms: [Double]
  /// Sum of the leave-one-out log densities of the observations.
  let leaveOneOut: Double

  /// Observations beyond this number take no part in the fit of the hyperparameters: it costs their cube, many times.
  static let fitLimit = 200

  /// Fits to values that are about standardised.
  ///
  /// - Parameters:
  ///   - points: Canonical coordinates; choices are compared by equality.
  ///   - values: One for each point.
  ///   - isChoice: Which axes are choices.
  ///   - prior: Of the hyperparameters.
  init(points: [[Double]], values: [Double], isChoice: [Bool], prior: HyperparameterPrior) {
    let d = isChoice.count
    let bounds = HyperparameterPrior.bounds(dimension: d)
    let subset = representatives(of: values, limit: Self.fitLimit)
    let evidence = GaussianEvidence(
      points: subset.flatMap { points[$0] }, values: subset.map { values[$0] }, isChoice: isChoice)
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
      ? evidence : GaussianEvidence(points: points.flatMap { $0 }, values: values, isChoice: isChoice)
    var gradient = logarithms
    _ = all.evaluate(logarithms, &gradient)
    leaveOneOut = all.leaveOneOut
    let noise = Double.exp(logarithms[d + 1]) + GaussianEvidence.jitter
    posterior = Posterior(
      kernel: Kernel(logarithms, isChoice: isChoice), mean: all.mean, points: points.flatMap { $0 },
      weights: all.weights, noise: values.map { _ in noise })
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
