import Basics
import RealModule

/// An axis for measured values, of which some may be far from all others or infinite.
///
/// The axis reaches as far as values can be told apart; those beyond stand at its edge.
struct ValueAxis: Hashable, Sendable {
  /// The axis.
  let axis: Axis
  /// How many of the values are beyond it.
  let beyond: Int
  /// Which way is better.
  private let direction: Direction

  /// What is to be minimised and spans more than this factor has a logarithmic axis: what counts is near its lower end.
  private static let logarithmicFactor = 1e3
  /// Values further from the best than this many times the best three quarters of them are beyond the axis.
  private static let farthest = 1e3

  /// An axis for values of which some are better.
  ///
  /// - Parameters:
  ///   - title: what is measured.
  ///   - values: the values.
  ///   - direction: which way is better.
  init(_ title: String, _ values: [Double], _ direction: Direction) {
    self.direction = direction
    let finite = values.filter(\.isFinite)
    let isLogarithmic = direction == .minimize && Self.spansFactor(finite, Self.logarithmicFactor)
    let shown = isLogarithmic ? finite : Self.near(finite, direction)
    let axis = Axis(title, covering: shown, scale: isLogarithmic ? .logarithmic : .linear, margin: 0.05)
    self.axis = axis
    beyond = values.count { !$0.isNaN && !axis.contains($0) }
  }

  /// Where a value stands.
  func place(_ value: Double) -> Double { value.isNaN ? .nan : min(max(value, axis.low), axis.high) }

  /// The end where the worst values are, and the trials that have none.
  var worstEnd: Double { direction == .minimize ? axis.high : axis.low }

  /// That values stand at the edge, if any do.
  var notes: [String] {
    switch beyond {
    case 0: []
    case 1: ["1 value is beyond the axis and stands at its edge"]
    default: ["\(beyond) values are beyond the axis and stand at its edge"]
    }
  }

  /// Whether positive numbers reach from one to more than `factor` times as much.
  static func spansFactor(_ values: [Double], _ factor: Double) -> Bool {
    guard let least = values.min(), let most = values.max(), least > 0 else { return false }
    return most / least >= factor
  }

  /// The values without those that would leave no room to all others.
  private static func near(_ values: [Double], _ direction: Direction) -> [Double] {
    let sorted = values.sorted { direction.prefers($0, to: $1) }
    guard sorted.count >= 4, let best = sorted.first else { return values }
    // Halves, because the difference of two doubles can overflow.
    func distance(_ value: Double) -> Double { (value / 2 - best / 2).magnitude }
    let spread = distance(sorted[(sorted.count - 1) * 3 / 4])
    guard spread > 0 else { return values }
    return values.filter { distance($0) <= farthest * spread }
  }
}
