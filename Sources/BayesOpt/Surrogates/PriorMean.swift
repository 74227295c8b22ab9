// mean(u) = constant + sum_j bowl_j (2 u_j - 1)^4
//
// A process with a constant mean is most uncertain in the corners of the box, so that the first proposals of a model
// lie on its faces. The bowl says that the faces are a little worse, until observations say otherwise; it is nearly
// flat inside.

/// What is expected of the function before any observation.
struct PriorMean: Hashable, Sendable {
  var constant: Double
  /// The height at the ends of every coordinate that has one: a prefix of the coordinates.
  var bowl: [Double] = []

  /// The height of the bowl of a weight on the numeric parameters.
  static func bowl(_ weight: Double, _ space: Space) -> [Double] {
    guard weight > 0, !space.parameters.allSatisfy(\.domain.isUnordered) else { return [] }
    return space.parameters.map { $0.domain.isUnordered ? 0 : weight }
  }

  /// The mean at a point.
  @inline(__always)
  func value(at point: [Double]) -> Double {
    var sum = constant
    for axis in bowl.indices {
      let offset = 2 * point[axis] - 1
      let square = offset * offset
      sum += bowl[axis] * square * square
    }
    return sum
  }

  /// Its derivative along an axis.
  func slope(at point: [Double], _ axis: Int) -> Double {
    guard axis < bowl.count else { return 0 }
    let offset = 2 * point[axis] - 1
    return 8 * bowl[axis] * offset * offset * offset
  }
}
