import Testing

@testable import Interp

@Suite("Builtins")
struct BuiltinTests {
  /// Programs and what they show, beyond the examples in the table.
  @Test(arguments: [
    // Numbers
    ("sum([])", "0"), ("sum([0.5, 1])", "1.5"), ("sum([1min, 30s])", "1min 30s"), ("abs(-2.5)", "2.5"),
    ("round(-2.5)", "-3"), ("round(2.675, 2)", "2.67"), ("round(15, -1)", "20"), ("round(0.1, 400)", "0.1"),
    ("round(7, 2)", "7"), ("min(1..5)", "1"), ("max(30s, 1min)", "1min"), ("sigmoid(-1000)", "0"), ("tanh(1000)", "1"),
    ("quantile([1, 2], 100%)", "2"), ("argmin([none, 2, 1, 1])", "2"), ("std([4]) == none", "true"),
    ("round(gelu(1), 6)", "0.841345"),
    // Lists
    ("length([])", "0"), ("take([1], 5)", "[1]"), ("drop([1], 5)", "[]"),
    (
      "unique([1, 1.0, \"1\", {a: 1, b: 2}, {b: 2, a: 1}])",
      "[1, \"1\", {a: 1, b: 2}]"
    ),
    ("zip()", "[]"), ("any([])", "false"), ("all([])", "true"), ("index_of([1], 2) == none", "true"),
    ("reduce([], fn(a, b) = a + b, 0)", "0"), ("map(1..3, string)", "[\"1\", \"2\", \"3\"]"),
    ("sort([2, none, 1.5])", "[1.5, 2, none]"), ("sort([\"b\", \"a\"], descending: true)", "[\"b\", \"a\"]"),
    ("sort([1min, 5s])", "[5s, 1min]"),
    (
      "print([{a: 1, b: 2}, {a: 0, b: 1}, {a: 1, b: 1}] |> sort_by([\"a\", \"b\"]))",
      "[{a: 0, b: 1}, {a: 1, b: 1}, {a: 1, b: 2}]"
    ),
    ("print([{a: 1, b: 1}, {a: 1, b: 2}] |> sort_by(\"a\", descending: true))", "[{a: 1, b: 1}, {a: 1, b: 2}]"),
    ("shuffle(1..9, seed: 1) == shuffle(1..9, seed: 1)", "true"),
    ("shuffle(1..9, seed: 1) == shuffle(1..9, seed: 2)", "false"),
    ("sort(unique(sample(1..9, 9))) == [...1..9]", "true"),
    ("seed(3)\nshuffle(1..9) == shuffle(1..9, seed: 3)", "true"),
    // Strings
    ("length(\"año\")", "3"), ("upper(\"straße\")", "\"STRASSE\""), ("split(\"a,,b\", \",\")", "[\"a\", \"\", \"b\"]"),
    ("lines(\"\")", "[]"), ("last_line(\"\\n\")", "\"\""), ("replace(\"aaa\", \"aa\", \"b\")", "\"ba\""),
    ("pad_left(\"long\", 2)", "\"long\""), ("pad_left(7, 3, \"0\")", "\"007\""), ("repeat(\"\", 1000)", "\"\""),
    ("number(\"-1e3\")", "-1000"), ("number(\"99999999999999999999\")", "1e20"), ("number(\"NaN\")", "nan"),
    ("number(5 trials)", "5"), ("fixed(1e-10, 2)", "\"0.00\""), ("ends_with(\"a\", \"ba\")", "false"),
    ("starts_with(\"a\", \"\")", "true"),
    // Records
    ("keys({})", "[]"), ("without({a: 1, b: 2}, \"a\", \"b\")", "{}"),
    ("record(zip([\"a\", \"a\"], [1, 2]))", "{a: 2}"),
    ("keys(gamma)[0]", "\"name\""),
    // Rows
    ("[] |> group_by(\"a\") |> summarize(\"b\", [mean])", "[]"),
    (
      "print([{a: 1, b: none}, {a: 1.0, b: 4}] |> group_by(\"a\") |> summarize(\"b\", [mean, length]))",
      "[{a: 1, mean: 4, length: 1}]"
    ),
    ("print([{a: 1, b: none}] |> group_by(\"a\") |> summarize(\"b\", mean))", "[{a: 1, mean: none}]"),
    (
      "print([{a: 1, b: 2, c: 3}] |> group_by(\"a\") |> summarize([\"b\", \"c\"], [max]))",
      "[{a: 1, b_max: 2, c_max: 3}]"
    ),
    // The program
    ("kind(none)", "\"none\""), ("kind(\"a\")", "\"string\""), ("kind(gamma)", "\"strategy\""),
    ("kind(1..2)", "\"range\""),
    ("fn area(r) = r^2\nname(area)", "\"area\""), ("name(hull_gamma)", "\"hull_gamma\""), ("cores() >= 1", "true"),
    ("print()", ""), ("print(\"a\", [\"a\"], none, 0.5)", "a [\"a\"] none 0.5"), ("args()", "[]"),
    ("median(after: 5 epochs)", "median(after: 5, startup: 5)"),
    ("let s = search x in 1..3 with grid for 3 trials minimize x\nregret(s, 0)", "[1, 1, 1]"),
    ("length(table(search x in 1..3 with grid for 3 trials minimize x))", "3"),
  ])
  func shows(_ code: String, _ result: String) {
    #expect(shown(code) == result)
  }

  /// Programs that fail, and the message.
  @Test(arguments: [
    ("sqrt(-1)", "`sqrt(-1)` has no value"), ("round(\"a\")", "`x` must be a number, not a string"),
    ("floor(1e300)", "`floor(1e300)` is too large for an integer"), ("max([])", "`max` of nothing"),
    ("min(1, \"a\")", "`min` compares numbers with numbers"),
    ("sum([\"a\"])", "`xs` must be a list of numbers; it holds a string"),
    ("sum([9223372036854775807, 1])", "`9223372036854775807 + 1` is too large for an integer"),
    ("mean([])", "mean of an empty list"), ("median([])", "`median` of an empty list"),
    ("quantile([1], 2)", "`q` must be from 0 to 1, not 2"), ("argmax([none])", "`argmax` of a list without a number"),
    ("length(5)", "an integer has no length"), ("length(0.0..1.0)", "a range has no length"),
    ("first([])", "the first item of an empty list"), ("take([1], -1)", "`count` must not be negative, as -1 is"),
    ("zip([1], [1, 2])", "`zip` needs lists of one length, not of 1 and 2 items"),
    ("flatten([1])", "`flatten` needs a list of lists; this one holds an integer"),
    ("filter([1], fn(x) = x)", "the function must give `true` or `false`, not an integer"),
    ("map([1], 5)", "`function` must be a function, not an integer"),
    ("sort([1, \"a\"])", "an integer and a string have no order"),
    ("sort_by([{a: 1}], \"b\")", "a record has no field `b`"), ("sample([1], 2)", "a sample of 2 from a list of 1"),
    ("reverse(1..10^12)", "`1..1000000000000` has too many items for a list"),
    ("map(1..3, fn(x) = fail(\"at {x}\"))", "at 1"),
    ("split(\"a b\")", "`split` of a string needs a separator"),
    ("split(\"a\", \"\")", "`separator` must not be empty"),
    ("after(\"accuracy=1\", \"loss=\")", "there is no \"loss=\" in \"accuracy=1\""),
    ("number(\"abc\")", "\"abc\" is not a number"), ("number(\"0x10\")", "\"0x10\" is not a number"),
    ("number(\"\")", "an empty string is not a number"), ("repeat(\"ab\", 10^12)", "the string would be too long"),
    ("pad_left(1, 3, \"ab\")", "`fill` must be one character"), ("without({a: 1}, \"b\")", "a record has no field `b`"),
    ("record([1])", "`record` needs a list of names and values, as `[[\"lr\", 0.1]]`"),
    ("summarize([{a: 1}], \"a\", [mean])", "`summarize` needs groups"),
    ("[{a: 1}] |> group_by(\"a\") |> summarize(\"a\", [fn(xs) = 1])", "a function without a name cannot name a column"),
    ("name(5)", "an integer has no name"),
    ("table(5)", "`rows` must be a study, or a list of trials or records, not an integer"),
    ("wilcoxon([{s: 1, x: 1}], by: \"s\", on: \"x\", against: 2)", "no row has 2 in `s`"),
  ])
  func fails(_ code: String, _ message: String) {
    #expect(run(code).failure == message)
  }

  @Test func argumentsAreThoseBehindTheScript() {
    var settings = Settings()
    settings.arguments = ["a", "2"]
    #expect(run("args()", settings).output == ["[\"a\", \"2\"]"])
  }
}
