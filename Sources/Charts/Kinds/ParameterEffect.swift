import BayesOpt
import Studies

// How much of the objective each parameter explains by itself: the correlation ratio of ranks, corrected for chance,
//
//   ε² = 1 - (1 - η²) (n - 1) / (n - k),    η² = Σ n_g (r_g - r)² / Σ (r_i - r)²,
//
// for n trials in k groups with mean ranks r_g (Kelley, PNAS 21 (1935) 554-559; on ranks it is the effect size of the test
// of Kruskal and Wallis). Its mean is 0 where groups and values have nothing to do with each other, whatever n and k.
// Groups are the choices, the values of a parameter that has few, or fifths of the others.

extension Study {
  /// With fewer trials, effects are not told from chance.
  private static let leastTrials = 30
  /// So many different numbers are groups of their own.
  private static let mostGroups = 6

  /// The share of the variance of ranks that each parameter explains by itself, 0 or less where that is no more than chance;
  /// of several objectives the largest; nil where there are too few trials to tell.
  ///
  /// - Complexity: O(*n* *d* log *n*) for *n* trials of *d* parameters.
  public var effects: [Double?] {
    let complete = trials.filter { $0.state == .complete && $0.values.count == description.objectives.count }
    return description.parameters.indices.map { parameter in
      let active = complete.compactMap { trial -> (value: ParameterValue, values: [Double])? in
        guard trial.configuration.values.indices.contains(parameter),
          let value = trial.configuration.values[parameter]
        else { return nil }
        return (value, trial.values)
      }
      guard active.count >= Self.leastTrials else { return nil }
      let groups = Self.groups(active.map(\.value))
      guard let count = groups.max().map({ $0 + 1 }), count > 1, count < active.count else { return nil }
      return description.objectives.indices.compactMap { objective in
        Self.explained(midranks(active.map { $0.values[objective] }).ranks, by: groups, count)
      }.max()
    }
  }

  /// The group of each value, from 0.
  private static func groups(_ values: [ParameterValue]) -> [Int] {
    let distinct = Set(values).sorted { $0.number < $1.number }
    if case .choice? = distinct.first { return numbered(values, distinct) }
    if distinct.count <= mostGroups { return numbered(values, distinct) }
    // Fifths by value; equal values are never parted.
    let ranks = midranks(values.map(\.number)).ranks
    let fifths = ranks.map { min(Int(($0 - 0.5) / Double(values.count) * 5), 4) }
    return numbered(fifths, Set(fifths).sorted())
  }

  private static func numbered<Key: Hashable>(_ keys: [Key], _ order: [Key]) -> [Int] {
    let places = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    return keys.map { places[$0] ?? 0 }
  }

  /// ε² of ranks in groups; nil where all ranks are equal.
  private static func explained(_ ranks: [Double], by groups: [Int], _ count: Int) -> Double? {
    let n = Double(ranks.count)
    let mean = (n + 1) / 2
    var (sums, sizes) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for (rank, group) in zip(ranks, groups) {
      sums[group] += rank - mean
      sizes[group] += 1
    }
    let total = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard total > 0 else { return nil }
    let between = zip(sums, sizes).reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.0 / $1.1 : $0 }
    return 1 - (1 - between / total) * (n - 1) / (n - Double(count))
  }
}
