// | code    | mathematics                                                        |
// |---------|--------------------------------------------------------------------|
// | a       | A = V diag(l) V^T, symmetric of order n, row by row                |
// | vectors | V, its columns the eigenvectors                                    |
//
// Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, section 8.5): few sweeps where A is small, or nearly
// diagonal in a basis that is known. Rotations act on both sides, so V stays orthogonal to rounding.

import RealModule

/// Eigenvalues and eigenvectors of small symmetric matrices.
enum SymmetricEigen {
  private static let sweeps = 30

  /// Turns a basis into that of the eigenvectors.
  ///
  /// - Parameters:
  ///   - a: n x n numbers; their values are lost.
  ///   - vectors: An orthogonal n x n matrix, best the eigenvectors of a matrix close to `a`; replaced by those of `a`.
  ///   - n: The order.
  /// - Returns: The eigenvalues, in the order of the columns of `vectors`.
  static func decompose(_ a: inout [Double], vectors: inout [Double], _ n: Int) -> [Double] {
    rotate(&a, into: vectors, n)
    a.withUnsafeMutableBufferPointer { a in
      vectors.withUnsafeMutableBufferPointer { v in
        for _ in 0..<sweeps {
          var (outside, inside) = (0.0, 0.0)
          for i in 0..<n {
            inside += a[i * n + i] * a[i * n + i]
            for j in 0..<i { outside += a[i * n + j] * a[i * n + j] }
          }
          guard outside > 1e-30 * inside else { return }
          for p in 0..<n {
            for q in p + 1..<max(n, p + 1) { annihilate(a, v, p, q, n) }
          }
        }
      }
    }
    return (0..<n).map { a[$0 * n + $0] }
  }

  /// One rotation in the plane of the axes p and q, after which a_pq is 0.
  private static func annihilate(
    _ a: UnsafeMutableBufferPointer<Double>, _ v: UnsafeMutableBufferPointer<Double>, _ p: Int, _ q: Int, _ n: Int
  ) {
    let apq = a[p * n + q]
    guard apq != 0 else { return }
    let tau = (a[q * n + q] - a[p * n + p]) / (2 * apq)
    // The smaller root of t^2 + 2 tau t = 1; its square would overflow for a tau beyond 1e154, where it is 1 / (2 tau).
    let t = abs(tau) > 1e150 ? 0.5 / tau : (tau < 0 ? -1 : 1) / (abs(tau) + (1 + tau * tau).squareRoot())
    let c = 1 / (1 + t * t).squareRoot()
    let s = t * c
    for k in 0..<n {
      let (x, y) = (a[k * n + p], a[k * n + q])
      a[k * n + p] = c * x - s * y
      a[k * n + q] = s * x + c * y
    }
    for k in 0..<n {
      let (x, y) = (a[p * n + k], a[q * n + k])
      a[p * n + k] = c * x - s * y
      a[q * n + k] = s * x + c * y
    }
    for k in 0..<n {
      let (x, y) = (v[k * n + p], v[k * n + q])
      v[k * n + p] = c * x - s * y
      v[k * n + q] = s * x + c * y
    }
  }

  /// Replaces A by V^T A V.
  private static func rotate(_ a: inout [Double], into v: [Double], _ n: Int) {
    var product = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for k in 0..<n {
        let x = a[i * n + k]
        for j in 0..<n { product[i * n + j] += x * v[k * n + j] }
      }
    }
    for i in a.indices { a[i] = 0 }
    for k in 0..<n {
      for i in 0..<n {
        let x = v[k * n + i]
        for j in 0..<n { a[i * n + j] += x * product[k * n + j] }
      }
    }
  }
}
