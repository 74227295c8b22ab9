import Basics
import RealModule

/// An axis: what it measures, from where to where, and on what scale.
public struct Axis: Hashable, Sendable {
  /// How numbers become places.
  public enum Scale: Hashable, Sendable {
    /// Equal differences are equally far.
    case linear
    /// Equal ratios are equally far; shows positive numbers only.
    case logarithmic
    /// Places for things without numbers: the first is at 0, the next at 1.
    case categories([String])
  }

  /// A place with a number or a word beside it.
  public struct Tick: Hashable, Sendable {
    /// The place, in the unit of the axis.
    public let value: Double
    /// What stands there.
    public let text: String
  }

  /// What is measured.
  public var title: String
  /// How numbers become places.
  public var scale: Scale
  /// The smallest number shown.
  public private(set) var low: Double
  /// The largest number shown; greater than `low`.
  public private(set) var high: Double
  /// Whether places count whole things, such as trials and epochs: then there are no ticks between them.
  public var isWhole: Bool

  /// An axis from one number to another.
  ///
  /// Ends that leave no room (equal, infinite, not positive on a logarithmic axis) are moved so far that there is some.
  public init(_ title: String, from low: Double, to high: Double, scale: Scale = .linear, isWhole: Bool = false) {
    (self.title, self.scale, self.isWhole) = (title, scale, isWhole)
    (self.low, self.high) = Self.ends(low, high, scale)
  }

  /// An axis of things without numbers.
  public init(_ title: String, categories: [String]) {
    (self.title, scale, isWhole) = (title, .categories(categories), true)
    (low, high) = (-0.5, Double(max(categories.count, 1)) - 0.5)
  }

  /// An axis that has room for all of these numbers, and a little more.
  ///
  /// - Parameters:
  ///   - title: what is measured.
  ///   - values: the numbers; those that cannot be shown are passed over.
  ///   - scale: how numbers become places.
  ///   - margin: the share of the length that stays free at either end.
  ///   - isWhole: whether places count whole things.
  public init(
    _ title: String, covering values: some Sequence<Double>, scale: Scale = .linear, margin: Double = 0,
    isWhole: Bool = false
  ) {
    let shown = values.filter { $0.isFinite && (scale != .logarithmic || $0 > 0) }
    self.init(title, from: shown.min() ?? .nan, to: shown.max() ?? .nan, scale: scale, isWhole: isWhole)
    guard margin > 0, let least = shown.min(), let most = shown.max(), least < most else { return }
    let (first, last) = (value(at: -margin), value(at: 1 + margin))
    if first.isFinite, last.isFinite, first < last, scale != .logarithmic || first > 0 { (low, high) = (first, last) }
  }

  /// Whether the axis can show this number.
  public func contains(_ value: Double) -> Bool {
    let place = position(of: value)
    return place >= -1e-9 && place <= 1 + 1e-9
  }

  /// Where a number is: 0 at the lower end, 1 at the upper one; NaN where the scale has no place for it.
  public func position(of value: Double) -> Double {
    let (from, to, here) = (measured(low), measured(high), measured(value))
    // The difference of two doubles can overflow; that of their halves cannot.
    return (here / 2 - from / 2) / (to / 2 - from / 2)
  }

  /// The number at a place from 0 to 1.
  public func value(at position: Double) -> Double {
    let (from, to) = (measured(low), measured(high))
    let here = from * (1 - position) + to * position
    return scale == .logarithmic ? .exp(here) : here
  }

  /// The number whose differences are distances.
  private func measured(_ value: Double) -> Double {
    guard scale == .logarithmic else { return value }
    return value > 0 ? .log(value) : .nan
  }

  /// Ends that leave room between them.
  private static func ends(_ low: Double, _ high: Double, _ scale: Scale) -> (low: Double, high: Double) {
    let isLogarithmic = scale == .logarithmic
    let ends = [low, high].filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard let least = ends.min(), let most = ends.max() else { return isLogarithmic ? (0.1, 1) : (0, 1) }
    guard least == most else { return (least, most) }
    if isLogarithmic { return (max(least / 2, .leastNormalMagnitude), min(least * 2, .greatestFiniteMagnitude)) }
    let half = max(least.magnitude / 2, 0.5)
    return (
      max(least - half, -.greatestFiniteMagnitude), min(least + half, .greatestFiniteMagnitude)
    )
  }
}
