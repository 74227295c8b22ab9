import Basics
import Glibc

extension Dataset {
  /// Points on two interleaved half circles in the plane, as scikit-learn's `make_moons` places them.
  ///
  /// - Parameters:
  ///   - count: How many points there are in all; the two classes take turns.
  ///   - noise: The standard deviation of what is added to each coordinate, where the radius is 1.
  ///   - seed: What decides the noise.
  /// - Returns: The points with their classes.
  /// - Throws: `DataError` where there are too few points, or the noise is no number.
  public static func moons(count: Int = 300, noise: Double = 0.1, seed: UInt64 = 0) throws -> Dataset {
    guard (2...10_000_000).contains(count), noise >= 0, Float(noise).isFinite else {
      throw DataError.sizeMismatch(reason: "moons need from 2 to 10000000 points, and a noise of at least 0")
    }
    var random = CounterRandom(seed: seed).stream(.moons)
    return try points(count: count, classes: 2) { label, number, share in
      let angle = share > 1 ? Double.pi * Double(number) / Double(share - 1) : 0
      let (dx, dy) = random.normalPair()
      return label == 0
        ? (cos(angle) + noise * dx, sin(angle) + noise * dy)
        : (1 - cos(angle) + noise * dx, 0.5 - sin(angle) + noise * dy)
    }
  }
}
