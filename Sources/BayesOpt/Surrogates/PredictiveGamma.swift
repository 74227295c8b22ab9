// | code    | mathematics                                        |
// |---------|----------------------------------------------------|
// | logMean | ln mu = m + v / 2                                  |
// | shape   | a = 1 / (e^v - 1), so that the scale is mu / a     |
//
// As v goes to 0 the distribution tends to a normal one of deviation mu a^(-1/2). Beyond a = 1e6 that is used, the
// difference being smaller than the closed forms' rounding.

import RealModule

/// The Gamma distribution with the two moments of e^f, f ~ N(m, v).
struct PredictiveGamma {
  let logMean: Double
  let shape: Double

  /// Beyond this shape the distribution counts as normal.
  static let normalShape = 1e6

  /// The distribution for a latent mean and variance; a variance of more than 50 means no more than one of 50.
  init(mean: Double, variance: Double) {
    let v = min(variance, 50)
    logMean = mean + 0.5 * v
    shape = 1 / .expMinusOne(v)
  }

  var isNormal: Bool { shape > Self.normalShape }

  /// A value of the given logarithm in units of the scale.
  func scaled(_ logValue: Double) -> Double {
    shape * .exp(min(logValue - logMean, 300))
  }

  /// A value of the given logarithm in standard deviations from the mean.
  func standardized(_ logValue: Double) -> Double {
    .expMinusOne(min(logValue - logMean, 300)) * shape.squareRoot()
  }
}
