// The function f of a tree is constant on boxes, so that its integrals over the unit cube are sums. For some axes A the
// marginal f_A is the mean of f over all other axes, and
//
//   V = Var f,   V_a = Var f_a,   V_ab = Var f_ab - V_a - V_b
//
// are what the tree varies by altogether, by an axis alone, and by two axes beyond what each does alone: Hutter, Hoos and
// Leyton-Brown, "An efficient approach for assessing hyperparameter importance", ICML 2014, section 4.
//
// The splits of a tree cut an axis into cells, on which every marginal is constant. On the way from the root to a leaf, a
// split of an axis of A narrows the cells that the leaf is for; a split of another axis divides its weight.

/// The variances of a tree's function under the uniform distribution on the unit cube.
struct TreeAnova {
  /// Of the whole function.
  let variance: Double

  private let mean: Double
  private let tree: RegressionTree
  /// The ends of the cells of each axis, from 0 to 1.
  private let edges: [[Double]]
  /// By node: the cells on the left of its split, and the share of the node that these are.
  private let splits: [(cells: Range<Int>, share: Double)]

  init(_ tree: RegressionTree, dimension: Int) {
    var edges = [[Double]](repeating: [0, 1], count: dimension)
    for case .split(let split) in tree.nodes {
      edges[split.axis] += [split.left.lowerBound, split.left.upperBound]
    }
    for axis in edges.indices { edges[axis] = edges[axis].sortedAndDistinct }
    var splits = tree.nodes.map { node -> (cells: Range<Int>, share: Double) in
      guard case .split(let split) = node else { return (0..<0, 0) }
      let ends = edges[split.axis]
      return (ends.place(of: split.left.lowerBound)..<ends.place(of: split.left.upperBound), 0)
    }

    var leaves: [(value: Double, weight: Double)] = []
    var sets = edges.map { CellSet(count: $0.count - 1) }
    func visit(_ index: Int, _ weight: Double) {
      switch tree.nodes[index] {
      case .leaf(let value): leaves.append((value, weight))
      case .split(let split):
        let whole = sets[split.axis]
        let left = whole.within(splits[index].cells)
        let length = whole.length(edges[split.axis])
        let share = length > 0 ? left.length(edges[split.axis]) / length : 0
        splits[index].share = share
        sets[split.axis] = left
        visit(index + 1, weight * share)
        sets[split.axis] = whole.without(splits[index].cells)
        visit(split.right, weight * (1 - share))
        sets[split.axis] = whole
      }
    }
    visit(0, 1)
    let mean = leaves.reduce(0) { $0 + $1.weight * $1.value }
    variance = leaves.reduce(0) { $0 + $1.weight * ($1.value - mean) * ($1.value - mean) }
    (self.mean, self.tree, self.edges, self.splits) = (mean, tree, edges, splits)
  }

  /// The variance of the marginal on one axis, or on two.
  ///
  /// - Complexity: O(n + c) for n nodes and c cells, or pairs of cells, that the axes have.
  func variance(of first: Int, and second: Int? = nil) -> Double {
    let (rowEnds, columnEnds) = (edges[first], second.map { edges[$0] } ?? [0, 1])
    let (rows, columns) = (rowEnds.count - 1, columnEnds.count - 1)
    // A rectangle is added at its four corners; sums along both axes make the marginal of it.
    var corners = [Double](repeating: 0, count: (rows + 1) * (columns + 1))
    func add(_ amount: Double, _ row: Int, _ column: Int) { corners[row * (columns + 1) + column] += amount }
    func visit(_ index: Int, _ weight: Double, _ rowSet: CellSet, _ columnSet: CellSet) {
      guard weight != 0 else { return }
      switch tree.nodes[index] {
      case .leaf(let value):
        for (row, sign) in rowSet.terms {
          for (column, otherSign) in columnSet.terms {
            let amount = value * weight * sign * otherSign
            add(amount, row.lowerBound, column.lowerBound)
            add(-amount, row.lowerBound, column.upperBound)
            add(-amount, row.upperBound, column.lowerBound)
            add(amount, row.upperBound, column.upperBound)
          }
        }
      case .split(let split):
        let (cells, share) = splits[index]
        if split.axis == first {
          visit(index + 1, weight, rowSet.within(cells), columnSet)
          visit(split.right, weight, rowSet.without(cells), columnSet)
        } else if split.axis == second {
          visit(index + 1, weight, rowSet, columnSet.within(cells))
          visit(split.right, weight, rowSet, columnSet.without(cells))
        } else {
          visit(index + 1, weight * share, rowSet, columnSet)
          visit(split.right, weight * (1 - share), rowSet, columnSet)
        }
      }
    }
    visit(0, 1, CellSet(count: rows), CellSet(count: columns))

    var variance = 0.0
    var marginal = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      var sum = 0.0
      for column in 0..<columns {
        sum += corners[row * (columns + 1) + column]
        marginal[column] += sum
        let area = (rowEnds[row + 1] - rowEnds[row]) * (columnEnds[column + 1] - columnEnds[column])
        variance += area * (marginal[column] - mean) * (marginal[column] - mean)
      }
    }
    return variance
  }
}

/// Cells of an axis, as intervals that are added and taken away.
private struct CellSet {
  private(set) var terms: [(cells: Range<Int>, sign: Double)]

  /// All of them.
  init(count: Int) { terms = [(0..<count, 1)] }

  func length(_ edges: [Double]) -> Double {
    terms.reduce(0) { $0 + $1.sign * (edges[$1.cells.upperBound] - edges[$1.cells.lowerBound]) }
  }

  func within(_ cells: Range<Int>) -> CellSet {
    var set = self
    set.terms = terms.map { ($0.cells.clamped(to: cells), $0.sign) }.filter { !$0.0.isEmpty }
    return set
  }

  func without(_ cells: Range<Int>) -> CellSet {
    if cells.lowerBound == 0 { return within(cells.upperBound..<Int.max) }
    var set = self
    set.terms.append((cells, -1))
    return set
  }
}

extension [Double] {
  fileprivate var sortedAndDistinct: [Double] {
    var result: [Double] = []
    for number in sorted() where number != result.last { result.append(number) }
    return result
  }

  /// The index of a number of an ascending array.
  fileprivate func place(of number: Double) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
