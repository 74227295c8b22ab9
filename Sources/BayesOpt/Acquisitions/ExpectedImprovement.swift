// EI = E[max(tau - Y, 0)] for the incumbent tau.
//
// Y ~ N(m, s^2):            s h((tau - m) / s),  h(z) = phi(z) + z Phi(z)
// Y ~ Gamma(a, scale th):   tau P(a, tau/th) - mu P(a + 1, tau/th) = th G(a, tau/th)
//
// Their logarithms are maximised: EI itself is 0 to machine precision over most of a space, and flat (Ament et al., 2023).

import RealModule

/// The expected amount below the incumbent, as a logarithm.
enum ExpectedImprovement {
  /// ln EI under a normal prediction.
  static func logNormal(mean: Double, variance: Double, incumbent: Double) -> Double {
    let deviation = variance.squareRoot()
    return NormalDistribution.logGain((incumbent - mean) / deviation) + .log(deviation)
  }

  /// ln EI under a Gamma prediction.
  static func logGamma(_ prediction: PredictiveGamma, logIncumbent: Double) -> Double {
    let a = prediction.shape
    guard !prediction.isNormal else {
      return NormalDistribution.logGain(prediction.standardized(logIncumbent)) + prediction.logMean - 0.5 * .log(a)
    }
    return GammaDistribution.logGain(shape: a, prediction.scaled(logIncumbent)) + prediction.logMean - .log(a)
  }
}
