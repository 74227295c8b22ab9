// k(x, x') = s^2 (M(r) prod_c rho_c^[x_c != x'_c] + trend(x, x'))
//
// | code      | mathematics                                                                      |
// |-----------|----------------------------------------------------------------------------------|
// | variance  | s^2                                                                              |
// | radial    | 1 / l_i^2 of the numeric axes, 0 on others: r^2 = sum_i radial_i (u_i - u'_i)^2  |
// | hamming   | 1 / l_c = -ln rho_c of the choices, 0 on others                                  |
// | value     | M(r) = (1 + q + q^2 / 3) exp(-q) with q = sqrt 5 r, times the choice factors     |
// | slope     | -2 dM/d(r^2) = 5/3 (1 + q) exp(-q), times the choice factors                     |
//
// Hence, without the trend, dk/d(ln l_i) = s^2 slope (u_i - u'_i)^2 / l_i^2, dk/d(ln l_c) = k [x_c != x'_c] / l_c,
// dk/du_i = -s^2 slope (u_i - u'_i) / l_i^2. Positive semidefinite: Matern's function is, each choice factor
// (1 - rho) I + rho 1 1^T is, the trend is, and so are products and sums. A single family of lengthscales l has
// rho_c = exp(-1 / l_c), so that one prior suits both kinds of axis.

import CCovariance
import RealModule

/// The families of kernels that can be asked for.
public enum KernelFamily: String, CaseIterable, Sendable {
  /// Matern's with nu = 5/2: twice differentiable.
  case matern52
}

/// The Matern-5/2 kernel with a lengthscale for every axis, times a factor for every choice that differs, and a trend.
struct Kernel: Sendable {
  let variance: Double
  let radial: [Double]
  let hamming: [Double]
  /// The weight of the trend along each coordinate.
  let trend: [Double]

  /// The kernel of hyperparameters ln l (one for each lengthscale), ln s^2, whose scale is in units of `unit`.
  init(_ logarithms: [Double], _ axes: Axes, unit: Double = 1) {
    variance = unit * .exp(logarithms[axes.lengthscales])
    radial = (0..<axes.count).map { axes.isChoice[$0] ? 0 : .exp(-2 * logarithms[axes.lengthscale[$0]]) }
    hamming = (0..<axes.count).map { axes.isChoice[$0] ? .exp(-logarithms[axes.lengthscale[$0]]) : 0 }
    trend = axes.trend
  }

  /// Number of coordinates of a point.
  var dimension: Int { radial.count }

  /// k(x, x).
  @inline(__always)
  func variance(at point: UnsafePointer<Double>) -> Double {
    var sum = 1.0
    for axis in trend.indices where trend[axis] > 0 {
      let x = Trend.centred(point[axis])
      sum += trend[axis] * Trend.covariance(x * x)
    }
    return variance * sum
  }

  /// The numbers of the Matern function, for the inner loops.
  @inline(__always)
  func withMatern(_ body: (UnsafePointer<covariance_kernel>) -> Void) {
    radial.withUnsafeBufferPointer { radial in
      hamming.withUnsafeBufferPointer { hamming in
        var matern = covariance_kernel(
          axes: radial.count, variance: variance, radial: radial.baseAddress, hamming: hamming.baseAddress)
        body(&matern)
      }
    }
  }

  /// Writes the covariances of a point with many, and where they are wanted the slopes times s^2.
  ///
  /// - Parameters:
  ///   - query: A point.
  ///   - columns: The coordinates of the others, axis by axis, `stride` apart.
  ///   - stride: Room for the points of an axis.
  ///   - count: Number of points.
  ///   - covariances: Receives `count` numbers.
  ///   - slopes: Receives as many, or nil.
  @inline(__always)
  func evaluate(
    _ query: UnsafePointer<Double>, _ columns: UnsafePointer<Double>, stride: Int, count: Int,
    into covariances: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>? = nil
  ) {
    withMatern { covariance_row($0, query, columns, stride, count, covariances, slopes) }
    covariance_add_trend(
      trend.count, variance, trend, Trend.slope, Trend.flank, query, columns, stride, count, covariances)
  }
}
