// The weighted mean of Gaussian posteriors that are independent of each other is Gaussian, with
//
//   m(x) = sum_i w_i m_i(x),   v(x) = sum_i w_i^2 v_i(x).

/// Several posteriors as one, each with a weight and the coordinates that it sees.
struct PosteriorEnsemble: Sendable {
  /// One of them.
  struct Member: Sendable {
    let posterior: Posterior
    let weight: Double
    /// The places of its coordinates among those of a point; nil for all of them.
    let coordinates: [Int]?

    func seen(_ point: [Double]) -> [Double] { coordinates.map { $0.map { point[$0] } } ?? point }
  }

  let members: [Member]

  /// Means at many points.
  func means(_ points: [[Double]]) -> [Double] {
    members.reduce([Double](repeating: 0, count: points.count)) { sums, member in
      zip(sums, member.posterior.means(points.map(member.seen))).map { $0 + member.weight * $1 }
    }
  }

  /// Means and variances at many points.
  func predict(_ points: [[Double]]) -> [(mean: Double, variance: Double)] {
    var result = points.map { _ in (mean: 0.0, variance: 0.0) }
    for member in members {
      for (index, prediction) in member.posterior.predict(points.map(member.seen)).enumerated() {
        result[index].mean += member.weight * prediction.mean
        result[index].variance += member.weight * member.weight * prediction.variance
      }
    }
    return result
  }
}

/// A score of what an ensemble predicts, and what is believed beside it.
struct EnsembleSurface: Surface {
  let ensemble: PosteriorEnsemble
  let score: Score
  var belief = Belief()

  func heights(_ points: [[Double]]) -> [Double] {
    zip(points, ensemble.predict(points)).map { point, prediction in
      score(prediction.mean, prediction.variance) + belief.value(at: point)
    }
  }

  func climber() -> (_ point: [Double], _ gradient: inout [Double]) -> Double {
    let scratches = ensemble.members.map { $0.posterior.makeScratch() }
    return { point, gradient in
      var (mean, variance) = (0.0, 0.0)
      var sums = (mean: gradient.map { _ in 0.0 }, variance: gradient.map { _ in 0.0 })
      for (member, scratch) in zip(ensemble.members, scratches) {
        let places = member.coordinates ?? Array(gradient.indices)
        var own = (mean: places.map { _ in 0.0 }, variance: places.map { _ in 0.0 })
        let prediction = member.posterior.predict(
          member.seen(point), meanGradient: &own.mean, varianceGradient: &own.variance, scratch)
        mean += member.weight * prediction.mean
        variance += member.weight * member.weight * prediction.variance
        for (axis, place) in places.enumerated() {
          sums.mean[place] += member.weight * own.mean[axis]
          sums.variance[place] += member.weight * member.weight * own.variance[axis]
        }
      }
      let (byMean, byVariance) = slopes(of: score, mean, variance)
      for axis in gradient.indices {
        gradient[axis] =
          byMean * sums.mean[axis] + byVariance * sums.variance[axis] + belief.slope(at: point, axis)
      }
      return score(mean, variance) + belief.value(at: point)
    }
  }
}
