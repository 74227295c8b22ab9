// Tests of whether several samples come from one distribution.
//
//   k, n_i, N      samples, numbers in each, numbers in all
//   ANOVA          F = (between / (k - 1)) / (within / (N - k)), sums of squares around means
//   Kruskal-Wallis H = 12 / (N (N + 1)) sum R_i^2 / n_i - 3 (N + 1), R_i sums of ranks; divided by 1 - sum (t^3 - t) / (N^3 - N)
//   Friedman       Q = 12 / (k n (k + 1)) sum R_i^2 - 3 n (k + 1), ranks within each of n blocks; divided by
//                  1 - sum (t^3 - t) / (n k (k^2 - 1))
//   chi-squared    sum (observed - expected)^2 / expected
//
// H, Q and the last are compared with the chi-squared distribution of k - 1 degrees of freedom; t are the sizes of the sets
// of equal numbers.

/// A statistic, its degrees of freedom, and how likely one so large is by chance.
public struct TestResult: Sendable {
  /// The statistic; nil where nothing varies, so that it has no value.
  public let statistic: Double?
  /// Degrees of freedom.
  public let df: Double
  /// Those of what the samples differ within, for a ratio of variances.
  public let residualDF: Double?
  /// The p value; nil where the statistic is.
  public let p: Double?

  private init(chiSquared statistic: Double?, df: Double) {
    (self.statistic, self.df, residualDF) = (statistic, df, nil)
    p = statistic.map { df > 0 ? GammaDistribution.exceeding(shape: df / 2, $0 / 2) : 1 }
  }

  /// One-way analysis of variance.
  ///
  /// - Parameter samples: at least two, none empty, more numbers than samples.
  public init(varianceOf samples: [[Double]]) {
    let all = samples.flatMap { $0 }
    // Around a number among them, so that what all have in common costs no digits.
    let origin = all.reduce(0) { $0 + $1 / Double(all.count) }
    let shifted = samples.map { $0.map { $0 - origin } }
    let total = shifted.flatMap { $0 }.reduce(0, +) / Double(all.count)
    var (between, within) = (0.0, 0.0)
    for sample in shifted {
      let mean = sample.reduce(0, +) / Double(sample.count)
      between += Double(sample.count) * (mean - total) * (mean - total)
      within += sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    df = Double(samples.count - 1)
    let rest = Double(all.count - samples.count)
    residualDF = rest
    let isVarying = all.contains { $0 != all[0] }
    statistic = isVarying ? (between / df) / (within / rest) : nil
    p = statistic.map { [df] in FisherDistribution.exceeding($0, df, rest) }
  }

  /// Kruskal and Wallis's test of ranks, of at least two samples, none empty.
  public init(ranksOf samples: [[Double]]) {
    let all = samples.flatMap { $0 }
    let n = Double(all.count)
    let (ranks, ties) = midranks(all)
    var start = 0
    var squares = 0.0
    for sample in samples {
      let sum = ranks[start..<start + sample.count].reduce(0, +)
      squares += sum * sum / Double(sample.count)
      start += sample.count
    }
    let correction = 1 - ties.reduce(0) { $0 + $1 * ($1 * $1 - 1) } / (n * (n * n - 1))
    let statistic = (12 / (n * (n + 1)) * squares - 3 * (n + 1)) / correction
    self.init(chiSquared: ties == [n] ? nil : max(0, statistic), df: Double(samples.count - 1))
  }

  /// Friedman's test of ranks within blocks: item i of every sample belongs to block i.
  public init(blocksOf samples: [[Double]]) {
    let (k, n) = (Double(samples.count), Double(samples[0].count))
    var sums = [Double](repeating: 0, count: samples.count)
    var tied = 0.0
    for block in samples[0].indices {
      let (ranks, ties) = midranks(samples.map { $0[block] })
      for index in sums.indices { sums[index] += ranks[index] }
      tied += ties.reduce(0) { $0 + $1 * ($1 * $1 - 1) }
    }
    let correction = 1 - tied / (n * k * (k * k - 1))
    let squares = sums.reduce(0) { $0 + $1 * $1 }
    let statistic = (12 / (k * n * (k + 1)) * squares - 3 * n * (k + 1)) / correction
    self.init(chiSquared: correction > 0 ? max(0, statistic) : nil, df: k - 1)
  }

  /// Whether counts are as expected; all expected ones are above 0.
  ///
  /// - Parameters:
  ///   - observed: the counts.
  ///   - expected: what is expected of each.
  ///   - df: degrees of freedom.
  ///   - continuity: what is taken off every difference, but never more than it.
  public init(counts observed: [Double], expected: [Double], df: Double, continuity: Double = 0) {
    let terms = zip(observed, expected).map { observed, expected in
      let difference = abs(observed - expected)
      let rest = difference - min(continuity, difference)
      return rest * rest / expected
    }
    self.init(chiSquared: terms.reduce(0, +), df: df)
  }
}
