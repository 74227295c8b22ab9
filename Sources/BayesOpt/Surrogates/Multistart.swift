// An evaluation of the evidence costs the cube of the number of observations. Where there are many, every start is
// followed on a sample of them, and only from the end that explains all of them best the search goes on with all. It
// knows the curvature there: that of a log likelihood grows with the number of observations. That of the prior does not,
// and is taken to: the search corrects it.

/// The negative logarithm of the evidence of hyperparameters times their prior.
struct Objective {
  /// Number of observations.
  let observations: Int
  /// Returns the value at a point and writes its gradient.
  let evaluate: (_ point: [Double], _ gradient: inout [Double]) -> Double
}

/// Hyperparameters that were fitted to some observations.
struct FittedPoint: Sendable {
  let point: [Double]
  fileprivate let curvature: Curvature
  fileprivate let observations: Int
}

/// The search for the least of a function with several minima within a box.
struct Multistart {
  /// More observations than this are worth a sample, of so many.
  static let sample = 64

  let lower: [Double]
  let upper: [Double]

  /// The least of what the starts lead to.
  ///
  /// - Parameters:
  ///   - starts: At least one.
  ///   - rough: The objective of a sample, if there are many observations.
  ///   - objective: What is minimised.
  /// - Returns: The point, and what helps to continue from there.
  func minimize(from starts: [[Double]], rough: Objective?, _ objective: Objective) -> FittedPoint {
    guard let rough else { return least(of: starts.map { follow($0, nil, objective) }, objective) }
    let ends = starts.map { start in
      var end = follow(start, nil, rough)
      var gradient = end.point
      let value = objective.evaluate(end.point, &gradient)
      end.value = value.isFinite ? value : .infinity
      return end
    }
    return minimize(from: least(of: ends, rough), objective)
  }

  /// The minimum near one that was fitted to nearly the same observations, or a sample of them.
  func minimize(from start: FittedPoint, _ objective: Objective) -> FittedPoint {
    let growth = Double(objective.observations) / Double(max(start.observations, 1))
    return least(of: [follow(start.point, start.curvature.scaled(by: growth), objective)], objective)
  }

  private func follow(_ start: [Double], _ curvature: Curvature?, _ objective: Objective) -> LBFGS.End {
    LBFGS().minimize(from: start, curvature: curvature, lower: lower, upper: upper, objective.evaluate)
  }

  private func least(of ends: [LBFGS.End], _ objective: Objective) -> FittedPoint {
    var best = ends[0]
    for end in ends where end.value < best.value { best = end }
    return FittedPoint(point: best.point, curvature: best.curvature, observations: objective.observations)
  }
}
