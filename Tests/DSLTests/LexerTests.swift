import DSL
import Testing

struct LexerTests {
  private func kinds(_ text: String) -> [Token.Kind] {
    tokenize(Source(name: "tokens", text: text)).tokens.map(\.kind)
  }

  private func string(_ literal: String) -> String? {
    guard case .string(let text)? = kinds(literal).first else { return nil }
    return text
  }

  @Test func numbersRangesAndFields() {
    #expect(kinds("1..5") == [.integer(1), .symbol(.range), .integer(5), .end])
    #expect(kinds("1.5.x") == [.real(1.5), .symbol(.dot), .name("x"), .end])
    #expect(kinds("2e3 2E-1 1_0.5_0") == [.real(2000), .real(0.2), .real(10.5), .end])
    #expect(kinds("...xs") == [.symbol(.spread), .name("xs"), .end])
    #expect(kinds("a.if if") == [.name("a"), .symbol(.dot), .name("if"), .keyword(.if), .end])
    #expect(
      kinds("90s 1.5h 50ms") == [.duration(seconds: 90), .duration(seconds: 5400), .duration(seconds: 0.05), .end])
    #expect(kinds("0.1% 100%") == [.real(0.001), .real(1), .end])
  }

  @Test func namesOfAllScripts() {
    #expect(kinds("α _x größe 学習率 x1") == [.name("α"), .name("_x"), .name("größe"), .name("学習率"), .name("x1"), .end])
  }

  @Test(arguments: [
    (#""a\n\t\"\\\{}b""#, "a\n\t\"\\{}b"),
    (#""}""#, "}"),
    ("\"\"", ""),
    ("\"\"\"\"\"\"", ""),
    ("\"\"\"one \"two\" three\"\"\"", "one \"two\" three"),
    ("\"\"\"\n  one\n    two\n\n  three\n  \"\"\"", "one\n  two\n\nthree\n"),
    ("\"\"\"\n  one\n  two\"\"\"", "one\ntwo"),
    ("\"\"\"\r\n\tone\r\n\ttwo\r\n\"\"\"", "one\ntwo\n"),
    ("\"\"\"first\n  second\n  third\"\"\"", "first\nsecond\nthird"),
    ("\"\"\"\n\t one\n\t\ttwo\n\"\"\"", " one\n\ttwo\n"),
    ("\"\"\"\n   \n  a\n \n\"\"\"", "\na\n\n"),
  ])
  func stringsAreRead(_ literal: String, _ text: String) {
    #expect(string(literal) == text)
  }

  @Test func indentationIsRemovedAroundExpressions() {
    let tokens = kinds("\"\"\"\n    a {b}\n      c {d} e\n    \"\"\"")
    #expect(
      tokens == [.stringHead("a "), .name("b"), .stringMiddle("\n  c "), .name("d"), .stringTail(" e\n"), .end])
  }

  @Test(arguments: [
    "|>", "==", "!=", "<=", ">=", "..", "...", "+", "-", "*", "/", "^", "<", ">", "=", ".", ",", ":", "(", "[", "{",
    "and", "or",
    "not", "mod", "in",
  ])
  func linesGoOnBehind(_ word: String) {
    #expect(!kinds("a \(word)\nb").contains(.newline))
  }

  @Test(arguments: [
    "a", "1", "\"s\"", "2min", "50%", "true", "none", "if", "else", "return", "a.in", "a.not", "f()", "a[1]", "{}",
  ])
  func linesEndBehind(_ word: String) {
    #expect(kinds("\(word)\nb").contains(.newline))
  }

  @Test func bracketsDecide() {
    #expect(!kinds("(a\nb)").contains(.newline))
    #expect(!kinds("[a\nb]").contains(.newline))
    #expect(kinds("({a\nb})").contains(.newline))
    #expect(!kinds("{(a\nb)}").contains(.newline))
  }

  @Test func commentsAreKept() {
    let source = Source(name: "comments", text: "#!/usr/bin/env hpo\nlet a = \"# no\" # yes\n## doc\nlet b = 1")
    let list = tokenize(source)
    #expect(list.comments.map { source.text(under: $0) } == ["#!/usr/bin/env hpo", "# yes", "## doc"])
    #expect(list.documentation.values.map(\.text) == ["doc"])
  }

  @Test func levelsCountBrackets() {
    let tokens = tokenize(Source(name: "levels", text: "f(a, [b], \"{c}\")")).tokens
    #expect(tokens.map(\.level) == [0, 0, 1, 1, 1, 2, 1, 1, 1, 2, 1, 0, 0])
  }
}
