import Basics
import DSL
import Testing

struct RendererTests {
  /// A source, and the span of the `occurrence`-th `piece` in it.
  private struct Text {
    let sources = SourceMap()
    let source: Source

    init(_ text: String, name: String = "tune.hpo") { source = sources.add(name: name, text: text) }

    func span(_ piece: String, _ occurrence: Int = 1, in other: Source? = nil) -> Span {
      let source = other ?? source
      let text = String(decoding: source.utf8, as: UTF8.self)
      let ranges = text.ranges(of: piece)
      guard occurrence <= ranges.count else { return .nowhere }
      let start = text.utf8.distance(from: text.startIndex, to: ranges[occurrence - 1].lowerBound)
      return Span(start: source.base + UInt32(start), length: UInt32(piece.utf8.count))
    }

    func draw(_ diagnostic: Diagnostic, width: Int = 120, showsLocation: Bool = true, usesColor: Bool = false) -> String
    {
      Renderer(sources: sources, usesColor: usesColor, showsLocation: showsLocation, width: width).render(diagnostic)
    }
  }

  @Test func oneLabel() {
    let text = Text("search lr in log(1e-4, 1) with gama\n")
    let diagnostic = Diagnostic(.unknownName, "unknown strategy `gama`", at: text.span("gama"), "did you mean `gamma`?")
    #expect(
      text.draw(diagnostic) == """
        error: unknown strategy `gama` [E22]
          ┌─ tune.hpo:1:32
        1 │ search lr in log(1e-4, 1) with gama
          │                                ^^^^ did you mean `gamma`?

        """)
    #expect(
      text.draw(diagnostic, showsLocation: false) == """
        error: unknown strategy `gama` [E22]
        1 │ search lr in log(1e-4, 1) with gama
          │                                ^^^^ did you mean `gamma`?

        """)
  }

  @Test func twoLabelsOnALine() {
    let text = Text("\n\n\nlet budget = 5 epochs + 10s\n")
    let diagnostic = Diagnostic(
      .unknownName, "5 epochs and 10s cannot be added", at: text.span("5 epochs"), "a number of epochs",
      secondary: [.init(text.span("10s"), "a time")],
      hint: "a search takes both: `for 50 trials, 10s` ends at whichever comes first.")
    #expect(
      text.draw(diagnostic) == """
        error: 5 epochs and 10s cannot be added [E22]
          ┌─ tune.hpo:4:14
        4 │ let budget = 5 epochs + 10s
          │              ^^^^^^^^   --- a time
          │              │
          │              a number of epochs
        Hint: a search takes both: `for 50 trials, 10s` ends at whichever comes first.

        """)
  }

  @Test func threeLabelsOnALineAndOnesThatOverlap() {
    let text = Text("let a = one + two + three\n")
    let diagnostic = Diagnostic(
      .unknownName, "no", at: text.span("one"), "first", severity: .note,
      secondary: [
        .init(text.span("two"), "second"), .init(text.span("three"), "third"), .init(text.span("one + two"), "both"),
      ])
    #expect(
      text.draw(diagnostic) == """
        note: no [E22]
          ┌─ tune.hpo:1:9
        1 │ let a = one + two + three
          │         ^^^   ---   ----- third
          │         │     │
          │         │     second
          │         first
          │         --------- both

        """)
  }

  @Test func linesFarApartAndOtherSources() {
    let text = Text((1...12).map { "let a\($0) = \($0)" }.joined(separator: "\n"))
    let library = text.sources.add(name: "stdlib.hpo", text: "\nfn f(x) = x\n")
    let diagnostic = Diagnostic(
      .unknownName, "no", at: text.span("a11"), "here", severity: .warning,
      secondary: [
        .init(text.span("x", 1, in: library), "it takes this"), .init(text.span("a9"), "and here"),
        .init(text.span("a12"), ""),
      ], details: ["with  {lr: 0.031}"])
    #expect(
      text.draw(diagnostic) == """
        warning: no [E22]
           ┌─ tune.hpo:11:5
         9 │ let a9 = 9
           │     -- and here
           ·
        11 │ let a11 = 11
           │     ^^^ here
        12 │ let a12 = 12
           │     ---
          ┌─ stdlib.hpo:2:6
        2 │ fn f(x) = x
          │      - it takes this
          with  {lr: 0.031}

        """)
  }

  @Test(arguments: [
    // Text, the piece that is marked, and the columns of the marks.
    ("学習 = x", "x", 7..<8),
    ("print(学習率, 1)", "学習率", 6..<12),
    ("cafe\u{301} = y", "y", 7..<8),
    ("\tx", "x", 4..<5),
    ("ab\tx", "x", 4..<5),
    ("abcd\tx", "x", 8..<9),
    ("\"👩‍👩‍👧\" + z", "z", 7..<8),
    ("ｆｕｌｌ x", "x", 9..<10),
    ("한국어 x", "x", 7..<8),
    ("a\u{200B}b x", "x", 3..<4),
    ("☺️ x", "x", 3..<4),
    ("é x", "x", 2..<3),
  ])
  func marksStandUnderWideCharacters(_ line: String, _ piece: String, _ columns: Range<Int>) {
    let text = Text(line + "\n")
    let rows = text.draw(Diagnostic(.unknownName, "no", at: text.span(piece))).split(separator: "\n")
    let marks = String(repeating: " ", count: columns.lowerBound) + String(repeating: "^", count: columns.count)
    #expect(rows.last == "  │ \(marks)")
  }

  @Test func placesWithoutText() {
    let text = Text("let a =")
    let end = Span(start: text.span("=").end, length: 0)
    #expect(text.draw(Diagnostic(.unknownName, "no", at: end, "here")).hasSuffix("1 │ let a =\n  │        ^ here\n"))
    #expect(
      text.draw(Diagnostic(.unknownName, "no", at: .nowhere, hint: "do this.")) == "error: no [E22]\nHint: do this.\n")
    let empty = Text("")
    #expect(
      empty.draw(Diagnostic(.unknownName, "no", at: Span(start: empty.source.base, length: 0)))
        == "error: no [E22]\n  ┌─ tune.hpo:1:1\n1 │\n  │ ^\n")
    // A span over several lines is marked on its first.
    let lines = Text("a(\n  b\n)")
    #expect(
      lines.draw(Diagnostic(.unknownName, "no", at: Span(start: lines.source.base, length: 8)))
        == "error: no [E22]\n  ┌─ tune.hpo:1:1\n1 │ a(\n  │ ^^\n")
  }

  @Test(arguments: [20, 33, 60, 200])
  func longLinesAreCutAroundTheMark(_ width: Int) {
    let line = String(repeating: "left ", count: 30) + "HERE" + String(repeating: " right", count: 30)
    let text = Text(line)
    let rows = text.draw(Diagnostic(.unknownName, "no", at: text.span("HERE")), width: width).split(separator: "\n")
    let shown = rows[2].dropFirst(4)
    #expect(shown.count <= width)
    let start = rows[3].dropFirst(4).prefix { $0 == " " }.count
    #expect(shown.dropFirst(start).hasPrefix("HERE"))
  }

  /// Wherever a line of ranges is cut, no range has a dot too many or too few.
  @Test(arguments: 24...44) func theMarkOfACutIsNoPartOfARange(width: Int) {
    let line = "search a in 1..8, b in 4..128, c in 0.5..1.0, d in 8..256 with HERE for 9 trials, e in 1..9, f in 2..77"
    let text = Text(line)
    let rows = text.draw(Diagnostic(.unknownName, "no", at: text.span("HERE")), width: width).split(separator: "\n")
    let shown = rows[2].dropFirst(4)
    #expect(shown.count <= width && shown.contains("HERE"))
    #expect(!shown.contains("….") && !shown.contains(".…"), "\(shown)")
  }

  @Test func colours() {
    let text = Text("let a = b\n")
    let diagnostic = Diagnostic(
      .unknownName, "no", at: text.span("b"), "here", secondary: [.init(text.span("a"), "there")], hint: "do.")
    let drawn = text.draw(diagnostic, usesColor: true)
    #expect(drawn.contains("\u{1B}[1;31merror:\u{1B}[0m"))
    #expect(drawn.contains("\u{1B}[1;31m^\u{1B}[0m"))
    #expect(drawn.contains("\u{1B}[36m-\u{1B}[0m"))
    #expect(drawn.contains("\u{1B}[1mno\u{1B}[0m \u{1B}[2m[E22]\u{1B}[0m\n"))
    let plain = drawn.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == text.draw(diagnostic))
  }

  /// A message for a terminal keeps within its width, and breaks between words.
  @Test(arguments: [40, 60, 80, 100])
  func messagesKeepWithinTheTerminal(_ width: Int) {
    let line = String(repeating: "word ", count: 60) + "HERE" + String(repeating: " word", count: 60)
    let text = Text(line)
    let words = String(repeating: "several words ", count: 20) + "end"
    var diagnostic = Diagnostic(.unknownName, words, at: text.span("HERE"), words, hint: words + ".")
    diagnostic.details = [words]
    let renderer = Renderer(sources: text.sources, showsLocation: false, width: width, wrapsText: true)
    let rows = renderer.render(diagnostic).split(separator: "\n")
    #expect(rows.allSatisfy { $0.displayWidth <= width })
    #expect(rows.allSatisfy { !$0.contains("...") })
    let said = rows.joined(separator: " ").split(whereSeparator: { !$0.isLetter }).filter { $0 == "several" }
    #expect(said.count == 80)
  }

  @Test func warningsAndNotesAreColouredAsErrorsAre() {
    let text = Text("HERE")
    for severity in [Diagnostic.Severity.error, .warning, .note] {
      let diagnostic = Diagnostic(.unknownName, "no", at: text.span("HERE"), severity: severity)
      let drawn = text.draw(diagnostic, usesColor: true)
      #expect(drawn.hasPrefix("\u{1B}[1;3") && drawn.contains("m\(severity.rawValue):\u{1B}[0m"))
    }
    let note = Renderer(sources: text.sources, usesColor: true).render(note: "note: that is so")
    #expect(note == "\u{1B}[1;36mnote:\u{1B}[0m that is so")
  }

  @Test func escapeSequencesOfTheTextAreNotDrawn() {
    let text = Text("let a = \"\u{1B}[31mred\" + b\n")
    #expect(!text.draw(Diagnostic(.unknownName, "no", at: text.span("b"))).contains("\u{1B}"))
  }

  @Test func asJSON() {
    let text = Text("let a = 1\nlet 学 = \"\\\"\"\n", name: "a\"b.hpo")
    let diagnostic = Diagnostic(
      .unknownName, "no `\"`", at: text.span("学"), "here", severity: .warning, secondary: [.init(text.span("a"), "")],
      details: ["one\ttwo"], hint: "a \\ b.")
    #expect(
      diagnostic.json(in: text.sources) == """
        {"severity":"warning","code":"E22","title":"no `\\"`","file":"a\\"b.hpo","line":2,"column":5,"endLine":2,"endColumn":6,\
        "label":"here","labels":[{"file":"a\\"b.hpo","line":1,"column":5,"endLine":1,"endColumn":6}],\
        "details":["one\\ttwo"],"hint":"a \\\\ b."}
        """)
    #expect(
      Diagnostic(.unknownName, "no", at: .nowhere).json(in: text.sources)
        == #"{"severity":"error","code":"E22","title":"no"}"#)
  }
}
