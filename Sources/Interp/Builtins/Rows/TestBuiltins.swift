import BayesOpt
import DSL

/// Statistical tests: each gives a record with its `statistic` and, two-sided, its `p`.
let testBuiltins: [Builtin] = [
  Builtin(
    "t_test",
    [
      .required("xs"), .optional("ys"), .label("mean", .int(0)), .label("paired", .bool(false)),
      .label("equal_variances", .bool(false)), .label("level", .real(0.95)),
    ],
    """
    Student's test of whether a list of numbers has a given mean, or, by Welch's form of it, whether two lists have the \
    same; `paired: true` tests the differences of items that belong together. `estimate` is the mean or the difference, \
    between `low` and `high` with 95% confidence. `none` where nothing varies.
    """,
    examples: [
      .init("t_test([5.1, 4.9, 5.6, 5.8, 5.2], mean: 5).p |> round(6)", "0.125355"),
      .init("t_test([1, 2, 3, 4], [2, 4, 6, 8]).p |> round(6)", "0.151581"),
      .init("t_test([1, 2, 3, 4], [2, 4, 6, 8], paired: true).p |> round(6)", "0.030466"),
    ], seeAlso: ["mann_whitney", "confidence_interval", "anova"]
  ) { (a: Arguments) throws(Exit) in
    let (expected, isPaired, hasEqualVariances) = (try a.number(2), try a.bool(3), try a.bool(4))
    let level = try a.level(5)
    guard !a[1].isNone else {
      if isPaired || hasEqualVariances {
        throw failure(
          .argumentCount, "`\(isPaired ? "paired" : "equal_variances")` is said of two lists", a.span,
          hint: "write `t_test(xs, ys, \(isPaired ? "paired" : "equal_variances"): true)`.")
      }
      return test(Estimate(meanOf: try a.sample(0, atLeast: 2)), against: expected, level: level)
    }
    let estimate: Estimate
    if isPaired {
      let (xs, ys) = try a.pairs(0, 1, atLeast: 2)
      estimate = Estimate(meanOf: zip(xs, ys).map { $0 - $1 })
    } else {
      estimate = Estimate(
        meanOf: try a.sample(0, atLeast: 2), less: try a.sample(1, atLeast: 2), hasEqualVariances: hasEqualVariances)
    }
    return test(estimate, against: expected, level: level)
  },
  Builtin(
    "mann_whitney", [.required("xs"), .required("ys")],
    """
    The rank-sum test of whether one list of numbers lies higher than another: `statistic` counts the pairs of which the \
    first is the larger. Exact below 50 numbers without ties.
    """,
    examples: [.init("mann_whitney([1, 2, 3], [4, 5, 6, 7])", "{statistic: 0, p: 0.05714285714285714}")],
    seeAlso: ["wilcoxon", "t_test", "kruskal_wallis"]
  ) { (a: Arguments) throws(Exit) in result(RankTest(sum: try a.sample(0), against: try a.sample(1))) },
  Builtin(
    "anova", [.required("samples")],
    "Analysis of variance: whether several lists of numbers have the same mean, given that they vary alike.",
    examples: [.init("anova([[1, 2, 3], [2, 3, 4], [6, 7, 8]]).p |> round(6)", "0.001953")],
    seeAlso: ["kruskal_wallis", "t_test", "group_by"]
  ) { (a: Arguments) throws(Exit) in
    let samples = try a.samples(0)
    guard samples.contains(where: { $0.count > 1 }) else {
      throw failure(.emptyList, "`anova` needs a list of two numbers or more", a.place(0))
    }
    return record(TestResult(varianceOf: samples))
  },
  Builtin(
    "kruskal_wallis", [.required("samples")],
    "The test by ranks of whether several lists of numbers come from one distribution.",
    examples: [.init("kruskal_wallis([[1, 2, 3], [4, 5, 6]]).p |> round(6)", "0.049535")],
    seeAlso: ["anova", "mann_whitney", "friedman"]
  ) { (a: Arguments) throws(Exit) in record(TestResult(ranksOf: try a.samples(0))) },
  Builtin(
    "friedman", [.required("samples")],
    """
    The test by ranks of whether lists of numbers lie alike whose items belong together, as scores of several methods on \
    the same problems do.
    """,
    examples: [.init("friedman([[1, 2, 3], [2, 3, 5], [3, 4, 6]]).p |> round(6)", "0.049787")],
    seeAlso: ["kruskal_wallis", "wilcoxon", "compare"]
  ) { (a: Arguments) throws(Exit) in
    let samples = try a.samples(0)
    if let other = samples.first(where: { $0.count != samples[0].count }) {
      throw failure(
        .argumentRange,
        "the lists of `friedman` belong together, item by item, and have \(samples[0].count) and \(other.count)",
        a.place(0))
    }
    return record(TestResult(blocksOf: samples))
  },
  Builtin(
    "chi_squared_test", [.required("counts"), .optional("expected"), .label("correction", .bool(true))],
    """
    Whether counts are as `expected`, which may be counts or shares and is the same for all where it is left out; or, of a \
    table of counts, whether its rows and columns are independent. A table of two by two has Yates's `correction`.
    """,
    examples: [
      .init("chi_squared_test([8, 12]).p |> round(6)", "0.371093"),
      .init("chi_squared_test([[10, 20], [30, 20]]).p |> round(6)", "0.037667"),
    ], seeAlso: ["anova", "group_by"]
  ) { (a: Arguments) throws(Exit) in
    let items = try a.list(0)
    if let first = items.first, try a.items(of: first) != nil { return try independence(a) }
    return try goodnessOfFit(a)
  },
  Builtin(
    "correlation_test", [.required("xs"), .required("ys"), .label("method", .text("pearson"))],
    """
    The correlation of two lists of numbers as `statistic`, and how likely one so far from 0 is between independent ones: \
    Pearson's, or by ranks `spearman`'s or `kendall`'s.
    """,
    examples: [
      .init("correlation_test([1, 2, 3, 4], [1, 3, 2, 5]).p |> round(6)", "0.168478"),
      .init("correlation_test([1, 2, 3, 4], [1, 3, 2, 5], method: \"kendall\").p", "0.3333333333333333"),
    ], seeAlso: ["correlation", "linear_regression"]
  ) { (a: Arguments) throws(Exit) in
    let (xs, ys) = try a.pairs(0, 1, atLeast: 2)
    switch try a.string(2) {
    case "pearson": return correlation(xs, ys)
    case "spearman": return correlation(midranks(xs).ranks, midranks(ys).ranks)
    case "kendall":
      let test = KendallTest(xs, ys)
      return .record([("statistic", Value(test.correlation)), ("p", test.correlation == nil ? .none : .real(test.p))])
    default:
      throw failure(
        .unknownWord, "`method` is \"pearson\", \"spearman\" or \"kendall\", not \(a[2])", a.place(2))
    }
  },
]

private func test(_ estimate: Estimate, against expected: Double, level: Double) -> Value {
  let (statistic, p) = estimate.test(against: expected)
  let (low, high) = estimate.interval(level)
  return .record([
    ("statistic", statistic), ("df", .real(estimate.df)), ("p", p), ("estimate", .real(estimate.value)),
    ("low", .real(low)),
    ("high", .real(high)),
  ])
}

/// A statistic and its p value.
private func result(_ test: RankTest) -> Value {
  .record([("statistic", .real(test.statistic)), ("p", .real(test.p))])
}

/// `wilcoxon(xs, ys)`; the other forms of the name test groups of rows, and prune.
let wilcoxonOfPairs = Builtin.Form(
  parameters: [.required("xs"), .required("ys")],
  summary: """
    The signed-rank test of whether two lists of numbers lie alike whose items belong together: `statistic` is the sum of \
    the ranks of the differences above 0, those that are 0 being left out. Exact below 50 differences without ties.
    """
) { (a: Arguments) throws(Exit) in
  let (xs, ys) = try a.pairs(0, 1, atLeast: 1)
  return result(RankTest(signed: zip(xs, ys).map { $0 - $1 }))
}

private func record(_ test: TestResult) -> Value {
  var fields: [(String, Value)] = [("statistic", Value(test.statistic)), ("df", .int(Int(test.df)))]
  if let rest = test.residualDF { fields.append(("residual_df", .int(Int(rest)))) }
  return .record(fields + [("p", Value(test.p))])
}

/// Pearson's correlation r, with t = r sqrt((n - 2) / (1 - r^2)).
private func correlation(_ xs: [Double], _ ys: [Double]) -> Value {
  guard let r = pearsonCorrelation(xs, ys) else { return .record([("statistic", .none), ("p", .none)]) }
  let df = Double(xs.count - 2)
  let p = df > 0 ? StudentDistribution.twoSided(r * (df / ((1 - r) * (1 + r))).squareRoot(), df: df) : 1
  return .record([("statistic", .real(r)), ("p", .real(p))])
}

/// Nil where one of the lists does not vary.
private func pearsonCorrelation(_ xs: [Double], _ ys: [Double]) -> Double? {
  func unit(_ values: [Double]) -> [Double]? {
    guard values.contains(where: { $0 != values[0] }) else { return nil }
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    let shifted = values.map { $0 - mean }
    let largest = shifted.reduce(0) { max($0, abs($1)) }
    let length = shifted.reduce(0) { $0 + $1 / largest * ($1 / largest) }.squareRoot()
    return shifted.map { $0 / largest / length }
  }
  guard let x = unit(xs), let y = unit(ys) else { return nil }
  let r = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  // What rounding alone keeps from the end.
  return abs(r) > 1 - 1e-15 ? (r < 0 ? -1 : 1) : r
}

private func goodnessOfFit(_ a: Arguments) throws(Exit) -> Value {
  let observed = try a.sample(0, atLeast: 2)
  try check(counts: observed, a)
  var expected = [Double](repeating: 1, count: observed.count)
  if !a[1].isNone {
    expected = try a.pairs(0, 1, atLeast: 2).ys
    if let least = expected.min(), least <= 0 {
      throw failure(.argumentRange, "`expected` must be above 0, not \(realText(least))", a.place(1))
    }
  }
  let scale = observed.reduce(0, +) / expected.reduce(0, +)
  return record(
    TestResult(counts: observed, expected: expected.map { $0 * scale }, df: Double(observed.count - 1)))
}

private func independence(_ a: Arguments) throws(Exit) -> Value {
  let rows = try a.samples(0, atLeast: 2)
  guard a[1].isNone else {
    throw failure(
      .argumentCount, "a table of counts is compared with independent rows and columns, not with `expected`", a.place(1)
    )
  }
  if let other = rows.first(where: { $0.count != rows[0].count }) {
    throw failure(
      .argumentRange, "the rows of `counts` have \(rows[0].count) and \(other.count) numbers", a.place(0))
  }
  try check(counts: rows.flatMap { $0 }, a)
  let rowSums = rows.map { $0.reduce(0, +) }
  let columnSums = rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } }
  guard rowSums.allSatisfy({ $0 > 0 }), columnSums.allSatisfy({ $0 > 0 }) else {
    throw failure(.argumentRange, "a row or a column of `counts` is all 0", a.place(0), hint: "leave it out.")
  }
  let total = rowSums.reduce(0, +)
  let expected = rowSums.flatMap { row in columnSums.map { row * ($0 / total) } }
  let df = (rowSums.count - 1) * (columnSums.count - 1)
  return record(
    TestResult(
      counts: rows.flatMap { $0 }, expected: expected, df: Double(df),
      continuity: try a.bool(2) && df == 1 ? 0.5 : 0))
}

private func check(counts: [Double], _ a: Arguments) throws(Exit) {
  if let least = counts.min(), least < 0 {
    throw failure(.argumentRange, "a count must not be negative, as \(realText(least)) is", a.place(0))
  }
  guard counts.contains(where: { $0 > 0 }) else {
    throw failure(.argumentRange, "`\(a.name(0))` are all 0", a.place(0))
  }
}
