import Basics
import Glibc

// Streams for different purposes have different keys, so what one of them draws never shifts another.

extension CounterRandom {
  /// What random numbers are drawn for.
  enum Purpose: UInt64 {
    case weights = 1
    case batches, dropout, split, folds, digits, spirals
    case augmentation = 101
    case moons, blobs
  }

  /// The stream for one purpose, and one of its parts, under the same seed.
  func stream(_ purpose: Purpose, _ part: Int = 0) -> CounterRandom {
    stream(purpose: purpose.rawValue, part: part)
  }

  /// A number in [low, high).
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * fraction() }

  /// Two independent draws from the standard normal distribution (Box and Muller 1958).
  mutating func normalPair() -> (Double, Double) {
    let radius = sqrt(-2 * log(1 - fraction()))
    let angle = 2 * Double.pi * fraction()
    return (radius * cos(angle), radius * sin(angle))
  }
}
