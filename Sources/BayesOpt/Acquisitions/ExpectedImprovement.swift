// EI = E[max(tau - Y, 0)] for the incumbent tau.
//
// s is the deviation of the prediction, th the scale of a Gamma distribution:
//
// Y ~ N(m, s^2):            s h((tau - m) / s),  h(z) = phi(z) + z Phi(z)
// Y = e^f, f ~ N(m, s^2):   tau (Phi(z) - e^(s^2/2 - z s) Phi(z - s)),  z = (ln tau - m) / s
// Y ~ Gamma(a, scale th):   tau P(a, tau/th) - mu P(a + 1, tau/th) = th G(a, tau/th)
//
// Their logarithms are maximised: EI itself is 0 to machine precision over most of a space, and flat (Ament et al., 2023).
//
// The lognormal difference is that of Mills' ratio w = Phi / phi at z and z - s, times tau phi(z). For z <= 1 and small s
// it cancels; there it is the integral of w'(t) = h(t) / phi(t) from z - s to z, by Gauss and Legendre's four points.

import RealModule

/// The expected amount below the incumbent, as a logarithm.
enum ExpectedImprovement {
  /// ln EI under a normal prediction.
  static func logUnderNormal(mean: Double, variance: Double, incumbent: Double) -> Double {
    let deviation = variance.squareRoot()
    return NormalDistribution.logGain((incumbent - mean) / deviation) + .log(deviation)
  }

  /// ln EI of e^f, f being predicted as normal.
  static func logUnderLognormal(mean: Double, variance: Double, logIncumbent: Double) -> Double {
    // Beyond this deviation nothing changes but the size of the numbers.
    let s = min(variance.squareRoot(), 1e3)
    let z = (logIncumbent - mean) / s
    guard z > -1e150 else { return -.infinity }
    guard z <= 1, s < 0.5 else {
      let above = NormalDistribution.logCumulative(z)
      let below = 0.5 * s * s - z * s + NormalDistribution.logCumulative(z - s)
      return logIncumbent + above + .log(-.expMinusOne(min(below - above, -.leastNormalMagnitude)))
    }
    var sum = 0.0
    let largest = NormalDistribution.logGain(z)
    for (node, weight) in gaussLegendre {
      let t = z - 0.5 * s * (1 - node)
      sum += weight * .exp(NormalDistribution.logGain(t) + 0.5 * (t - z) * (t + z) - largest)
    }
    return logIncumbent + largest + .log(0.5 * s * sum)
  }

  /// ln EI under a Gamma prediction.
  static func logUnderGamma(_ prediction: PredictiveGamma, logIncumbent: Double) -> Double {
    let a = prediction.shape
    guard !prediction.isNormal else {
      return NormalDistribution.logGain(prediction.standardized(logIncumbent)) + prediction.logMean - 0.5 * .log(a)
    }
    return GammaDistribution.logGain(shape: a, prediction.scaled(logIncumbent)) + prediction.logMean - .log(a)
  }

  /// Nodes and weights on [-1, 1].
  private static let gaussLegendre = [
    (-0.861136311594052575, 0.347854845137453857), (-0.339981043584856265, 0.652145154862546143),
    (0.339981043584856265, 0.652145154862546143), (0.861136311594052575, 0.347854845137453857),
  ]
}
