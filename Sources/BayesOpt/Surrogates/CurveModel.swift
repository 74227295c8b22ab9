// Freeze-thaw (Swersky, Snoek and Adams, arXiv 1406.3896), with the curves of ifBO's prior: where all runs are expected to end, by
// what they have reported and by where their configurations lie.
//
//   1. All reports are brought to one scale, standardised or by a power transform.
//   2. Every run gets the posterior of its curve under a vague prior: its end m_i, v_i is a message from the run alone. The noise
//      is the one of three whose evidence over all runs is the greatest, and the shapes are as probable as they have been among the
//      runs (empirical Bayes).
//   3. A Gaussian process over configurations is fitted to the m_i, each with its v_i as noise on top of that of all.
//   4. What the process expects of run i from all others,
//        mu = m_i - alpha_i / (A^-1)_ii,   sigma^2 = 1 / (A^-1)_ii - v_i        (Rasmussen and Williams, equation 5.12)
//      is the prior of its end, under which its curve is fitted again.

import RealModule

/// How runs that have not come to their end are expected to go on.
struct CurveModel {
  /// A run: its configuration as models see it, and what it has reported, the smaller the better.
  struct Run {
    let features: [Double]
    let points: [(step: Int, value: Double)]
  }

  /// How costs lie on the scale of everything here.
  let form: ValueScale.Form
  /// The curves of the runs.
  let posteriors: [CurvePosterior]
  /// The least report.
  let least: Double
  private let shapes: CurveShapes
  private let prior: CurvePrior
  private let process: Posterior
  /// An end is `centre` + `unit` times what the process predicts.
  private let (centre, unit): (Double, Double)
  /// The variance of a run's end about the function.
  private let noise: Double

  /// More runs than this are represented by the best half of so many, and others evenly.
  static let mostRuns = 100
  private static let noises = [1e-4, 1e-3, 1e-2]
  /// The uniform distribution of shapes counts as so many runs.
  private static let priorRuns = 10.0
  /// The hyperparameters are those of at most so many runs.
  private static let fitLimit = 64

  /// The model of at least two runs with a report each.
  ///
  /// - Parameters:
  ///   - runs: At most `mostRuns`.
  ///   - space: What may be tried; without one all configurations are alike.
  ///   - shapes: Which shapes curves have, up to the last step.
  /// - Complexity: O(n^3 + r s) for n runs with r reports and s shapes.
  init(_ runs: [Run], in space: Space?, _ shapes: CurveShapes) {
    let standard = OutputWarping.standardized(runs.flatMap { $0.points.map(\.value) })
    let warping = OutputWarping.yeoJohnson(standard) ?? standard
    var places = warping.values[...]
    let curves = runs.map { run in
      let own = places.prefix(run.points.count)
      places = places.dropFirst(run.points.count)
      return zip(run.points, own).map { (step: $0.step, value: $1) }
    }
    least = warping.values.min() ?? 0

    // 2
    let starts = moments(curves.map { $0[0].value })
    let vague = CurvePrior(
      end: Normal(mean: moments(curves.map { $0[$0.count - 1].value }).mean, variance: 4),
      start: Normal(mean: starts.mean, variance: starts.deviation * starts.deviation + 1e-4),
      noise: 0, logShapes: [Double](repeating: -.log(Double(CurveShapes.count)), count: CurveShapes.count))
    func posteriors(_ prior: CurvePrior) -> [CurvePosterior] { curves.map { CurvePosterior($0, prior, shapes) } }
    let candidates = Self.noises.map { noise in
      var prior = vague
      prior.noise = noise
      let all = posteriors(prior)
      return (prior: prior, posteriors: all, evidence: all.reduce(0) { $0 + $1.logEvidence })
    }
    var (prior, first, _) = candidates.reduce(candidates[0]) { $1.evidence > $0.evidence ? $1 : $0 }
    var probabilities = [Double](repeating: Self.priorRuns / Double(CurveShapes.count), count: CurveShapes.count)
    for posterior in first { for s in probabilities.indices { probabilities[s] += posterior.weights[s] } }
    prior.logShapes = probabilities.map { .log($0 / (Self.priorRuns + Double(runs.count))) }
    first = posteriors(prior)
    let messages = first.map { $0.prediction(at: shapes.last) }

    // 3
    let (centre, deviation) = moments(messages.map(\.mean))
    let unit = max(deviation, 0.05)
    let data = GaussianData(
      points: runs.map(\.features), values: messages.map { ($0.mean - centre) / unit },
      variances: messages.map { $0.variance / (unit * unit) },
      axes: space.map { Axes($0, trend: 0) } ?? Axes(isChoice: []),
      bowl: space.map { PriorMean.bowl(0.1, $0) } ?? [])
    let logarithms = data.fit(.logNormal, limit: Self.fitLimit).fit.values
    let factor = data.factor(logarithms)
    process = Posterior(factor: factor, values: data.residuals, bowl: data.bowl)
    noise = .exp(logarithms[logarithms.count - 1])

    // 4
    let n = runs.count
    let inverse = factor.solve((0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 })
    let weights = process.weights
    self.posteriors = (0..<n).map { run in
      let precision = inverse[run * (n + 1)]
      var own = prior
      own.end = Normal(
        mean: messages[run].mean - unit * weights[run] / precision,
        variance: max(unit * unit / precision - messages[run].variance, 1e-4))
      return CurvePosterior(curves[run], own, shapes)
    }
    form = warping.form
    (self.shapes, self.prior, self.centre, self.unit) = (shapes, prior, centre, unit)
  }

  /// The curves of runs that have not begun, from their configurations as models see them.
  func posteriors(ofNew points: [[Double]]) -> [CurvePosterior] {
    process.predict(points).map { prediction in
      var own = prior
      own.end = Normal(
        mean: centre + unit * prediction.mean, variance: unit * unit * (prediction.variance + noise))
      return CurvePosterior([], own, shapes)
    }
  }
}
