import Testing

@testable import Interp

/// What goes wrong while a program runs is said in the user's words, and nothing traps.
struct FailureTests {
  @Test(arguments: [
    ("1 / 0", "division by zero"),
    ("5 mod 0", "`mod 0` has no value"),
    ("9223372036854775807 + 1", "`9223372036854775807 + 1` is too large for an integer"),
    ("3037000500 * 3037000500", "`3037000500 * 3037000500` is too large for an integer"),
    ("2^64", "`2 ^ 64` is too large for an integer"),
    ("-(-9223372036854775807 - 1)", "`0 - -9223372036854775808` is too large for an integer"),
    ("[1, 2][2]", "there is no element 2: the list has 2"),
    ("\"abc\"[-4]", "there is no element -4: the string has 3"),
    ("{alpha: 1}.alpah", "a record has no field `alpah`"),
    ("none.x", "`none` has no field `x`"),
    ("1 + \"a\"", "an integer and a string cannot be added"),
    ("1 + none", "an integer and none cannot be added"),
    ("\"a\" < 1", "a string and an integer cannot be compared by `<`"),
    ("[fn(x) = x][0]()", "`fn` needs a value for `x`"),
    ("[fn(x) = x][0](1, 2)", "`fn` takes one value, not 2"),
    ("[3][0](1)", "an integer cannot be called"),
    ("fn f(n) = 1 + f(n)\nf(1)", "calls are nested too deeply"),
    ("for x in 0.0..1.0 { x }", "a range of reals has no next number"),
    ("for x in [5][0] { x }", "a loop cannot visit an integer"),
    ("for a, b in [1 + 0] { a }", "two loop variables need items of two members, not an integer"),
    ("sqrt(-1)", "`sqrt(-1)` has no value"),
    ("[...3]", "`...` cannot spread an integer here"),
    ("0.5 trials", "0.5 trials is not a whole number"),
    ("log(0 * 1, 1)", "a logarithmic range cannot start at 0"),
    ("log(1, 0 * 1)", "a logarithmic range cannot end at 0"),
    ("train(model(dense(10)), digits(), lr: -1.0)", "the learning rate is -1.0, and must be a finite number above 0"),
    ("train(model(dense(10)), digits(), optimizer: \"adma\")", "unknown optimizer \"adma\""),
    ("load(\"missing.csv\")", "there is no file missing.csv"),
  ])
  func says(_ code: String, _ message: String) {
    #expect(run(code).failure == message)
  }

  /// The user has not written the library: what fails in it fails where it was called.
  @Test(arguments: [
    ("1 + mean([])", "mean of an empty list", "[]"),
    ("[[1], []] |> map(mean)", "mean of an empty list", "[[1], []] |> map(mean)"),
    ("fn f(x) = mean(x) + 1\nf([])", "mean of an empty list", "x"),
    ("variance([1, \"a\"])", "`xs` must be a list of numbers; it holds a string", "[1, \"a\"]"),
    ("compare([grid], fn(s) = fail(\"mine\"))", "mine", "fail(\"mine\")"),
    (
      "compare([\"grid\"], fn(s) = 1)",
      "`strategies` stand without quotes: `grid` instead of \"grid\"", "[\"grid\"]"
    ),
    (
      "search depth in [\"a\"] for 1 trials",
      "trial 0 failed: a range needs two numbers, not an integer and a string        (the only trial failed)",
      "search"
    ),
  ])
  func pointsToTheUsersText(_ code: String, _ message: String, _ place: String) {
    let transcript = run(code)
    #expect(transcript.failure == message)
    #expect(transcript.place == place)
  }

  @Test func aFailureLeavesTheSessionAsItWas() {
    #expect(shown("let a = 1\nlet b = [a, 2]\nb[0]") == "1")
    #expect(run("let a = fail(\"no\")").failure == "no")
  }

  @Test func interruptionEndsAnEndlessLoop() {
    let interruption = Interruption()
    interruption.request()
    #expect(run("while true { }", Settings(), interruption).failure == "interrupted")
  }

  @Test func valuesAreLaidOutAsTheEvaluatorAssumes() { #expect(Value.layoutIsAsAssumed) }
}
