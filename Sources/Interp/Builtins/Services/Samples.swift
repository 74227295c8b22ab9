import BayesOpt
import DSL

// The numbers that a test is made of, and the records that it gives.

extension Arguments {
  /// A list of finite numbers, of at least so many.
  func sample(_ index: Int, atLeast least: Int = 1) throws(Exit) -> [Double] {
    try checked(try numbers(index), index, atLeast: least)
  }

  /// Two lists of finite numbers of one length, whose items belong together.
  func pairs(_ first: Int, _ second: Int, atLeast least: Int) throws(Exit) -> (xs: [Double], ys: [Double]) {
    let (xs, ys) = (try sample(first, atLeast: 0), try sample(second, atLeast: 0))
    guard xs.count == ys.count else {
      throw failure(
        .argumentRange,
        "`\(name(first))` and `\(name(second))` belong together, item by item, and have \(xs.count) and \(ys.count)",
        place(second))
    }
    return (try checked(xs, first, atLeast: least), ys)
  }

  /// A list of at least two lists of finite numbers, of at least so many each.
  func samples(_ index: Int, atLeast least: Int = 1) throws(Exit) -> [[Double]] {
    let lists = try list(index)
    let samples = try map(lists) { (item) throws(Exit) -> [Double] in
      guard let items = try items(of: item) else {
        throw failure(
          .argumentKind, "`\(name(index))` must be a list of lists of numbers; it holds \(item.kind)", place(index),
          hint: "`\(form.name)([xs, ys])` compares two lists.")
      }
      var numbers: [Double] = []
      try forEach(items) { (item) throws(Exit) in
        guard let number = item.number else { throw wrongItem(index, item) }
        numbers.append(number)
      }
      return try checked(numbers, index, atLeast: least)
    }
    guard samples.count >= 2 else {
      throw failure(
        .argumentRange, "`\(form.name)` compares at least two lists, not \(samples.count)", place(index),
        hint: "`\(form.name)([xs, ys])` compares two.")
    }
    return Array(samples)
  }

  private func checked(_ numbers: [Double], _ index: Int, atLeast least: Int) throws(Exit) -> [Double] {
    guard numbers.count >= least else {
      throw failure(
        .emptyList,
        numbers.isEmpty
          ? "`\(form.name)` of an empty list"
          : "`\(form.name)` needs \(least) numbers or more, not \(numbers.count)", place(index))
    }
    if let odd = numbers.first(where: { !$0.isFinite }) {
      throw failure(
        .argumentRange, "`\(name(index))` holds \(realText(odd)), of which nothing can be computed", place(index))
    }
    return numbers
  }

  /// The share of cases that an interval is to cover: above 0 and below 1.
  func level(_ index: Int) throws(Exit) -> Double {
    let level = try number(index)
    guard level > 0, level < 1 else {
      throw failure(
        .argumentRange, "`level` must be above 0 and below 1, not \(self[index])", place(index),
        hint: level >= 1 && level < 100 ? "write `level: \(realText(level))%`." : nil)
    }
    return level
  }
}

extension Value {
  /// A number that may have no value.
  init(_ number: Double?) { self = number.map { $0.isNaN ? .none : .real($0) } ?? .none }
}

/// A mean, or a difference of two, with its standard error.
struct Estimate {
  let value: Double
  let error: Double
  /// Degrees of freedom of the standard error.
  let df: Double

  init(value: Double, error: Double, df: Double) { (self.value, self.error, self.df) = (value, error, df) }

  /// The mean of at least two numbers.
  init(meanOf numbers: [Double]) {
    let n = Double(numbers.count)
    let (mean, squares) = Self.moments(numbers)
    self.init(value: mean, error: (squares / (n - 1) / n).squareRoot(), df: n - 1)
  }

  /// The mean of `xs` less that of `ys`, of at least two numbers each: with Welch's degrees of freedom, or with those of a
  /// common variance.
  init(meanOf xs: [Double], less ys: [Double], hasEqualVariances: Bool) {
    let (n, m) = (Double(xs.count), Double(ys.count))
    let (x, y) = (Self.moments(xs), Self.moments(ys))
    if hasEqualVariances {
      let df = n + m - 2
      let variance = (x.squares + y.squares) / df
      self.init(value: x.mean - y.mean, error: (variance * (1 / n + 1 / m)).squareRoot(), df: df)
    } else {
      let (a, b) = (x.squares / (n - 1) / n, y.squares / (m - 1) / m)
      let share = a + b > 0 ? a / (a + b) : 0.5
      let df = 1 / (share * share / (n - 1) + (1 - share) * (1 - share) / (m - 1))
      self.init(value: x.mean - y.mean, error: (a + b).squareRoot(), df: df)
    }
  }

  /// The mean, and the sum of squares around it.
  static func moments(_ numbers: [Double]) -> (mean: Double, squares: Double) {
    guard numbers.contains(where: { $0 != numbers[0] }) else { return (numbers[0], 0) }
    let n = Double(numbers.count)
    let first = numbers.reduce(0, +) / n
    let mean = first + numbers.reduce(0) { $0 + ($1 - first) } / n
    return (mean, numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
  }

  /// The ends of the interval that covers the true value in so many cases.
  func interval(_ level: Double) -> (low: Double, high: Double) {
    let width = error > 0 ? StudentDistribution.twoSidedQuantile(1 - level, df: df) * error : 0
    return (value - width, value + width)
  }

  /// Student's test of whether the true value is `expected`: none where nothing varies.
  func test(against expected: Double) -> (statistic: Value, p: Value) {
    let statistic = error > 0 ? (value - expected) / error : nil
    return (Value(statistic), Value(statistic.map { StudentDistribution.twoSided($0, df: df) }))
  }
}
