// An evaluation of the evidence costs the cube of the number of observations. Where there are many, every start is
// followed on a sample of them, and only from the end that explains all of them best the search goes on with all. It
// knows the curvature there: that of a log likelihood grows with the number of observations. That of the prior does not,
// and is taken to: the search corrects it.

/// What is minimised: the negative logarithm of the evidence of hyperparameters times their prior.
struct Minimand {
  /// Number of observations.
  let observations: Int
  /// Returns the value at a point and writes its gradient.
  let evaluate: (_ point: [Double], _ gradient: inout [Double]) -> Double
}

/// Hyperparameters that were fitted to some observations.
struct FittedHyperparameters: Sendable {
  let values: [Double]
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
  ///   - rough: The same of a sample, if there are many observations.
  ///   - minimand: What is minimised.
  /// - Returns: The point, and what helps to continue from there.
  func minimize(from starts: [[Double]], rough: Minimand?, _ minimand: Minimand) -> FittedHyperparameters {
    guard let rough else { return least(of: starts.map { follow($0, nil, minimand) }, minimand) }
    let ends = starts.map { start in
      var end = follow(start, nil, rough)
      var gradient = end.point
      let value = minimand.evaluate(end.point, &gradient)
      end.value = value.isFinite ? value : .infinity
      return end
    }
    return minimize(from: least(of: ends, rough), minimand)
  }

  /// The minimum near one that was fitted to nearly the same observations, or a sample of them.
  func minimize(from start: FittedHyperparameters, _ minimand: Minimand) -> FittedHyperparameters {
    let growth = Double(minimand.observations) / Double(max(start.observations, 1))
    return least(of: [follow(start.values, start.curvature.scaled(by: growth), minimand)], minimand)
  }

  private func follow(_ start: [Double], _ curvature: Curvature?, _ minimand: Minimand) -> LBFGS.End {
    LBFGS().minimize(from: start, curvature: curvature, lower: lower, upper: upper, minimand.evaluate)
  }

  private func least(of ends: [LBFGS.End], _ minimand: Minimand) -> FittedHyperparameters {
    var best = ends[0]
    for end in ends where end.value < best.value { best = end }
    return FittedHyperparameters(values: best.point, curvature: best.curvature, observations: minimand.observations)
  }
}
