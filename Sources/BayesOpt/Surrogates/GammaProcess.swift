// The model:
//
//   y_i | f ~ Gamma(shape kappa, mean e^f(x_i)),   f ~ GP(m + bowl, k)
//
// multiplicative noise of relative deviation kappa^(-1/2), with the kernel of Covariance.swift and the priors and the bowl
// of GaussianProcess.swift. Laplace's approximation: Rasmussen and Williams 3.4 (the mode), 5.5.1 (the gradient).
//
// | code                       | mathematics                                                                      |
// |----------------------------|----------------------------------------------------------------------------------|
// | delta                      | ln y - f                                                                         |
// | f                          | f, at last its mode                                                              |
// | w, root                    | W = -d^2 ln p(y|f) / df^2 = kappa e^delta > 0, so there is one mode; W^1/2       |
// | mean, bowlAtPoints         | the constant of m, and the rest of m at every point                              |
// | k                          | K                                                                                |
// | b                          | B = I + W^1/2 K W^1/2, then its factor, its inverse,                             |
// |                            | R = W^1/2 B^-1 W^1/2 = (K + W^-1)^-1, and the weights of the gradient            |
// | alpha                      | K^-1 (f - m); at the mode g = d ln p(y|f) / df = kappa (e^delta - 1)             |
// | trial, trialAlpha, scratch | a step's f and alpha; in the gradient s, K s and u                               |
// | unit, centre               | the variance and the mean of ln y                                                |
//
// ln p(y|f) = ln(kappa / 2 pi) / 2 - ln Gamma*(kappa) - kappa (e^delta - 1 - delta) - ln y      (no large terms cancel)
// ln Z = ln p(y|f^) - alpha^T (f^ - m) / 2 - ln |B| / 2
//
// Gradient. With V = (K^-1 + W)^-1, whose diagonal is (1 - B^-1_ii) / W_i, and dw/df = -w, the determinant changes
// with f^ by s_i = V_ii W_i / 2. The mode moves by df^ = (I + K W)^-1 (dK g + dm 1 + K dg); with u = s - R K s,
//   d ln Z = sum_ij (alpha_i alpha_j / 2 - R_ij / 2 + (u_i alpha_j + alpha_i u_j) / 2) dK_ij      for the kernel,
//   d ln Z / dm = sum_i alpha_i + u_i,
//   d ln Z / d ln kappa = sum_i [kappa (ln kappa - psi(kappa)) - kappa (e^delta - 1 - delta) - V_ii W_i / 2 + u_i (f^_i - m)].
//
// Units. The hyperparameters are ln l, ln(s^2 / unit), ln(1 / (kappa unit)) and (m - centre) / sqrt unit, so that the priors of standardised observations hold here too.

import RealModule

// MARK: Likelihood, its mode and its gradient

/// The evidence of hyperparameters ln l (one for each lengthscale), ln s^2, ln noise, mean for fixed positive observations.
final class GammaEvidence {
  /// The variance of ln y.
  let unit: Double
  /// The mean of ln y.
  let centre: Double
  private let kernel: KernelMatrix
  private let logY: [Double]
  private let k: Buffer
  private let b: Buffer
  private let f: Buffer
  private let alpha: Buffer
  private let w: Buffer
  private let root: Buffer
  private let trial: Buffer
  private let trialAlpha: Buffer
  private let scratch: Buffer
  private let bowlAtPoints: [Double]

  /// The evidence for observations, in their units or in given ones: a variance and a mean of ln y.
  init(_ data: ModelData, units: (unit: Double, centre: Double)? = nil) {
    let logValues = data.values
    let n = logValues.count
    let (average, deviation) = moments(logValues)
    let unit = units?.unit ?? (deviation > 1e-10 ? deviation * deviation : 1)
    self.unit = unit
    centre = units?.centre ?? average
    kernel = KernelMatrix(points: data.points.flatMap { $0 }, axes: data.axes, unit: unit)
    let mean = PriorMean(constant: 0, bowl: data.bowl.map { $0 * unit.squareRoot() })
    bowlAtPoints = data.points.map(mean.value)
    logY = logValues
    k = Buffer(count: n * n)
    b = Buffer(count: n * n)
    f = Buffer(count: n)
    alpha = Buffer(count: n)
    w = Buffer(count: n)
    root = Buffer(count: n)
    trial = Buffer(count: n)
    trialAlpha = Buffer(count: n)
    scratch = Buffer(count: n)
    // The data themselves; each later evaluation starts at the mode of the one before it.
    for i in 0..<n { f.pointer[i] = logValues[i] }
  }

  /// Number of observations.
  var count: Int { logY.count }

  /// kappa of the hyperparameters.
  func shape(_ hyperparameters: [Double]) -> Double {
    .exp(-hyperparameters[kernel.axes.lengthscales + 1]) / unit
  }

  /// m of the hyperparameters.
  func mean(_ hyperparameters: [Double]) -> Double {
    centre + unit.squareRoot() * hyperparameters[kernel.axes.lengthscales + 2]
  }

  /// alpha at the mode last found.
  var weights: [Double] { alpha.array }

  /// 1 / w at the mode last found.
  var noise: [Double] { w.array.map { 1 / max($0, 1e-300) } }

  /// -ln Z and its gradient; infinite where the mode was not found.
  func evaluate(_ hyperparameters: [Double], _ gradient: inout [Double]) -> Double {
    let n = logY.count
    let d = kernel.axes.lengthscales
    let (kappa, mean) = (shape(hyperparameters), mean(hyperparameters))
    kernel.evaluate(hyperparameters, into: k.pointer)
    guard let logPosterior = findMode(kappa, mean), factorB(at: f.pointer, kappa) else { return .infinity }
    let logDeterminant = Cholesky.logDeterminant(b.pointer, n)
    Cholesky.invert(b.pointer, n)

    let (f, alpha, root, b) = (f.pointer, alpha.pointer, root.pointer, b.pointer)
    let (s, ks, u) = (trial.pointer, trialAlpha.pointer, scratch.pointer)
    var noise = 0.0
    let perPoint = kappa * GammaFunction.logMinusDigamma(kappa)
    for i in 0..<n {
      s[i] = 0.5 * (1 - b[i * n + i])
      noise += perPoint - kappa * Self.excess(delta(i, f[i])) - s[i]
    }
    for i in 0..<n {
      let (row, factor) = (b + i * n, root[i])
      for j in 0...i { row[j] *= factor * root[j] }
    }
    multiply(k.pointer, s, into: ks)
    multiply(b, ks, into: u)
    var constant = 0.0
    for i in 0..<n {
      u[i] = s[i] - u[i]
      constant += alpha[i] + u[i]
      noise += u[i] * (f[i] - mean - bowlAtPoints[i])
    }
    for i in 0..<n {
      let (row, weight, change) = (b + i * n, alpha[i], u[i])
      for j in 0...i { row[j] = -0.5 * (weight * alpha[j] - row[j] + change * alpha[j] + weight * u[j]) }
    }
    kernel.gradient(weights: b, hyperparameters, into: &gradient)
    gradient[d + 1] = noise  // ln noise = -ln kappa + constant, and the sign of -ln Z
    gradient[d + 2] = -constant * unit.squareRoot()
    return 0.5 * logDeterminant - logPosterior
  }

  /// Damped Newton for f and alpha; returns ln p(y|f) - alpha^T (f - m) / 2 there.
  private func findMode(_ kappa: Double, _ mean: Double) -> Double? {
    let n = logY.count
    var value = -Double.infinity
    for iteration in 0..<300 {
      guard factorB(at: f.pointer, kappa) else { return nil }
      // alpha' = R (f - m + W^-1 g) = W^1/2 B^-1 c with c = W^1/2 (f - m) + 2 kappa^1/2 sinh(delta / 2)
      let step = trialAlpha.pointer
      for i in 0..<n {
        let half = max(delta(i, f.pointer[i]), -300) / 2
        step[i] = root.pointer[i] * (f.pointer[i] - mean - bowlAtPoints[i]) + 2 * kappa.squareRoot() * .sinh(half)
      }
      Cholesky.solve(b.pointer, n, step)
      for i in 0..<n { step[i] *= root.pointer[i] }

      var accepted = false
      for _ in 0..<40 {
        multiply(k.pointer, step, into: trial.pointer)
        for i in 0..<n { trial.pointer[i] += mean + bowlAtPoints[i] }
        let next = logPosterior(trial.pointer, step, kappa, mean)
        // The start has no alpha to compare with; what follows it never falls.
        if next.isFinite, iteration == 0 || next >= value - 1e-12 * abs(value) {
          accepted = true
          value = next
          break
        }
        guard iteration > 0 else { break }
        for i in 0..<n { step[i] = 0.5 * (step[i] + alpha.pointer[i]) }
      }
      guard accepted else { return iteration > 0 ? value : nil }
      var change = 0.0
      for i in 0..<n {
        change = max(change, abs(trial.pointer[i] - f.pointer[i]))
        f.pointer[i] = trial.pointer[i]
        alpha.pointer[i] = step[i]
      }
      // Convergence is quadratic: the next step would be about the square of this one.
      if change < 1e-7 { break }
    }
    return value
  }

  private func logPosterior(
    _ f: UnsafePointer<Double>, _ alpha: UnsafePointer<Double>, _ kappa: Double, _ mean: Double
  ) -> Double {
    let perPoint = 0.5 * Double.log(kappa) - NormalDistribution.halfLogTwoPi - GammaFunction.logStirling(kappa)
    var sum = 0.0
    for i in 0..<logY.count {
      sum += perPoint - kappa * Self.excess(delta(i, f[i])) - logY[i] - 0.5 * alpha[i] * (f[i] - mean - bowlAtPoints[i])
    }
    return sum
  }

  /// Writes w, its root and the factor of B.
  private func factorB(at f: UnsafePointer<Double>, _ kappa: Double) -> Bool {
    let n = logY.count
    let (k, b, w, root) = (k.pointer, b.pointer, w.pointer, root.pointer)
    for i in 0..<n {
      w[i] = kappa * .exp(delta(i, f[i]))
      root[i] = w[i].squareRoot()
    }
    for i in 0..<n {
      let (from, to, factor) = (k + i * n, b + i * n, root[i])
      for j in 0...i { to[j] = factor * root[j] * from[j] }
      to[i] += 1
    }
    return Cholesky.factor(b, n)
  }

  /// ln y - f, kept where its exponential is finite.
  private func delta(_ i: Int, _ f: Double) -> Double {
    min(logY[i] - f, 300)
  }

  /// y = A x for a symmetric matrix.
  private func multiply(
    _ a: UnsafePointer<Double>, _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>
  ) {
    let n = logY.count
    for i in 0..<n {
      let (row, value) = (a + i * n, x[i])
      y[i] = dot(row, x, i) + row[i] * value
      for j in 0..<i { y[j] += row[j] * value }
    }
  }

  /// e^t - 1 - t.
  static func excess(_ t: Double) -> Double {
    guard abs(t) < 0.05 else { return .expMinusOne(t) - t }
    return 0.5 * t * t * (1 + t / 3 * (1 + t / 4 * (1 + t / 5 * (1 + t / 6 * (1 + t / 7 * (1 + t / 8))))))
  }
}

// MARK: Fit

/// Hyperparameters ln l (one for each lengthscale), ln s^2, ln noise, mean, and the units they are in.
struct GammaFit: Sendable {
  private let fit: FittedHyperparameters
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
  init(to data: ModelData, _ prior: HyperparameterPrior, from other: GammaFit? = nil) {
    let d = data.axes.lengthscales
    var bounds = HyperparameterPrior.bounds(dimension: d)
    bounds.lower.append(-4)
    bounds.upper.append(4)
    let search = Multistart(lower: bounds.lower, upper: bounds.upper)
    func minimand(_ evidence: GammaEvidence) -> Minimand {
      Minimand(observations: evidence.count) { theta, gradient in
        let value = evidence.evaluate(theta, &gradient) + prior.penalize(theta, dimension: d, &gradient)
        // The mean is within a deviation of the observations'.
        gradient[d + 2] += theta[d + 2]
        return value + 0.5 * theta[d + 2] * theta[d + 2]
      }
    }
    let evidence = GammaEvidence(data.subset(representatives(of: data.values, limit: Self.limit)))
    (unit, centre) = (evidence.unit, evidence.centre)
    if let other {
      fit = search.minimize(from: other.fit, minimand(evidence))
      return
    }
    var rough: Minimand?
    if data.values.count > Multistart.sample {
      let sample = data.subset(representatives(of: data.values, limit: Multistart.sample))
      rough = minimand(GammaEvidence(sample, units: (unit, centre)))
    }
    fit = search.minimize(
      from: HyperparameterPrior.starts(dimension: d).map { $0 + [0] }, rough: rough, minimand(evidence))
  }

  var hyperparameters: [Double] { fit.values }
}

// MARK: Prediction

// Hyperparameters are fitted from scratch at checkpoints, from there continued up to `refinedCount` observations, and
// kept beyond, as those of the Gaussian process are; the mode of the latent function is always that of all observations.

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
  ///   - training: Points, and logarithms of positive values.
  ///   - prior: Of the hyperparameters.
  ///   - memory: Of the fits before; it changes no result.
  init(
    _ training: TrainingSet, prior: HyperparameterPrior, _ memory: Memory<FitKey, GammaFit>
  ) {
    let (data, count) = (training.data, training.checkpoint)
    let start = FitKey(data: data.first(count), prior: prior)
    var fit = memory.value(of: start) { GammaFit(to: start.data, prior) }
    if count < data.values.count, data.values.count <= Self.refinedCount {
      fit = GammaFit(to: data, prior, from: fit)
    }
    self.init(data, fit)
  }

  /// The process of some hyperparameters, conditioned on observations.
  init(_ data: ModelData, _ fit: GammaFit) {
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
