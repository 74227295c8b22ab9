// The values of a finite domain are its levels 0, 1, ..., lastLevel. Counting to the last one, not to one
// beyond it, keeps Int.min...Int.max (2^64 levels) within UInt.

import RealModule

extension Domain {
  /// Index of the largest level; nil if the domain is continuous.
  var lastLevel: UInt? {
    switch self {
    case .real(let low, let high, _, nil):
      return low == high ? 0 : nil
    case .normal:
      return nil
    case .real(let low, let high, let scale, let step?):
      let steps = Domain.steps(from: low, to: high, by: step, on: scale)
      return steps < 0x1p63 ? UInt(max(steps, 0)) : nil
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
  func value(ofLevel level: UInt) -> ParameterValue {
    switch self {
    case .real(let low, let high, let scale, let step):
      let k = Double(level)
      guard k > 0, let step else { return .real(low) }
      let value = scale == .linear ? low + k * step : low * .pow(step, k)
      return .real(min(Domain.decimal(value, near: max(abs(low), abs(high))), high))
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
    }
  }

  /// The level nearest to a value, which need not be of this domain.
  func level(of value: ParameterValue) -> UInt {
    guard let last = lastLevel else { return 0 }
    switch self {
    case .real(let low, _, let scale, let step):
      return Domain.steps(from: low, to: value.number, by: step ?? 1, on: scale, rounded: .toNearestOrAwayFromZero)
        .clamped(to: last)
    case .integer(let low, _, .logarithmic, let step) where step > 1:
      return Domain.steps(
        from: Double(low), to: value.number, by: Double(step), on: .logarithmic, rounded: .toNearestOrAwayFromZero
      ).clamped(to: last)
    case .integer(let low, let high, _, let step):
      guard case .integer(let x) = value else { return (value.number - Double(low)).clamped(to: last) }
      let (quotient, remainder) = Domain.distance(low, min(max(x, low), high))
        .quotientAndRemainder(dividingBy: UInt(max(step, 1)))
      return min(quotient + (remainder > UInt(max(step, 1)) / 2 ? 1 : 0), last)
    case .choice:
      return value.number.clamped(to: last)
    case .normal:
      return 0
    }
  }

  /// Whole steps between two numbers; without a rounding, those that fit (up to an error of rounding in the last).
  static func steps(
    from low: Double, to high: Double, by step: Double, on scale: Scale,
    rounded rule: FloatingPointRoundingRule = .down
  ) -> Double {
    // Dividing first: high - low may overflow where the quotient does not.
    let exact =
      scale == .linear ? high / step - low / step : (Double.log(high) - Double.log(low)) / Double.log(step)
    let nearest = exact.rounded()
    return abs(exact - nearest) <= 1e-9 * max(1, abs(exact)) ? nearest : exact.rounded(rule)
  }

  /// high - low as a number without sign, which cannot overflow.
  private static func distance(_ low: Int, _ high: Int) -> UInt {
    UInt(bitPattern: high) &- UInt(bitPattern: low)
  }

  /// The number of 15 significant digits next to `value` if they differ by an error of rounding only.
  ///
  /// A person who writes `0..1 by 0.1` means 0.3, which 3 * 0.1 misses by one unit in the last place.
  private static func decimal(_ value: Double, near magnitude: Double) -> Double {
    let digits = 14 - Double.log10(magnitude).rounded(.down)
    guard digits >= 0, digits <= 22 else { return value }
    let power = Double.pow(10, digits)
    let short = (value * power).rounded() / power
    return abs(short - value) <= 2 * magnitude.ulp ? short : value
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
