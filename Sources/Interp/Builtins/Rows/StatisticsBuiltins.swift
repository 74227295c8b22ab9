import Basics
import BayesOpt
import DSL

/// Statistics that need more than a sum; the plain ones are in the library.
let statisticsBuiltins: [Builtin] = [
  Builtin(
    "median", forms: [medianOfNumbers, medianPruner],
    examples: [
      .init("median([3, 1, 2, 10])", "2.5"), .init("median(after: 5 epochs)", "median(after: 5, startup: 5)"),
    ],
    seeAlso: ["mean", "quantile"]),
  Builtin(
    "quantile", [.required("xs"), .required("q")],
    "The number that a share `q` of a list lies below, on a straight line between its neighbours in the sorted list.",
    examples: [.init("quantile([1, 2, 3, 4, 5], 25%)", "2")], seeAlso: ["median", "sort"]
  ) { (a: Arguments) throws(Exit) in
    let q = try a.number(1)
    guard q >= 0, q <= 1 else {
      throw failure(
        .argumentRange,
        "`q` must be from 0 to 1, not \(a[1])", a.place(1), hint: q > 1 && q <= 100 ? "write `\(a[1])%`." : nil)
    }
    return .real(try quantile(q, a, "quantile"))
  },
  Builtin(
    "best_so_far", [.required("values"), .optional("maximize", .bool(false))],
    "The smallest value up to each place of a list, or the largest; `none` counts for nothing.",
    examples: [
      .init("best_so_far([3, 5, 2, 4])", "[3, 3, 2, 2]"),
      .init("best_so_far([none, 1, 4, 2], maximize: true)", "[none, 1, 4, 4]"),
    ], seeAlso: ["min", "max", "regret"]
  ) { (a: Arguments) throws(Exit) in
    let maximize = try a.bool(1)
    var best = Value.none
    var course = ContiguousArray<Value>()
    try a.forEach(try a.list(0)) { (value) throws(Exit) in
      if !Ordering.isUnknown(value) {
        if best.isNone {
          best = value
        } else if maximize ? try IsGreater.slow(value, best, a.span) : try IsLess.slow(value, best, a.span) {
          best = value
        }
      }
      course.append(best)
    }
    return .list(course)
  },
  wilcoxon,
  Builtin(
    "cumulative_sum", [.required("xs")], "The sums of the first number of a list, of the first two, and so on.",
    examples: [.init("cumulative_sum([1, 2, 3, 4])", "[1, 3, 6, 10]")], seeAlso: ["sum", "differences", "best_so_far"]
  ) { (a: Arguments) throws(Exit) in
    var sum = Value.int(0)
    return .list(
      try a.map(try a.list(0)) { (item) throws(Exit) in
        guard item.number != nil else { throw a.wrongItem(0, item) }
        sum = try Adding.slow(sum, item, a.span)
        return sum
      })
  },
  Builtin(
    "rank", [.required("xs")],
    "The place of each number of a list in ascending order, from 1; equal numbers share the mean of theirs.",
    examples: [.init("rank([10, 30, 20, 20])", "[1, 4, 2.5, 2.5]")], seeAlso: ["sort", "argmin", "correlation_test"]
  ) { (a: Arguments) throws(Exit) in
    .list(ContiguousArray(midranks(try a.sample(0, atLeast: 0)).ranks.map { .real($0) }))
  },
  Builtin(
    "histogram", [.required("xs"), .optional("bins", .int(10))],
    "How many numbers of a list lie in each of so many parts of equal width: rows of `low`, `high` and `count`.",
    examples: [
      .init(
        "histogram([1, 2, 2, 3, 5], 2) |> table",
        "low  high  count\n───  ────  ─────\n  1     3      3\n  3     5      2")
    ], seeAlso: ["quantile", "plot"]
  ) { (a: Arguments) throws(Exit) in
    let (numbers, bins) = (try a.sample(0), try a.count(1))
    guard bins > 0 else { throw failure(.argumentRange, "`bins` must be at least 1", a.place(1)) }
    try Capacity.check(items: bins, a.span)
    var (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    // Halves, so that the width of the widest range is a number too.
    let half = high / 2 - low / 2
    let edges = (0...bins).map { $0 == bins ? high : low + half * (Double($0) / Double(bins)) * 2 }
    var counts = [Int](repeating: 0, count: bins)
    try a.forEach(numbers) { (x) throws(Exit) in
      var bin = min(bins - 1, max(0, Int((x / 2 - low / 2) / half * Double(bins))))
      if x < edges[bin] { bin -= 1 } else if bin + 1 < bins, x >= edges[bin + 1] { bin += 1 }
      counts[max(0, bin)] += 1
    }
    return .list(
      try a.map(counts.indices) { (bin) throws(Exit) in
        .record([("low", .real(edges[bin])), ("high", .real(edges[bin + 1])), ("count", .int(counts[bin]))])
      })
  },
]

/// `median(xs)`; `medianPruner` is the other form of the name.
let medianOfNumbers = Builtin.Form(
  parameters: [.required("xs")], summary: "The middle of a list of numbers, or the mean of the two middle ones."
) { (a: Arguments) throws(Exit) in .real(try quantile(0.5, a, "median")) }

/// Type 7 of Hyndman and Fan, The American Statistician 50 (1996) 361-365: the default of R and NumPy.
private func quantile(_ q: Double, _ a: Arguments, _ name: String) throws(Exit) -> Double {
  let numbers = try a.numbers(0)
  guard !numbers.isEmpty else { throw failure(.emptyList, "`\(name)` of an empty list", a.place(0)) }
  guard !numbers.contains(where: \.isNaN) else { return .nan }
  return quantile(q, ofSorted: try a.sorted(numbers, by: <))
}

/// The same of at least one number, in ascending order.
func quantile(_ q: Double, ofSorted sorted: [Double]) -> Double {
  let position = q * Double(sorted.count - 1)
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  let share = position - Double(below)
  // Not lower + share * difference, which gives NaN between two equal infinities.
  return share == 0 ? sorted[below] : (1 - share) * sorted[below] + share * sorted[above]
}

private let wilcoxon = Builtin(
  "wilcoxon", forms: [wilcoxonOfPairs, wilcoxonOfRows, wilcoxonPruner],
  examples: [
    .init(
      "wilcoxon([{s: \"a\", x: n} for n in 1..5] + [{s: \"b\", x: n} for n in 6..9], by: \"s\", on: \"x\", against: \"a\")[0]",
      "{s: \"b\", against: \"a\", n: 4, statistic: 20, p: 0.015873015873015872}"),
    .init("wilcoxon([3, 5, 8, 9], [2, 3, 5, 5])", "{statistic: 10, p: 0.125}"),
  ], seeAlso: ["group_by", "compare", "prune"])

private let wilcoxonOfRows = Builtin.Form(
  parameters: [.required("rows"), .required("by"), .required("on"), .required("against"), .optional("pair")],
  summary: """
    Tests whether a column of numbers lies higher or lower in each group than in one of them: by the rank-sum test, or by \
    the signed-rank test where `pair` names the column that tells which rows belong together.
    """
) { (a: Arguments) throws(Exit) in
  let (by, on) = (try a.string(1), try a.string(2))
  let pair = try a.optional(4, a.string)
  var groups: [(value: Value, sample: Sample)] = []
  var indices: [Key: Int] = [:]
  try a.forEach(try a.list(0)) { (row) throws(Exit) in
    let value = try a.field(by, of: row, 1)
    let measured = try a.field(on, of: row, 2)
    if measured.isNone { return }
    guard let number = measured.number, !number.isNaN else {
      throw failure(.argumentKind, "`\(on)` must hold numbers; it holds \(measured)", a.place(2))
    }
    let index = indices[Key(value)] ?? groups.count
    indices[Key(value)] = index
    if index == groups.count { groups.append((value, Sample())) }
    groups[index].sample.numbers.append(number)
    if let pair {
      let key = Key(try a.field(pair, of: row, 4))
      guard groups[index].sample.byPair.updateValue(number, forKey: key) == nil else {
        throw failure(.argumentRange, "`\(pair)` must tell the rows of \(value) apart", a.place(4))
      }
      groups[index].sample.pairs.append(key)
    }
  }
  guard let base = indices[Key(a[3])] else {
    throw failure(.argumentRange, "no row has \(a[3]) in `\(by)`", a.place(3))
  }
  let reference = groups[base].sample
  var results = ContiguousArray<Value>()
  for (index, group) in groups.enumerated() where index != base {
    let count: Int
    let test: RankTest
    if pair == nil {
      count = group.sample.numbers.count
      test = RankTest(sum: group.sample.numbers, against: reference.numbers)
    } else {
      let differences = group.sample.pairs.compactMap { key in
        group.sample.byPair[key].flatMap { x in reference.byPair[key].map { x - $0 } }
      }
      count = differences.count
      test = RankTest(signed: differences)
    }
    results.append(
      .record([
        (by, group.value), ("against", a[3]), ("n", .int(count)), ("statistic", .real(test.statistic)),
        ("p", .real(test.p)),
      ]))
  }
  return .list(results)
}

/// The numbers of one group of `wilcoxon`, and where they belong.
private struct Sample {
  var numbers: [Double] = []
  var pairs: [Key] = []
  var byPair: [Key: Double] = [:]
}
