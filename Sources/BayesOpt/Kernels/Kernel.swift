// k(x, x') = s^2 M(r) prod_c rho_c^[x_c != x'_c]
//
// | code      | mathematics                                                                      |
// |-----------|----------------------------------------------------------------------------------|
// | variance  | s^2                                                                              |
// | radial    | 1 / l_i^2 of the numeric axes, 0 on others: r^2 = sum_i radial_i (u_i - u'_i)^2  |
// | hamming   | 1 / l_c = -ln rho_c of the choices, 0 on others                                  |
// | value     | M(r) = (1 + q + q^2 / 3) exp(-q) with q = sqrt 5 r, times the choice factors     |
// | slope     | -2 dM/d(r^2) = 5/3 (1 + q) exp(-q), times the choice factors                     |
//
// Hence dk/d(ln l_i) = s^2 slope (u_i - u'_i)^2 / l_i^2, dk/d(ln l_c) = k [x_c != x'_c] / l_c,
// dk/du_i = -s^2 slope (u_i - u'_i) / l_i^2. Positive semidefinite: Matern's function is, each choice factor
// (1 - rho) I + rho 1 1^T is, and so are products. A single family of lengthscales l has rho_c = exp(-1 / l_c), so
// that one prior suits both kinds of axis.

import RealModule

/// The families of kernels that can be asked for.
public enum KernelFamily: String, CaseIterable, Sendable {
  /// Matern's with nu = 5/2: twice differentiable.
  case matern52
}

/// The Matern-5/2 kernel with a lengthscale for every axis, times a factor for every choice that differs.
struct Kernel: Sendable {
  let variance: Double
  let radial: [Double]
  let hamming: [Double]

  /// The kernel of hyperparameters ln l (d of them), ln s^2, whose scale is in units of `unit`.
  init(_ logarithms: [Double], isChoice: [Bool], unit: Double = 1) {
    let dimension = isChoice.count
    variance = unit * .exp(logarithms[dimension])
    radial = (0..<dimension).map { isChoice[$0] ? 0 : .exp(-2 * logarithms[$0]) }
    hamming = (0..<dimension).map { isChoice[$0] ? .exp(-logarithms[$0]) : 0 }
  }

  var dimension: Int { radial.count }

  /// Value and slope at r^2 and at -ln of the choice factors.
  @inline(__always)
  static func profile(_ squaredDistance: Double, _ mismatch: Double) -> (value: Double, slope: Double) {
    let q = (5 * squaredDistance).squareRoot()
    let decay = Double.exp(-q - mismatch)
    return ((1 + q + q * q / 3) * decay, 5.0 / 3 * (1 + q) * decay)
  }

  /// Value and slope, without the variance, between two points.
  @inline(__always)
  func profile(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> (value: Double, slope: Double) {
    radial.withUnsafeBufferPointer { radial in
      hamming.withUnsafeBufferPointer { hamming in
        var squared = 0.0
        var mismatch = 0.0
        for i in 0..<radial.count {
          let difference = a[i] - b[i]
          squared += radial[i] * difference * difference
          if difference != 0 { mismatch += hamming[i] }
        }
        return Self.profile(squared, mismatch)
      }
    }
  }
}
