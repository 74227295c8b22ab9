// L L^T = K + diag(noise). A row of L depends on the rows above it alone, so that a factor of the first points is the
// beginning of the factor of all.

import RealModule

/// The Cholesky factor of the covariance of some observations.
struct CovarianceFactor: Sendable {
  let kernel: Kernel
  /// The n points axis by axis.
  let columns: [Double]
  /// The variance of every observation beyond that of the function.
  let noise: [Double]
  /// L, n x n.
  let rows: [Double]

  var count: Int { noise.count }

  /// The factor for points one after the other and their noises.
  ///
  /// - Complexity: O(n^3) for n points.
  init(_ kernel: Kernel, points: [[Double]], noise: [Double]) {
    self.kernel = kernel
    self.noise = noise
    columns = (0..<kernel.dimension).flatMap { axis in points.map { $0[axis] } }
    rows = Self.factor(kernel, columns, points, noise)
  }

  private init(_ kernel: Kernel, columns: [Double], noise: [Double], rows: [Double]) {
    (self.kernel, self.columns, self.noise, self.rows) = (kernel, columns, noise, rows)
  }

  /// The factor of these points and some more.
  ///
  /// - Complexity: O(k n^2) for k more points than n.
  func appending(_ points: [[Double]], noise: [Double]) -> CovarianceFactor {
    guard !points.isEmpty else { return self }
    let (n, total) = (count, count + points.count)
    let columns = (0..<kernel.dimension).flatMap { axis in
      self.columns[axis * n..<(axis + 1) * n] + points.map { $0[axis] }
    }
    let rows = [Double](unsafeUninitializedCapacity: total * total) { buffer, size in
      size = total * total
      guard let l = buffer.baseAddress else { return }
      l.initialize(repeating: 0, count: size)
      self.rows.withUnsafeBufferPointer { old in
        guard let old = old.baseAddress else { return }
        for i in 0..<n { (l + i * total).update(from: old + i * n, count: i + 1) }
      }
      for (k, point) in points.enumerated() {
        let i = n + k
        kernel.evaluate(point, columns, stride: total, count: i, into: l + i * total)
        l[i * total + i] = kernel.variance(at: point) + noise[k]
        Cholesky.append(l, i, stride: total, least: 1e-8 * kernel.variance)
      }
    }
    return CovarianceFactor(kernel, columns: columns, noise: self.noise + noise, rows: rows)
  }

  /// (L L^T)^-1 times m vectors, one after the other.
  ///
  /// - Complexity: O(m n^2) for n points.
  func solve(_ vectors: [Double]) -> [Double] {
    guard count > 0 else { return [] }
    var result = vectors
    result.withUnsafeMutableBufferPointer { result in
      rows.withUnsafeBufferPointer { l in
        guard let l = l.baseAddress, let b = result.baseAddress else { return }
        Cholesky.solve(l, count, b, count: result.count / count)
      }
    }
    return result
  }

  private static func factor(
    _ kernel: Kernel, _ columns: [Double], _ points: [[Double]], _ noise: [Double]
  ) -> [Double] {
    let n = noise.count
    var matrix = [Double](repeating: 0, count: n * n)
    // The matrix is positive definite but for rounding; ten thousandfold jitter has always been enough.
    for jitter in [0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4] {
      let isFactored = matrix.withUnsafeMutableBufferPointer { matrix in
        guard let base = matrix.baseAddress else { return true }
        for i in 0..<n {
          let row = base + i * n
          kernel.evaluate(points[i], columns, stride: n, count: i, into: row)
          row[i] = kernel.variance(at: points[i]) + kernel.variance * jitter + noise[i]
        }
        return Cholesky.factor(base, n)
      }
      if isFactored { break }
    }
    return matrix
  }
}
