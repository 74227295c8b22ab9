import Basics

extension Dataset {
  /// Points in round clouds in the plane, one cloud a class, as scikit-learn's `make_blobs` places them.
  ///
  /// - Parameters:
  ///   - count: How many points there are in all; the classes take turns.
  ///   - classes: How many clouds, each with its centre anywhere from -10 to 10 in both directions.
  ///   - deviation: The standard deviation of a point's coordinates around its centre.
  ///   - seed: What decides the centres and the points.
  /// - Returns: The points with their classes.
  /// - Throws: `DataError` where there are too few points or classes, or the deviation is no number.
  public static func blobs(count: Int = 300, classes: Int = 3, deviation: Double = 1, seed: UInt64 = 0) throws
    -> Dataset
  {
    guard classes >= 2, count >= classes, count <= 10_000_000, deviation >= 0, Float(deviation).isFinite else {
      throw DataError.sizeMismatch(
        reason: "blobs need at least 2 classes, a point for each and at most 10000000, and a deviation of at least 0")
    }
    var random = CounterRandom(seed: seed).stream(.blobs)
    let centres = (0..<classes).map { _ in (random.uniform(-10, 10), random.uniform(-10, 10)) }
    return try points(count: count, classes: classes) { label, _, _ in
      let (dx, dy) = random.normalPair()
      return (centres[label].0 + deviation * dx, centres[label].1 + deviation * dy)
    }
  }
}
