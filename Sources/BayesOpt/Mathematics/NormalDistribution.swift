// | code       | mathematics                                                    |
// |------------|----------------------------------------------------------------|
// | density    | phi(z) = exp(-z^2/2) / sqrt(2 pi)                              |
// | cumulative | Phi(z) = erfc(-z / sqrt 2) / 2                                 |
// | quantile   | Phi^-1(p)                                                      |
// | gain       | h(z) = phi(z) + z Phi(z), the expected excess E[max(z - Z, 0)] |
// |            | w(z) = Phi(z) / phi(z), Mills' ratio                           |
//
// Phi through erfc keeps its relative precision in the lower tail, where 1 + erf would cancel. In h the two terms
// cancel there (h ~ phi / z^2), and Phi underflows at z = -38. With x = -z the continued fraction (DLMF 7.9.3)
//   w = 1 / (x + c),  c = 1 / (x + 2 / (x + 3 / (x + ...)))   gives   h = phi (1 - x w) = phi c w
// as a product of positive numbers, hence ln h to full precision for every z.

import RealModule

/// The standard normal distribution.
public enum NormalDistribution {
  static let inverseSqrtTwoPi = 0.398942280401432677939946059934381868
  static let halfLogTwoPi = 0.918938533204672741780329736405617640

  /// The density phi(z).
  public static func density(_ z: Double) -> Double {
    inverseSqrtTwoPi * .exp(-0.5 * z * z)
  }

  /// The distribution function Phi(z).
  public static func cumulative(_ z: Double) -> Double {
    0.5 * .erfc(-z * 0.707106781186547524400844362104849039)
  }

  /// The z with Phi(z) = p, to full precision; -infinity at 0, infinity at 1, NaN outside [0, 1].
  ///
  /// Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484.
  public static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * rational(r, central.numerator, central.denominator)
    }
    let r = (-Double.log(q < 0 ? p : 1 - p)).squareRoot()
    let z =
      r <= 5
      ? rational(r - 1.6, middle.numerator, middle.denominator)
      : rational(r - 5, outer.numerator, outer.denominator)
    return q < 0 ? -z : z
  }

  /// ln Phi(z), also where Phi(z) underflows.
  public static func logCumulative(_ z: Double) -> Double {
    if z > 0 { return .log(onePlus: -cumulative(-z)) }
    guard z > -1e150 else { return -.infinity }
    return z > -5 ? .log(cumulative(z)) : logDensity(z) - .log(tail(-z) - z)
  }

  /// ln h(z), the logarithm of the expected excess of z over a standard normal variable.
  public static func logGain(_ z: Double) -> Double {
    guard z <= -5 else { return .log(density(z) + z * cumulative(z)) }
    guard z > -1e150 else { return -.infinity }
    let c = tail(-z)
    return logDensity(z) + .log(c / (c - z))
  }

  static func logDensity(_ z: Double) -> Double {
    -0.5 * z * z - halfLogTwoPi
  }

  /// c(x) = 1 / (x + 2 / (x + 3 / (x + ...))) for x >= 5.
  private static func tail(_ x: Double) -> Double {
    1 / continuedFraction(x) { (a: $0 + 1, b: x) }
  }

  private typealias Ratio = (numerator: [Double], denominator: [Double])

  private static func rational(_ x: Double, _ numerator: [Double], _ denominator: [Double]) -> Double {
    var above = 0.0
    var below = 0.0
    for (a, b) in zip(numerator, denominator) {
      above = above * x + a
      below = below * x + b
    }
    return above / below
  }

  // Coefficients from the highest power down.
  private static let central: Ratio = (
    [
      2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
      1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0,
    ],
    [
      5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
      5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0,
    ]
  )
  private static let middle: Ratio = (
    [
      7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
      3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0,
    ],
    [
      1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
      6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1.0,
    ]
  )
  private static let outer: Ratio = (
    [
      2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
      2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0,
    ],
    [
      2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
      1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0,
    ]
  )
}
