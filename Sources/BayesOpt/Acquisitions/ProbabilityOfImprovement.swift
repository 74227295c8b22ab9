// PI = P(Y < tau) for the incumbent tau: Phi((tau - m) / s), or P(a, tau / th) for a Gamma prediction.

/// The probability of beating the incumbent, as a logarithm.
enum ProbabilityOfImprovement {
  /// ln PI under a normal prediction.
  static func logUnderNormal(mean: Double, variance: Double, incumbent: Double) -> Double {
    NormalDistribution.logCumulative((incumbent - mean) / variance.squareRoot())
  }

  /// ln PI under a Gamma prediction.
  static func logUnderGamma(_ prediction: PredictiveGamma, logIncumbent: Double) -> Double {
    guard !prediction.isNormal else {
      return NormalDistribution.logCumulative(prediction.standardized(logIncumbent))
    }
    return GammaDistribution.logCumulative(shape: prediction.shape, prediction.scaled(logIncumbent))
  }
}
