import Glibc

/// Random numbers by counting: the n-th number of a stream is a fixed function of the stream's key and n.
///
/// The function is SplitMix64's (Steele, Lea and Flood, OOPSLA 2014): the finalizer of MurmurHash3 over multiples of the
/// golden ratio. Streams for different purposes have different keys, so what one of them draws never shifts another.
struct CounterRandom: RandomNumberGenerator, Hashable, Sendable {
  private let key: UInt64
  private var counter: UInt64 = 0

  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(seed: UInt64) {
    key = Self.mixed(seed &+ Self.golden)
  }

  /// The stream for one purpose, and one of its parts, under the same seed.
  func stream(_ purpose: Purpose, _ part: Int = 0) -> CounterRandom {
    let purposeKey = Self.mixed(key ^ purpose.rawValue &* Self.golden)
    return CounterRandom(seed: purposeKey &+ UInt64(truncatingIfNeeded: part))
  }

  /// What random numbers are drawn for.
  enum Purpose: UInt64 {
    case weights = 1
    case batches, dropout, split, folds, digits, spirals
    case augmentation = 101
    case moons, blobs
  }

  mutating func next() -> UInt64 {
    counter &+= 1
    return Self.mixed(key &+ counter &* Self.golden)
  }

  /// A number in [0, 1), one of 2^53.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in [low, high).
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  /// Two independent draws from the standard normal distribution (Box and Muller 1958).
  mutating func normalPair() -> (Double, Double) {
    let radius = sqrt(-2 * log(1 - uniform()))
    let angle = 2 * Double.pi * uniform()
    return (radius * cos(angle), radius * sin(angle))
  }

  /// Puts the numbers into random order (Fisher and Yates); the bias of one draw is under count / 2^64.
  mutating func shuffle<T>(_ items: inout [T]) {
    items.withUnsafeMutableBufferPointer { items in
      var i = items.count - 1
      while i > 0 {
        items.swapAt(i, Int(next().multipliedFullWidth(by: UInt64(i + 1)).high))
        i -= 1
      }
    }
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
