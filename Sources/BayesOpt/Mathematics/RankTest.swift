// Wilcoxon's two tests (Biometrics Bulletin 1 (1945) 80-83), two-sided.
//
//   n, m      sizes of the two samples           N       n + m
//   U         pairs (x, y) with x > y, half counted for x = y; the rank sum of x without its minimum n (n + 1) / 2
//   W         sum of the ranks of |d| over the differences d > 0; differences of 0 are left out
//   t         sizes of the sets of equal numbers
//
// Without ties the distribution is exact, below `exactLimit` numbers; otherwise it is the normal one with the variance
// corrected for ties and 1/2 for continuity, as in R's wilcox.test.

import Foundation

/// A rank test of two samples.
public struct RankTest {
  /// U, or W.
  public let statistic: Double
  /// How likely a statistic so far from its mean is, where both samples come from one distribution.
  public let p: Double
  /// The mean of the statistic where both samples come from one distribution.
  private let mean: Double

  /// How likely a statistic as large as this is, where the first sample, or the differences, are not the larger ones.
  public var oneSided: Double { statistic > mean ? p / 2 : 1 - p / 2 }

  /// Above this many numbers in a sample the normal distribution is good to four digits.
  private static let exactLimit = 50

  /// The rank-sum test, also known as Mann and Whitney's.
  public init(sum x: [Double], against y: [Double]) {
    let (n, m) = (Double(x.count), Double(y.count))
    guard n > 0, m > 0 else {
      (statistic, p, mean) = (0, 1, 0)
      return
    }
    mean = n * m / 2
    let (ranks, ties) = midranks(x + y)
    statistic = ranks.prefix(x.count).reduce(0, +) - n * (n + 1) / 2
    if ties.isEmpty, x.count < Self.exactLimit, y.count < Self.exactLimit {
      p = twoSided(Int(statistic), rankSumCounts(x.count, y.count))
    } else {
      let correction = ties.reduce(0) { $0 + $1 * ($1 * $1 - 1) } / ((n + m) * (n + m - 1))
      p = twoSided(statistic, mean: mean, variance: n * m / 12 * (n + m + 1 - correction))
    }
  }

  /// The signed-rank test of paired differences.
  public init(signed differences: [Double]) {
    let differences = differences.filter { $0 != 0 }
    let n = Double(differences.count)
    mean = n * (n + 1) / 4
    let (ranks, ties) = midranks(differences.map(\.magnitude))
    statistic = zip(differences, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    if ties.isEmpty, differences.count < Self.exactLimit {
      p = twoSided(Int(statistic), signedRankCounts(differences.count))
    } else {
      let correction = ties.reduce(0) { $0 + $1 * ($1 * $1 - 1) } / 48
      p = twoSided(statistic, mean: mean, variance: n * (n + 1) * (2 * n + 1) / 24 - correction)
    }
  }
}

/// The rank of each number from 1, equal numbers sharing the mean of theirs, and the sizes of the sets of equal ones.
///
/// - Parameter numbers: the numbers, none of them NaN.
/// - Returns: the ranks in the order of the numbers, and the sizes.
public func midranks(_ numbers: [Double]) -> (ranks: [Double], ties: [Double]) {
  let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
  var ranks = [Double](repeating: 0, count: numbers.count)
  var ties: [Double] = []
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
    for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
    if end - start > 1 { ties.append(Double(end - start)) }
    start = end
  }
  return (ranks, ties)
}

/// In how many ways each U from 0 to n m comes about.
private func rankSumCounts(_ n: Int, _ m: Int) -> [Double] {
  // ways[k][u]: choices of k places among those seen so far with u places of the other sample before them. Sums of
  // positive numbers only, so that the small tails keep their digits.
  var ways = [[Double]](repeating: [Double](repeating: 0, count: n * m + 1), count: n + 1)
  ways[0][0] = 1
  for place in 1...n + m {
    for k in stride(from: min(n, place), through: 1, by: -1) {
      let others = place - k
      guard others <= m else { continue }
      for u in stride(from: n * m, through: others, by: -1) { ways[k][u] += ways[k - 1][u - others] }
    }
  }
  return ways[n]
}

/// In how many ways each W from 0 to n (n + 1) / 2 comes about.
private func signedRankCounts(_ n: Int) -> [Double] {
  var ways = [Double](repeating: 0, count: n * (n + 1) / 2 + 1)
  ways[0] = 1
  for rank in 0..<n {
    for sum in stride(from: ways.count - 1, through: rank + 1, by: -1) { ways[sum] += ways[sum - rank - 1] }
  }
  return ways
}

private func twoSided(_ statistic: Int, _ counts: [Double]) -> Double {
  let below = counts.prefix(statistic + 1).reduce(0, +)
  let above = counts.dropFirst(statistic).reduce(0, +)
  return min(1, 2 * min(below, above) / counts.reduce(0, +))
}

private func twoSided(_ statistic: Double, mean: Double, variance: Double) -> Double {
  guard variance > 0 else { return 1 }
  let z = max(0, abs(statistic - mean) - 0.5) / variance.squareRoot()
  return erfc(z / 2.0.squareRoot())
}
