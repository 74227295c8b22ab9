import Testing

@testable import Interp

/// The levels of stepped domains: how many there are, and what is one of them, without a walk along all.
@Suite struct LevelTests {
  @Test(arguments: [
    ("0.3 in (0.0..1e15 by 0.5)", "false"),
    ("123456789.5 in (0.0..1e15 by 0.5)", "true"),
    ("1e14 + 0.25 in (0.0..1e15 by 0.5)", "false"),
    ("-1e300 in (-1e308..1e308 by 1.0)", "true"),
    ("length(-1e308..1e308 by 1e307)", "21"),
    ("(-1e308..1e308 by 1e307)[19] > 8.9e307", "true"),
    ("0.3 in (-0.9..0.9 by 0.3)", "true"),
    ("0 in (-0.3..0.3 by 0.1)", "true"),
    ("0.15 in (-0.3..0.3 by 0.1)", "false"),
    ("1e308 * 10.0 in (0.0..1.0 by 0.5)", "false"),
    ("number(\"nan\") in (0.0..1.0 by 0.5)", "false"),
    ("5e-324 in (0.0..1.0 by 5e-324)", "true"),
    ("1e-323 in (0.0..1e-300 by 1.5e-323)", "false"),
    ("1.5e-323 in (0.0..1e-300 by 1.5e-323)", "true"),
    ("0.5 in (1.0..0.0 by 0.5)", "false"),
    ("(log(1, 1e300) by 1.0000001)[6 * 10^9] in (log(1, 1e300) by 1.0000001)", "true"),
    ("1e301 in (log(1, 1e300) by 1.0000001)", "false"),
    ("length(log(1, 1e300) by 1.0000001) > 6 * 10^9", "true"),
    ("(log(1, 1e300) by 1.0000001)[-1] <= 1e300", "true"),
    ("(log(1, 1e300) by 1.0000001)[-1] > 0.999999e300", "true"),
    ("3.0 in (log(1.0, 1e300) by 2.0)", "false"),
    ("1024 in (log(1.0, 1e300) by 2.0)", "true"),
    ("length(log(1e-300, 1e300) by 10.0)", "601"),
    ("length(log(5e-324, 1.0) by 2.0)", "1075"),
    ("(log(5e-324, 1e308) by 2.0)[-1] > 1e307", "true"),
    ("-1.0 in (log(1.0, 2.0) by 1.5)", "false"),
    ("[x for x in log(1, 10^13 - 1) by 1000]", "[1, 1000, 1000000, 1000000000, 1000000000000]"),
    ("length(log(1, 9223372036854775807) by 2)", "63"),
    ("9007199254740993 in (0..10^17 by 2)", "false"),
    ("9223372036854775807 in (-9223372036854775807..9223372036854775807 by 2)", "true"),
    ("9223372036854775806 in (-9223372036854775807..9223372036854775807 by 2)", "false"),
    ("length(-9223372036854775807..9223372036854775807 by 4)", "4611686018427387904"),
    ("[x for x in 0.0..1.0 by 0.1]", "[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]"),
    ("(0.0..1.0 by 0.1)[3] == 0.3", "true"),
    ("0.1 * 3 in (0.0..1.0 by 0.1)", "true"),
    ("[x for x in -0.3..0.3 by 0.1]", "[-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]"),
    ("[x for x in 1.7e9..1.7e9 + 0.3 by 0.1]", "[1700000000, 1700000000.1, 1700000000.2, 1700000000.3]"),
    ("[x for x in 0.0..1.0 by 1/3][-1]", "1"),
    ("[x for x in log(1e-9, 1e-6) by 10]", "[1e-9, 1e-8, 1e-7, 1e-6]"),
    ("[x for x in log(1e-4, 1) by 10^(1/3)][3]", "0.001"),
    ("(log(2e-16, 1.0) by 3)[10]", "1.18098e-11"),
  ])
  func answers(code: String, answer: String) { #expect(shown(code) == answer) }

  /// Membership, indexing and a search agree, whatever the size of the numbers.
  @Test(arguments: [
    "0.0..1.0 by 0.1", "-2.5..2.5 by 0.05", "0.0..1e-30 by 1e-31", "-1e30..1e30 by 1e29", "1.7e9..1.7e9 + 1 by 0.1",
    "0.0229..3 by 0.1", "-0.7..-0.1 by 0.3", "1..10 by 0.5", "log(1e-9, 1e9) by 10", "log(1e-30, 1e-3) by 1000",
    "log(2e-16, 1.0) by 3", "log(1e-30, 1e30) by 2", "log(0.3, 900.0) by 1.7", "log(16, 5000) by 2", "-20..20 by 7",
    "0.0..1.0 by 1/7", "log(1e-3, 1e3) by 10^(1/4)",
  ])
  func aSearchTriesTheItems(domain: String) {
    let items = "[x for x in \(domain)]"
    let trials = "[t.params.x for t in (search x in \(domain) with grid for 1000 trials minimize 1).trials]"
    #expect(shown("\(trials) == \(items)") == "true")
    #expect(shown("all([x in (\(domain)) for x in \(items)])") == "true")
    let starts = "(search x in \(domain) from [{x: v} for v in \(items)] for length(\(items)) * 1 trials minimize 1)"
    #expect(shown("length(\(starts).trials) == length(\(items))") == "true")
  }

  @Test func aPointThatMissesALevelByRoundingIsTheLevel() {
    #expect(
      shown("(search x in 0.0..1.0 by 0.1 from {x: 0.1 + 0.2} for 1 trials minimize x).best.params.x == 0.3") == "true")
    #expect(
      shown("(search x in log(1e-3, 1) by 10 from {x: 0.1 * 0.1} for 1 trials minimize x).best.params.x == 0.01")
        == "true")
  }
}
