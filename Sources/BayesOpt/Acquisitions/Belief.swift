// What the user believes of the optimum, as a density pi(u): normal around `near` on every numeric axis that has one,
// of deviation 0.2 of the range; of a choice, the value that is `near` is four times as likely as each other one. The acquisition is multiplied
// by pi^(strength / n) after n observations: a belief that is wrong is forgotten (Hvarfner et al., pi-BO, ICLR 2022).
// Where a parameter is inactive, ln pi is its mean over the axis, so that having the parameter is no reason for or against.

import RealModule

/// The logarithm of what is believed of the optimum, at its present weight.
struct Belief: Sendable {
  private var near: [Double?] = []
  private var isChoice: [Bool] = []
  /// The feature that tells whether the parameter is active; nil where it always is.
  private var activities: [Int?] = []
  private var neutral: [Double] = []
  private var weight = 0.0

  private static let deviation = 0.2
  private static let oddsOfChoice = 4.0
  private static let strength = 10.0

  /// No belief.
  init() {}

  /// The belief that the parameters of a space state, after some observations.
  init(_ space: Space, observations: Int) {
    guard space.parameters.contains(where: { $0.near != nil }) else { return }
    near = space.parameters.map(\.nearCoordinate)
    isChoice = space.parameters.map(\.domain.isUnordered)
    let conditional = space.conditional
    activities = space.parameters.indices.map { axis in
      conditional.firstIndex(of: axis).map { space.dimension + $0 }
    }
    neutral = space.parameters.map { parameter in
      let count = Double(parameter.domain.count ?? 1)
      if parameter.domain.isUnordered { return -.log(Self.oddsOfChoice) * (count - 1) / count }
      let offset = (parameter.nearCoordinate ?? 0.5) - 0.5
      return -0.5 * (1 / 12 + offset * offset) / (Self.deviation * Self.deviation)
    }
    weight = Self.strength / Double(max(observations, 1))
  }

  /// At a point, up to a constant.
  func value(at point: [Double]) -> Double {
    guard weight > 0 else { return 0 }
    var sum = 0.0
    for case (let axis, let near?) in near.enumerated() {
      guard isActive(axis, at: point) else {
        sum += neutral[axis]
        continue
      }
      let z = (point[axis] - near) / Self.deviation
      sum -= isChoice[axis] ? (z == 0 ? 0 : .log(Self.oddsOfChoice)) : 0.5 * z * z
    }
    return weight * sum
  }

  private func isActive(_ axis: Int, at point: [Double]) -> Bool {
    activities[axis].map { Space.isActive(point[$0]) } ?? true
  }

  /// Its derivative along an axis.
  func slope(at point: [Double], _ axis: Int) -> Double {
    guard weight > 0, !isChoice[axis], isActive(axis, at: point), let near = near[axis] else { return 0 }
    return -weight * (point[axis] - near) / (Self.deviation * Self.deviation)
  }
}
