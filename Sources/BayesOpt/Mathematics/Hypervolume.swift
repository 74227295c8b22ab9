// Points z of m costs, the smaller the better, and a reference point r that they are measured against. The least points u
// below r that no z is strictly below are the local upper bounds: what no z dominates is the union of the orthants y < u.
// Every u has m defining points z^1, ..., z^m, of which z^k has the coordinate u_k (at first r, with points at infinity).
//
// A new z replaces each u that it is strictly below by u with the coordinate j made z_j, for every j at which
// z_j >= max_{k != j} z^k_j (Lacour, Klamroth and Fonseca, Computers & Operations Research 79 (2017) 347, algorithm 3). What
// is dominated consists of the boxes, one for each u,
//
//   [z^1_1, r_1) x [max_{k<2} z^k_2, u_2) x ... x [max_{k<m} z^k_m, u_m)                                (equation 2)
//
// What is not dominated is, seen from the other side, dominated by the u: -y is beyond some -u. So its boxes are those of
// the points -u and a reference point at infinity.

/// The local upper bounds of points, with what defines them.
private struct LocalUpperBounds {
  private let reference: [Double]
  private var bounds: [(corner: [Double], points: [[Double]])]

  /// Those of some points; points that are not below the reference point in all costs change nothing.
  init(_ points: [[Double]], reference: [Double]) {
    self.reference = reference
    let unbounded = reference.indices.map { axis in
      reference.indices.map { $0 == axis ? reference[axis] : -.infinity }
    }
    bounds = [(reference, unbounded)]
    for point in points { add(point) }
  }

  private mutating func add(_ point: [Double]) {
    var kept: [(corner: [Double], points: [[Double]])] = []
    var split: [(corner: [Double], points: [[Double]])] = []
    for bound in bounds {
      guard zip(point, bound.corner).allSatisfy(<) else {
        kept.append(bound)
        continue
      }
      for axis in point.indices {
        let others = bound.points.indices.filter { $0 != axis }.map { bound.points[$0][axis] }
        guard point[axis] >= others.max() ?? -.infinity else { continue }
        var next = bound
        next.corner[axis] = point[axis]
        next.points[axis] = point
        split.append(next)
      }
    }
    bounds = kept + split
  }

  var corners: [[Double]] { bounds.map(\.corner) }

  /// What the points dominate, as boxes that do not overlap.
  var dominated: [(lower: [Double], upper: [Double])] {
    bounds.compactMap { bound in
      var (lower, upper) = (bound.corner, bound.corner)
      (lower[0], upper[0]) = (bound.points[0][0], reference[0])
      for axis in lower.indices.dropFirst() {
        lower[axis] = bound.points[..<axis].map { $0[axis] }.max() ?? -.infinity
      }
      return zip(lower, upper).allSatisfy(<) ? (lower, upper) : nil
    }
  }
}

/// What a set of points is worth against a reference point: the volume that they dominate.
public enum Hypervolume {
  /// The volume that points dominate below a reference point.
  ///
  /// - Parameters:
  ///   - points: Of m costs, the smaller the better.
  ///   - reference: m costs; points that are not below all of them count for nothing.
  /// - Returns: The volume, in the product of the units of the costs.
  /// - Complexity: O(n log n) for two costs; for more it depends on the points, at most exponential in n, in practice about
  ///   O(n^(m - 1)) and far less for m of 4 and more.
  public static func of(_ points: [[Double]], reference: [Double]) -> Double {
    let below = points.filter { zip($0, reference).allSatisfy(<) }
    return volume(front(below, of: reference.count), reference, reference.count)
  }

  /// The volume in the first `count` costs that points dominate, of which no one dominates another.
  ///
  /// A point adds the box between it and the reference point, less what the points behind it dominate of that. In descending order of
  /// the last cost those cut the box over its whole length in that cost, so that what is left has a cost less (While, Bradstreet and
  /// Barone, IEEE Transactions on Evolutionary Computation 16 (2012) 86).
  private static func volume(_ points: [[Double]], _ reference: [Double], _ count: Int) -> Double {
    let last = count - 1
    if points.isEmpty || count == 0 { return 0 }
    let sorted = points.sorted { $0[last] > $1[last] }
    if count == 1 { return reference[0] - sorted[sorted.count - 1][0] }
    if count == 2 {
      // The first costs ascend along with the others' descent.
      return sorted.indices.reduce(0) { sum, place in
        let next = place + 1 < sorted.count ? sorted[place + 1][0] : reference[0]
        return sum + (next - sorted[place][0]) * (reference[1] - sorted[place][1])
      }
    }
    return sorted.indices.reduce(0) { sum, place in
      let point = sorted[place]
      let box = (0..<last).reduce(1) { $0 * (reference[$1] - point[$1]) }
      let cut = sorted[(place + 1)...].map { other in zip(point, other).prefix(last).map(max) }
      return sum + (reference[last] - point[last]) * (box - volume(front(cut, of: last), reference, last))
    }
  }

  /// The points that no other is at least as good as in the first `count` costs; of equals one.
  private static func front(_ points: [[Double]], of count: Int) -> [[Double]] {
    var front: [[Double]] = []
    if count == 2 {
      for point in points.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) {
        if point[1] < front.last?[1] ?? .infinity { front.append(point) }
      }
      return front
    }
    for point in points {
      func isCovered(_ point: [Double], by other: [Double]) -> Bool {
        (0..<count).allSatisfy { other[$0] <= point[$0] }
      }
      if front.contains(where: { isCovered(point, by: $0) }) { continue }
      front.removeAll { isCovered($0, by: point) }
      front.append(point)
    }
    return front
  }

  /// What no point dominates below a reference point, as boxes that do not overlap; without end at the better side.
  static func gap(of points: [[Double]], reference: [Double]) -> [(lower: [Double], upper: [Double])] {
    let corners = LocalUpperBounds(points, reference: reference).corners.map { $0.map(-) }
    let beyond = LocalUpperBounds(corners, reference: reference.map { _ in .infinity })
    return beyond.dominated.map { box in (box.upper.map(-), box.lower.map(-)) }
  }
}
