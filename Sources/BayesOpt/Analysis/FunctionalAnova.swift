// A forest is fitted to the trials, each of its trees to as many trials drawn with replacement. The importance of a
// parameter, or of two, is the mean over the trees of V_a / V, or V_ab / V, of `TreeAnova`: Hutter, Hoos and Leyton-Brown,
// ICML 2014.
//
// Points are those of the unit cube, so that every part of the search space counts as often as a random search visits it:
// decades of a logarithmic range alike, levels and choices alike. Optuna integrates over the values instead, whatever
// their scale, and over one indicator for each choice as if these were independent; where all parameters are real and
// linear both are the same.

import Basics

/// The share of the values' variance that parameters account for in the whole space: functional ANOVA of a random forest.
public struct FunctionalAnova: Sendable {
  /// Number of trees.
  public var trees: Int
  /// The greatest distance of a leaf from the root of its tree.
  public var depth: Int
  /// Of what the trees draw.
  public var seed: UInt64

  /// The analysis with its options; sizes below 1 count as 1.
  ///
  /// - Parameters:
  ///   - trees: Number of trees.
  ///   - depth: The greatest distance of a leaf from the root of its tree.
  ///   - seed: Of what the trees draw.
  public init(trees: Int = 64, depth: Int = 64, seed: UInt64 = 0) {
    (self.trees, self.depth, self.seed) = (max(trees, 1), max(depth, 1), seed)
  }

  /// The importance of every parameter that is active in all complete trials.
  ///
  /// - Parameters:
  ///   - history: The trials; only those with a finite value of the first objective count.
  ///   - space: Their parameters.
  ///   - pairs: Whether interactions are looked for, which takes as many times longer as there are parameters.
  /// - Returns: Means over the trees with their standard deviations; equal shares where no tree has a variance.
  public func importance(_ history: History, in space: Space, pairs: Bool = false) -> ParameterImportance {
    importance(history, in: space, pairs: pairs) { () throws(Never) in }
  }

  /// The same, as long as nothing is thrown.
  ///
  /// - Parameters:
  ///   - history: The trials.
  ///   - space: Their parameters.
  ///   - pairs: Whether interactions are looked for.
  ///   - beforeTree: Called before each tree; what it throws ends the analysis.
  /// - Returns: Means over the trees with their standard deviations.
  /// - Throws: What `beforeTree` throws.
  public func importance<Stop: Error>(
    _ history: History, in space: Space, pairs: Bool, beforeTree: () throws(Stop) -> Void
  ) throws(Stop) -> ParameterImportance {
    let complete = history.complete
    let parameters = space.parameters.indices.filter { parameter in
      !complete.isEmpty && complete.allSatisfy { history.value(of: parameter, in: $0) != nil }
    }
    let varying = parameters.filter { space.parameters[$0].domain.count != 1 }
    let count = varying.count
    let couples: [(Int, Int)] =
      pairs ? (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } } : []
    // By parameter, and by couple: what each tree says.
    var main = [[Double]](repeating: [], count: count)
    var joint = [[Double]](repeating: [], count: couples.count)

    let data = Self.data(history, in: space, varying)
    for tree in 0..<(count > 0 && data.values.count > 1 ? trees : 0) {
      try beforeTree()
      let anova = TreeAnova(grown(tree, from: data), dimension: count)
      guard anova.variance > 0 else { continue }
      let alone = (0..<count).map { anova.variance(of: $0) }
      for axis in 0..<count { main[axis].append(alone[axis] / anova.variance) }
      for (couple, (first, second)) in couples.enumerated() {
        let both = anova.variance(of: first, and: second) - alone[first] - alone[second]
        joint[couple].append(max(both, 0) / anova.variance)
      }
    }
    func share(_ indices: [Int], _ values: [Double]) -> ParameterImportance.Share {
      let (mean, deviation) = values.isEmpty ? (0, 0) : moments(values)
      return .init(parameters: indices.map { space.parameters[$0].name }, value: mean, deviation: deviation)
    }
    return ParameterImportance(
      parameters.map { parameter in share([parameter], varying.firstIndex(of: parameter).map { main[$0] } ?? []) },
      interactions: zip(couples, joint).map { share([varying[$0.0], varying[$0.1]], $1) },
      trials: data.values.count)
  }

  private func grown(_ tree: Int, from data: RegressionData) -> RegressionTree {
    var random = CounterRandom(seed: seed, Purpose.forest.rawValue, UInt64(tree))
    var weights = [Int](repeating: 0, count: data.values.count)
    for _ in weights.indices { weights[random.index(below: weights.count)] += 1 }
    return RegressionTree(data, weights: weights, mostDepth: depth, &random)
  }

  private static func data(_ history: History, in space: Space, _ parameters: [Int]) -> RegressionData {
    let trials = history.comparable
    let domains = parameters.map { space.parameters[$0].domain }
    return RegressionData(
      axes: domains.map { domain in
        if case .choice(let count, isOrdered: false) = domain { .choices(count) } else { .line }
      },
      columns: zip(parameters, domains).map { parameter, domain in
        let map = CoordinateMap(domain)
        return trials.map { history.value(of: parameter, in: $0).map(map.coordinate) ?? 0.5 }
      },
      values: standardized(trials.compactMap { history.costs[$0] }))
  }

  /// Values of mean 0 and deviation 1, so that neither their size nor their unit matters.
  private static func standardized(_ values: [Double]) -> [Double] {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return values }
    // First brought to [-1, 1], since the squares of large ones would overflow.
    let scaled = values.map { $0 / largest }
    let (mean, deviation) = moments(scaled)
    return deviation > 0 ? scaled.map { ($0 - mean) / deviation } : scaled
  }
}
