// y = f + e, f ~ GP(m, k), e ~ N(0, v): Rasmussen and Williams, Gaussian Processes for Machine Learning, 2.30 and 5.9.
//
// | code      | mathematics                                                                      |
// |-----------|----------------------------------------------------------------------------------|
// | a         | A = K + (v + jitter) I, then L, then A^-1, then the weights of the gradient      |
// | mean      | m = 1^T A^-1 y / 1^T A^-1 1, the generalised least-squares constant              |
// | alpha     | A^-1 (y - m)                                                                     |
// | value     | -ln p(y) = (y - m)^T alpha / 2 + ln |A| / 2 + n ln(2 pi) / 2                     |
// | gradient  | d(-ln p) / dA = (A^-1 - alpha alpha^T) / 2; m is stationary and adds nothing     |
// | leaveOneOut | sum_i ln p(y_i | the others) = sum_i ln(A^-1_ii) / 2 - alpha_i^2 / (2 A^-1_ii) - ln(2 pi) / 2 |

import RealModule

/// The evidence of hyperparameters ln l (d of them), ln s^2, ln v for fixed observations.
final class GaussianEvidence {
  /// Added to the noise.
  static let jitter = 1e-8

  private let kernel: KernelMatrix
  private let y: [Double]
  private let a: Buffer
  private let alpha: Buffer
  private(set) var mean = 0.0
  private(set) var leaveOneOut = 0.0

  /// The evidence for points, n x d, and one value for each.
  init(points: [Double], values: [Double], isChoice: [Bool]) {
    kernel = KernelMatrix(points: points, isChoice: isChoice)
    y = values
    a = Buffer(count: values.count * values.count)
    alpha = Buffer(count: values.count)
  }

  /// -ln p(y) and its gradient; infinite where the matrix cannot be factorised.
  func evaluate(_ logarithms: [Double], _ gradient: inout [Double]) -> Double {
    let n = y.count
    let d = kernel.dimension
    let noise = Double.exp(logarithms[d + 1])
    kernel.evaluate(logarithms, into: a.pointer)
    for i in 0..<n { a.pointer[i * n + i] += noise + Self.jitter }
    guard Cholesky.factor(a.pointer, n) else { return .infinity }
    let logDeterminant = Cholesky.logDeterminant(a.pointer, n)
    Cholesky.invert(a.pointer, n)

    let (a, alpha) = (a.pointer, alpha.pointer)
    let fit = y.withUnsafeBufferPointer { y in
      var above = 0.0
      var below = 0.0
      for i in 0..<n {
        var row = 0.0
        for j in 0..<n { row += a[i * n + j] }
        above += row * y[i]
        below += row
      }
      mean = above / below
      var fit = 0.0
      leaveOneOut = 0
      for i in 0..<n {
        var sum = 0.0
        for j in 0..<n { sum += a[i * n + j] * (y[j] - mean) }
        alpha[i] = sum
        fit += sum * (y[i] - mean)
        let precision = a[i * n + i]
        leaveOneOut += 0.5 * (.log(precision) - sum * sum / precision) - NormalDistribution.halfLogTwoPi
      }
      return fit
    }
    var trace = 0.0
    for i in 0..<n {
      for j in 0...i { a[j * n + i] = 0.5 * (a[j * n + i] - alpha[i] * alpha[j]) }
      trace += a[i * n + i]
    }
    kernel.gradient(weights: a, logarithms, into: &gradient)
    gradient[d + 1] = trace * noise
    return 0.5 * fit + 0.5 * logDeterminant + Double(n) * NormalDistribution.halfLogTwoPi
  }

  /// A^-1 (y - m) of the hyperparameters last evaluated.
  var weights: [Double] { alpha.array }
}
