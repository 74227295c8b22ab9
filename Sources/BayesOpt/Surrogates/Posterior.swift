// A Gaussian posterior over functions, whatever the likelihood it came from:
//
//   m(x) = mean + k_x^T weights,   v(x) = k(x, x) - k_x^T R k_x,   R = (K + diag(noise))^-1
//
// With Gaussian noise, weights = R (y - mean) and noise = sigma^2. With Laplace's approximation, weights is the
// gradient of the log likelihood at the mode and noise the inverse of its negative second derivative.

import RealModule

/// Mean and variance of the latent function at any point, given the observations.
struct Posterior: Sendable {
  let kernel: Kernel
  let mean: Double
  /// n x d, point by point.
  private(set) var points: [Double]
  private(set) var weights: [Double]
  private(set) var noise: [Double]
  /// R, n x n.
  private(set) var precision: [Double]

  /// A posterior of its parts, which fit together: n points, weights and noises.
  init(kernel: Kernel, mean: Double, points: [Double], weights: [Double], noise: [Double]) {
    self.kernel = kernel
    self.mean = mean
    self.points = points
    self.weights = weights
    self.noise = noise
    precision = Self.precision(kernel, points, noise)
  }

  /// The posterior if each point had been observed to be exactly what is expected of it: the mean stays as it is,
  /// the variance shrinks there.
  func imagining(_ imagined: [[Double]]) -> Posterior {
    guard !imagined.isEmpty else { return self }
    let typical = noise.isEmpty ? 0 : noise.sorted()[noise.count / 2]
    return Posterior(
      kernel: kernel, mean: mean, points: points + imagined.joined(),
      weights: weights + imagined.map { _ in 0 }, noise: noise + imagined.map { _ in typical })
  }

  /// Least variance, relative to that of the prior.
  private static let floor = 1e-12

  /// Means and variances at many points.
  func predict(_ queries: [[Double]]) -> [(mean: Double, variance: Double)] {
    let n = weights.count
    let block = 64
    let covariances = Buffer(count: n * block)
    let products = Buffer(count: n * block)
    var result: [(mean: Double, variance: Double)] = []
    result.reserveCapacity(queries.count)
    for start in stride(from: 0, to: queries.count, by: block) {
      let size = min(block, queries.count - start)
      for c in 0..<size { fillCovariances(queries[start + c], covariances.pointer + c * n) }
      precision.withUnsafeBufferPointer { r in
        if let base = r.baseAddress { Cholesky.multiply(base, n, covariances.pointer, size, into: products.pointer) }
      }
      weights.withUnsafeBufferPointer { weights in
        for c in 0..<size {
          let k = covariances.pointer + c * n
          let q = products.pointer + c * n
          var m = mean
          var explained = 0.0
          for i in 0..<n {
            m += weights[i] * k[i]
            explained += k[i] * q[i]
          }
          result.append((m, max(kernel.variance - explained, Self.floor * kernel.variance)))
        }
      }
    }
    return result
  }

  /// Mean and variance at a point, with their gradients in its coordinates (0 for choices).
  func predict(
    _ query: [Double], meanGradient: inout [Double], varianceGradient: inout [Double], _ scratch: Buffer
  ) -> (mean: Double, variance: Double) {
    let n = weights.count
    let d = kernel.dimension
    let k = scratch.pointer
    let slopes = scratch.pointer + n
    let q = scratch.pointer + 2 * n
    fillCovariances(query, k, slopes)
    precision.withUnsafeBufferPointer { r in
      if let base = r.baseAddress { Cholesky.multiply(base, n, k, 1, into: q) }
    }
    for j in 0..<d {
      meanGradient[j] = 0
      varianceGradient[j] = 0
    }
    var m = mean
    var explained = 0.0
    points.withUnsafeBufferPointer { points in
      for i in 0..<n {
        m += weights[i] * k[i]
        explained += k[i] * q[i]
        for j in 0..<d {
          let derivative = -slopes[i] * (query[j] - points[i * d + j]) * kernel.radial[j]
          meanGradient[j] += weights[i] * derivative
          varianceGradient[j] -= 2 * q[i] * derivative
        }
      }
    }
    return (m, max(kernel.variance - explained, Self.floor * kernel.variance))
  }

  /// Room that the prediction with gradients works in.
  func makeScratch() -> Buffer { Buffer(count: 3 * weights.count) }

  private func fillCovariances(
    _ query: [Double], _ covariances: UnsafeMutablePointer<Double>, _ slopes: UnsafeMutablePointer<Double>? = nil
  ) {
    let d = kernel.dimension
    query.withUnsafeBufferPointer { query in
      points.withUnsafeBufferPointer { points in
        guard let a = query.baseAddress, let b = points.baseAddress else { return }
        for i in 0..<weights.count {
          let (value, slope) = kernel.profile(a, b + i * d)
          covariances[i] = kernel.variance * value
          slopes?[i] = kernel.variance * slope
        }
      }
    }
  }

  private static func precision(_ kernel: Kernel, _ points: [Double], _ noise: [Double]) -> [Double] {
    let n = noise.count
    let d = kernel.dimension
    let matrix = Buffer(count: n * n)
    // The matrix is positive definite but for rounding; ten thousandfold jitter has always been enough.
    for jitter in [0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4] {
      points.withUnsafeBufferPointer { points in
        guard let base = points.baseAddress else { return }
        for i in 0..<n {
          for j in 0..<i {
            matrix.pointer[j * n + i] = kernel.variance * kernel.profile(base + i * d, base + j * d).value
          }
          matrix.pointer[i * n + i] = kernel.variance * (1 + jitter) + noise[i]
        }
      }
      if Cholesky.factor(matrix.pointer, n) { break }
    }
    Cholesky.invert(matrix.pointer, n)
    return matrix.array
  }
}
