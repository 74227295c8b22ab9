// Given its shape h, a curve is linear in its ends b = (y_T, y_1), which are normal beforehand; so everything has a closed form,
// and the shapes are weighed by their evidence:
//
// | code        | mathematics                                                                                      |
// |-------------|--------------------------------------------------------------------------------------------------|
// | design      | A, a row (1 - h(t), h(t)) for each of the n reports                                              |
// | precision   | P = P_0 + A^T A / v,   P_0 = diag(1 / v_T, 1 / v_1)                                              |
// | mean        | P^-1 (P_0 b_0 + A^T y / v)                                                                       |
// | evidence    | ln p(y) = -(y^T y / v + b_0^T P_0 b_0 - r^T P^-1 r + ln |P| - ln |P_0| + n ln(2 pi v)) / 2       |
// |             | with r = P_0 b_0 + A^T y / v                                                                     |
// | weights     | w_s proportional to prior_s p(y | s)                                                             |
// | prediction  | y_t ~ sum_s w_s N(a^T mean, a^T P^-1 a),   a = (1 - h(t), h(t))                                  |
//
// Bishop, Pattern Recognition and Machine Learning, equations 3.49 to 3.51 and 3.86.

import RealModule

/// A normal distribution.
struct Normal: Hashable, Sendable {
  var mean: Double
  var variance: Double
}

/// What is believed of a curve before it is seen.
struct CurvePrior {
  /// Of its value at the last step.
  var end: Normal
  /// Of its value at the first step.
  var start: Normal
  /// The variance of a report about the curve.
  var noise: Double
  /// ln of the probability of each shape.
  var logShapes: [Double]
}

/// A curve as it is expected to go on: a mixture over shapes.
struct CurvePosterior {
  /// The probability of each shape.
  let weights: [Double]
  /// ln of the density of what was reported.
  let logEvidence: Double
  private let shapes: CurveShapes
  /// The means of y_T and y_1, and the elements TT, T1 and 11 of their covariance, each for all shapes.
  private let (endMeans, startMeans): ([Double], [Double])
  private let (endVariances, covariances, startVariances): ([Double], [Double], [Double])

  /// The posterior of a curve.
  ///
  /// - Parameters:
  ///   - points: What was reported, by step; none for a curve that has not begun.
  ///   - prior: What is believed beforehand.
  ///   - shapes: Which shapes there are.
  /// - Complexity: O(n s) for n reports and s shapes.
  init(_ points: [(step: Int, value: Double)], _ prior: CurvePrior, _ shapes: CurveShapes) {
    let count = CurveShapes.count
    // Sums over the reports, for each shape: of h, h^2 and h y.
    var sums = [SIMD3<Double>](repeating: .zero, count: count)
    var (total, square) = (0.0, 0.0)
    for point in points {
      total += point.value
      square += point.value * point.value
      let h = shapes.heights(at: point.step)
      for s in 0..<count { sums[s] += h[s] * SIMD3(1, h[s], point.value) }
    }
    let n = Double(points.count)
    let (precisionT, precision1) = (1 / prior.end.variance, 1 / prior.start.variance)
    let (rT, r1) = (precisionT * prior.end.mean, precision1 * prior.start.mean)
    let constant =
      square / prior.noise + prior.end.mean * rT + prior.start.mean * r1 - .log(precisionT * precision1)
      + n * (.log(prior.noise) + 2 * NormalDistribution.halfLogTwoPi)
    var logs = prior.logShapes
    var parts = (0..<5).map { _ in [Double](repeating: 0, count: count) }
    for s in 0..<count {
      let sum = sums[s] / prior.noise
      let a = precisionT + n / prior.noise - 2 * sum.x + sum.y
      let b = sum.x - sum.y
      let c = precision1 + sum.y
      let determinant = a * c - b * b
      let (u, v) = (rT + total / prior.noise - sum.z, r1 + sum.z)
      let (meanT, mean1) = ((c * u - b * v) / determinant, (a * v - b * u) / determinant)
      logs[s] -= 0.5 * (constant - u * meanT - v * mean1 + .log(determinant))
      parts[0][s] = meanT
      parts[1][s] = mean1
      parts[2][s] = c / determinant
      parts[3][s] = -b / determinant
      parts[4][s] = a / determinant
    }
    let evidence = logs.withUnsafeBufferPointer { $0.baseAddress.map { LogSumExp.value($0, count: count) } ?? 0 }
    logEvidence = evidence
    weights = logs.map { .exp($0 - evidence) }
    self.shapes = shapes
    (endMeans, startMeans) = (parts[0], parts[1])
    (endVariances, covariances, startVariances) = (parts[2], parts[3], parts[4])
  }

  /// The value at a step, by its mean and variance.
  func prediction(at step: Int) -> Normal {
    var (first, second) = (0.0, 0.0)
    forEachComponent(at: step) { weight, mean, variance in
      first += weight * mean
      second += weight * (variance + mean * mean)
    }
    return Normal(mean: first, variance: max(second - first * first, 0))
  }

  /// The probability that the value at a step is below a threshold.
  func probability(below threshold: Double, at step: Int) -> Double {
    var probability = 0.0
    forEachComponent(at: step) { weight, mean, variance in
      // Components that weigh nothing cost as much as others.
      guard weight > 1e-9 else { return }
      probability += weight * NormalDistribution.cumulative((threshold - mean) / (variance + 1e-12).squareRoot())
    }
    return probability
  }

  /// The amount by which the value at a step is expected to be below a threshold.
  func gain(below threshold: Double, at step: Int) -> Double {
    var gain = 0.0
    forEachComponent(at: step) { weight, mean, variance in
      guard weight > 1e-9 else { return }
      let deviation = (variance + 1e-12).squareRoot()
      gain += weight * deviation * .exp(NormalDistribution.logGain((threshold - mean) / deviation))
    }
    return gain
  }

  private func forEachComponent(at step: Int, _ body: (_ weight: Double, _ mean: Double, _ variance: Double) -> Void) {
    let h = shapes.heights(at: step)
    for s in weights.indices {
      let (a, b) = (1 - h[s], h[s])
      body(
        weights[s], a * endMeans[s] + b * startMeans[s],
        a * a * endVariances[s] + 2 * a * b * covariances[s] + b * b * startVariances[s])
    }
  }
}
