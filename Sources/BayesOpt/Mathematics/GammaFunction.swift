// | code              | mathematics                                                              |
// |-------------------|--------------------------------------------------------------------------|
// | logGamma          | ln Gamma(x)                                                              |
// | logStirling       | ln Gamma*(x) = ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2           |
// | logMinusDigamma   | ln x - psi(x), psi = d ln Gamma / dx; it tends to 1 / (2x)               |
//
// Asymptotic series (DLMF 5.11.1-2) from x = 12 on, reached by the recurrences below it. The differences have
// functions of their own because ln Gamma(x) - (x - 1/2) ln x + x loses all digits for large x.

import RealModule

/// Gamma's logarithm and its derivatives, for positive arguments.
enum GammaFunction {
  /// ln Gamma(x).
  static func logGamma(_ x: Double) -> Double {
    guard x >= 12 else { return .logGamma(x) }
    return (x - 0.5) * .log(x) - x + NormalDistribution.halfLogTwoPi + logStirling(x)
  }

  /// ln Gamma*(x), the logarithm of the error factor of Stirling's formula.
  static func logStirling(_ x: Double) -> Double {
    guard x >= 12 else { return .logGamma(x) - (x - 0.5) * .log(x) + x - NormalDistribution.halfLogTwoPi }
    let y = 1 / (x * x)
    // B_2k / (2k (2k - 1)) x^(1 - 2k)
    let tail = 1.0 / 1260 - y * (1.0 / 1680 - y * (1.0 / 1188 - y * 691.0 / 360360))
    return (1.0 / 12 - y * (1.0 / 360 - y * tail)) / x
  }

  /// ln x - psi(x).
  static func logMinusDigamma(_ x: Double) -> Double {
    guard x < 12 else { return asymptoticLogMinusDigamma(x) }
    // psi(x) = psi(x + n) - sum 1 / (x + i)
    var sum = 0.0
    var shifted = x
    while shifted < 12 {
      sum += 1 / shifted
      shifted += 1
    }
    return .log(x / shifted) + sum + asymptoticLogMinusDigamma(shifted)
  }

  private static func asymptoticLogMinusDigamma(_ x: Double) -> Double {
    let y = 1 / (x * x)
    // 1/(2x) + sum B_2k / (2k) x^(-2k)
    let series = 1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y * (1.0 / 132 - y * 691.0 / 32760))))
    return 0.5 / x + y * series
  }
}
