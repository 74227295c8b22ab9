// A point dominates another if it is nowhere greater and somewhere less. Points that none dominates are the first front, those
// that only points of the first front dominate the second, and so on (Deb et al., IEEE TEC 6 (2002) 182: NSGA-II).

/// Points of several costs, the smaller the better, in the order in which they would be kept.
enum ParetoFronts {
  /// Whether the first point is nowhere greater and somewhere less than the second.
  static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
    var isLess = false
    for (x, y) in zip(a, b) {
      if x > y { return false }
      isLess = isLess || x < y
    }
    return isLess
  }

  /// The front of every point, from 0 on.
  ///
  /// - Complexity: O(m n^2) for n points of m costs; O(n log n) for one cost.
  static func ranks(_ points: [[Double]]) -> [Int] {
    var ranks = [Int](repeating: 0, count: points.count)
    if points.first?.count == 1 {
      let order = points.indices.sorted { points[$0][0] < points[$1][0] }
      for (before, index) in zip(order, order.dropFirst()) {
        ranks[index] = ranks[before] + (points[before][0] < points[index][0] ? 1 : 0)
      }
      return ranks
    }
    var dominated = [[Int]](repeating: [], count: points.count)
    var dominators = [Int](repeating: 0, count: points.count)
    for i in points.indices {
      for j in points.indices.dropFirst(i + 1) {
        if dominates(points[i], points[j]) {
          dominated[i].append(j)
          dominators[j] += 1
        } else if dominates(points[j], points[i]) {
          dominated[j].append(i)
          dominators[i] += 1
        }
      }
    }
    var front = points.indices.filter { dominators[$0] == 0 }
    var rank = 0
    while !front.isEmpty {
      var next: [Int] = []
      for i in front {
        ranks[i] = rank
        for j in dominated[i] {
          dominators[j] -= 1
          if dominators[j] == 0 { next.append(j) }
        }
      }
      (front, rank) = (next, rank + 1)
    }
    return ranks
  }

  /// How much room every point of a front has: the sum over the costs of the distance between its two neighbours, in
  /// units of the front's range; infinite at the ends.
  ///
  /// - Complexity: O(m n log n) for n points of m costs.
  static func crowding(_ front: [[Double]]) -> [Double] {
    var room = [Double](repeating: 0, count: front.count)
    for cost in 0..<(front.first?.count ?? 0) {
      let order = front.indices.sorted { (front[$0][cost], $0) < (front[$1][cost], $1) }
      guard let first = order.first, let last = order.last else { continue }
      // Halves, because the difference of two doubles can overflow.
      let range = front[last][cost] / 2 - front[first][cost] / 2
      room[first] = .infinity
      room[last] = .infinity
      guard range > 0 else { continue }
      for place in order.indices.dropFirst().dropLast() {
        room[order[place]] += (front[order[place + 1]][cost] / 2 - front[order[place - 1]][cost] / 2) / range
      }
    }
    return room
  }

  /// The points by front, and of one front those with the most room first; of equals the earlier one.
  static func order(_ points: [[Double]]) -> [Int] {
    let ranks = ranks(points)
    let fronts = Dictionary(grouping: points.indices, by: { ranks[$0] })
    return fronts.keys.sorted().flatMap { rank in
      let front = fronts[rank] ?? []
      let room = crowding(front.map { points[$0] })
      return front.indices.sorted { (-room[$0], $0) < (-room[$1], $1) }.map { front[$0] }
    }
  }
}
