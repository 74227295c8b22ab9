// Counter-based: the k-th number is mix(key + k * golden), a function of key and k alone (SplitMix64: Steele, Lea and
// Flood, OOPSLA 2014). A key is hashed from a path of numbers such as (seed, trial, purpose), so that any trial's
// numbers can be had without drawing those before it.

import RealModule

/// A stream of random numbers that is a value, named by a seed and a path.
public struct CounterRandom: RandomNumberGenerator, Sendable {
  private let key: UInt64
  private var counter: UInt64 = 0

  /// The stream of a seed and a path below it; other paths give unrelated streams.
  public init(seed: UInt64, _ path: UInt64...) {
    key = path.reduce(Self.mix(seed &+ Self.golden)) { Self.mix(Self.mix($1 &+ Self.golden) ^ ($0 &* Self.golden)) }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mix(key &+ counter &* Self.golden)
  }

  /// A number in (0, 1), never one of the ends.
  public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A whole number from 0 to `bound` - 1; 0 where there is none.
  public mutating func index(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(bound, 1))).high)
  }

  /// A standard normal number.
  public mutating func normal() -> Double {
    NormalDistribution.quantile(uniform())
  }

  /// A Gamma number of the given shape and scale 1: Marsaglia and Tsang, ACM TOMS 26 (2000) 363-372.
  public mutating func gamma(shape: Double) -> Double {
    // Shapes below 1: X(a) = X(a + 1) U^(1/a).
    guard shape >= 1 else { return gamma(shape: shape + 1) * .pow(uniform(), 1 / shape) }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = normal()
      let cube = 1 + c * z
      guard cube > 0 else { continue }
      let v = cube * cube * cube
      if .log(uniform()) < 0.5 * z * z + d * (1 - v + .log(v)) { return d * v }
    }
  }

  /// A bijection of 64 bits that changes half of them when one changes.
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  private static let golden: UInt64 = 0x9e37_79b9_7f4a_7c15
}
