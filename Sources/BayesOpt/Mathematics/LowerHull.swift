// The lower convex hull of points (u, w) in the plane, and what it predicts. With its lowest vertex b between the
// neighbours a < b < c,
//
//   sL = (w_b - w_a) / (u_b - u_a) <= 0 <= sR = (w_c - w_b) / (u_c - u_b),   mL = (u_a + u_b) / 2,  mR = (u_b + u_c) / 2,
//
// and the parabola through the three has slope sL at mL and sR at mR, so its minimum u* = (mL sR - mR sL) / (sR - sL)
// lies in [mL, mR], where any convex function through them may have its own.

/// The lower convex hull of some points in the plane.
enum LowerHull {
  /// Vertices from left to right, of points in ascending order of u without repetition: Andrew's monotone chain.
  ///
  /// - Parameters:
  ///   - points: At least one.
  ///   - tolerance: A vertex is dropped unless it lies below its neighbours' line by this area; 0 gives the exact hull.
  /// - Returns: Indices of `points`.
  static func vertices(_ points: [(u: Double, w: Double)], tolerance: Double = 0) -> [Int] {
    var hull: [Int] = []
    for index in points.indices {
      let next = points[index]
      while hull.count >= 2 {
        let (a, b) = (points[hull[hull.count - 2]], points[hull[hull.count - 1]])
        guard (b.u - a.u) * (next.w - a.w) - (b.w - a.w) * (next.u - a.u) <= tolerance else { break }
        hull.removeLast()
      }
      hull.append(index)
    }
    return hull
  }

  /// Where a minimum is predicted, and the neighbours of the lowest vertex that it lies between.
  typealias Minimum = (left: Double, u: Double, right: Double)

  /// The lower hull of a cloud of points, from left to right; of points above each other only the lowest counts.
  static func hull(of cloud: [(u: Double, w: Double)], tolerance: Double = 0) -> [(u: Double, w: Double)] {
    var lowest: [(u: Double, w: Double)] = []
    for point in cloud.sorted(by: { ($0.u, $0.w) < ($1.u, $1.w) }) where lowest.last?.u != point.u {
      lowest.append(point)
    }
    return vertices(lowest, tolerance: tolerance).map { lowest[$0] }
  }

  /// The minimum u* that a hull predicts, by its vertices from left to right; nil if the lowest one is an end.
  static func minimum(of hull: [(u: Double, w: Double)]) -> Minimum? {
    guard let b = hull.indices.min(by: { hull[$0].w < hull[$1].w }), b > 0, b < hull.count - 1 else { return nil }
    let left = (hull[b].w - hull[b - 1].w) / (hull[b].u - hull[b - 1].u)
    let right = (hull[b + 1].w - hull[b].w) / (hull[b + 1].u - hull[b].u)
    guard right > left else { return nil }
    let (middleLeft, middleRight) = ((hull[b - 1].u + hull[b].u) / 2, (hull[b].u + hull[b + 1].u) / 2)
    let prediction = (middleLeft * right - middleRight * left) / (right - left)
    return (hull[b - 1].u, min(max(prediction, middleLeft), middleRight), hull[b + 1].u)
  }
}
