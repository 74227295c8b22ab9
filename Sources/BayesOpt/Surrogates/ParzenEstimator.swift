// | code        | mathematics                                                                              |
// |-------------|------------------------------------------------------------------------------------------|
// | components  | K + 1: one for each of K trials, and the prior                                           |
// | weights     | w_i: 1 for the newest 25 trials and the prior, falling to 1/K for older ones; normalised |
// | kernels     | p_ia of trial i on axis a                                                                |
//
//   p(u) = sum_i w_i prod_a p_ia(u_a)
//
// The product runs over the axes that are active at u. Where an axis is inactive in trial i, p_ia is uniform, and the
// prior is a trial of which every axis is inactive. So a draw that takes its axes one by one in the context of those
// before it has the density p, whichever axes that context activates.
//
// Bergstra et al., "Algorithms for hyper-parameter optimization", NIPS 2011, section 4; products over the axes: Falkner,
// Klein and Hutter, "BOHB", ICML 2018, section 3.2; the weights: Bergstra, Yamins and Cox, ICML 2013.

import Basics
import RealModule

/// A mixture of products of kernels, one for each of some trials, and a uniform prior.
struct ParzenEstimator {
  private enum Kernels {
    case line(LineKernels)
    case levels(LevelKernels)
  }

  private let components: Int
  private let kernels: [Kernels]
  /// The running sums of the weights.
  private let cumulativeWeights: [Double]
  /// ln w_i, filled up to whole groups with minus infinity.
  private let logWeights: Buffer
  private let row: Buffer

  /// Trials that weigh as much as the newest.
  private static let recent = 25

  /// The estimator of some trials of a table.
  ///
  /// - Parameters:
  ///   - table: All trials.
  ///   - trials: Those it is made of, in ascending order.
  init(_ table: PointTable, _ trials: [Int]) {
    components = trials.count + 1
    let padded = (components + LogSumExp.width - 1) / LogSumExp.width * LogSumExp.width
    kernels = table.axes.indices.map { axis in
      let all = table.axis(axis)
      let u = trials.map { all[$0] } + [.nan]
      switch table.axes[axis] {
      case .line(let least): return .line(LineKernels(u, leastDeviation: least))
      case .cells(let centres, let edges): return .levels(LevelKernels(cells: u, centres: centres, edges: edges))
      case .choice(let count): return .levels(LevelKernels(choices: u, count: count))
      }
    }
    let old = max(trials.count - Self.recent, 0)
    let (lightest, count) = (1 / Double(max(trials.count, 1)), Double(max(old - 1, 1)))
    let weights = (0..<components).map { i in i < old ? lightest + (1 - lightest) * Double(i) / count : 1 }
    let total = weights.reduce(0, +)
    var sum = 0.0
    cumulativeWeights = weights.map {
      sum += $0 / total
      return sum
    }
    logWeights = Buffer(count: padded)
    row = Buffer(count: padded)
    for i in 0..<padded { logWeights.pointer[i] = i < components ? .log(weights[i] / total) : -.infinity }
  }

  /// What of the kept rows is broken: nothing, unless there is a fault in this file.
  ///
  /// - Complexity: O(n) for n components.
  func checkInvariants() -> [String] {
    var broken: [String] = []
    if !zip(cumulativeWeights, cumulativeWeights.dropFirst()).allSatisfy({ $0 <= $1 }) { broken.append("order") }
    if let last = cumulativeWeights.last, abs(last - 1) > 1e-12 { broken.append("sum of the weights") }
    if abs(LogSumExp.value(logWeights.pointer, count: logWeights.count)) > 1e-12 { broken.append("logarithms") }
    if logWeights.count % LogSumExp.width != 0 || logWeights.count != row.count { broken.append("width") }
    for i in components..<logWeights.count where logWeights.pointer[i] != -.infinity { broken.append("filling \(i)") }
    return broken
  }

  /// A component drawn by its weight.
  func component(_ random: inout CounterRandom) -> Int {
    let target = random.uniform()
    var (low, high) = (0, components - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulativeWeights[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A coordinate, or a level, drawn from the kernel of a component on an axis.
  func draw(axis: Int, _ component: Int, _ random: inout CounterRandom) -> Double {
    switch kernels[axis] {
    case .line(let kernels): kernels.draw(component, &random)
    case .levels(let kernels): Double(kernels.draw(component, &random))
    }
  }

  /// ln p(u), NaN on inactive axes.
  ///
  /// Not for two threads at a time: they would share the row.
  func logDensity(_ u: [Double]) -> Double {
    row.pointer.update(from: logWeights.pointer, count: row.count)
    for (kernels, u) in zip(kernels, u) where !u.isNaN {
      switch kernels {
      case .line(let kernels): kernels.addLogDensities(at: u, to: row.pointer)
      case .levels(let kernels): kernels.addLogDensities(at: Int(u), to: row.pointer)
      }
    }
    return LogSumExp.value(row.pointer, count: row.count)
  }
}
