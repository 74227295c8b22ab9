// Level k is the real next to low + k step, or low step^k, of the decimals that low and step are written as: the third
// level of 0..1 by 0.1 is 0.3, which 3 * 0.1 misses. Numbers that nobody wrote, such as 1/3, have 16 digits or 17; they
// are computed with as they are, and lose an error of rounding where fewer digits are as near.

import RealModule

/// The levels of a stepped range of reals, of which there may be more than any loop could visit.
///
/// Whatever visits, counts, stores or recognises a level asks here.
public struct RealLevels {
  /// The first level.
  public let low: Double
  /// No level is above it; with an error of rounding the last one is.
  public let high: Double
  /// Whether the step adds or multiplies.
  public let scale: Scale
  /// Above 0 where it adds; above 1 where it multiplies.
  public let step: Double

  private let decimals: (low: ShortDecimal, step: ShortDecimal)?

  /// The levels of a range.
  ///
  /// - Parameters:
  ///   - low: the first level, above 0 on a logarithmic scale.
  ///   - high: what no level is above.
  ///   - scale: whether the step adds or multiplies.
  ///   - step: above 0, or above 1 where it multiplies.
  public init(low: Double, high: Double, scale: Scale, step: Double) {
    (self.low, self.high, self.scale, self.step) = (low, high, scale, step)
    if let first = ShortDecimal(low), let next = ShortDecimal(step) { decimals = (first, next) } else { decimals = nil }
  }

  /// How many there are; nil beyond the integers.
  public var count: Int? {
    guard low <= high else { return 0 }
    return Int(exactly: last).flatMap { $0 < .max ? $0 + 1 : nil }
  }

  /// The index of the last level, below 0 where there is none.
  var last: Double { steps(to: high, rounded: .down) }

  /// The level with an index from 0, which need not be one that `Int` holds.
  ///
  /// - Complexity: O(log *index*).
  public func level(_ index: Double) -> Double {
    guard index > 0 else { return low }
    let level = scale == .linear ? sum(index) : product(index)
    let slack = scale == .linear ? 4 * max(abs(low), abs(high)).ulp : 64 * high.ulp
    return level > high || high - level <= min(slack, gap(at: high) / 4) ? high : level
  }

  /// The index of the level nearest to a number.
  func nearest(to number: Double) -> Double {
    min(max(steps(to: number, rounded: .toNearestOrAwayFromZero), 0), max(last, 0))
  }

  /// The level that a number is, but for rounding.
  ///
  /// - Parameter number: such as 0.1 + 0.2, which is the level 0.3 of `0.0..1.0 by 0.1`.
  /// - Returns: nil where it is none.
  public func recognized(_ number: Double) -> Double? {
    guard number.isFinite, low <= high, scale == .linear || number > 0 else { return nil }
    let resolution = max(abs(number), abs(low)).ulp
    // So small a step that there is a level at each real.
    if scale == .linear, step <= resolution { return low <= number && number <= high ? number : nil }
    // A billionth, but not so large a part of the step that numbers between two levels would count.
    let gap = gap(at: number)
    let tolerance = max(min(1e-9 * abs(number), 1e-3 * gap), 2 * resolution)
    let place = nearest(to: number)
    for index in [place, place - 1, place + 1] where 0 <= index && index <= last {
      let level = level(index)
      // Four times as much, since the smallest reals have no quarters.
      if abs(level - number) <= tolerance, 4 * abs(level - number) <= gap { return level }
    }
    return nil
  }

  // MARK: Arithmetic

  /// About how far the level next to a number is from it.
  private func gap(at number: Double) -> Double { scale == .linear ? step : number * min(step - 1, 1) }

  /// Whole steps from `low` to a number; rounded down, those that fit, up to an error of rounding in the last.
  func steps(to number: Double, rounded rule: FloatingPointRoundingRule) -> Double {
    // Dividing first: number - low may overflow where the quotient does not.
    let exact =
      scale == .linear ? number / step - low / step : (Double.log(number) - Double.log(low)) / Double.log(step)
    let nearest = exact.rounded()
    // The quotients are as inexact as their last digits, of which the difference may have none.
    let quotients = scale == .linear ? max(abs(number / step), abs(low / step)).ulp : exact.ulp
    let tolerance = min(max(1e-9 * min(max(1, abs(exact)), 1e6), 2 * quotients), 0.25)
    return abs(exact - nearest) <= tolerance ? nearest : exact.rounded(rule)
  }

  private func sum(_ index: Double) -> Double {
    if let decimals, let k = Int128(exactly: index), let sum = decimals.step.times(k)?.plus(decimals.low) {
      return sum.nearestDouble
    }
    let sum = low + index * step
    guard sum.isFinite else { return (low / 2 + index * (step / 2)) * 2 }
    let magnitude = max(abs(low), abs(high))
    return sum.rounded(toDigits: 15, of: magnitude, within: 2 * magnitude.ulp)
  }

  private func product(_ index: Double) -> Double {
    if let decimals, index < 128, let product = decimals.step.power(Int(index))?.times(decimals.low.digits) {
      return ShortDecimal(digits: product.digits, exponent: product.exponent + decimals.low.exponent).nearestDouble
    }
    // Either may be beyond the reals where the product is not.
    let part = Double.pow(step, index / 4)
    let power = Double.pow(step, index)
    let product = power.isFinite ? low * power : low * part * part * part * part
    guard step > 1 + 1e-6 else { return product }
    return product.rounded(toDigits: 12, of: product, within: min(2 + index, 64) * product.ulp)
  }
}

/// digits 10^exponent: a number with few digits, and what whole numbers make of it.
private struct ShortDecimal {
  let digits: Int128
  let exponent: Int

  init(digits: Int128, exponent: Int) { (self.digits, self.exponent) = (digits, exponent) }

  /// The decimal that is written as a real, if it has at most 15 digits: as many as every real keeps.
  init?(_ number: Double) {
    if number == 0 {
      self.init(digits: 0, exponent: 0)
      return
    }
    guard number.isNormal else { return nil }
    if abs(number) >= 1e-7 {
      for (places, power) in powersOfTen.enumerated() {
        let scaled = number * power
        if abs(scaled) >= 1e15 { break }
        let whole = scaled.rounded()
        if whole / power == number {
          self.init(digits: Int128(whole), exponent: -places)
          return
        }
      }
      if abs(number) < 1e15 { return nil }
    }
    let parts = number.description.split(separator: "e")
    let written = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var text = String(written[0])
    if written.count > 1, written[1] != "0" {
      text += written[1]
      exponent -= written[1].count
    }
    guard let digits = Int128(text) else { return nil }
    self = ShortDecimal(digits: digits, exponent: exponent).withoutZeros
    if abs(self.digits) >= 1_000_000_000_000_000 { return nil }
  }

  /// nil where it has too many digits, as below.
  func times(_ factor: Int128) -> ShortDecimal? {
    let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
    return overflow ? nil : ShortDecimal(digits: product, exponent: exponent)
  }

  func plus(_ other: ShortDecimal) -> ShortDecimal? {
    let common = min(exponent, other.exponent)
    func aligned(_ a: ShortDecimal) -> Int128? {
      var digits = a.digits
      if digits == 0 { return 0 }
      guard a.exponent - common <= 38 else { return nil }
      for _ in common..<a.exponent {
        let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        digits = product
      }
      return digits
    }
    guard let a = aligned(self), let b = aligned(other) else { return nil }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : ShortDecimal(digits: sum, exponent: common)
  }

  func power(_ index: Int) -> ShortDecimal? {
    var power = ShortDecimal(digits: 1, exponent: 0)
    // A power of ten has one digit, whatever its exponent.
    for _ in 0..<index {
      guard let next = power.times(digits) else { return nil }
      power = ShortDecimal(digits: next.digits, exponent: power.exponent + exponent).withoutZeros
    }
    return power
  }

  private var withoutZeros: ShortDecimal {
    var (digits, exponent) = (digits, exponent)
    while digits != 0, digits % 10 == 0 { (digits, exponent) = (digits / 10, exponent + 1) }
    return ShortDecimal(digits: digits, exponent: exponent)
  }

  var nearestDouble: Double {
    let short = withoutZeros
    // Both are exact, so that the quotient or product is rounded once.
    if abs(short.digits) <= 1 << 53, abs(short.exponent) < powersOfTen.count {
      let power = powersOfTen[abs(short.exponent)]
      return short.exponent < 0 ? Double(short.digits) / power : Double(short.digits) * power
    }
    return Double("\(short.digits)e\(short.exponent)") ?? 0
  }
}

/// Those that are exact.
private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]

extension Double {
  /// The number with so many digits of a magnitude, if it is so near; the number itself if not.
  fileprivate func rounded(toDigits count: Int, of magnitude: Double, within tolerance: Double) -> Double {
    let places = Double(count - 1) - Double.log10(abs(magnitude)).rounded(.down)
    guard places.isFinite, abs(places) <= 300 else { return self }
    let power = Double.pow(10, abs(places))
    let short = places < 0 ? (self / power).rounded() * power : (self * power).rounded() / power
    return abs(short - self) <= tolerance ? short : self
  }
}
