/// How the unit interval is stretched over a range.
public enum Scale: Hashable, Sendable {
  /// Equal differences are equally likely.
  case linear
  /// Equal ratios are equally likely; needs a range of positive numbers.
  case logarithmic
}

/// The set of values of one parameter.
///
/// Ranges include both ends. A step adds on a linear scale and multiplies on a logarithmic one; the last
/// level is the largest that does not exceed `high`.
public enum Domain: Hashable, Sendable {
  /// Real numbers, all of them or those at steps from `low`.
  case real(low: Double, high: Double, scale: Scale, step: Double?)
  /// Whole numbers; step 1 is every integer on both scales.
  case integer(low: Int, high: Int, scale: Scale, step: Int)
  /// One of `count` things. Ordered choices are modelled as neighbours on a line, others as equally different.
  case choice(count: Int, isOrdered: Bool)
  /// Real numbers with a normal prior.
  case normal(mean: Double, deviation: Double)
  /// Real numbers from `low`, zero or more, to `high` with the prior of a Gamma distribution of this shape and scale.
  case gamma(low: Double, high: Double, shape: Double, scale: Double)

  /// True for choices without an order, which only a comparison by equality suits.
  public var isUnordered: Bool {
    if case .choice(_, isOrdered: false) = self { true } else { false }
  }

  /// Number of values, if there are finitely many (and no more than `Int.max`).
  public var count: Int? {
    guard let last = lastLevel, last < UInt(Int.max) else { return nil }
    return Int(last) + 1
  }

  /// The value of this domain that another one is, but for rounding: 0.30000000000000004 is the level 0.3.
  ///
  /// - Parameter value: such as one that another program has written.
  /// - Returns: nil where it is no value of the domain.
  public func recognized(_ value: ParameterValue) -> ParameterValue? {
    if case .real(let low, let high, let scale, let step?) = self, case .real(let x) = value {
      return RealLevels(low: low, high: high, scale: scale, step: step).recognized(x).map { .real($0) }
    }
    return contains(value) ? value : nil
  }

  /// Whether the value is of this domain's kind and, where the domain has steps, on one of them, but for rounding.
  public func contains(_ value: ParameterValue) -> Bool {
    switch (self, value) {
    case (.real(_, _, _, _?), .real):
      recognized(value) != nil
    case (.real(let low, let high, _, nil), .real(let x)), (.gamma(let low, let high, _, _), .real(let x)):
      low <= x && x <= high
    case (.integer(let low, let high, let scale, let step), .integer(let x)) where scale == .linear || step == 1:
      low <= x && x <= high && UInt(bitPattern: x &- low).isMultiple(of: UInt(step))
    case (.integer, .integer):
      self.value(at: coordinate(of: value)) == value
    case (.choice(let count, _), .choice(let index)):
      0 <= index && index < count
    case (.normal, .real(let x)):
      x.isFinite
    default:
      false
    }
  }
}
