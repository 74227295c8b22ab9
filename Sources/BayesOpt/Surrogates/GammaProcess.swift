// Hyperparameters are fitted from scratch at checkpoints, from there continued up to `refinedCount` observations, and
// kept beyond, as those of the Gaussian process are; the mode of the latent function is always that of all observations.

import RealModule

/// A Gamma observation model over a latent Gaussian process on ln y.
struct GammaProcess: Sendable {
  /// Of the latent f.
  let posterior: Posterior
  /// kappa, the shape of the observation noise.
  let noiseShape: Double

  /// Fits are continued between checkpoints up to this number of observations.
  private static let refinedCount = 60

  /// The model of observations.
  ///
  /// - Parameters:
  ///   - data: Points, and logarithms of positive values.
  ///   - count: So many of the first belong to the last checkpoint.
  ///   - prior: Of the hyperparameters.
  ///   - memory: Of the fits before; it changes no result.
  init(
    _ data: GammaData, checkpoint count: Int, prior: HyperparameterPrior, _ memory: Memory<GammaCheckpoint, GammaFit>
  ) {
    let start = GammaCheckpoint(data: data.first(count), prior: prior)
    var fit = memory.value(of: start) { GammaFit(to: start.data, prior) }
    if count < data.logValues.count, data.logValues.count <= Self.refinedCount {
      fit = GammaFit(to: data, prior, from: fit)
    }
    self.init(data, fit)
  }

  /// The process of some hyperparameters, conditioned on observations.
  init(_ data: GammaData, _ fit: GammaFit) {
    // The kernel, kappa and the mean keep the units that they were fitted in.
    let evidence = GammaEvidence(data, units: (fit.unit, fit.centre))
    var gradient = fit.hyperparameters
    _ = evidence.evaluate(fit.hyperparameters, &gradient)
    noiseShape = evidence.shape(fit.hyperparameters)
    posterior = Posterior(
      factor: CovarianceFactor(
        Kernel(fit.hyperparameters, data.axes, unit: fit.unit), points: data.points, noise: evidence.noise),
      mean: PriorMean(
        constant: evidence.mean(fit.hyperparameters), bowl: data.bowl.map { $0 * fit.unit.squareRoot() }),
      weights: evidence.weights)
  }
}

/// What a Gamma process is fitted to.
struct GammaData: Equatable, Sendable {
  let points: [[Double]]
  let logValues: [Double]
  let axes: Axes
  /// Heights of the prior mean at the ends of the coordinates, in deviations of ln y.
  let bowl: [Double]

  /// The first observations of it.
  func first(_ count: Int) -> GammaData {
    subset(Array(0..<count))
  }

  fileprivate func subset(_ indices: [Int]) -> GammaData {
    GammaData(points: indices.map { points[$0] }, logValues: indices.map { logValues[$0] }, axes: axes, bowl: bowl)
  }
}

/// What the hyperparameters of a checkpoint are a function of.
struct GammaCheckpoint: Equatable, Sendable {
  let data: GammaData
  let prior: HyperparameterPrior
}

/// Hyperparameters ln l (one for each lengthscale), ln s^2, ln noise, mean, and the units they are in.
struct GammaFit: Sendable {
  private let fit: FittedPoint
  /// The variance of ln y.
  let unit: Double
  /// The mean of ln y.
  let centre: Double

  /// Observations beyond this number take no part in the fit.
  private static let limit = 120

  /// The hyperparameters that maximise evidence times prior.
  ///
  /// - Parameters:
  ///   - data: The observations.
  ///   - prior: Of the hyperparameters.
  ///   - other: Where to start, instead of the usual starts.
  init(to data: GammaData, _ prior: HyperparameterPrior, from other: GammaFit? = nil) {
    let d = data.axes.lengthscales
    var bounds = HyperparameterPrior.bounds(dimension: d)
    bounds.lower.append(-4)
    bounds.upper.append(4)
    let search = Multistart(lower: bounds.lower, upper: bounds.upper)
    func objective(_ evidence: GammaEvidence) -> Objective {
      Objective(observations: evidence.count) { theta, gradient in
        let value = evidence.evaluate(theta, &gradient) + prior.penalize(theta, dimension: d, &gradient)
        // The mean is within a deviation of the observations'.
        gradient[d + 2] += theta[d + 2]
        return value + 0.5 * theta[d + 2] * theta[d + 2]
      }
    }
    let evidence = GammaEvidence(data.subset(representatives(of: data.logValues, limit: Self.limit)))
    (unit, centre) = (evidence.unit, evidence.centre)
    if let other {
      fit = search.minimize(from: other.fit, objective(evidence))
      return
    }
    var rough: Objective?
    if data.logValues.count > Multistart.sample {
      let sample = data.subset(representatives(of: data.logValues, limit: Multistart.sample))
      rough = objective(GammaEvidence(sample, units: (unit, centre)))
    }
    fit = search.minimize(
      from: HyperparameterPrior.starts(dimension: d).map { $0 + [0] }, rough: rough, objective(evidence))
  }

  var hyperparameters: [Double] { fit.point }
}
