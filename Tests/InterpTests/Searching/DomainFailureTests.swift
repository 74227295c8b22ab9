import Testing

@testable import Interp

/// A domain that has no meaning at some points, and a `where` that leaves none: the message names the point or the domain.
struct DomainFailureTests {
  @Test(arguments: [
    ("a in 1..9, b in a..5", "the range 6..5 is reversed: it contains no value", "where a = 6", "a <= 5"),
    ("a in 1..9, b in 0..5 - a", "the range 0..-1 is reversed: it contains no value", "where a = 6", "0 <= 5 - a"),
    ("a in 1..9, b in log(a, 5)", "the range `log(6, 5)` is reversed", "where a = 6", "a <= 5"),
    ("a in 1..9, b in each(a..5, 2)", "the range 6..5 is reversed: it contains no value", "where a = 6", "a <= 5"),
    (
      "a in 0..3, b in each(0.0..1.0, a - 1)", "`count` must be from 0 to 1000, not -1", "where a = 0", "a - 1 >= 0"
    ),
    ("a in 0..9, b in 1..5 by a", "a step must be above 0, not 0", "where a = 0", "a > 0"),
    (
      "a in 0..9, b in log(a, 20)", "a logarithmic range cannot start at 0", "must be above 0, where a = 0",
      "a > 0"
    ),
    (
      "a in [1, 2], c in 4..6, b in c..4 + a", "the range 6..5 is reversed: it contains no value", "where a = 1, c = 6",
      "c <= 4 + a"
    ),
  ])
  func aDomainNamesThePointWhereItIsNone(
    _ parameters: String, _ message: String, _ label: String, _ condition: String
  ) {
    let search = "search \(parameters) with random for 9 trials"
    let transcript = run("\(search) minimize a")
    #expect(transcript.failure == message)
    #expect(transcript.label == label)
    #expect(transcript.hint == "`where \(condition)` refuses such points.")
    #expect(run("\(search) where \(condition) minimize a").failure == nil)
  }

  /// What a function makes of the parameters is not known by its text.
  @Test func soDoesOneThatAFunctionMakes() {
    let transcript = run("fn d(a) = a..5\nsearch a in 1..9, b in d(a) with random for 9 trials minimize a")
    #expect(transcript.label == "where a = 6")
    #expect(transcript.hint == "`where` refuses such points.")
  }

  /// What none of the points has that are looked at before the first trial is met by one of the trials.
  @Test func soDoesOneThatIsMetMidway() {
    let domain = "(if abs(a - 3.125) < 0.004 { 5.0 } else { 0.0 })..1.0"
    let transcript = run("search a in 0.0..10.0, b in \(domain) with random(seed: 1) for 9999 trials minimize a + b")
    #expect(transcript.failure == "the range 5.0..1.0 is reversed: it contains no value")
    #expect(transcript.label?.hasPrefix("where a = 3.12") == true)
    #expect(transcript.hint == "`where` refuses such points.")
  }

  @Test(arguments: [
    ("x in 0.0..1.0", "x > 20", "x > 20", "`x` is in `0.0..1.0`: loosen the `where`, or widen the domain."),
    ("x in 1..9", "x > 20", "x > 20", "`x` is in `1..9`: loosen the `where`, or widen the domain."),
    ("x in [1, 2]", "x > 20", "x > 20", "`x` is in `[1, 2]`: loosen the `where`, or widen the domain."),
    (
      "x in 0.0..1.0, y in 0..x * 9", "x < 2 and x + y > 20", "x + y > 20",
      "`x` is in `0.0..1.0`, `y` in `0..x * 9`: loosen the `where`, or widen a domain."
    ),
    (
      "x in 0.0..1.0", "x == 0.5", "x == 0.5",
      "a real number is hardly ever equal to another: instead of `a == b`, write `abs(a - b) < 0.01`."
    ),
  ])
  func aWhereThatLeavesNothingNamesTheDomains(
    _ parameters: String, _ condition: String, _ place: String, _ hint: String
  ) {
    for strategy in ["random", "auto"] {
      let transcript = run("search \(parameters) where \(condition) with \(strategy) for 9 trials minimize x")
      #expect(transcript.failure?.hasPrefix("`where` refuse") == true)
      #expect(transcript.place == place)
      #expect(transcript.hint == hint)
    }
  }
}
