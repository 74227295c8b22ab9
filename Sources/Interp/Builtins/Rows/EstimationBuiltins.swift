import Basics
import BayesOpt
import DSL

/// Estimates with what is known of their precision.
let estimationBuiltins: [Builtin] = [
  Builtin(
    "confidence_interval", [.required("xs"), .label("level", .real(0.95))],
    "The mean of a list of numbers, and the ends of the interval that covers the true one in 95% of cases, by Student.",
    examples: [
      .init(
        "confidence_interval([2, 4, 4, 4, 5, 5, 7, 9]) |> map_values(fn(x) = round(x, 3))",
        "{mean: 5, low: 3.213, high: 6.787}")
    ], seeAlso: ["bootstrap", "t_test", "mean"]
  ) { (a: Arguments) throws(Exit) in
    let estimate = Estimate(meanOf: try a.sample(0, atLeast: 2))
    let (low, high) = estimate.interval(try a.level(1))
    return .record([("mean", .real(estimate.value)), ("low", .real(low)), ("high", .real(high))])
  },
  Builtin(
    "bootstrap",
    [
      .required("xs"), .required("function"), .label("count", .int(2000)), .label("level", .real(0.95)), .label("seed"),
    ],
    """
    What a function gives for a list, its standard error, and the ends of the interval that holds 95% of what it gives for \
    lists of so many items drawn from the list, some of them repeatedly; the same ones for the same seed.
    """,
    examples: [
      .init("bootstrap([3, 3, 3], mean, seed: 1)", "{estimate: 3, error: 0, low: 3, high: 3}"),
      .init("bootstrap(1..9, median, count: 500, seed: 7).estimate", "5"),
    ], seeAlso: ["confidence_interval", "sample"]
  ) { (a: Arguments) throws(Exit) in
    let (items, function) = (try a.list(0), try a.function(1))
    let (count, level) = (try a.count(2), try a.level(3))
    guard !items.isEmpty else { throw failure(.emptyList, "`bootstrap` of an empty list", a.place(0)) }
    guard count >= 2 else { throw failure(.argumentRange, "`count` must be at least 2, and is \(count)", a.place(2)) }
    try Capacity.check(items: count, a.span)
    func number(_ items: ContiguousArray<Value>) throws(Exit) -> Double {
      let value = try a.call(function, .list(items))
      if let number = value.number, number.isFinite { return number }
      throw failure(.argumentKind, "the function must give a number, not \(value)", a.place(1))
    }
    let estimate = try number(items)
    var random = CounterRandom(seed: try a.seed(4))
    let drawn = try a.map(0..<count) { (_) throws(Exit) in
      try number(try a.map(items.indices) { (_) throws(Exit) in items[random.index(below: items.count)] })
    }
    let sorted = try a.sorted(drawn, by: <)
    let mean = drawn.reduce(0) { $0 + $1 / Double(count) }
    let squares = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let isVarying = sorted[0] != sorted[count - 1]
    return .record([
      ("estimate", .real(estimate)), ("error", .real(isVarying ? (squares / Double(count - 1)).squareRoot() : 0)),
      ("low", .real(quantile((1 - level) / 2, ofSorted: sorted))),
      ("high", .real(quantile((1 + level) / 2, ofSorted: sorted))),
    ])
  },
  Builtin(
    "linear_regression", forms: [regressionOfLists, regressionOfRows],
    examples: [
      .init("linear_regression([1, 2, 3, 4], [2.1, 3.9, 6.2, 7.8]).r2 |> round(6)", "0.995661"),
      .init(
        "linear_regression([{x: 1, y: 3}, {x: 2, y: 5}, {x: 3, y: 7}], target: \"y\").coefficients "
          + "|> map(fn(c) = [c.name, round(c.estimate, 6)])", "[[\"intercept\", 1], [\"x\", 2]]"),
    ], seeAlso: ["correlation_test", "t_test"]),
]

private let regressionOfLists = Builtin.Form(
  parameters: [.required("xs"), .required("ys"), .label("level", .real(0.95))],
  summary: """
    The straight line through points by least squares: `coefficients` with their standard errors, tests and intervals, \
    `r2`, its test, and the `residuals`. `xs` holds a number for each point, or a list of several.
    """
) { (a: Arguments) throws(Exit) in
  let items = try a.list(0)
  var columns: [[Double]]
  if let first = items.first, case .list(let numbers) = first {
    columns = [[Double]](repeating: [], count: numbers.count)
    try a.forEach(items) { (item) throws(Exit) in
      guard case .list(let row) = item, row.count == columns.count else {
        throw failure(.argumentKind, "`xs` must hold lists of \(columns.count) numbers each", a.place(0))
      }
      for (column, value) in row.enumerated() {
        guard let number = value.number else { throw a.wrongItem(0, value) }
        columns[column].append(number)
      }
    }
  } else {
    columns = [try a.sample(0, atLeast: 0)]
  }
  let names = columns.count == 1 ? ["x"] : columns.indices.map { "x\($0 + 1)" }
  return try regression(columns, names, try a.sample(1, atLeast: 0), level: try a.level(2), a)
}

private let regressionOfRows = Builtin.Form(
  parameters: [.required("rows"), .label("target"), .label("features"), .label("level", .real(0.95))],
  summary: "The same for rows of a table: of the column `target` by the columns `features`, or by all others."
) { (a: Arguments) throws(Exit) in
  let rows = try a.list(0)
  guard !a[1].isNone else {
    throw failure(
      .argumentCount, "`linear_regression` of rows needs `target`, the name of a column", a.span,
      hint: "write `linear_regression(rows, target: \"y\")`.")
  }
  let target = try a.string(1)
  var features: [String] = []
  if !a[2].isNone {
    features = try names(a, 2)
  } else if case .record(let first)? = rows.first {
    features = first.fields.map(\.name).filter { $0 != target }
  }
  func column(_ name: String, _ index: Int) throws(Exit) -> [Double] {
    Array(
      try a.map(rows) { (row) throws(Exit) in
        let value = try a.field(name, of: row, index)
        guard let number = value.number else {
          throw failure(
            .argumentKind, "column `\(name)` must hold numbers; it holds \(value.kind)", a.place(index),
            hint: value.isNone
              ? "`filter(rows, fn(row) = row.\(name) != none)` leaves such rows out."
              : index == 0 ? "`features: [\"...\"]` names the columns that are meant." : nil)
        }
        return number
      })
  }
  let y = try column(target, 1)
  let columns = try a.map(features) { (name) throws(Exit) in try column(name, a[2].isNone ? 0 : 2) }
  return try regression(Array(columns), features, y, level: try a.level(3), a)
}

private func regression(
  _ columns: [[Double]], _ names: [String], _ y: [Double], level: Double, _ a: Arguments
) throws(Exit) -> Value {
  guard let first = columns.first else {
    throw failure(.argumentCount, "`linear_regression` needs a column to explain the others by", a.place(0))
  }
  guard first.count == y.count else {
    throw failure(
      .argumentRange, "`xs` and `ys` belong together, item by item, and have \(first.count) and \(y.count)", a.place(1))
  }
  guard y.count > columns.count + 1 else {
    throw failure(
      .emptyList,
      "\(columns.count + 1) coefficients need \(columns.count + 2) points or more, not \(y.count)", a.place(0))
  }
  guard (columns + [y]).allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
    throw failure(.argumentRange, "`linear_regression` needs finite numbers", a.place(0))
  }
  let fit: LinearRegression
  do throws(LinearRegression.DependentColumn) { fit = try LinearRegression(columns, y) } catch {
    let values = columns[error.index]
    throw failure(
      .argumentRange,
      values.allSatisfy { $0 == values[0] }
        ? "`\(names[error.index])` does not vary, so that nothing depends on it"
        : "`\(names[error.index])` follows from the columns before it, so that its coefficient has no value", a.place(0)
    )
  }
  let rows = (["intercept"] + names).enumerated().map { index, name in
    let estimate = Estimate(value: fit.coefficients[index], error: fit.errors[index], df: fit.df)
    let (low, high) = estimate.interval(level)
    let (statistic, p) = estimate.test(against: 0)
    return Value.record([
      ("name", .text(name)), ("estimate", .real(estimate.value)), ("error", .real(estimate.error)),
      ("statistic", statistic), ("p", p), ("low", .real(low)), ("high", .real(high)),
    ])
  }
  let k = Double(columns.count)
  let isVarying = y.contains { $0 != y[0] }
  let r2 = isVarying ? 1 - fit.residualSquares / fit.totalSquares : nil
  let explained = max(0, fit.totalSquares - fit.residualSquares)
  let statistic = isVarying && fit.residualSquares > 0 ? explained / k / (fit.residualSquares / fit.df) : nil
  return .record([
    ("coefficients", .list(ContiguousArray(rows))), ("r2", Value(r2)),
    ("adjusted_r2", Value(r2.map { 1 - (1 - $0) * (fit.df + k) / fit.df })),
    ("error", .real((fit.residualSquares / fit.df).squareRoot())), ("df", .int(Int(fit.df))),
    ("statistic", Value(statistic)), ("p", Value(statistic.map { FisherDistribution.exceeding($0, k, fit.df) })),
    ("residuals", .list(ContiguousArray(fit.residuals.map { .real($0) }))),
  ])
}
