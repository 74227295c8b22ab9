// Normal prediction: m - sqrt(beta) s, the quantile of level q = Phi(-sqrt beta).
// Gamma prediction: th P^-1(a, q) of the same level, for the shape a and the scale th.
//
// Random weight (RGP-UCB; Berk, Gupta, Rana, Venkatesh, IJCAI 2020): beta = zeta_t ~ Gamma(shape kappa_t, scale theta),
//   kappa_t = ln((t^2 + 1) / sqrt(2 pi)) / ln(1 + theta / 2),
// which makes E[exp(-zeta_t / 2)] = sqrt(2 pi) / (t^2 + 1), a summable probability of failure, for the number t >= 2 of
// observations.

import Basics
import RealModule

/// The optimistic end of a confidence interval.
enum ConfidenceBound {
  /// m - sqrt(beta) s.
  static func lowerNormal(mean: Double, variance: Double, beta: Double) -> Double {
    mean - (beta * variance).squareRoot()
  }

  /// ln of the quantile of a Gamma prediction that is as far out as `beta` in a normal one.
  static func logLowerGamma(_ prediction: PredictiveGamma, beta: Double) -> Double {
    let a = prediction.shape
    let deviations = beta.squareRoot()
    // Quantiles of a huge beta lie below any double's logarithm; no smaller level than this one is told apart.
    let level = max(NormalDistribution.cumulative(-deviations), 1e-300)
    guard !prediction.isNormal else {
      return prediction.logMean + .log(onePlus: -min(deviations / a.squareRoot(), 0.999_999))
    }
    return prediction.logMean - .log(a) + GammaDistribution.logQuantile(shape: a, level)
  }

  /// Shape of the Gamma distribution of the random weight after t observations.
  static func weightShape(observations t: Int, theta: Double) -> Double {
    let t = Double(max(t, 2))
    return (.log(t * t + 1) - NormalDistribution.halfLogTwoPi) / .log(onePlus: theta / 2)
  }

  /// zeta_t, the random weight after t observations.
  static func randomBeta(observations t: Int, theta: Double, _ random: inout CounterRandom) -> Double {
    theta * random.gamma(shape: weightShape(observations: t, theta: theta))
  }
}
