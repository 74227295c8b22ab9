// The model, in units of the standardised or warped values (WarpedProcess):
//
//   y_i = f(x_i) + e_i,   f ~ GP(m + bowl, k),   e_i ~ N(0, v + v_i)
//
// with the kernel k of Covariance.swift. ln l, ln s^2 and ln v have priors, and are those of the greatest posterior density;
// m is its generalised least-squares estimate. v_i is known, and 0 but for what is itself an estimate. Rasmussen and
// Williams, Gaussian Processes for Machine Learning, equations 2.30 (evidence), 5.9 (gradient), 5.10-5.12 (leave-one-out), 2.23-2.24 (prediction: Posterior).
//
// | code        | mathematics                                                                                      |
// |-------------|--------------------------------------------------------------------------------------------------|
// | logarithms  | ln l (one for each lengthscale), ln s^2, ln v; s^2 and v in units of the variance of the values  |
// | bowl        | sum_j bowl_j (2 u_j - 1)^4                                                                       |
// | y           | from here on, and in the code: the values less the bowl                                          |
// | a           | A = K + diag(v + v_i + jitter), then L, then A^-1, then the weights of the gradient                  |
// | solved      | A^-1 1 and A^-1 y                                                                                |
// | mean        | m = 1^T A^-1 y / 1^T A^-1 1                                                                      |
// | alpha       | A^-1 (y - m)                                                                                     |
// | evaluate    | -ln p(y) = (y - m)^T alpha / 2 + ln |A| / 2 + n ln(2 pi) / 2                                     |
// | gradient    | d(-ln p) / dA = (A^-1 - alpha alpha^T) / 2; m is stationary and adds nothing                     |
// | leaveOneOut | sum_i ln p(y_i | the others) = sum_i ln(A^-1_ii) / 2 - alpha_i^2 / (2 A^-1_ii) - ln(2 pi) / 2    |

import RealModule

// MARK: Model

/// What a Gaussian process is fitted to.
struct GaussianData: Sendable {
  let points: [[Double]]
  /// About standardised values, less the bowl.
  let residuals: [Double]
  /// v_i; empty where all are 0.
  let variances: [Double]
  let axes: Axes
  /// See `PriorMean.bowl`.
  let bowl: [Double]

  /// Observations beyond this number take no part in the fit of the hyperparameters: it costs their cube, many times.
  static let fitLimit = 200

  /// Points with values that are about standardised.
  init(points: [[Double]], values: [Double], variances: [Double] = [], axes: Axes, bowl: [Double] = []) {
    let mean = PriorMean(constant: 0, bowl: bowl)
    self.points = points
    residuals = zip(points, values).map { $1 - mean.value(at: $0) }
    self.variances = variances
    self.axes = axes
    self.bowl = bowl
  }
}

// MARK: Likelihood and its gradient

/// The evidence of hyperparameters ln l (one for each lengthscale), ln s^2, ln v for fixed observations.
final class GaussianEvidence {
  /// Added to the noise.
  static let jitter = 1e-8

  private let kernel: KernelMatrix
  private let y: [Double]
  private let variances: [Double]
  private let a: Buffer
  private let alpha: Buffer
  private let solved: Buffer
  private let precisions: Buffer
  private(set) var mean = 0.0

  /// The evidence for points, n x p, with one value for each and its known variance, 0 where there are none.
  init(points: [Double], values: [Double], variances: [Double] = [], axes: Axes) {
    kernel = KernelMatrix(points: points, axes: axes)
    y = values
    self.variances = variances.isEmpty ? [Double](repeating: 0, count: values.count) : variances
    a = Buffer(count: values.count * values.count)
    alpha = Buffer(count: values.count)
    solved = Buffer(count: 2 * values.count)
    precisions = Buffer(count: values.count)
  }

  /// Number of observations.
  var count: Int { y.count }

  /// -ln p(y) and its gradient; infinite where the matrix cannot be factorised.
  func evaluate(_ logarithms: [Double], _ gradient: inout [Double]) -> Double {
    let n = y.count
    let d = kernel.axes.lengthscales
    let noise = Double.exp(logarithms[d + 1])
    let (a, alpha, ofOnes) = (a.pointer, alpha.pointer, solved.pointer)
    let ofValues = ofOnes + n
    kernel.evaluate(logarithms, into: a)
    for i in 0..<n { a[i * n + i] += noise + variances[i] + Self.jitter }
    guard Cholesky.factor(a, n) else { return .infinity }
    let logDeterminant = Cholesky.logDeterminant(a, n)
    for i in 0..<n { (ofOnes[i], ofValues[i]) = (1, y[i]) }
    Cholesky.solve(a, n, ofOnes, count: 2)
    Cholesky.invert(a, n)

    var (above, below, fit, trace) = (0.0, 0.0, 0.0, 0.0)
    for i in 0..<n {
      above += ofValues[i]
      below += ofOnes[i]
    }
    mean = above / below
    for i in 0..<n {
      alpha[i] = ofValues[i] - mean * ofOnes[i]
      fit += alpha[i] * (y[i] - mean)
    }
    for i in 0..<n {
      let row = a + i * n
      let factor = alpha[i]
      precisions.pointer[i] = row[i]
      for j in 0...i { row[j] = 0.5 * (row[j] - factor * alpha[j]) }
      trace += row[i]
    }
    kernel.gradient(weights: a, logarithms, into: &gradient)
    gradient[d + 1] = trace * noise
    return 0.5 * fit + 0.5 * logDeterminant + Double(n) * NormalDistribution.halfLogTwoPi
  }

  /// A^-1 (y - m) of the hyperparameters last evaluated.
  var weights: [Double] { alpha.array }

  /// Sum of the leave-one-out log densities for the hyperparameters last evaluated.
  var leaveOneOut: Double {
    (0..<y.count).reduce(0) { sum, i in
      let (precision, weight) = (precisions.pointer[i], alpha.pointer[i])
      return sum + 0.5 * (.log(precision) - weight * weight / precision) - NormalDistribution.halfLogTwoPi
    }
  }
}

// MARK: Fit

extension GaussianData {
  /// Hyperparameters that maximise evidence times prior, and the leave-one-out log density of the values there.
  ///
  /// - Parameters:
  ///   - prior: Of the hyperparameters.
  ///   - other: Where to start, instead of the usual starts.
  ///   - limit: Of so many observations at most.
  /// - Returns: The best of what the starts lead to.
  func fit(
    _ prior: HyperparameterPrior, from other: FittedHyperparameters? = nil, limit: Int = Self.fitLimit
  ) -> (
    fit: FittedHyperparameters, leaveOneOut: Double
  ) {
    let d = axes.lengthscales
    let bounds = HyperparameterPrior.bounds(dimension: d)
    let search = Multistart(lower: bounds.lower, upper: bounds.upper)
    func minimand(_ evidence: GaussianEvidence) -> Minimand {
      Minimand(observations: evidence.count) {
        evidence.evaluate($0, &$1) + prior.penalize($0, dimension: d, &$1)
      }
    }
    let evidence = evidence(of: limit)
    let fit: FittedHyperparameters
    if let other {
      fit = search.minimize(from: other, minimand(evidence))
    } else {
      let rough = min(residuals.count, limit) > Multistart.sample ? minimand(self.evidence(of: Multistart.sample)) : nil
      fit = search.minimize(
        from: HyperparameterPrior.starts(dimension: d), rough: rough, minimand(evidence))
    }
    var gradient = fit.values
    _ = evidence.evaluate(fit.values, &gradient)
    return (fit, evidence.leaveOneOut)
  }

  /// The evidence of the observations, or of so many of them.
  private func evidence(of limit: Int) -> GaussianEvidence {
    let subset = representatives(of: residuals, limit: limit)
    return GaussianEvidence(
      points: subset.flatMap { points[$0] }, values: subset.map { residuals[$0] },
      variances: variances.isEmpty ? [] : subset.map { variances[$0] }, axes: axes)
  }
}

// MARK: Prediction

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
      factor: factor ?? data.factor(logarithms), values: data.residuals, bowl: data.bowl)
  }
}

extension GaussianData {
  /// The factor of the covariance of the points.
  func factor(_ logarithms: [Double]) -> CovarianceFactor {
    let common = noise(logarithms)
    return CovarianceFactor(
      Kernel(logarithms, axes), points: points,
      noise: variances.isEmpty ? points.map { _ in common } : variances.map { common + $0 })
  }

  /// The variance that an observation has beyond that of the function.
  func noise(_ logarithms: [Double]) -> Double {
    .exp(logarithms[axes.lengthscales + 1]) + GaussianEvidence.jitter
  }
}
