import Basics
import DSL
import Foundation
import Testing

/// What the grammars for editors make of programs is what the lexer and the parser make of them.
@Suite struct EditorGrammarTests {
  /// All programs of the repository that can be parsed.
  static let programs: [Fixture] =
    [
      ".", "Examples", "Examples/lessons", "Examples/thesis", "Benchmarks/fidelity", "Benchmarks/optimiser",
      "Tests/Support", "Tests/Fixtures/good", "Tests/Fixtures/samples", "Tests/Fixtures/language",
    ].flatMap(Fixture.all).filter { (try? parse(Source(name: "", text: $0.text))) != nil }

  @Test func thereAreProgramsOfAllKinds() { #expect(Self.programs.count > 50) }

  /// The class of each unit of UTF-16.
  static func classes(of text: String) throws -> [SyntaxClass?] {
    let source = Source(name: "", text: text)
    var classes = [SyntaxClass?](repeating: nil, count: source.utf8.count)
    for (found, span) in try SyntaxClass.pieces(of: source) {
      for index in span.start..<span.end { classes[Int(index - source.base)] = found }
    }
    var result: [SyntaxClass?] = []
    var offset = 0
    for scalar in text.unicodeScalars {
      result += [SyntaxClass?](repeating: classes[offset], count: scalar.utf16.count)
      offset += scalar.utf8.count
    }
    return result
  }

  @Test(arguments: programs) func textMatesRulesAgreeWithTheParser(_ program: Fixture) throws {
    var reader = try TextMateReader(try #require(JSON(parsing: Array(TextMateGrammar.text.utf8))))
    let scopes = try reader.scopes(program.text)
    let byScope = Dictionary(SyntaxClass.allCases.map { ($0.scope, $0) }) { first, _ in first }
    let found = scopes.map { $0.flatMap { byScope[$0] } }
    let expected = try Self.classes(of: program.text)
    #expect(Self.differences(found, expected, in: program.text).filter { !Self.isBeyondRules($0) } == [])
  }

  /// Lines in which a word of the language is a name right behind or before another one, or a field stands on the line after its
  /// point: rules that see one line and no tree cannot tell.
  static let beyondRules = ["  first", "let trials = [x for x in 1..9 by by]", "for widen trials minimize x"]

  static func isBeyondRules(_ difference: String) -> Bool {
    beyondRules.contains { difference.contains(": \($0): ") || difference.contains("\($0): `") }
  }

  /// Where two readings differ, a line each; white space has no look.
  static func differences(_ found: [SyntaxClass?], _ expected: [SyntaxClass?], in text: String) -> [String] {
    let units = Array(text.utf16)
    var differences: [String] = []
    var start = 0
    for (number, line) in text.components(separatedBy: "\n").enumerated() {
      let end = start + line.utf16.count
      let differing = (start..<end).filter { ![9, 13, 32].contains(units[$0]) && found[$0] != expected[$0] }
      if let first = differing.first {
        let piece = String(decoding: differing.map { units[$0] }, as: UTF16.self)
        differences.append(
          "\(number + 1): \(line): `\(piece)` is \(found[first]?.rawValue ?? "plain"), "
            + "not \(expected[first]?.rawValue ?? "plain")")
      }
      start = end + 1
    }
    return differences
  }

  @Test func aGrammarHasAllWords() {
    for text in [TextMateGrammar.text, KateGrammar.text, VimGrammar.files[0].text] {
      for word in Keyword.allCases.map(\.rawValue) + ClauseWord.spellings + CountUnit.allCases.map(\.rawValue)
        + TimeUnit.allCases.map(\.rawValue) + ["by", "near", "when", "widen"]
      {
        #expect(text.contains("|\(word)") || text.contains("(\(word)") || text.contains(":\(word)"), "\(word)")
      }
    }
  }

  /// A string that is not closed ends with its line.
  @Test func anOpenStringEndsWithItsLine() throws {
    var reader = try TextMateReader(try #require(JSON(parsing: Array(TextMateGrammar.text.utf8))))
    let text = "let a = \"x {y\nlet b = 1\n"
    let scopes = try reader.scopes(text)
    #expect(scopes[14] == SyntaxClass.keyword.scope && scopes[22] == SyntaxClass.number.scope)
  }
}
