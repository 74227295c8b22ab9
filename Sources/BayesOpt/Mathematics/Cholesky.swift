// A = L L^T for a symmetric positive definite A of order n, column-major, of which the lower triangle is read.

import CLAPACK
import RealModule
import Synchronization

/// The Cholesky factorisation and what follows from it, on matrices in place.
enum Cholesky {
  // The serial flavour of OpenBLAS hands out its work buffers without a lock: two threads in it at once get wrong
  // results. A matrix of a few dozen rows takes microseconds.
  private static let library = Mutex(())

  /// Replaces the lower triangle by L.
  ///
  /// - Parameters:
  ///   - a: n x n numbers.
  ///   - n: The order.
  /// - Returns: False if the matrix is not positive definite.
  static func factor(_ a: UnsafeMutablePointer<Double>, _ n: Int) -> Bool {
    library.withLock { _ in
      var order = Int32(n)
      var info: Int32 = 0
      dpotrf_("L", &order, a, &order, &info, 1)
      return info == 0
    }
  }

  /// ln |A| from L.
  static func logDeterminant(_ l: UnsafePointer<Double>, _ n: Int) -> Double {
    var sum = 0.0
    for i in 0..<n { sum += .log(l[i * n + i]) }
    return 2 * sum
  }

  /// Replaces L by the full inverse of A, both triangles.
  static func invert(_ l: UnsafeMutablePointer<Double>, _ n: Int) {
    library.withLock { _ in
      var order = Int32(n)
      var info: Int32 = 0
      dpotri_("L", &order, l, &order, &info, 1)
    }
    for column in 0..<n {
      for row in column + 1..<n { l[row * n + column] = l[column * n + row] }
    }
  }

  /// Replaces b by A^-1 b, given L.
  static func solve(_ l: UnsafePointer<Double>, _ n: Int, _ b: UnsafeMutablePointer<Double>) {
    library.withLock { _ in
      var order = Int32(n)
      var one: Int32 = 1
      var info: Int32 = 0
      dpotrs_("L", &order, &one, l, &order, b, &order, &info, 1)
    }
  }

  /// c = a b for column-major a (n x n) and b (n x m).
  static func multiply(
    _ a: UnsafePointer<Double>, _ n: Int, _ b: UnsafePointer<Double>, _ m: Int, into c: UnsafeMutablePointer<Double>
  ) {
    library.withLock { _ in
      var order = Int32(n)
      var columns = Int32(m)
      var one = 1.0
      var zero = 0.0
      dgemm_("N", "N", &order, &columns, &order, &one, a, &order, b, &order, &zero, c, &order, 1, 1)
    }
  }
}
