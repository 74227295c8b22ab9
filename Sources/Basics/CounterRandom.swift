// Counter-based: the k-th number is mix(key + k * golden), a function of key and k alone (SplitMix64: Steele, Lea and
// Flood, OOPSLA 2014). A key is hashed from a path of numbers such as (seed, trial, purpose), so that any trial's
// numbers can be had without drawing those before it.

/// A stream of random numbers that is a value, named by a seed and a path.
@frozen public struct CounterRandom: RandomNumberGenerator, Hashable, Sendable {
  @usableFromInline let key: UInt64
  @usableFromInline var counter: UInt64 = 0

  /// The stream of a seed and a path below it; other paths give unrelated streams.
  @inlinable public init(seed: UInt64, _ path: UInt64...) {
    key = path.reduce(Self.mix(seed &+ Self.golden)) { Self.mix(Self.mix($1 &+ Self.golden) ^ ($0 &* Self.golden)) }
  }

  /// The stream of a seed.
  @inlinable public init(seed: UInt64) {
    key = Self.mix(seed &+ Self.golden)
  }

  /// The stream of a part of a purpose below this stream, wherever this one has got to.
  @inlinable public func stream(purpose: UInt64, part: Int) -> CounterRandom {
    CounterRandom(seed: Self.mix(key ^ purpose &* Self.golden) &+ UInt64(truncatingIfNeeded: part))
  }

  /// The next 64 random bits.
  @inlinable public mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mix(key &+ counter &* Self.golden)
  }

  /// A number in (0, 1), never one of the ends: for logarithms and quantiles.
  @inlinable public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A number in [0, 1), one of 2^53.
  @inlinable public mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number from 0 to `bound` - 1; 0 where there is none.
  ///
  /// The bias of one draw is under bound / 2^64.
  @inlinable public mutating func index(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(bound, 1))).high)
  }

  /// Puts items into random order (Fisher and Yates).
  @inlinable public mutating func shuffle<T>(_ items: inout [T]) {
    items.withUnsafeMutableBufferPointer { items in
      var i = items.count - 1
      while i > 0 {
        items.swapAt(i, index(below: i + 1))
        i -= 1
      }
    }
  }

  /// A bijection of 64 bits that changes half of them when one changes.
  @inlinable public static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  @usableFromInline static let golden: UInt64 = 0x9e37_79b9_7f4a_7c15
}
