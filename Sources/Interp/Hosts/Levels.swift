import Foundation

/// The levels of a stepped domain of reals.
///
/// They are `low`, `low + step`, `low + 2 step` and so on up to `high`.
/// There may be more of them than any loop could visit: what level a number is, is a division.
struct LinearLevels {
  let low: Double
  let high: Double
  let step: Double

  /// How many there are; nil beyond the integers.
  var count: Int? {
    guard low <= high else { return 0 }
    return Int(exactly: last).flatMap { $0 < .max ? $0 + 1 : nil }
  }

  /// The index of the last one.
  private var last: Double { (position(of: high) + 1e-9).rounded(.down) }

  /// How many steps `number` lies above `low`, also where their difference is beyond the reals.
  private func position(of number: Double) -> Double {
    let difference = number - low
    return difference.isFinite ? difference / step : (number / 2 - low / 2) / step * 2
  }

  /// The level with an index from 0, which need not be one that `Int` holds.
  func level(_ index: Double) -> Double {
    let level = low + index * step
    return min(high, level.isFinite ? level : (low / 2 + index * (step / 2)) * 2)
  }

  /// Whether `number` is a level, but for rounding.
  func contains(_ number: Double) -> Bool {
    guard number.isFinite, low <= high else { return false }
    let resolution = max(abs(number), abs(low)).ulp
    // So small a step that there is a level at each real.
    if step <= resolution { return low <= number && number <= high }
    let (position, last) = (position(of: number).rounded(), last)
    // A billionth, but not so large a part of the step that numbers between two levels would count.
    let tolerance = max(min(1e-9 * abs(number), 1e-3 * step), 2 * resolution)
    return [position - 1, position, position + 1].contains { index in
      let distance = abs(level(max(0, min(index, last))) - number)
      return distance <= tolerance && 4 * distance <= step
    }
  }
}

/// The levels of a stepped logarithmic domain of reals.
///
/// They are `low`, `low step`, `low step^2` and so on up to `high`; 0 < low <= high, step > 1.
struct LogarithmicLevels {
  let low: Double
  let high: Double
  let step: Double

  /// Up to this index levels are products, beyond it powers.
  private static let mostFactors = 1_024

  /// How many there are; nil beyond the integers.
  var count: Int? { Int(exactly: last).flatMap { $0 < .max ? $0 + 1 : nil } }

  /// The index of the last one; the logarithms give it but for rounding.
  private var last: Double {
    guard low <= high else { return -1 }
    let bound = min(high * (1 + 1e-12), .greatestFiniteMagnitude)
    var index = position(of: high).rounded(.down)
    for _ in 0..<4 where product(index + 1) <= bound { index += 1 }
    for _ in 0..<4 where index > 0 && product(index) > bound { index -= 1 }
    return index
  }

  private func position(of number: Double) -> Double { (log(number) - log(low)) / log1p(step - 1) }

  /// The level with an index from 0, which need not be one that `Int` holds.
  func level(_ index: Double) -> Double { min(high, product(index)) }

  private func product(_ index: Double) -> Double {
    // Products of subnormal numbers would not grow.
    let factors = low.isNormal ? min(Int(exactly: index) ?? Self.mostFactors, Self.mostFactors) : 0
    var product = low
    for _ in 0..<factors { product *= step }
    let rest = index - Double(factors)
    if rest == 0 { return product }
    let power = pow(step, rest)
    if power.isFinite { return product * power }
    // The range may be wider than the largest power.
    let part = pow(step, rest / 4)
    return product * part * part * part * part
  }

  /// Whether `number` is a level, but for rounding.
  func contains(_ number: Double) -> Bool {
    guard number.isFinite, number > 0, low <= high else { return false }
    let (position, last) = (position(of: number).rounded(), last)
    return [position - 1, position, position + 1].contains { index in
      abs(level(max(0, min(index, last))) - number) <= 1e-9 * number
    }
  }
}

/// The whole numbers from `low` to `high` that lie whole steps above `low`; `step` is above 0.
struct IntegerLevels {
  let low: Int
  let high: Int
  let step: Int

  /// How many there are; nil beyond the integers.
  var count: Int? {
    guard low <= high else { return 0 }
    return Int(exactly: UInt(bitPattern: high &- low) / UInt(step)).flatMap { $0 < .max ? $0 + 1 : nil }
  }

  func level(_ index: Int) -> Int { low &+ index &* step }

  func contains(_ number: Int) -> Bool {
    // The difference may need all 64 bits.
    low <= number && number <= high && UInt(bitPattern: number &- low) % UInt(step) == 0
  }
}

/// The levels of a stepped logarithmic domain of whole numbers.
///
/// They are `low`, `low step`, `low step^2` and so on up to `high`, no more than 63; 0 < low, step > 1.
struct LogarithmicIntegerLevels {
  let low: Int
  let high: Int
  let step: Int

  var all: [Int] {
    var levels: [Int] = []
    var (level, overflow) = (low, false)
    while !overflow, level <= high {
      levels.append(level)
      (level, overflow) = level.multipliedReportingOverflow(by: step)
    }
    return levels
  }
}
