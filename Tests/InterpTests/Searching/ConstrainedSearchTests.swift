import Testing

@testable import Interp

/// Searches in which `where` leaves little, conditions on what is inactive, and domains that depend on others.
struct ConstrainedSearchTests {
  static let strategies = [
    "random", "sobol", "tpe", "cmaes", "gaussian", "gamma", "hull(tpe)", "hull(gamma)", "auto",
  ]

  private static let weights = (0..<10).map { "w\($0) in 0.0..1.0" }.joined(separator: ", ")
  private static let sum = (0..<10).map { "w\($0)" }.joined(separator: " + ")

  /// What leaves less than a ten-thousandth of the space: a simplex, an order, sums, products.
  private static let tight = [
    "\(weights) where \(sum) <= 1",
    "ws in each(0.0..1.0, 10) where sum(ws) <= 1",
    "a in 1..20, b in 1..20, c in 1..20, d in 1..20, e in 1..20, f in 1..20, g in 1..20 "
      + "where a < b and b < c and c < d and d < e and e < f and f < g",
    "x in 1..2000, y in 1..2000 where x * y == 3600",
    "x in 0.0..1.0 by 0.01, y in 0.0..1.0 by 0.01, z in 0.0..1.0 by 0.01 where abs(x + y + z - 1) < 1e-9 where x > y",
    "x in 0.0..1.0, y in -1.0..1.0, k in [\"a\", \"b\"], z in 0.0..1.0 if k == \"a\" "
      + "where abs(x - y) < 1e-5 and (k == \"b\" or z < x)",
    "x in log(1e-30, 1e30), y in log(1e-30, 1e30), n in 1..9 where x > 1e25 and y < 1e-25 and n * x > 4e29",
  ]

  @Test(arguments: tight) func littleThatIsAllowedIsFound(space: String) { expectFound(space, "random") }

  @Test(arguments: strategies, [tight[1], tight[5]]) func everyStrategyFindsIt(strategy: String, space: String) {
    expectFound(space, strategy)
  }

  private func expectFound(_ space: String, _ strategy: String) {
    let objective = "1 / (1 + trial)"
    let search = "search \(space) with \(strategy) for 8 trials minimize \(objective)"
    let transcript = run(
      "let s = \(search)\nprint(length(s.trials))\nprint(length(unique(map(s.trials, fn(t) = \"{t.params}\"))))")
    #expect(transcript.failure == nil, "\(transcript)")
    #expect(transcript.output == ["8", "8"])
    // For the same seed the same.
    if strategy == "random" || strategy == "tpe" {
      #expect(shown("[t.params for t in (\(search)).trials] == [t.params for t in (\(search)).trials]") == "true")
    }
  }

  /// What is found is not one corner of what is allowed.
  @Test func drawsSpreadOverWhatIsAllowed() {
    let means = shown(
      "let s = search ws in each(0.0..1.0, 10) where sum(ws) <= 1 with random for 150 trials minimize 1\n"
        + "[mean([t.params.ws[i] for t in s.trials]) for i in 0..9]")
    // Uniform on the simplex: each weight has the mean 1/11 and the deviation 0.083, so that 150 draws miss it by 0.007.
    let numbers = means.split { "[], ".contains($0) }.compactMap { Double(String($0)) }
    #expect(numbers.count == 10 && numbers.allSatisfy { abs($0 - 1 / 11) < 0.035 }, "\(means)")
  }

  /// Among what is allowed a model is better than chance.
  @Test func modelsFindTheBestOfWhatIsAllowed() throws {
    func best(_ strategy: String) throws -> Double {
      let text = shown(
        "(search \(Self.weights) where \(Self.sum) <= 1 with \(strategy) for 40 trials "
          + "minimize (w0 - 0.6)^2 + (w1 - 0.3)^2 + w2 + w3 + w4 + w5 + w6 + w7 + w8 + w9).value")
      return try #require(Double(text))
    }
    let chance = try (0..<3).map { try best("random(seed: \($0))") }.min() ?? 0
    for strategy in ["gaussian", "gamma"] { #expect(try best(strategy) < chance / 10) }
  }

  @Test func anAllowedPointIsWhereToBegin() {
    // Without the point nothing tells where to look.
    let space = "x in 0.0..1.0, y in 0.0..1.0 where near_enough(x, y) from {x: 0.123456, y: 0.654321}"
    let code =
      "fn near_enough(x, y) = abs(x - 0.1234) < 0.0005 and abs(y - 0.6543) < 0.0005\n"
      + "let s = search \(space) with random for 20 trials minimize x\nlength(s.trials)"
    #expect(shown(code) == "20")
  }

  // MARK: Grids

  @Test(arguments: [
    ("a in 1..6, b in 1..6 where a < b", 3, 3), ("a in 1..6, b in 1..6 where a < b", 15, 15),
    ("a in 1..6, b in 1..6 where a < b", 100, 15), ("x in 1..100, y in 1..100 where x * y == 36", 50, 9),
    ("a in 1..20, b in 1..20, c in 1..20, d in 1..20 where a < b and b < c and c < d", 5000, 4845),
    ("o in [\"a\", \"b\", \"c\"], m in 1..5 if o == \"a\"", 7, 7),
    ("o in [\"a\", \"b\"], m in 1..5 if o == \"a\", n in 1..5 if m > 3 where n != 2", 14, 12),
    ("n in 1..3, ws in each(1..2, n)", 14, 14),
  ])
  func aGridHasWhatIsAllowed(space: String, budget: Int, count: Int) {
    #expect(shown("length((search \(space) with grid for \(budget) trials minimize 1).trials)") == "\(count)")
  }

  @Test func aGridOfRealsSpendsItsBudgetOnWhatIsAllowed() throws {
    let count = shown(
      "length((search x in 0.0..1.0, y in 0.0..1.0 where x + y <= 1 with grid for 60 trials minimize x).trials)")
    #expect(try #require(Int(count)) > 50)
  }

  // MARK: What is inactive

  @Test(arguments: [
    // A child of an inactive parent is inactive.
    ("a in 1..2, b in 1..3 if a == 1, c in 0.0..1.0 if b > 1", "b == none and c != none", "0"),
    ("a in 1..2, b in 1..3 if a == 1, c in 1..2 if b != 3", "b == none and c != none", "0"),
    ("a in 1..2, b in 1..3 if a == 1, c in 1..2 if not (b == 3)", "b == none and c != none", "0"),
    ("a in 1..2, b in 1..3 if a == 1, c in 0..b", "b == none and c != none", "0"),
    ("a in 1..2, b in 1..3 if a == 1, c in each(0..2, b)", "b == none and c != none", "0"),
    ("a in 1..2, b in each(1..3, 2) if a == 1, c in 1..2 if sum(b) > 3", "b == none and c != none", "0"),
    // Unless it says what comes of `none`.
    ("a in 1..2, b in 1..3 if a == 1, c in 1..2 if (b or 2) > 1", "b == none and c == none", "0"),
    ("a in 1..2, b in 1..3 if a == 1, c in 1..2 if b == none or b > 1", "b == none and c == none", "0"),
    ("a in 1..2, b in 1..3 if a == 1, c in 1..2 if a == 2 or b > 1", "b == none and c == none", "0"),
    // A constraint on it does not apply.
    ("a in 1..2, b in 1..3 if a == 1 where b > 1", "b == 1", "0"),
    ("a in 1..2, b in 1..3 if a == 1, c in 1..3 where b < c and c > 1", "c == 1 or (b or 0) >= c", "0"),
    ("a in 1..2, b in 1..3 if a == 1 where b == 3 or a == 2", "a == 1 and b != 3", "0"),
  ])
  func inactiveParentsMakeInactiveChildren(space: String, wrong: String, count: String) {
    for strategy in ["grid", "random", "tpe"] {
      let names = ["a", "b", "c"].filter { space.contains("\($0) in") }
      let binding = names.map { "let \($0) = t.params.\($0)" }.joined(separator: "; ")
      let code =
        "fn is_wrong(t) { \(binding); \(wrong) }\nlet s = search \(space) with \(strategy) for 40 trials minimize a\n"
        + "[length(filter(s.trials, is_wrong)), length(s.trials) > 1, length(filter(s.trials, fn(t) = t.params.a == 2)) > 0]"
      #expect(shown(code) == "[\(count), true, true]", "\(space) with \(strategy)")
    }
  }

  // MARK: Domains that depend on others

  @Test func anEndThatIsWrongOnlyWhereNothingIsAllowedIsFine() {
    for strategy in ["grid", "random", "gaussian", "tpe"] {
      let code =
        "let s = search a in 1..10, b in a..5 where a <= 5 with \(strategy) for 12 trials minimize a\n"
        + "[length(s.trials) in 11..12, all([t.params.a <= t.params.b and t.params.b <= 5 for t in s.trials])]"
      // A grid has the levels that its budget is enough for: 11 points.
      #expect(shown(code) == "[true, true]")
    }
    #expect(
      run("search a in 1..10, b in a..5 with random for 9 trials minimize a").failure?.contains("is reversed") == true)
  }

  @Test(arguments: [
    "search a in 1..10, b in 1..10, c in 1..10, d in 1..10, "
      + "w in each(0.0..1.0, if a == 7 and b == 4 and c == 3 and d == 9 { 3 } else { 1 }) "
      + "from {a: 7, b: 4, c: 3, d: 9, w: [0.1, 0.2, 0.3]} for 1 trials minimize sum(w)",
    "search x in 0.0..1.0, w in each(0.0..1.0, if x > 0.3 and x < 0.3001 { 3 } else { 1 }) "
      + "from {x: 0.30005, w: [0.1, 0.2, 0.3]} for 1 trials minimize sum(w)",
  ])
  func aListIsAsLongAsItsPointSays(search: String) {
    #expect(shown("(\(search)).best.params.w") == "[0.1, 0.2, 0.3]")
  }

  // MARK: Ranges among choices

  @Test(arguments: [
    "[\"auto\", low..1.0]", "ordered(\"auto\", low..1.0)", "each([\"auto\", low..1.0], 2)", "[1, log(low, 1)]",
    "[{lr: low..1.0}, {lr: 1}]", "[low..1.0]", "[1, each(low..1.0, 2)]",
  ])
  func aRangeIsNoChoice(domain: String) {
    let failure = run("let low = 0.1\nlet d = \(domain)\nsearch f in d with grid for 2 trials minimize 1")
    #expect(failure.failure?.contains("is a range, out of which nothing would be chosen") == true)
    #expect(failure.hint != nil)
  }

  // MARK: Points that name some of the parameters

  @Test func theRestOfAPointIsChosen() {
    #expect(
      shown(
        "let s = search x in 0.0..1.0, k in [\"a\", \"b\", \"c\"], n in 1..9, m in 1..4 if k == \"b\" where x * n < 5 "
          + "from [{k: \"b\"}, {x: 0.9}, {n: 9, k: \"c\"}, {m: 3}] with random for 6 trials minimize x\n"
          + "[s.trials[0].params.k, s.trials[1].params.x, s.trials[2].params.n, s.trials[2].params.k, s.trials[3].params.m, "
          + "s.trials[3].params.k, all([t.params.x * t.params.n < 5 for t in s.trials])]")
        == "[\"b\", 0.9, 9, \"c\", 3, \"b\", true]")
    #expect(
      run("search x in 0.0..1.0, y in 0.0..1.0 where x + y < 1 from {x: 1} minimize x").failure
        == "no values of the other parameters go with the point {x: 1}")
    #expect(run("search x in 0.0..1.0, y in 1..2 from {y: 7} minimize x").failure == "7 is not in the domain of `y`")
    #expect(
      shown("(search x in 0.0..1.0, y in 0.0..1.0 near 0.25 from {x: 0.5} for 1 trials minimize x).best.params")
        == "{x: 0.5, y: 0.25}")
  }
}
