/// What is maximised over a space to find the next configuration.
protocol Surface {
  /// The heights at many points, as models see them.
  func heights(_ points: [[Double]]) -> [Double]

  /// A function that gives the height at a point and writes the gradient in its first coordinates, as many as there is
  /// room for; it works in memory of its own.
  func climber() -> (_ point: [Double], _ gradient: inout [Double]) -> Double
}

/// How good a prediction is, the larger the better: of a latent mean and variance.
typealias Score = (_ mean: Double, _ variance: Double) -> Double

/// The derivatives of a score by mean and variance.
///
/// It is a smooth function of two numbers: central differences are good to 1e-8.
func slopes(of score: Score, _ mean: Double, _ variance: Double) -> (byMean: Double, byVariance: Double) {
  let (dm, dv) = (1e-4 * variance.squareRoot(), 1e-4 * variance)
  return (
    (score(mean + dm, variance) - score(mean - dm, variance)) / (2 * dm),
    (score(mean, variance + dv) - score(mean, variance - dv)) / (2 * dv)
  )
}

/// A score of what a posterior predicts, and what is believed beside it.
struct AcquisitionSurface: Surface {
  let posterior: Posterior
  let score: Score
  var belief = Belief()

  func heights(_ points: [[Double]]) -> [Double] {
    zip(points, posterior.predict(points)).map { point, prediction in
      score(prediction.mean, prediction.variance) + belief.value(at: point)
    }
  }

  func climber() -> (_ point: [Double], _ gradient: inout [Double]) -> Double {
    let scratch = posterior.makeScratch()
    var meanGradient: [Double] = []
    var varianceGradient: [Double] = []
    return { point, gradient in
      if meanGradient.count != gradient.count { (meanGradient, varianceGradient) = (gradient, gradient) }
      let (mean, variance) = posterior.predict(
        point, meanGradient: &meanGradient, varianceGradient: &varianceGradient, scratch)
      let (byMean, byVariance) = slopes(of: score, mean, variance)
      for axis in gradient.indices {
        gradient[axis] =
          byMean * meanGradient[axis] + byVariance * varianceGradient[axis] + belief.slope(at: point, axis)
      }
      return score(mean, variance) + belief.value(at: point)
    }
  }
}
