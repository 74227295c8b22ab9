import RealModule

extension GammaDistribution {
  /// The x with P(a, x) = p: 0 at p = 0, infinity at p = 1, NaN outside [0, 1].
  public static func quantile(shape a: Double, _ p: Double) -> Double {
    .exp(logQuantile(shape: a, p))
  }

  /// ln of the quantile, which for small shapes is finite where the quantile itself underflows.
  ///
  /// Newton's iteration for ln P(a, e^s) = ln p, bracketed. From below, where ln P is concave in s, it cannot
  /// overshoot; a step that leaves the bracket is replaced by bisection.
  ///
  /// - Parameters:
  ///   - a: The shape, above zero.
  ///   - p: A probability.
  /// - Returns: ln x.
  public static func logQuantile(shape a: Double, _ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let target = Double.log(p)
    var s = start(a, p)
    var low = -Double.infinity
    var high = Double.infinity
    for _ in 0..<100 {
      let x = Double.exp(s)
      let logP: Double
      let slope: Double  // d ln P / ds = x P' / P = a D / P
      if x < Double.leastNormalMagnitude {
        // P(a, x) = x^a / Gamma(a + 1) (1 + O(x))
        logP = a * s - GammaFunction.logGamma(a + 1)
        slope = a
      } else {
        logP = logCumulative(shape: a, x)
        slope = .exp(.log(a) + logPrefactor(a, x) - logP)
      }
      if logP < target { low = s } else { high = s }
      // In the upper tail ln P is flat, and a step may leave the bracket: then it is halved.
      var next = s + (target - logP) / slope
      if !(next > low && next < high) {
        next = low.isFinite && high.isFinite ? 0.5 * (low + high) : low.isFinite ? s + 1 : s - 1
      }
      let change = abs(next - s)
      s = next
      if change <= 4e-16 * max(1, abs(s)) { break }
    }
    return s
  }

  /// Wilson and Hilferty's cube for shapes from 1 on, the power series' first term below.
  private static func start(_ a: Double, _ p: Double) -> Double {
    let small = (.log(p) + GammaFunction.logGamma(a + 1)) / a
    guard a >= 1 else { return min(small, 0) }
    let root = 1 - 1 / (9 * a) + NormalDistribution.quantile(p) / (3 * a.squareRoot())
    return root > 0.1 ? .log(a) + 3 * .log(root) : small
  }
}
