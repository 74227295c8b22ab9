import Testing

@testable import Interp

/// Tables, and what is shown of values.
struct RowsTests {
  private static let study =
    "let s = search x in 1..9, y in [0] with grid for 9 trials maximize -(x - 4)^2\n"

  /// What takes rows of a table gives a table again.
  @Test(arguments: [
    "table(s) |> sort_by(\"value\")", "table(s) |> filter(fn(row) = row.x > 3)", "table(s) |> take(3)",
    "table(s) |> drop(3)", "table(s) |> reverse", "table(s) |> unique", "table(s.trials)",
    "table(s.trials |> sort_by(\"value\") |> take(5))", "best(s)", "best(s, 2) |> take(1)",
  ])
  func tablesStayTables(_ code: String) {
    #expect(shown(Self.study + "kind(\(code))") == "\"table\"")
  }

  @Test func theBestTrialsComeFirst() {
    #expect(shown(Self.study + "best(s, 3) |> map(fn(row) = row.x)") == "[4, 3, 5]")
    #expect(
      shown(Self.study + "table(s) |> sort_by(\"value\", descending: true) |> take(1) |> map(fn(r) = r.x)") == "[4]")
    #expect(shown("best(search x in 1..9 with grid for 9 trials minimize x, 2) |> map(fn(row) = row.x)") == "[1, 2]")
  }

  @Test func aTableOfTrialsIsThatOfTheStudy() {
    #expect(shown(Self.study + "string(table(s.trials)) == string(table(s))") == "true")
  }

  @Test func columnsAreChosenAndNamed() {
    #expect(shown("table([{a: 1, b: 2}], columns: [\"b\", \"a\"], caption: \"two\")") == "two\nb  a\n─  ─\n2  1")
    #expect(run("table([{alpha: 1}], columns: \"alhpa\")").failure == "the table has no column \"alhpa\"")
  }

  @Test func recordsInRecordsAreColumns() {
    #expect(
      shown("[{epoch: 1, train: {loss: 0.5}}, {epoch: 2, train: {loss: 0.25}}]")
        == "epoch  train.loss\n─────  ──────────\n    1        0.5\n    2        0.25")
  }

  /// The best strategy stands first, whichever way is better.
  @Test func strategiesAreComparedByDirection() {
    let maximized = "compare([grid, random], fn(s) = (search x in 1..9 with s for 2 trials maximize x), 1..2)"
    let minimized = "compare([random, grid], fn(s) = (search x in 1..9 with s for 2 trials minimize x), 1..2)"
    #expect(
      shown(maximized + " |> map(fn(row) = row.strategy) |> first")
        == shown("let r = " + maximized + "\nr[argmax([x.mean for x in r])].strategy"))
    #expect(
      shown(minimized + " |> map(fn(row) = row.strategy) |> first")
        == shown("let r = " + minimized + "\nr[argmin([x.mean for x in r])].strategy"))
    #expect(shown(maximized).hasPrefix("maximize, best first; of 2 seeds\nstrategy"))
    #expect(shown(minimized).hasPrefix("minimize, best first; of 2 seeds\nstrategy"))
  }

  @Test(arguments: [
    ("[x for x in 1..100]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, … 80 more]"),
    ("{a: [x for x in 1..100]}", "{a: [1, 2, 3, 4, 5, 6, … 94 more]}"), ("[[1, 2], [3, 40]]", "1   2\n3  40"),
    ("[[\"a\", [x for x in 1..9]]]", "[[\"a\", [1, 2, … 7 more]]]"), ("[[[[[[1]]]]]]", "[[[[[… 1 more]]]]]"),
    ("{text: repeat(\"ab\", 100)}", "{text: \"\(String(repeating: "ab", count: 15))… 170 more\"}"),
    ("repeat(\"a\", 5000)", "\"\(String(repeating: "a", count: 200))… 4800 more\""),
    ("[[1, 2], [3]]", "[[1, 2], [3]]"), ("[{a: 1}, {b: 2}]", "a  b\n─  ─\n1\n   2"), ("[{}]", "[{}]"),
    ("90s", "1min 30s"),
  ])
  func valuesAreShownShort(_ code: String, _ text: String) {
    #expect(shown(code) == text)
  }

  @Test func whatIsPrintedIsWhole() {
    #expect(shown("print([x for x in 1..100])").hasSuffix("99, 100]"))
    #expect(shown("print(repeat(\"a\", 5000))").count == 5000)
  }

  @Test func aSearchForARateIsShownShort() {
    let text = shown("lr_find(model(dense(10)), digits(), steps: 100)")
    #expect(text.hasPrefix("{lr: ") && text.count < 500)
  }

  /// `seconds` is what an epoch took, `elapsed` the time since the beginning.
  @Test func timesOfEpochsAddUp() {
    let code = "let h = train(model(dense(10)), digits(), epochs: 3).history\n"
    #expect(shown(code + "abs(sum([e.seconds for e in h]) - h[-1].elapsed) < 1e-6") == "true")
    #expect(shown(code + "h[0].seconds == h[0].elapsed and h[1].seconds < h[1].elapsed") == "true")
  }
}
