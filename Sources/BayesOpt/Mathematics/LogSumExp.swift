// ln sum_i exp x_i = m + ln sum_i exp(x_i - m), m = max_i x_i
//
// exp x = 2^k exp r with k = round(x / ln 2), |r| <= ln 2 / 2, and exp r by its Taylor polynomial of degree 13, whose
// remainder is below 2^-56. Adding 1.5 * 2^52 rounds to an integer and leaves it in the low bits of the sum.

import RealModule

/// Sums of exponentials, four at a time.
enum LogSumExp {
  private typealias Lanes = SIMD4<Double>

  /// Numbers are read in groups of so many.
  static let width = Lanes.scalarCount

  /// ln sum exp of numbers, some of which may be minus infinity.
  ///
  /// - Parameters:
  ///   - x: `count` numbers.
  ///   - count: A multiple of `width`.
  /// - Returns: Minus infinity if all of them are, or there is none.
  @inline(__always)
  static func value(_ x: UnsafePointer<Double>, count: Int) -> Double {
    var largest = Lanes(repeating: -.infinity)
    for i in stride(from: 0, to: count, by: width) {
      let next = load(x + i)
      largest.replace(with: next, where: next .> largest)
    }
    let shift = largest.max()
    guard shift > -.infinity else { return shift }
    var sum = Lanes.zero
    for i in stride(from: 0, to: count, by: width) { sum += exponential(load(x + i) - shift) }
    return shift + .log(sum.sum())
  }

  @inline(__always)
  private static func load(_ x: UnsafePointer<Double>) -> Lanes {
    Lanes(x[0], x[1], x[2], x[3])
  }

  /// exp of numbers of at most 0; those below -700 count as -700.
  @inline(__always)
  private static func exponential(_ x: Lanes) -> Lanes {
    var x = x
    x.replace(with: -700, where: x .< -700)
    let rounder = 0x1.8p52
    let shifted = x * 1.442695040888963407 + rounder
    let k = shifted - rounder
    let r = (x - k * 0x1.62e42fefa38p-1) - k * 0x1.ef35793c7673p-45
    var p = r * (1 / 6_227_020_800) + (1 / 479_001_600)
    p = p * r + (1 / 39_916_800)
    p = p * r + (1 / 3_628_800)
    p = p * r + (1 / 362_880)
    p = p * r + (1 / 40_320)
    p = p * r + (1 / 5_040)
    p = p * r + (1 / 720)
    p = p * r + (1 / 120)
    p = p * r + (1 / 24)
    p = p * r + (1 / 6)
    p = p * r + 0.5
    p = p * r + 1
    p = p * r + 1
    let power = (unsafeBitCast(shifted, to: SIMD4<UInt64>.self) &+ 1023) &<< 52
    return p * unsafeBitCast(power, to: Lanes.self)
  }
}
