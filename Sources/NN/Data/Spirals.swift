import Basics
import Glibc

extension Dataset {
  /// Points on interleaved spirals in the plane, one spiral a class: a small problem that no line can solve.
  ///
  /// - Parameters:
  ///   - count: How many points there are in all; the classes take turns.
  ///   - classes: How many spirals.
  ///   - noise: The standard deviation of a point's distance from its spiral, where the radius is 1.
  ///   - seed: What decides the noise and the places along the spirals.
  /// - Returns: The points with their classes.
  /// - Throws: `DataError` where there are too few points or classes, or the noise is no number.
  public static func spirals(count: Int = 300, classes: Int = 3, noise: Double = 0.03, seed: UInt64 = 0) throws
    -> Dataset
  {
    guard classes >= 2, count >= classes, count <= 10_000_000, noise >= 0, noise.isFinite else {
      throw DataError.sizeMismatch(
        reason: "spirals need at least 2 classes, a point for each, and a noise of at least 0")
    }
    var random = CounterRandom(seed: seed).stream(.spirals)
    return try points(count: count, classes: classes) { label, _, _ in
      // The square root spreads the points evenly along the arm.
      let radius = 0.1 + 0.9 * random.fraction().squareRoot()
      let angle = 2 * Double.pi * Double(label) / Double(classes) + 4.5 * radius
      let (dx, dy) = random.normalPair()
      return (radius * cos(angle) + noise * dx, radius * sin(angle) + noise * dy)
    }
  }
}
