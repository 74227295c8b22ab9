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
    ("[x for x in 0.0..1.0 by 0.1] == [0.0 + i * 0.1 for i in 0..10]", "true"),
  ])
  func answers(code: String, answer: String) { #expect(shown(code) == answer) }

  /// The same as a walk along all levels, for domains that are small.
  @Test func aDivisionFindsWhatAWalkWould() {
    for (low, step) in [(0.0, 0.1), (-3.7, 0.3), (1e9, 0.25), (-2e-307, 2e-308), (0.1, 7.0)] {
      let levels = LinearLevels(low: low, high: low + 40 * step, step: step)
      #expect(levels.count == 41)
      for index in 0..<40 {
        #expect(levels.level(Double(index)) == low + Double(index) * step)
        #expect(levels.contains(low + Double(index) * step))
        #expect(!levels.contains(low + (Double(index) + 0.5) * step))
      }
    }
    for (low, step) in [(1.0, 1.1), (1e-5, 10.0), (3.0, 1.0001)] {
      var level = low
      for index in 0..<40 {
        let levels = LogarithmicLevels(low: low, high: level, step: step)
        #expect(levels.count == index + 1)
        #expect(levels.level(Double(index)) == level)
        #expect(levels.contains(level))
        #expect(!levels.contains(level * (1 - (step - 1) / 3)))
        level *= step
      }
    }
  }
}
