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
  /// - Complexity: about O(n^(m/2 + 1)) for n points that do not dominate each other.
  public static func of(_ points: [[Double]], reference: [Double]) -> Double {
    LocalUpperBounds(points, reference: reference).dominated.reduce(0) { sum, box in
      sum + zip(box.lower, box.upper).reduce(1) { $0 * ($1.1 - $1.0) }
    }
  }

  /// What no point dominates below a reference point, as boxes that do not overlap; without end at the better side.
  static func gap(of points: [[Double]], reference: [Double]) -> [(lower: [Double], upper: [Double])] {
    let corners = LocalUpperBounds(points, reference: reference).corners.map { $0.map(-) }
    let beyond = LocalUpperBounds(corners, reference: reference.map { _ in .infinity })
    return beyond.dominated.map { box in (box.upper.map(-), box.lower.map(-)) }
  }
}
