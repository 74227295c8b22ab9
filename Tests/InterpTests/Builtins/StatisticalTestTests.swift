import BayesOpt
import Foundation
import Testing

@testable import Interp

/// `Tests/Support/scipy_tests.json`, which `scipy_tests.py` beside it wrote: field by field.
private func references() throws -> [String: Any] {
  var folder = URL(fileURLWithPath: #filePath)
  for _ in 0..<3 { folder.deleteLastPathComponent() }
  let data = try Data(contentsOf: folder.appendingPathComponent("Support/scipy_tests.json"))
  return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
}

private func cases(_ name: String) throws -> [[String: Any]] {
  let cases = try #require(try references()[name] as? [[String: Any]])
  #expect(!cases.isEmpty)
  return cases
}

private func rows(_ name: String) throws -> [[Double]] {
  let rows = try #require(try references()[name] as? [[Double]])
  #expect(!rows.isEmpty)
  return rows
}

/// Numbers and lists as a program writes them.
private func written(_ value: Any?) throws -> String {
  if let list = value as? [Any] { return "[\(try list.map(written).joined(separator: ", "))]" }
  if value is NSNull { return "none" }
  let number = try #require(value as? NSNumber)
  return "\(number.doubleValue)"
}

/// What a program shows as a list of numbers, `none` being nil.
private func numbers(_ code: String) throws -> [Double?] {
  let text = shown("print(\(code))")
  try #require(text.hasPrefix("["), "\(text)")
  return text.dropFirst().dropLast().split(separator: ", ").map { Double($0) }
}

private func expect(
  _ code: String, gives expected: Any?, within tolerance: Double = 1e-11,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let expected = try #require(expected as? [Any])
  let values = try numbers(code)
  #expect(values.count == expected.count, sourceLocation: sourceLocation)
  for (value, reference) in zip(values, expected) {
    guard let reference = (reference as? NSNumber)?.doubleValue else {
      #expect(value == nil, sourceLocation: sourceLocation)
      continue
    }
    let error = value.map { $0 == reference ? 0 : abs($0 - reference) / max(abs(reference), 1e-300) } ?? .infinity
    #expect(
      error <= tolerance, "\(value ?? .nan) instead of \(reference) of \(code.prefix(80))",
      sourceLocation: sourceLocation)
  }
}

@Suite("Statistical tests against SciPy")
struct StatisticalTestTests {
  private func near(_ value: Double, _ reference: Double, _ what: [Double], _ tolerance: Double = 1e-11) {
    let error = value == reference ? 0 : abs(value - reference) / max(abs(reference), 1e-300)
    #expect(error <= tolerance, "\(value) instead of \(reference) at \(what)")
  }

  @Test func distributions() throws {
    // SciPy's own value is off by 6e-10 near t = 0, where 1 - 2 atan(t) / pi is exact for one degree of freedom.
    for row in try rows("student") { near(StudentDistribution.twoSided(row[1], df: row[0]), row[2], row, 1e-9) }
    for row in try rows("student_quantiles") {
      near(StudentDistribution.twoSidedQuantile(row[1], df: row[0]), row[2], row, 1e-9)
    }
    for row in try rows("fisher") { near(FisherDistribution.exceeding(row[0], row[1], row[2]), row[3], row) }
    for row in try rows("chi_squared") {
      near(GammaDistribution.exceeding(shape: row[1] / 2, row[0] / 2), row[2], row, 1e-10)
    }
  }

  @Test func studentsTest() throws {
    let fields = "[t.statistic, t.df, t.p, t.low, t.high]"
    for test in try cases("one_sample") {
      let (xs, mean) = (try written(test["xs"]), try written(test["mean"]))
      try expect(
        "[t_test(\(xs), mean: \(mean), level: 90%)] |> map(fn(t) = \(fields)) |> first", gives: test["expected"],
        within: 1e-9)
    }
    for test in try cases("two_sample") {
      let equal = try #require(test["equal"] as? Bool)
      let call = "t_test(\(try written(test["xs"])), \(try written(test["ys"])), equal_variances: \(equal))"
      try expect("[\(call)] |> map(fn(t) = \(fields)) |> first", gives: test["expected"], within: 1e-9)
    }
    for test in try cases("paired") {
      let call = "t_test(\(try written(test["xs"])), \(try written(test["ys"])), paired: true)"
      try expect("[\(call)] |> map(fn(t) = \(fields)) |> first", gives: test["expected"], within: 1e-9)
    }
  }

  @Test(arguments: ["mann_whitney", "wilcoxon"])
  func ranksOfTwo(_ name: String) throws {
    for test in try cases(name) {
      try expect("values(\(name)(\(try written(test["xs"])), \(try written(test["ys"]))))", gives: test["expected"])
    }
  }

  @Test func severalSamples() throws {
    for test in try cases("groups") {
      let samples = try written(test["samples"])
      for name in ["anova", "kruskal_wallis"] {
        try expect(
          "[\(name)(\(samples))] |> map(fn(t) = [t.statistic, t.p]) |> first", gives: test[name], within: 1e-8)
      }
    }
    for test in try cases("friedman") {
      try expect(
        "[friedman(\(try written(test["samples"])))] |> map(fn(t) = [t.statistic, t.p]) |> first",
        gives: test["expected"])
    }
  }

  @Test func counts() throws {
    for test in try cases("goodness") {
      let call = "chi_squared_test(\(try written(test["observed"])), \(try written(test["expected"])))"
      try expect("[\(call)] |> map(fn(t) = [t.statistic, t.p]) |> first", gives: test["result"])
    }
    for test in try cases("independence") {
      let correction = try #require(test["correction"] as? Bool)
      try expect(
        "values(chi_squared_test(\(try written(test["table"])), correction: \(correction)))", gives: test["result"])
    }
  }

  @Test func correlations() throws {
    for test in try cases("correlations") {
      let lists = "\(try written(test["xs"])), \(try written(test["ys"]))"
      for method in ["pearson", "spearman", "kendall"] where !(test[method] is NSNull) {
        try expect(
          "values(correlation_test(\(lists), method: \"\(method)\"))", gives: test[method], within: 1e-10)
      }
    }
  }

  @Test func regressions() throws {
    for test in try cases("regressions") {
      let fit = "linear_regression(\(try written(test["xs"])), \(try written(test["ys"])))"
      try expect("[c.estimate for c in \(fit).coefficients]", gives: test["estimates"], within: 1e-9)
      try expect("[c.error for c in \(fit).coefficients]", gives: test["errors"], within: 1e-9)
      try expect("[c.p for c in \(fit).coefficients]", gives: test["p"], within: 1e-7)
      try expect(
        "[\(fit)] |> map(fn(f) = [f.r2, f.adjusted_r2, f.error, f.statistic, f.p]) |> first", gives: test["summary"],
        within: 1e-7)
    }
  }

  @Test func histograms() throws {
    for test in try cases("histograms") {
      let call = "histogram(\(try written(test["xs"])), \(try #require(test["bins"] as? Int)))"
      try expect("[bin.count for bin in \(call)]", gives: test["counts"])
      let edges = try #require(test["edges"] as? [Any])
      for (edge, value) in zip(edges.dropFirst(), try numbers("[bin.high for bin in \(call)]")) {
        #expect(abs((value ?? .nan) - ((edge as? NSNumber)?.doubleValue ?? 0)) < 1e-12)
      }
    }
  }

  @Test(arguments: [
    ("t_test([])", "`t_test` of an empty list"), ("t_test([1])", "`t_test` needs 2 numbers or more, not 1"),
    ("t_test([2, 2, 2]).p", ""),
    ("t_test([1, 2], [1, 2, 3], paired: true)", "`xs` and `ys` belong together, item by item, and have 2 and 3"),
    ("t_test([1, number(\"nan\")])", "`xs` holds nan, of which nothing can be computed"),
    ("t_test([1, none])", "`xs` must be a list of numbers; it holds none"),
    ("t_test([1, 2], paired: true)", "`paired` is said of two lists"),
    ("t_test([1, 2], level: 95)", "`level` must be above 0 and below 1, not 95"),
    ("mann_whitney([], [1])", "`mann_whitney` of an empty list"),
    ("mann_whitney([1, 1], [1, 1]).p", "1"), ("wilcoxon([1, 1], [1, 1]).p", "1"),
    ("anova([[1, 2]])", "`anova` compares at least two lists, not 1"),
    ("anova([1, 2])", "`samples` must be a list of lists of numbers; it holds an integer"),
    ("anova([[1], [2]])", "`anova` needs a list of two numbers or more"), ("anova([[1, 1], [1, 1]]).p == none", "true"),
    ("anova([[1, 1], [2, 2]]).p", "0"), ("kruskal_wallis([[3, 3], [3, 3]]).p == none", "true"),
    ("friedman([[1, 2], [1, 2, 3]])", "the lists of `friedman` belong together, item by item, and have 2 and 3"),
    ("friedman([[1, 1], [1, 1]]).p == none", "true"),
    ("chi_squared_test([0, 0])", "`counts` are all 0"),
    ("chi_squared_test([-1, 3])", "a count must not be negative, as -1 is"),
    ("chi_squared_test([1, 3], [0, 4])", "`expected` must be above 0, not 0"),
    ("chi_squared_test([[1, 2], [0, 0]])", "a row or a column of `counts` is all 0"),
    ("correlation_test([1, 1], [1, 2]).p == none", "true"), ("correlation_test([1, 2], [1, 2]).p", "1"),
    ("correlation_test([1, 2, 3], [2, 4, 6]).p", "0"),
    ("correlation_test([1e300, 2e300, -3e300], [1, 2, 3]).statistic |> round(6)", "-0.755929"),
    (
      "correlation_test([1, 2], [1, 2], method: \"tau\")",
      "`method` is \"pearson\", \"spearman\" or \"kendall\", not \"tau\""
    ),
    ("linear_regression([1, 2], [1, 2])", "2 coefficients need 3 points or more, not 2"),
    ("linear_regression([1, 1, 1], [1, 2, 3])", "`x` does not vary, so that nothing depends on it"),
    (
      "linear_regression([[1, 2], [2, 4], [3, 6], [5, 10]], [1, 2, 4, 3])",
      "`x2` follows from the columns before it, so that its coefficient has no value"
    ),
    ("linear_regression([{x: 1, y: 1}])", "`linear_regression` of rows needs `target`, the name of a column"),
    ("linear_regression([{x: 1, y: none}], target: \"y\")", "column `y` must hold numbers; it holds none"),
    ("bootstrap([], mean)", "`bootstrap` of an empty list"),
    ("bootstrap([1, 2], fn(xs) = \"a\")", "the function must give a number, not \"a\""),
    ("bootstrap(1..20, mean, seed: 3) == bootstrap(1..20, mean, seed: 3)", "true"),
    ("seed(3)\nbootstrap(1..20, mean) == bootstrap(1..20, mean, seed: 3)", "true"),
    ("bootstrap(1..20, mean, seed: 3) == bootstrap(1..20, mean, seed: 4)", "false"),
    ("sample(1..3, 5, seed: 1, repeats: true) == sample(1..3, 5, seed: 1, repeats: true)", "true"),
    ("sample([], 1, repeats: true)", "a sample of an empty list"),
    ("histogram([])", "`histogram` of an empty list"), ("histogram([1], 0)", "`bins` must be at least 1"),
    ("histogram([-1e308, 1e308], 2) |> map(fn(b) = b.count)", "[1, 1]"),
    ("cumulative_sum([])", "[]"), ("cumulative_sum([0.5, 1])", "[0.5, 1.5]"), ("rank([])", "[]"),
    ("standardize([5])", "[none]"), ("mode([])", "mode of an empty list"), ("mode([2, 1.0, 1])", "1"),
    ("differences([1])", "[]"), ("mean([1, 2], weights: [0, 0])", "mean of weights whose sum is 0"),
    ("mean([1, 2], weights: [1])", "`zip` needs lists of one length, not of 2 and 1 items"),
    ("covariance([1], [2]) == none", "true"),
  ])
  func edges(_ code: String, _ result: String) { #expect(shown(code) == result) }

  /// The bootstrap's interval covers the true mean about as often as it says.
  @Test func bootstrapCovers() {
    let covered = shown(
      """
      let runs = [bootstrap([sum(sample(1..6, 12, seed: 100 * k + i, repeats: true)) for i in 1..25], mean, count: 400, seed: k)
        for k in 1..60]
      count(runs, fn(r) = r.low <= 42 and 42 <= r.high)
      """)
    #expect((50...60).contains(Int(covered) ?? 0), "\(covered)")
  }
}
