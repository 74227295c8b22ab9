// A = L L^T for a symmetric positive definite A of order n. Matrices are stored row by row, `stride` apart, and only
// their lower triangle is read and written; LAPACK, which counts by columns, is told that it is the upper one.
//
// A row of L depends on the rows above it alone: with b the new row of A and c its diagonal element,
//   L w = b,   new row of L = (w^T, sqrt(c - w^T w)).

import CCovariance
import CLAPACK
import RealModule

/// The Cholesky factorisation and what follows from it, on matrices in place.
enum Cholesky {
  /// Replaces the lower triangle by L.
  ///
  /// - Parameters:
  ///   - a: n x n numbers.
  ///   - n: The order.
  /// - Returns: False if the matrix is not positive definite.
  static func factor(_ a: UnsafeMutablePointer<Double>, _ n: Int) -> Bool {
    LinearAlgebra.withLibrary {
      var order = Int32(n)
      var info: Int32 = 0
      dpotrf_("U", &order, a, &order, &info, 1)
      return info == 0
    }
  }

  /// Replaces row `n`, which holds b and c, by the row of L that continues the n rows above it.
  ///
  /// - Parameters:
  ///   - a: n rows of L and the row of A, `stride` apart.
  ///   - n: Number of rows before it.
  ///   - stride: From a row to the next.
  ///   - least: What c - w^T w is taken to be if rounding makes it smaller.
  static func append(_ a: UnsafeMutablePointer<Double>, _ n: Int, stride: Int, least: Double) {
    let row = a + n * stride
    for i in 0..<n { row[i] = (row[i] - dot(a + i * stride, row, i)) / a[i * stride + i] }
    row[n] = max(row[n] - dot(row, row, n), least).squareRoot()
  }

  /// ln |A| from L.
  static func logDeterminant(_ l: UnsafePointer<Double>, _ n: Int) -> Double {
    var sum = 0.0
    for i in 0..<n { sum += .log(l[i * n + i]) }
    return 2 * sum
  }

  /// Replaces L by the lower triangle of the inverse of A.
  static func invert(_ l: UnsafeMutablePointer<Double>, _ n: Int) {
    LinearAlgebra.withLibrary {
      var order = Int32(n)
      var info: Int32 = 0
      dpotri_("U", &order, l, &order, &info, 1)
    }
  }

  /// Replaces the m vectors b, one after the other, by A^-1 b, given L.
  static func solve(_ l: UnsafePointer<Double>, _ n: Int, _ b: UnsafeMutablePointer<Double>, count m: Int = 1) {
    LinearAlgebra.withLibrary {
      var order = Int32(n)
      var columns = Int32(m)
      var info: Int32 = 0
      dpotrs_("U", &order, &columns, l, &order, b, &order, &info, 1)
    }
  }

  /// Replaces the m vectors b, one after the other, by L^-1 b.
  static func solveLower(_ l: UnsafePointer<Double>, _ n: Int, _ b: UnsafeMutablePointer<Double>, count m: Int) {
    LinearAlgebra.withLibrary {
      var order = Int32(n)
      var columns = Int32(m)
      var info: Int32 = 0
      dtrtrs_("U", "T", "N", &order, &columns, l, &order, b, &order, &info, 1, 1, 1)
    }
  }
}

/// The inner product of two vectors.
@inline(__always)
func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double {
  covariance_dot(x, y, count)
}
