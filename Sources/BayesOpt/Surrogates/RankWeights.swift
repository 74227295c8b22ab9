// Weights of models by how well they rank the observations y_1 ... y_n of a search (Feurer, Letham, Hutter and Bakshy, Practical transfer
// learning for Bayesian optimization, arXiv 1802.02219):
//
// | loss of a model  | number of pairs whose order it mistakes: (m_j < m_k) != (y_j < y_k)                                   |
// | of the search's  | the same, m_j being predicted from the other observations                                            |
// | weight           | the share of 200 samples of n observations, drawn with replacement, in which its loss is the least     |
// | dropped          | a model whose median loss is above the 95th percentile of that of the search's own model, or that      |
// |                  | mistakes more than 40 % of all pairs, little less than chance                                           |
//
// Equal losses count for the search's own model where it is among them, and are shared otherwise.

import Basics

/// How much models of other studies count beside the search's own.
enum RankWeights {
  /// With fewer observations there is next to nothing to rank.
  static let leastObservations = 3
  private static let samples = 200
  /// The share of mistaken pairs from which on a model knows nothing.
  private static let mostMistakes = 0.4

  /// The weights of other models, and at the end that of the search's own; their sum is 1.
  ///
  /// - Parameters:
  ///   - others: what each of the other models expects at the observations.
  ///   - own: what the search's own model expects of each observation from the others.
  ///   - values: what was observed.
  ///   - random: draws the samples.
  /// - Returns: a weight for each model.
  /// - Complexity: O(m n^2) for m models and n observations, 200 times.
  static func weights(
    others: [[Double]], own: [Double], values: [Double], _ random: inout CounterRandom
  ) -> [Double] {
    let models = others + [own]
    let n = values.count
    let last = others.count
    guard n >= leastObservations else {
      // Nothing speaks against the others yet.
      return others.isEmpty ? [1] : others.map { _ in 1 / Double(last) } + [0]
    }
    var losses = models.map { _ in [Int]() }
    for _ in 0..<samples {
      let sample = (0..<n).map { _ in min(Int(random.uniform() * Double(n)), n - 1) }
      for (index, model) in models.enumerated() { losses[index].append(mistakes(of: model, values, sample)) }
    }
    let limit = losses[last].sorted()[samples * 95 / 100]
    let pairs = Double(mistakes(of: values.map { -$0 }, values, Array(0..<n)))
    let isKept = models.indices.map { index in
      index == last
        || losses[index].sorted()[samples / 2] <= limit
          && Double(mistakes(of: models[index], values, Array(0..<n))) <= mostMistakes * pairs
    }
    var counts = [Double](repeating: 0, count: models.count)
    for sample in 0..<samples {
      let kept = losses.indices.filter { isKept[$0] }
      let least = kept.map { losses[$0][sample] }.min() ?? 0
      let winners = kept.filter { losses[$0][sample] == least }
      if winners.contains(last) {
        counts[last] += 1
      } else {
        for winner in winners { counts[winner] += 1 / Double(winners.count) }
      }
    }
    return counts.map { $0 / Double(samples) }
  }

  private static func mistakes(of model: [Double], _ values: [Double], _ sample: [Int]) -> Int {
    var count = 0
    for (place, j) in sample.enumerated() {
      for k in sample[..<place] where values[j] != values[k] && (model[j] < model[k]) != (values[j] < values[k]) {
        count += 1
      }
    }
    return count
  }
}
