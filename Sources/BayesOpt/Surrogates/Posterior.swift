// A Gaussian posterior over functions, whatever the likelihood it came from:
//
//   m(x) = mean(x) + k_x^T weights,   v(x) = k(x, x) - |L^-1 k_x|^2,   L L^T = K + diag(noise)
//
// With Gaussian noise, weights = (L L^T)^-1 (y - mean) and noise = v + jitter of the model, not the v(x) above. With Laplace's approximation, weights is
// the gradient of the log likelihood at the mode and noise the inverse of its negative second derivative.
//
// With q = (L L^T)^-1 k_x and the slopes of Covariance.swift,
//
//   dm/du_j = d mean/du_j - radial_j sum_i weights_i slope_i (u_j - u_ij) + (trend),
//   dv/du_j = 2 radial_j sum_i q_i slope_i (u_j - u_ij) + (trend).

import CCovariance
import RealModule

/// Mean and variance of the latent function at any point, given the observations.
struct Posterior: Sendable {
  let factor: CovarianceFactor
  let mean: PriorMean
  let weights: [Double]

  /// Least variance, relative to that of the prior.
  private static let floor = 1e-12
  /// Points that are predicted in one go.
  private static let block = 256

  private var kernel: Kernel { factor.kernel }

  /// A posterior of its parts, which fit together.
  init(factor: CovarianceFactor, mean: PriorMean, weights: [Double]) {
    (self.factor, self.mean, self.weights) = (factor, mean, weights)
  }

  /// The posterior of values with Gaussian noise, the constant of their mean by generalised least squares.
  ///
  /// - Parameters:
  ///   - factor: Of the covariance of the values.
  ///   - values: What was observed, less the bowl.
  ///   - bowl: Heights of the prior mean at the ends of the coordinates.
  /// - Complexity: O(n^2) for n observations.
  init(factor: CovarianceFactor, values: [Double], bowl: [Double]) {
    let n = values.count
    let solved = factor.solve([Double](repeating: 1, count: n) + values)
    let constant = solved[n...].reduce(0, +) / solved[..<n].reduce(0, +)
    self.factor = factor
    mean = PriorMean(constant: constant, bowl: bowl)
    weights = (0..<n).map { solved[n + $0] - constant * solved[$0] }
  }

  /// The posterior if each point had been observed to be exactly what is expected of it: the mean stays as it is,
  /// the variance shrinks there.
  ///
  /// - Complexity: O(k n^2) for k points and n observations.
  func imagining(_ imagined: [[Double]]) -> Posterior {
    guard !imagined.isEmpty else { return self }
    let typical = factor.count == 0 ? 0 : factor.noise.sorted()[factor.count / 2]
    return Posterior(
      factor: factor.appending(imagined, noise: imagined.map { _ in typical }), mean: mean,
      weights: weights + imagined.map { _ in 0 })
  }

  /// Means at many points.
  ///
  /// - Complexity: O(n d) for each, of n observations in d dimensions.
  func means(_ queries: [[Double]]) -> [Double] {
    let n = factor.count
    let covariances = Buffer(count: n)
    return queries.map { query in
      kernel.evaluate(query, factor.columns, stride: n, count: n, into: covariances.pointer)
      return mean.value(at: query) + dot(weights, covariances.pointer, n)
    }
  }

  /// Means and variances at many points.
  ///
  /// - Complexity: O(n^2 + n d) for each, of n observations in d dimensions.
  func predict(_ queries: [[Double]]) -> [(mean: Double, variance: Double)] {
    let n = factor.count
    let kernel = kernel
    guard n > 0 else { return queries.map { (mean.value(at: $0), kernel.variance(at: $0)) } }
    let block = Self.block
    let covariances = Buffer(count: n * block)
    let columns = factor.columns
    var result: [(mean: Double, variance: Double)] = []
    result.reserveCapacity(queries.count)
    weights.withUnsafeBufferPointer { weights in
      factor.rows.withUnsafeBufferPointer { l in
        guard let weights = weights.baseAddress, let l = l.baseAddress else { return }
        for start in stride(from: 0, to: queries.count, by: block) {
          let size = min(block, queries.count - start)
          for c in 0..<size {
            let k = covariances.pointer + c * n
            let query = queries[start + c]
            kernel.evaluate(query, columns, stride: n, count: n, into: k)
            result.append((mean.value(at: query) + dot(weights, k, n), 0))
          }
          Cholesky.solveLower(l, n, covariances.pointer, count: size)
          for c in 0..<size {
            let w = covariances.pointer + c * n
            result[start + c].variance = max(
              kernel.variance(at: queries[start + c]) - dot(w, w, n), Self.floor * kernel.variance)
          }
        }
      }
    }
    return result
  }

  /// Mean and variance at a point, with their gradients in its coordinates (0 for choices).
  ///
  /// - Parameters:
  ///   - query: The point.
  ///   - meanGradient: Of the mean, in as many of the first coordinates as it has room for.
  ///   - varianceGradient: Of the variance.
  ///   - scratch: Room to work in, from `makeScratch`.
  /// - Returns: Mean and variance.
  /// - Complexity: O(n^2 + n d) for n observations in d dimensions.
  func predict(
    _ query: [Double], meanGradient: inout [Double], varianceGradient: inout [Double], _ scratch: Buffer
  ) -> (mean: Double, variance: Double) {
    let n = factor.count
    let k = scratch.pointer
    let slopes = scratch.pointer + n
    let q = scratch.pointer + 2 * n
    let steep = scratch.pointer + 3 * n
    kernel.evaluate(query, factor.columns, stride: n, count: n, into: k, slopes: slopes)
    q.update(from: k, count: n)
    if n > 0 { factor.rows.withUnsafeBufferPointer { l in l.baseAddress.map { Cholesky.solve($0, n, q) } } }
    let variance = kernel.variance(at: query) - dot(k, q, n)
    let value = mean.value(at: query) + dot(weights, k, n)
    weights.withUnsafeBufferPointer { weights in
      for i in 0..<n {
        k[i] = weights[i] * slopes[i]
        steep[i] = q[i] * slopes[i]
      }
      factor.columns.withUnsafeBufferPointer { columns in
        guard let weights = weights.baseAddress, let columns = columns.baseAddress else { return }
        for axis in meanGradient.indices {
          let u = query[axis]
          let sums = covariance_moments_along(u, columns + axis * n, n, k, steep, weights, q)
          meanGradient[axis] = mean.slope(at: query, axis) - kernel.radial[axis] * sums.a
          varianceGradient[axis] = 2 * kernel.radial[axis] * sums.b
          // d/du of the trend's covariance is 2 (slope o + 4 flank x^3 o^4) for the other's centred coordinate o.
          let (unit, x) = (2 * kernel.variance * kernel.trend[axis], Trend.centred(u))
          let (slope, flank) = (unit * Trend.slope, 4 * unit * Trend.flank * x * x * x)
          meanGradient[axis] += slope * sums.w + flank * sums.w4
          varianceGradient[axis] += 2 * (unit * x * Trend.derivative(x * x) - slope * sums.q - flank * sums.q4)
        }
      }
    }
    return (value, max(variance, Self.floor * kernel.variance))
  }

  /// Room that the prediction with gradients works in.
  func makeScratch() -> Buffer { Buffer(count: 4 * factor.count) }
}
