// y = f + e, f ~ GP(m, k), e ~ N(0, v): Rasmussen and Williams, Gaussian Processes for Machine Learning, 2.30 and 5.9.
//
// | code      | mathematics                                                                      |
// |-----------|----------------------------------------------------------------------------------|
// | a         | A = K + (v + jitter) I, then L, then A^-1, then the weights of the gradient      |
// | solved    | A^-1 1 and A^-1 y                                                                |
// | mean      | m = 1^T A^-1 y / 1^T A^-1 1, the generalised least-squares constant              |
// | alpha     | A^-1 (y - m)                                                                     |
// | value     | -ln p(y) = (y - m)^T alpha / 2 + ln |A| / 2 + n ln(2 pi) / 2                     |
// | gradient  | d(-ln p) / dA = (A^-1 - alpha alpha^T) / 2; m is stationary and adds nothing     |
// | leaveOneOut | sum_i ln p(y_i | the others) = sum_i ln(A^-1_ii) / 2 - alpha_i^2 / (2 A^-1_ii) - ln(2 pi) / 2 |

import RealModule

/// The evidence of hyperparameters ln l (one for each lengthscale), ln s^2, ln v for fixed observations.
final class GaussianEvidence {
  /// Added to the noise.
  static let jitter = 1e-8

  private let kernel: KernelMatrix
  private let y: [Double]
  private let a: Buffer
  private let alpha: Buffer
  private let solved: Buffer
  private let precisions: Buffer
  private(set) var mean = 0.0

  /// The evidence for points, n x p, and one value for each.
  init(points: [Double], values: [Double], axes: Axes) {
    kernel = KernelMatrix(points: points, axes: axes)
    y = values
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
    for i in 0..<n { a[i * n + i] += noise + Self.jitter }
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
