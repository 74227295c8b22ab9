// | code       | mathematics                                                                                |
// |------------|--------------------------------------------------------------------------------------------|
// | cumulative | I_x(a, b), the regularised incomplete beta function                                        |
// | prefactor  | D = x^a y^b / B(a, b), y = 1 - x                                                           |
// | Student    | P(|T| > t) = I_x(n / 2, 1 / 2), x = n / (n + t^2)                                          |
// | Fisher     | P(F > f) = I_x(m / 2, n / 2), x = m / (m + n f), of n and m degrees of freedom             |
//
// DLMF 8.17.22: I = D / a / (1 + d1 / (1 + d2 / (1 + ...))), which converges fast for x < (a + 1) / (a + b + 2); beyond it
// I_x(a, b) = 1 - I_y(b, a). As products of positive numbers both tails keep their relative precision, x and y being given
// both. ln D = a ln(x (a + b) / a) + b ln(y (a + b) / b) + ln(a b / (a + b)) / 2 - ln(2 pi) / 2 + the errors of Stirling's
// formula: no large terms cancel.

import RealModule

/// The beta distribution.
enum BetaDistribution {
  /// The distribution function I_x(a, b); `y` is 1 - x, to its own precision.
  static func cumulative(_ a: Double, _ b: Double, _ x: Double, complement y: Double) -> Double {
    guard x > 0 else { return 0 }
    guard y > 0 else { return 1 }
    return x < (a + 1) / (a + b + 2) ? fraction(a, b, x, y) : 1 - fraction(b, a, y, x)
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let value = continuedFraction(1) { k in
      let m = (k * 0.5).rounded(.down)
      let numerator =
        m * 2 == k
        ? m * (b - m) * x / ((a + k - 1) * (a + k)) : -(a + m) * (a + b + m) * x / ((a + k - 1) * (a + k))
      return (a: numerator, b: 1)
    }
    return .exp(logPrefactor(a, b, x, y)) / (a * value)
  }

  private static func logPrefactor(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let sum = a + b
    // x (a + b) / a - 1 = (x b - y a) / a, since x + y = 1.
    let shift = x * b - y * a
    let stirling =
      GammaFunction.logStirling(sum) - GammaFunction.logStirling(a) - GammaFunction.logStirling(b)
    return a * logarithm(shift / a, x * sum / a) + b * logarithm(-shift / b, y * sum / b)
      + 0.5 * .log(a / sum * b) - NormalDistribution.halfLogTwoPi + stirling
  }

  /// ln(1 + u) for u near 0, and ln(ratio), which is the same, elsewhere.
  private static func logarithm(_ u: Double, _ ratio: Double) -> Double {
    abs(u) < 0.5 ? .log(onePlus: u) : .log(ratio)
  }
}

/// Student's distribution, of a mean in units of its standard error.
public enum StudentDistribution {
  /// How likely the variable is further from 0 than `t`.
  public static func twoSided(_ t: Double, df: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    // With t^2 / n alone, so that neither a small nor a huge t loses its digits.
    let ratio = t / df.squareRoot() * (t / df.squareRoot())
    let x = 1 / (1 + ratio)
    return BetaDistribution.cumulative(df / 2, 0.5, x, complement: ratio < .infinity ? ratio * x : 1)
  }

  /// The t that the variable is further from 0 than with probability `p`, which is above 0 and below 1.
  public static func twoSidedQuantile(_ p: Double, df: Double) -> Double {
    var high = 1.0
    while twoSided(high, df: df) > p, high < 1e300 { high *= 2 }
    var low = high == 1 ? 0 : high / 2
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if twoSided(middle, df: df) > p { low = middle } else { high = middle }
    }
  }
}

/// Fisher's distribution, of the ratio of two variances.
public enum FisherDistribution {
  /// How likely the variable is above `f`; `n` and `m` are the degrees of freedom of numerator and denominator.
  public static func exceeding(_ f: Double, _ n: Double, _ m: Double) -> Double {
    guard f > 0 else { return f.isNaN ? .nan : 1 }
    let ratio = n / m * f
    guard ratio < .infinity else { return 0 }
    let x = 1 / (1 + ratio)
    return BetaDistribution.cumulative(m / 2, n / 2, x, complement: ratio * x)
  }
}
