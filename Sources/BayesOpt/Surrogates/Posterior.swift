// A Gaussian posterior over functions, whatever the likelihood it came from:
//
//   m(x) = mean(x) + k_x^T weights,   v(x) = k(x, x) - |L^-1 k_x|^2,   L L^T = K + diag(noise)
//
// With Gaussian noise, weights = (L L^T)^-1 (y - mean) and noise = sigma^2. With Laplace's approximation, weights is
// the gradient of the log likelihood at the mode and noise the inverse of its negative second derivative.

import RealModule

/// Mean and variance of the latent function at any point, given the observations.
struct Posterior: Sendable {
  let kernel: Kernel
  let mean: PriorMean
  /// The n points axis by axis.
  private let columns: [Double]
  private let weights: [Double]
  private let noise: [Double]
  /// L, n x n.
  private let factor: [Double]

  /// Least variance, relative to that of the prior.
  private static let floor = 1e-12
  /// Points that are predicted in one go.
  private static let block = 128

  /// A posterior of its parts, which fit together: n points one after the other, weights and noises.
  init(kernel: Kernel, mean: PriorMean, points: [Double], weights: [Double], noise: [Double]) {
    let n = noise.count
    let d = kernel.dimension
    self.kernel = kernel
    self.mean = mean
    self.weights = weights
    self.noise = noise
    columns = Self.transposed(points, rows: n, columns: d)
    factor = Self.factor(kernel, columns, noise)
  }

  private init(_ other: Posterior, imagined: [[Double]]) {
    let (n, m) = (other.weights.count, imagined.count)
    let d = other.kernel.dimension
    let typical = n == 0 ? 0 : other.noise.sorted()[n / 2]
    kernel = other.kernel
    mean = other.mean
    weights = other.weights + imagined.map { _ in 0 }
    noise = other.noise + imagined.map { _ in typical }
    columns = (0..<d).flatMap { axis in other.columns[axis * n..<(axis + 1) * n] + imagined.map { $0[axis] } }
    var factor = [Double](repeating: 0, count: (n + m) * (n + m))
    for i in 0..<n {
      factor.replaceSubrange(i * (n + m)..<i * (n + m) + i + 1, with: other.factor[i * n..<i * n + i + 1])
    }
    let scratch = Buffer(count: n + m)
    let (kernel, columns) = (kernel, columns)
    for (i, point) in zip(n..., imagined) {
      factor.withUnsafeMutableBufferPointer { factor in
        guard let l = factor.baseAddress else { return }
        let row = l + i * (n + m)
        kernel.evaluate(point, columns, stride: n + m, count: i, into: row, mismatches: scratch.pointer)
        row[i] = kernel.variance + typical
        Cholesky.append(l, i, stride: n + m, least: 1e-8 * kernel.variance)
      }
    }
    self.factor = factor
  }

  /// The posterior if each point had been observed to be exactly what is expected of it: the mean stays as it is,
  /// the variance shrinks there.
  func imagining(_ imagined: [[Double]]) -> Posterior {
    imagined.isEmpty ? self : Posterior(self, imagined: imagined)
  }

  /// Means and variances at many points.
  func predict(_ queries: [[Double]]) -> [(mean: Double, variance: Double)] {
    let n = weights.count
    let block = Self.block
    let covariances = Buffer(count: n * block)
    let scratch = Buffer(count: n)
    var result: [(mean: Double, variance: Double)] = []
    result.reserveCapacity(queries.count)
    weights.withUnsafeBufferPointer { weights in
      factor.withUnsafeBufferPointer { factor in
        guard let weights = weights.baseAddress, let factor = factor.baseAddress, n > 0 else { return }
        for start in stride(from: 0, to: queries.count, by: block) {
          let size = min(block, queries.count - start)
          for c in 0..<size {
            let k = covariances.pointer + c * n
            let query = queries[start + c]
            kernel.evaluate(query, columns, stride: n, count: n, into: k, mismatches: scratch.pointer)
            result.append((mean.value(at: query) + dot(weights, k, n), 0))
          }
          Cholesky.solveLower(factor, n, covariances.pointer, count: size)
          for c in 0..<size {
            let w = covariances.pointer + c * n
            result[start + c].variance = max(kernel.variance - dot(w, w, n), Self.floor * kernel.variance)
          }
        }
      }
    }
    guard n > 0 else { return queries.map { (mean.value(at: $0), kernel.variance) } }
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
  func predict(
    _ query: [Double], meanGradient: inout [Double], varianceGradient: inout [Double], _ scratch: Buffer
  ) -> (mean: Double, variance: Double) {
    let n = weights.count
    let k = scratch.pointer
    let slopes = scratch.pointer + n
    let q = scratch.pointer + 2 * n
    kernel.evaluate(query, columns, stride: n, count: n, into: k, slopes: slopes, mismatches: q)
    q.update(from: k, count: n)
    if n > 0 { factor.withUnsafeBufferPointer { l in l.baseAddress.map { Cholesky.solve($0, n, q) } } }
    let variance = kernel.variance - dot(k, q, n)
    var value = mean.value(at: query)
    weights.withUnsafeBufferPointer { weights in
      for i in 0..<n {
        value += weights[i] * k[i]
        k[i] = weights[i] * slopes[i]
        q[i] *= slopes[i]
      }
    }
    columns.withUnsafeBufferPointer { columns in
      for axis in meanGradient.indices {
        let column = axis * n
        var (ofMean, ofVariance) = (0.0, 0.0)
        for i in 0..<n {
          let difference = query[axis] - columns[column + i]
          ofMean += k[i] * difference
          ofVariance += q[i] * difference
        }
        meanGradient[axis] = mean.slope(at: query, axis) - kernel.radial[axis] * ofMean
        varianceGradient[axis] = 2 * kernel.radial[axis] * ofVariance
      }
    }
    return (value, max(variance, Self.floor * kernel.variance))
  }

  /// Room that the prediction with gradients works in.
  func makeScratch() -> Buffer { Buffer(count: 3 * weights.count) }

  private static func transposed(_ values: [Double], rows: Int, columns: Int) -> [Double] {
    (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
  }

  private static func factor(_ kernel: Kernel, _ columns: [Double], _ noise: [Double]) -> [Double] {
    let n = noise.count
    let d = kernel.dimension
    var matrix = [Double](repeating: 0, count: n * n)
    let scratch = Buffer(count: n + d)
    // The matrix is positive definite but for rounding; ten thousandfold jitter has always been enough.
    for jitter in [0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4] {
      let isFactored = matrix.withUnsafeMutableBufferPointer { matrix in
        guard let base = matrix.baseAddress else { return true }
        let query = scratch.pointer + n
        for i in 0..<n {
          for axis in 0..<d { query[axis] = columns[axis * n + i] }
          kernel.evaluate(query, columns, stride: n, count: i, into: base + i * n, mismatches: scratch.pointer)
          base[i * n + i] = kernel.variance * (1 + jitter) + noise[i]
        }
        return Cholesky.factor(base, n)
      }
      if isFactored { break }
    }
    return matrix
  }
}
