// Beside the Matern function, which returns to its mean within a lengthscale, the function has along every numeric axis,
// with x = 2 u - 1, a random slope and a bowl of random height:
//
//   sum_j a_j x_j + c_j x_j^4,   a_j ~ N(0, slope s^2),  c_j ~ N(0, flank s^2)
//
// whose covariance is s^2 sum_j p_j (slope + flank p_j^3) for p_j = x_j x'_j. A dozen observations in five dimensions
// say little about a function at the far end of the box, but much about which way it falls; and with the height of the
// bowl uncertain, an optimum on a face is found as soon as the data point there.

/// The covariance of the trend along one axis, in units of s^2.
enum Trend {
  /// The variance of a_j.
  static let slope = 0.16
  /// The variance of c_j.
  static let flank = 0.36

  /// The centred coordinate x of u.
  @inline(__always)
  static func centred(_ u: Double) -> Double { 2 * u - 1 }

  /// The covariance where the product of the centred coordinates is p.
  @inline(__always)
  static func covariance(_ p: Double) -> Double { p * (slope + flank * p * p * p) }

  /// Its derivative by p.
  @inline(__always)
  static func derivative(_ p: Double) -> Double { slope + 4 * flank * p * p * p }
}
