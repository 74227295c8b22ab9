// The values of a finite domain are its levels 0, 1, ..., lastLevel. Counting to the last one, not to one
// beyond it, keeps Int.min...Int.max (2^64 levels) within UInt.

extension Domain {
  /// Index of the largest level; nil if the domain is continuous.
  var lastLevel: UInt? {
    switch self {
    case .real(let low, let high, _, nil), .gamma(let low, let high, _, _):
      return low == high ? 0 : nil
    case .normal:
      return nil
    case .real(let low, let high, let scale, let step?):
      let last = RealLevels(low: low, high: high, scale: scale, step: step).last
      return last < 0x1p63 ? UInt(max(last, 0)) : nil
    case .integer(let low, let high, let scale, let step):
      guard low < high else { return 0 }
      if scale == .linear || step <= 1 { return Domain.distance(low, high) / UInt(max(step, 1)) }
      var level: UInt = 0
      var value = max(low, 1)
      while value <= high / step {
        value *= step
        level += 1
      }
      return level
    case .choice(let count, _):
      return UInt(max(count, 1) - 1)
    }
  }

  /// The value at a level, which is at most `lastLevel`.
  public func value(ofLevel level: UInt) -> ParameterValue {
    switch self {
    case .real(let low, let high, let scale, let step):
      guard level > 0, let step else { return .real(low) }
      return .real(RealLevels(low: low, high: high, scale: scale, step: step).level(Double(level)))
    case .integer(let low, let high, .logarithmic, let step) where step > 1:
      var value = low
      for _ in 0..<min(level, 64) where value <= high / step { value *= step }
      return .integer(value)
    case .integer(let low, _, _, let step):
      return .integer(Int(bitPattern: UInt(bitPattern: low) &+ level &* UInt(max(step, 1))))
    case .choice:
      return .choice(Int(level))
    case .normal(let mean, _):
      return .real(mean)
    case .gamma(let low, _, _, _):
      return .real(low)
    }
  }

  /// The level nearest to a value, which need not be of this domain.
  func level(of value: ParameterValue) -> UInt {
    guard let last = lastLevel else { return 0 }
    switch self {
    case .real(let low, let high, let scale, let step):
      return RealLevels(low: low, high: high, scale: scale, step: step ?? 1).nearest(to: value.number).clamped(to: last)
    case .integer(let low, let high, .logarithmic, let step) where step > 1:
      return RealLevels(low: Double(low), high: Double(high), scale: .logarithmic, step: Double(step))
        .steps(to: value.number, rounded: .toNearestOrAwayFromZero).clamped(to: last)
    case .integer(let low, let high, _, let step):
      guard case .integer(let x) = value else { return (value.number - Double(low)).clamped(to: last) }
      let (quotient, remainder) = Domain.distance(low, min(max(x, low), high))
        .quotientAndRemainder(dividingBy: UInt(max(step, 1)))
      return min(quotient + (remainder > UInt(max(step, 1)) / 2 ? 1 : 0), last)
    case .choice:
      return value.number.clamped(to: last)
    case .normal, .gamma:
      return 0
    }
  }

  /// high - low as a number without sign, which cannot overflow.
  private static func distance(_ low: Int, _ high: Int) -> UInt {
    UInt(bitPattern: high) &- UInt(bitPattern: low)
  }
}

extension Double {
  /// The nearest index from 0 to `last`; 0 for NaN.
  func clamped(to last: UInt) -> UInt {
    guard self > 0 else { return 0 }
    let nearest = rounded()
    return nearest >= Double(last) ? last : UInt(nearest)
  }
}
