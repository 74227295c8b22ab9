import Basics
import BayesOpt
import RealModule

// D = |bound - y| is the distance of a value from the bound that it cannot pass.
//
// | code    | mathematics                                                                           |
// |---------|---------------------------------------------------------------------------------------|
// | shape   | a = (bound - mean)^2 / deviation^2, so that D ~ Gamma(a, scale) has the two moments   |
// | scale   | deviation^2 / |bound - mean|                                                          |
// | density | of y: x^(a - 1) e^-x / (Gamma(a) scale) with x = D / scale                            |

/// What may be believed of a bounded value: a mean and a deviation, as a Gamma distribution of the distance from the bound
/// and as a Gaussian.
public struct BoundedBelief: Hashable, Sendable {
  /// The two moments.
  let mean, deviation: Double
  /// What the value cannot pass.
  let bound: Double

  /// A belief of its moments.
  ///
  /// - Throws: that the deviation is not positive, or that the mean is the bound.
  public init(mean: Double, deviation: Double, bound: Double) throws(FigureError) {
    guard [mean, deviation, bound].allSatisfy(\.isFinite), deviation > 0 else {
      throw FigureError("a density has a finite mean, bound and deviation, the last above 0")
    }
    guard mean != bound else { throw FigureError("the mean must not be the bound, which no value passes") }
    (self.mean, self.deviation, self.bound) = (mean, deviation, bound)
  }

  /// Whether values are below the bound.
  var isBelow: Bool { mean < bound }
  private var distance: Double { (bound - mean).magnitude }
  private var shape: Double { (distance / deviation) * (distance / deviation) }
  private var scale: Double { deviation / distance * deviation }

  /// The density of the Gamma distribution at a value.
  func gamma(_ value: Double) -> Double {
    let x = (isBelow ? bound - value : value - bound) / scale
    guard x > 0 else { return 0 }
    return .exp((shape - 1) * .log(x) - x - .logGamma(shape)) / scale
  }

  /// The density of the Gaussian at a value.
  func gaussian(_ value: Double) -> Double { NormalDistribution.density((value - mean) / deviation) / deviation }

  /// The share of the Gaussian's belief that lies beyond the bound.
  var impossible: Double { NormalDistribution.cumulative(-distance / deviation) }

  /// The expected improvement on a best value, by the Gaussian and by the Gamma distribution.
  ///
  /// What is better lies towards the bound.
  func expectedImprovement(on best: Double) -> (gaussian: Double, gamma: Double) {
    let gain = isBelow ? mean - best : best - mean
    let rest = isBelow ? bound - best : best - bound
    return (
      deviation * .exp(NormalDistribution.logGain(gain / deviation)),
      rest > 0 ? scale * .exp(GammaDistribution.logGain(shape: shape, rest / scale)) : 0
    )
  }
}

extension Figure {
  /// A Gamma density beside the Gaussian one of the same mean and deviation.
  ///
  /// - Parameters:
  ///   - title: what is believed of.
  ///   - belief: the moments, and the bound.
  ///   - best: the best value so far, that an improvement is expected on.
  /// - Returns: the figure.
  public static func densities(_ title: String, _ belief: BoundedBelief, best: Double? = nil) -> Figure {
    let (low, high) = (belief.mean - 4 * belief.deviation, belief.mean + 4 * belief.deviation)
    let count = 240
    let places = (0...count).map { low + (high - low) * Double($0) / Double(count) }
    let peak = belief.gaussian(belief.mean)
    // A Gamma distribution of small shape is infinitely dense at the bound.
    let gamma = places.map { min(belief.gamma($0), 4 * peak) }
    let beyond = places.filter { belief.isBelow ? $0 > belief.bound : $0 < belief.bound }
    let axis = Axis("density", from: 0, to: 1.1 * max(peak, gamma.max() ?? peak))
    var rules = [Series("bound", .bound, .rules(x: [belief.bound], y: []))]
    if let best { rules.append(Series("best so far", .best, .rules(x: [best], y: []))) }
    return Figure(
      "\(title), mean \(NumberText.rounded(belief.mean)), deviation \(NumberText.rounded(belief.deviation))",
      panels: [
        Panel(
          x: Axis(title, from: low, to: high), y: axis,
          series: [
            Series("impossible", .bound, .band(beyond.map { Interval($0, 0, belief.gaussian($0)) })),
            Series("gaussian", .compared(1), .line(places.map { Point($0, belief.gaussian($0)) })),
            Series(
              "gamma, of the distance from \(NumberText.rounded(belief.bound))", .compared(0),
              .line(zip(places, gamma).map { Point($0, $1) })),
          ].filter { !$0.isEmpty } + rules)
      ], notes: densityNotes(belief, best))
  }

  private static func densityNotes(_ belief: BoundedBelief, _ best: Double?) -> [String] {
    let share = NumberText.rounded(100 * belief.impossible, digits: 2)
    let side = belief.isBelow ? "above" : "below"
    var notes = [
      "gaussian puts \(share) % of its belief on values \(side) \(NumberText.rounded(belief.bound)); gamma none"
    ]
    if let best {
      let improvement = belief.expectedImprovement(on: best)
      notes.append(
        "expected improvement on \(NumberText.rounded(best)): gaussian \(NumberText.rounded(improvement.gaussian, digits: 2)), gamma \(NumberText.rounded(improvement.gamma, digits: 2))"
      )
    }
    return notes
  }
}
