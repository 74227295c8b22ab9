// L L^T = K + diag(noise). A row of L depends on the rows above it alone, so that a factor of the first points is the
// beginning of the factor of all.

import RealModule
import Synchronization

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
  /// - Complexity: O(k n^2) for k points added to n.
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
    // The matrix is positive definite but for rounding, which is far below the largest of these parts of the variance.
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

// MARK: Memory

/// The last covariance factors, continued by a row for every new point.
final class FactorMemory: Sendable {
  private let entries = Mutex<[Entry]>([])

  private struct Entry: Sendable {
    let logarithms: [Double]
    let axes: Axes
    let points: [[Double]]
    let factor: CovarianceFactor
  }

  /// Enough for the kernels that take turns.
  private static let capacity = 2

  /// What of the kept factors is broken: nothing, unless there is a fault in this file.
  func checkInvariants() -> [String] {
    entries.withLock { entries in
      var broken: [String] = []
      if entries.count > Self.capacity { broken.append("capacity") }
      if Set(entries.map(\.axes)).count != entries.count { broken.append("kernels") }
      if !entries.allSatisfy({ $0.factor.count == $0.points.count }) { broken.append("points") }
      return broken
    }
  }

  /// The factor of the points up to a checkpoint, continued by a row for every point after it.
  ///
  /// A row has the same bits whether the rows above it were remembered or not.
  ///
  /// - Complexity: O(n^2) for each of n points that is new; O(n^3) where nothing is remembered.
  func factor(_ logarithms: [Double], _ data: GaussianData, from checkpoint: Int) -> CovarianceFactor {
    let points = data.points
    let noise = data.noise(logarithms)
    let known = entries.withLock { entries in
      entries.first {
        $0.logarithms == logarithms && $0.axes == data.axes && $0.points.count >= checkpoint
          && points.starts(with: $0.points)
      }?.factor
    }
    let first =
      known
      ?? CovarianceFactor(
        Kernel(logarithms, data.axes), points: Array(points[..<checkpoint]),
        noise: [Double](repeating: noise, count: checkpoint))
    let rest = Array(points[first.count...])
    let factor = first.appending(rest, noise: rest.map { _ in noise })
    entries.withLock { entries in
      entries.removeAll { $0.axes == data.axes }
      if entries.count == Self.capacity { entries.removeFirst() }
      entries.append(Entry(logarithms: logarithms, axes: data.axes, points: points, factor: factor))
    }
    return factor
  }
}
