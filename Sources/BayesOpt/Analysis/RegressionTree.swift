// A tree divides the unit cube into boxes, one value each. A node is split where that leaves the least sum of squares: on
// a line at a threshold, halfway between two neighbouring points; among choices one choice from all others. The sum of
// squares of the parts is smallest where S_l^2 / W_l + S_r^2 / W_r is largest, S being the sum of weighted values and W
// that of the weights. A node is divided until its values are alike, and of equally good splits that of the axis that
// comes first in an order drawn anew for each node is taken: Breiman, Friedman, Olshen and Stone, "Classification and
// Regression Trees" (1984), as scikit-learn has it.

import Basics

/// What an axis of a tree's cube is.
enum TreeAxis {
  /// The interval [0, 1], cut at thresholds.
  case line
  /// So many cells of equal length; a coordinate is the middle of one.
  case choices(Int)
}

/// Points of the unit cube and what was measured there.
struct RegressionData {
  let axes: [TreeAxis]
  /// The coordinates of all points, axis by axis.
  let columns: [[Double]]
  let values: [Double]
  /// The points in ascending order of their coordinate, axis by axis.
  let orders: [[Int]]

  init(axes: [TreeAxis], columns: [[Double]], values: [Double]) {
    (self.axes, self.columns, self.values) = (axes, columns, values)
    orders = columns.map { column in column.indices.sorted { (column[$0], $0) < (column[$1], $1) } }
  }
}

/// A piecewise constant function on the unit cube.
struct RegressionTree {
  /// How a node is divided in two: its left part is an interval of the axis, its right one is the rest.
  struct Split {
    let axis: Int
    /// On a line from 0 to the threshold; the cell of a choice otherwise.
    let left: ClosedRange<Double>
    /// The node on the right; that on the left is the next node.
    var right = 0
  }

  enum Node {
    case leaf(Double)
    case split(Split)
  }

  /// The root, followed by its left branch and then by its right one; these in the same order.
  private(set) var nodes: [Node] = []

  /// A tree of some points.
  ///
  /// - Parameters:
  ///   - data: All points.
  ///   - weights: How often each is among those of the tree; not zero for all of them.
  ///   - mostDepth: Nodes so far below the root are not divided.
  ///   - random: Draws the order of the axes.
  init(_ data: RegressionData, weights: [Int], mostDepth: Int, _ random: inout CounterRandom) {
    var growth = TreeGrowth(data, weights)
    // The part on the right comes after all nodes of that on the left, so that parents are told of it then.
    var waiting = [(points: 0..<growth.count, depth: 0, parent: nil as Int?)]
    while let (points, depth, parent) = waiting.popLast() {
      if let parent, case .split(var split) = nodes[parent] {
        split.right = nodes.count
        nodes[parent] = .split(split)
      }
      guard depth < mostDepth, !growth.isUniform(points), let split = growth.bestSplit(points, &random) else {
        nodes.append(.leaf(growth.mean(points)))
        continue
      }
      let middle = growth.divide(points, split)
      waiting.append((middle..<points.upperBound, depth + 1, nodes.count))
      waiting.append((points.lowerBound..<middle, depth + 1, nil))
      nodes.append(.split(split))
    }
  }

  /// The value at a point.
  func value(at point: [Double]) -> Double {
    var index = 0
    while true {
      switch nodes[index] {
      case .leaf(let value): return value
      case .split(let split): index = split.left.contains(point[split.axis]) ? index + 1 : split.right
      }
    }
  }
}

/// The points of a tree that grows: those of a node lie side by side in the order of every axis.
private struct TreeGrowth {
  private let data: RegressionData
  private let weights: [Double]
  /// The points of the tree, axis by axis.
  private var orders: [[Int]]
  private var axes: [Int]
  private var isLeft: [Bool]
  private var rest: [Int] = []

  var count: Int { orders.first?.count ?? 0 }

  init(_ data: RegressionData, _ weights: [Int]) {
    self.data = data
    self.weights = weights.map(Double.init)
    orders = data.orders.map { $0.filter { weights[$0] > 0 } }
    axes = Array(data.axes.indices)
    isLeft = [Bool](repeating: false, count: weights.count)
  }

  func isUniform(_ points: Range<Int>) -> Bool {
    guard let order = orders.first, let first = points.first else { return true }
    let value = data.values[order[first]]
    return points.allSatisfy { data.values[order[$0]] == value }
  }

  func mean(_ points: Range<Int>) -> Double {
    let (sum, weight) = sums(points, axis: 0)
    return sum / weight
  }

  /// The split that leaves the least sum of squares; nil where all points are in one place.
  mutating func bestSplit(_ points: Range<Int>, _ random: inout CounterRandom) -> RegressionTree.Split? {
    random.shuffle(&axes)
    var best: (split: RegressionTree.Split, gain: Double)?
    for axis in axes {
      let found =
        switch data.axes[axis] {
        case .line: bestThreshold(points, axis)
        case .choices(let count): bestChoice(points, axis, of: count)
        }
      guard let found, found.gain > best?.gain ?? -.infinity else { continue }
      best = (RegressionTree.Split(axis: axis, left: found.left), found.gain)
    }
    return best?.split
  }

  /// Brings the points on the left of a split before the others, in every order; gives where those begin.
  mutating func divide(_ points: Range<Int>, _ split: RegressionTree.Split) -> Int {
    for place in points {
      let point = orders[split.axis][place]
      isLeft[point] = split.left.contains(data.columns[split.axis][point])
    }
    var middle = points.lowerBound
    for axis in orders.indices {
      middle = points.lowerBound
      rest.removeAll(keepingCapacity: true)
      for place in points {
        let point = orders[axis][place]
        if isLeft[point] {
          orders[axis][middle] = point
          middle += 1
        } else {
          rest.append(point)
        }
      }
      for (offset, point) in rest.enumerated() { orders[axis][middle + offset] = point }
    }
    return middle
  }

  private typealias Candidate = (left: ClosedRange<Double>, gain: Double)

  private func sums(_ points: Range<Int>, axis: Int) -> (sum: Double, weight: Double) {
    var (sum, weight) = (0.0, 0.0)
    for place in points {
      let point = orders[axis][place]
      sum += weights[point] * data.values[point]
      weight += weights[point]
    }
    return (sum, weight)
  }

  /// What is to be largest: S_l^2 / W_l + S_r^2 / W_r.
  private static func gain(_ left: (sum: Double, weight: Double), of all: (sum: Double, weight: Double)) -> Double {
    let (sum, weight) = (all.sum - left.sum, all.weight - left.weight)
    return left.sum * left.sum / left.weight + sum * sum / weight
  }

  private func bestThreshold(_ points: Range<Int>, _ axis: Int) -> Candidate? {
    let all = sums(points, axis: axis)
    let column = data.columns[axis]
    var left = (sum: 0.0, weight: 0.0)
    var best: (threshold: Double, gain: Double)?
    for place in points.dropLast() {
      let point = orders[axis][place]
      left.sum += weights[point] * data.values[point]
      left.weight += weights[point]
      let (here, next) = (column[point], column[orders[axis][place + 1]])
      guard here < next else { continue }
      let gain = Self.gain(left, of: all)
      guard gain > best?.gain ?? -.infinity else { continue }
      // Between two neighbouring doubles, the middle can be the upper one.
      let middle = here / 2 + next / 2
      best = (middle < next ? middle : here, gain)
    }
    return best.map { (0...$0.threshold, $0.gain) }
  }

  private func bestChoice(_ points: Range<Int>, _ axis: Int, of count: Int) -> Candidate? {
    let all = sums(points, axis: axis)
    let column = data.columns[axis]
    var best: (choice: Double, gain: Double)?
    var first = points.lowerBound
    while first < points.upperBound {
      let choice = column[orders[axis][first]]
      var last = first
      while last < points.upperBound, column[orders[axis][last]] == choice { last += 1 }
      guard last - first < points.count else { return nil }
      let gain = Self.gain(sums(first..<last, axis: axis), of: all)
      if gain > best?.gain ?? -.infinity { best = (choice, gain) }
      first = last
    }
    return best.map { best in
      let cell = (best.choice * Double(count)).rounded(.down)
      return (cell / Double(count)...(cell + 1) / Double(count), best.gain)
    }
  }
}
