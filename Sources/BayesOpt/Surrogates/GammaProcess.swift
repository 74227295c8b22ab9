// The predictive distribution of the mean response e^f, f ~ N(m, v), is lognormal; a Gamma of the same two moments has
//   mean mu = e^(m + v/2),  shape a = 1 / (e^v - 1),  scale mu (e^v - 1).

import RealModule

/// A Gamma observation model over a latent Gaussian process on ln y; hyperparameters maximise evidence times prior.
struct GammaProcess: Sendable {
  /// Of the latent f.
  let posterior: Posterior
  /// kappa, the shape of the observation noise.
  let noiseShape: Double

  /// Fits to logarithms of positive values.
  ///
  /// - Parameters:
  ///   - points: Canonical coordinates; choices are compared by equality.
  ///   - logValues: One for each point.
  ///   - axes: How the coordinates enter the kernel.
  ///   - prior: Of the hyperparameters.
  ///   - bowl: Heights of the prior mean at the ends of the coordinates, in deviations of ln y.
  init(points: [[Double]], logValues: [Double], axes: Axes, prior: HyperparameterPrior, bowl: [Double] = []) {
    let d = axes.lengthscales
    var bounds = HyperparameterPrior.bounds(dimension: d)
    bounds.lower.append(-4)
    bounds.upper.append(4)
    let subset = representatives(of: logValues, limit: 200)
    let evidence = GammaEvidence(
      points: subset.flatMap { points[$0] }, logValues: subset.map { logValues[$0] }, axes: axes, bowl: bowl)
    var best: (point: [Double], value: Double)?
    for start in HyperparameterPrior.starts(dimension: d) {
      let result = LBFGS().minimize(from: start + [0], lower: bounds.lower, upper: bounds.upper) { theta, gradient in
        let value = evidence.evaluate(theta, &gradient) + prior.penalize(theta, dimension: d, &gradient)
        // The mean is within a deviation of the observations'.
        gradient[d + 2] += theta[d + 2]
        return value + 0.5 * theta[d + 2] * theta[d + 2]
      }
      if best.map({ result.value < $0.value }) ?? true { best = result }
    }
    let theta = best?.point ?? HyperparameterPrior.starts(dimension: d)[0] + [0]

    // The kernel, kappa and the mean keep the units of the subset they were fitted in.
    let all =
      subset.count == logValues.count
      ? evidence
      : GammaEvidence(points: points.flatMap { $0 }, logValues: logValues, axes: axes, bowl: bowl, like: evidence)
    var gradient = theta
    _ = all.evaluate(theta, &gradient)
    noiseShape = all.shape(theta)
    posterior = Posterior(
      factor: CovarianceFactor(Kernel(theta, axes, unit: all.unit), points: points, noise: all.noise),
      mean: PriorMean(constant: all.mean(theta), bowl: bowl.map { $0 * all.unit.squareRoot() }), weights: all.weights)
  }
}
