// Gamma distribution of shape a and scale 1.
//
// | code          | mathematics                                                                        |
// |---------------|------------------------------------------------------------------------------------|
// | cumulative    | P(a, x) = gamma(a, x) / Gamma(a), the regularised lower incomplete gamma function  |
// | exceeding     | Q(a, x) = 1 - P(a, x)                                                              |
// | logPrefactor  | ln D, D(a, x) = x^a e^-x / Gamma(a + 1)                                            |
// | logGain       | ln G, G(a, x) = E[max(x - X, 0)] = x P(a, x) - a P(a + 1, x)                       |
// | remainder     | u - ln(1 + u), u = x / a - 1                                                       |
//
// ln D = -a remainder(a, x) - ln(2 pi a) / 2 - ln Gamma*(a): no large terms cancel.
//
// Three regions for P:
// * x < a + 1: DLMF 8.9.1, gamma(a,x) = x^a e^-x / (a - a x / (a + 1 + e)),  e = x / (a+2 - (a+1) x / (a+3 + 2x / (a+4 - ...))),
//   hence P = D (a + 1 + e) / (a + 1 + e - x), and by the recurrence in a, G = D x (1 + e) / (a + 1 + e - x):
//   products of positive numbers, so that both logarithms are exact in the far tail.
// * otherwise P = 1 - Q, Q from Legendre's fraction DLMF 8.9.2.
// * a > 200 within 6 standard deviations of the mean, where both fractions need ~ sqrt(a) terms: Temme's uniform
//   expansion DLMF 8.12.3-4, Q = erfc(eta sqrt(a/2)) / 2 + exp(-a eta^2 / 2) / sqrt(2 pi a) sum c_k(eta) a^-k,
//   eta^2 / 2 = remainder(a, x). Good to 1e-14 there: |eta| < 0.45.

import RealModule

/// The Gamma distribution of a given shape and scale one.
public enum GammaDistribution {
  /// The distribution function P(a, x).
  public static func cumulative(shape a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    if isCentral(a, x) { return temme(a, x) }
    return x < a + 1 ? .exp(lowerLogCumulative(a, x)) : 1 - upper(a, x)
  }

  /// How likely the variable is above `x`: Q(a, x), to full relative precision in the upper tail.
  public static func exceeding(shape a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    if isCentral(a, x) { return temme(a, x, isUpper: true) }
    return x < a + 1 ? 1 - .exp(lowerLogCumulative(a, x)) : x < .infinity ? upper(a, x) : 0
  }

  /// ln P(a, x), also where P(a, x) underflows.
  public static func logCumulative(shape a: Double, _ x: Double) -> Double {
    guard x > 0 else { return -.infinity }
    if isCentral(a, x) { return .log(temme(a, x)) }
    return x < a + 1 ? lowerLogCumulative(a, x) : .log(onePlus: -upper(a, x))
  }

  /// ln E[max(x - X, 0)], the logarithm of the expected excess of x over the variable.
  public static func logGain(shape a: Double, _ x: Double) -> Double {
    guard x > 0 else { return -.infinity }
    // (x - a) P + a D is the same quantity; it cancels for x well below a and is cheap elsewhere.
    if x >= a + 1 || (isCentral(a, x) && x > a - 3 * a.squareRoot()) {
      return .log((x - a) * cumulative(shape: a, x) + a * .exp(logPrefactor(a, x)))
    }
    let e = lowerFraction(a, x)
    return logPrefactor(a, x) + .log(x * (1 + e) / (a + 1 + e - x))
  }

  /// ln D(a, x).
  static func logPrefactor(_ a: Double, _ x: Double) -> Double {
    // For small shapes Gamma(a + 1) is near 1 and a remainder would meet an overflow of x / a.
    guard a >= 1 else { return a * .log(x) - x - GammaFunction.logGamma(a + 1) }
    return -a * remainder(a, x) - 0.5 * .log(a) - NormalDistribution.halfLogTwoPi - GammaFunction.logStirling(a)
  }

  /// u - ln(1 + u) for u = x / a - 1.
  static func remainder(_ a: Double, _ x: Double) -> Double {
    let u = (x - a) / a
    guard abs(u) < 0.4 else { return u - .log(x / a) }
    // ln(1 + u) = 2 artanh r with r = u / (2 + u), and u - 2 r = u r.
    let r = u / (2 + u)
    let y = r * r
    var series = 0.0
    var k = 27.0
    while k >= 3 {
      series = series * y + 1 / k
      k -= 2
    }
    return r * (u - 2 * y * series)
  }

  private static func isCentral(_ a: Double, _ x: Double) -> Bool {
    a > 200 && abs(x - a) < 6 * a.squareRoot()
  }

  /// e of the fraction in the header; 0 <= e for 0 < x < a + 1.
  private static func lowerFraction(_ a: Double, _ x: Double) -> Double {
    x
      / continuedFraction(a + 2) { k in
        // -(a+1) x / (a+3 + ...), 2 x / (a+4 - ...), -(a+2) x / (a+5 + ...), ...
        let half = (k * 0.5).rounded(.down)
        return (a: half * 2 == k ? (half + 1) * x : -(a + half + 1) * x, b: a + 2 + k)
      }
  }

  private static func lowerLogCumulative(_ a: Double, _ x: Double) -> Double {
    let e = lowerFraction(a, x)
    return logPrefactor(a, x) + .log((a + 1 + e) / (a + 1 + e - x))
  }

  /// Q(a, x) for x >= a + 1.
  private static func upper(_ a: Double, _ x: Double) -> Double {
    // Gamma(a, x) = x^a e^-x / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / (x + 5 - a - ...)))
    .exp(logPrefactor(a, x)) * a / continuedFraction(x + 1 - a) { (a: -$0 * ($0 - a), b: x + 2 * $0 + 1 - a) }
  }

  private static func temme(_ a: Double, _ x: Double, isUpper: Bool = false) -> Double {
    let u = (x - a) / a
    let halfSquare = remainder(a, x)
    let eta = (u < 0 ? -1 : 1) * (2 * halfSquare).squareRoot()
    var sum = 0.0
    for row in temme.reversed() {
      var c = 0.0
      for coefficient in row.reversed() { c = c * eta + coefficient }
      sum = sum / a + c
    }
    let correction = sum * .exp(-a * halfSquare) * NormalDistribution.inverseSqrtTwoPi / a.squareRoot()
    let z = eta * a.squareRoot()
    return isUpper ? NormalDistribution.cumulative(-z) + correction : NormalDistribution.cumulative(z) - correction
  }
}
