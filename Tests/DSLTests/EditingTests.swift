import Basics
import DSL
import Foundation
import Testing

/// What editors ask of a text: places, what names mean, contents, folds, texts to write.
@Suite struct EditingTests {
  // MARK: Places

  /// Texts with characters of all lengths in UTF-8, and all ends of lines.
  static let texts = [
    "", "a", "\n", "é\n€x\r\n😀y\rz", "let naïve = \"😀😀\" # 👩‍👩‍👧\n\n  x", "\r\n\r\n", "a\r", "\u{FEFF}let x = 1\n",
    "e\u{301}é\nß",
  ]

  /// Columns are those that Foundation counts in UTF-16, line by line.
  @Test(arguments: texts) func columnsAreUnitsOfUTF16(text: String) {
    let lines = TextLines(Array(text.utf8), unit: .utf16)
    let whole = text as NSString
    var (line, column) = (0, 0)
    for index in 0...whole.length {
      let isInside = index < whole.length && (0xDC00..<0xE000).contains(whole.character(at: index))
      let afterReturn = index > 0 && whole.character(at: index - 1) == 13
      let isLineFeed = index < whole.length && whole.character(at: index) == 10
      let endsLine = index > 0 && (whole.character(at: index - 1) == 10 || afterReturn && !isLineFeed)
      if index > 0 { (line, column) = endsLine ? (line + 1, 0) : (line, column + 1) }
      // Between the two signs of one line end there is no place.
      if isInside || afterReturn && isLineFeed { continue }
      let offset = whole.substring(to: index).utf8.count
      #expect(lines.place(at: offset) == TextLines.Place(line: line, column: column))
      #expect(lines.offset(of: TextLines.Place(line: line, column: column)) == offset)
    }
    #expect(lines.count == line + 1)
  }

  @Test(arguments: texts) func columnsOfUTF8AreBytes(text: String) {
    let lines = TextLines(Array(text.utf8), unit: .utf8)
    for index in text.indices where text[index] != "\r\n" {
      let offset = text.utf8.distance(from: text.startIndex, to: index)
      #expect(lines.offset(of: lines.place(at: offset)) == offset)
    }
  }

  @Test func placesOutsideOfTheTextAreCutToIt() {
    let lines = TextLines(Array("ab\r\n😀c".utf8), unit: .utf16)
    #expect(lines.offset(of: .init(line: 0, column: 99)) == 2)
    #expect(lines.offset(of: .init(line: 1, column: 1)) == 4, "inside of a pair, its beginning is meant")
    #expect(lines.offset(of: .init(line: 1, column: 2)) == 8)
    #expect(lines.offset(of: .init(line: 7, column: 0)) == 9)
    #expect(lines.offset(of: .init(line: -1, column: -1)) == 0)
    #expect(lines.offset(of: .init(line: 0, column: .max)) == 2)
    #expect(lines.place(at: 99) == .init(line: 1, column: 3))
  }

  @Test func changesAreThoseOfFoundation() {
    let text = "let a = \"😀\"\nlet b = a\n"
    let lines = TextLines(Array(text.utf8), unit: .utf16)
    let changed = lines.replacing(from: .init(line: 0, column: 9), to: .init(line: 0, column: 11), with: "é\n")
    let expected = (text as NSString).replacingCharacters(in: NSRange(location: 9, length: 2), with: "é\n")
    #expect(String(decoding: changed.utf8, as: UTF8.self) == expected)
    let swapped = lines.replacing(from: .init(line: 1, column: 0), to: .init(line: 0, column: 0), with: "# ")
    #expect(swapped.utf8.count == text.utf8.count + 2, "a range that ends before it starts replaces nothing")
  }

  // MARK: Names

  /// Programs in which `‹` and `›` stand around all places of one name.
  static let meanings = [
    "let ‹x› = 1\nlet y = ‹x› + ‹x›\nfn f(x) = x",
    "let x = 1\nfn f(‹x›, k = ‹x›) = ‹x› + ‹x›\nlet z = x",
    "fn ‹f›(n) = if n < 1 { 1 } else { n * ‹f›(n - 1) }\nprint(‹f›(3), 4 |> ‹f›)",
    "fn f(‹width›) = ‹width›\nlet y = f(‹width›: 3)",
    "let xs = [‹i› * j for ‹i› in 1..3, j in ‹i›..3 if ‹i› > 1]\nlet i = 2",
    "for ‹i› in 1..3 { print(\"{‹i›} and {‹i› + 1}\") }",
    "search ‹lr› in log(1e-4, 1), m in 0.0..0.9 if ‹lr› > 0.1 for 5 trials where ‹lr› < 0.5 minimize ‹lr› * (m or 0)",
    "search { ‹lr› in 0.0..1.0\n for 3 trials\n from {‹lr›: 0.5}\n minimize params.‹lr› + params[\"‹lr›\"] }",
    "let s = search ‹lr› in 0.0..1.0 for 3 trials minimize ‹lr›\nprint(s.best.params.‹lr›, s.trials[0].params.‹lr›)",
    "let s = search ‹lr› in 0.0..1.0 for 3 trials minimize ‹lr›\nlet t = widen ‹lr› in 0.0..2.0 from s\nprint(t.params.‹lr›)",
    "fn loss(‹lr›) = ‹lr›^2\nsearch ‹lr› in 0.0..1.0 for 3 trials minimize loss(...params)",
    "fn objective(‹lr›) = ‹lr›^2\nsearch ‹lr› in 0.0..1.0 for 3 trials",
    "fn loss(a) = a^2\nsearch ‹a› in 0.0..1.0 for 3 trials minimize loss(‹a›)",
    "search x in 0.0..1.0 for 3 trials require ‹cost› < 1 minimize { note(‹cost›: x)\n x }",
    "var ‹total› = 0\nfor i in 1..3 { ‹total› = ‹total› + i }\nprint(‹total›)",
    "var ‹r› = {x: 1}\n‹r›.x = 2\nprint(‹r›[\"x\"])",
    "let ‹a_b› = 1 # a_b\nprint(\"a_b {‹a_b›}\")",
    "let f = fn(‹x›) = fn(y) = ‹x› + y",
    "test \"t\" { let ‹x› = 1\n expect ‹x› == 1 }\nlet x = 2",
  ]

  @Test(arguments: meanings) func allPlacesOfANameAreFound(marked: String) throws {
    var places: [Range<Int>] = []
    var text: [UInt8] = []
    var start = 0
    for character in marked {
      switch character {
      case "‹": start = text.count
      case "›": places.append(start..<text.count)
      default: text += Array(String(character).utf8)
      }
    }
    let surroundings = Surroundings()
    let source = surroundings.sources.add(name: "", text: String(decoding: text, as: UTF8.self))
    let checked = check(try parse(source), in: surroundings.names, mode: .unrunFile)
    #expect(checked.diagnostics.filter { $0.severity == .error } == [])
    let occurrences = Occurrences(checked.references)
    for place in places {
      for offset in [place.lowerBound, place.upperBound] {
        let (span, meaning) = try #require(occurrences.name(at: source.base + UInt32(offset)))
        #expect(Int(span.start - source.base) == place.lowerBound)
        let found = meaning.places.map { Int($0.start - source.base)..<Int($0.end - source.base) }
        #expect(found == places)
        #expect(Set(meaning.definitions).isSubset(of: meaning.places))
      }
    }
  }

  // MARK: Contents

  @Test func outline() throws {
    let program = try parse(
      Source(
        name: "",
        text: """
          import "a.hpo" as a
          let seed = 3
          var total = 0
          fn f(x, y = 2) {
            fn inner() = 1
            x + y
          }
          let s = search lr in log(1e-4, 1) for 3 trials as "digits" minimize lr
          (search { n in 1..3
            for 3 trials
            minimize n
          }) |> table
          test "sums" { expect f(1) == 3 }
          """))
    let items = program.outline
    #expect(items.map(\.name) == ["a", "seed", "total", "f", "s", "search", "sums"])
    #expect(items.map(\.kind) == [.module, .constant, .variable, .function, .search, .search, .test])
    #expect(items[3].detail == "(x, y = 2)" && items[3].children.map(\.name) == ["inner"])
    #expect(items[4].detail == "digits" && items[4].children.map(\.detail) == ["log(1e-4, 1)"])
    #expect(items[5].children.map(\.name) == ["n"])
    for item in items {
      #expect(item.span.start <= item.nameSpan.start && item.nameSpan.end <= item.span.end)
    }
  }

  @Test func foldsAreBracketsAndComments() {
    let text = "# a\n# b\nfn f() {\n  [1,\n   2]\n}\n# alone\nlet x = 1 # c\n# d\n# e\n(\n"
    let source = Source(name: "", text: text)
    let lines = folds(of: source).map { [source.line(at: $0.start), source.line(at: $0.end), $0.isComment ? 1 : 0] }
    #expect(lines == [[0, 1, 1], [2, 5, 0], [3, 4, 0], [8, 9, 1]])
  }

  /// Texts, the call that is open at the end of each, and the argument there.
  static let calls: [(String, String?, String?, Int)] = [
    ("f(", "f", nil, 0), ("f(1, ", "f", nil, 1), ("f(1, g(2, 3", "g", nil, 1), ("f(1, g(2, 3), ", "f", nil, 2),
    ("f(x: ", "f", "x", 0), ("f(1, x: 2", "f", "x", 1), ("f([1, 2", "f", nil, 0), ("x |> f(", "f", nil, 1),
    ("f(1)", nil, nil, 0), ("fn f(", nil, nil, 0), ("f(\"a{g(1, ", "g", nil, 1), ("", nil, nil, 0),
  ]

  @Test(arguments: calls) func callAtTheCursor(text: String, callee: String?, label: String?, index: Int) {
    let call = CursorPlace(endOf: text).call
    #expect(call?.callee == callee && call?.label == label && call?.index ?? 0 == index)
  }

  // MARK: Texts to write

  /// A label, a hint, and the texts that these tell to write.
  static let advice: [(String, String?, [String])] = [
    ("did you mean `lr`?", nil, ["lr"]), ("write `5s` or `5min`", nil, ["5s", "5min"]),
    ("leave `.value` out", nil, [""]),
    ("", "write `f(...)` instead.", []), ("bound here", "remove it, or call it `_x` if that is meant.", ["_x"]),
    ("its choices are `a`", nil, []), ("", "compare it with something, as in `x > 0`.", []),
  ]

  @Test(arguments: advice) func whatAMessageTellsToWrite(label: String, hint: String?, texts: [String]) {
    let span = Span(start: 3, length: 2)
    let diagnostic = Diagnostic(.unknownName, "wrong", at: span, label, hint: hint)
    #expect(diagnostic.replacements(in: Source(name: "", text: "#####")) == texts.map { [Replacement(span, $0)] })
  }

  /// A line with its mark, a text to write, and the wider stretch that it may stand for.
  @Test(arguments: [
    ("for 5 trials, 2 ‹hous›", "2h", "2 hous"), ("x ‹<-› 4", "x = 4", "x <- 4"),
    ("(n - 1)‹(n + 1)›", "(n - 1) * (n + 1)", "(n - 1)(n + 1)"),
    ("a‹<-›4", "x = 4", "<-4"), ("gamma ‹seed› 3", "gamma(seed: 3)", "gamma seed"), ("é ‹=› é", "é == é", "é = é"),
    ("from ‹\"d\"› as", "from study(\"d\")", "from \"d\""), ("12 ‹hous›", "2h", "hous"),
    ("‹lenght›([1])", "length", "lenght"),
  ])
  func whatIsRepeatedIsReplacedAsWell(marked: String, text: String, stretch: String) throws {
    let line = marked.filter { $0 != "‹" && $0 != "›" }
    let start = try #require(marked.firstIndex(of: "‹")).utf16Offset(in: marked)
    let end = try #require(marked.firstIndex(of: "›")).utf16Offset(in: marked) - 1
    let (before, inside) = (line.prefix(start), line.dropFirst(start).prefix(end - start))
    let span = Span(start: UInt32(1 + before.utf8.count), length: UInt32(inside.utf8.count))
    let source = Source(name: "", text: line)
    let ways = try #require(
      Diagnostic(.unknownName, "wrong", at: span, "write `\(text)`").replacements(in: source).first)
    #expect(source.text(under: try #require(ways.last).span) == stretch && ways[0].span == span)
  }

  @Test func replacementsDoNotMoveEachOther() {
    let source = Source(name: "", text: "aé bb c", base: 10)
    let replacements = [
      Replacement(Span(start: 10, length: 3), "x"), Replacement(Span(start: 17, length: 1), "😀"),
    ]
    #expect(source.text(with: replacements) == "x bb 😀")
  }
}
