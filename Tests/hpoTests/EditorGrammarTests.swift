import Basics
import DSL
import Foundation
import Testing

/// What the grammars for editors make of programs is what the lexer and the parser make of them.
@Suite struct EditorGrammarTests {
  @Test func thereAreProgramsOfAllKinds() { #expect(ProgramColours.paths.count > 50) }

  @Test(arguments: ProgramColours.paths) func textMatesRulesAgreeWithTheParser(_ path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var reader = try TextMateReader(try #require(JSON(parsing: Array(TextMateGrammar.text.utf8))))
    let scopes = try reader.scopes(text)
    let byScope = Dictionary(SyntaxClass.allCases.map { ($0.scope, $0.rawValue) }) { first, _ in first }
    var unit = 0
    let found = text.unicodeScalars.map { scalar in
      defer { unit += scalar.utf16.count }
      return scopes[unit].flatMap { byScope[$0] } ?? "plain"
    }
    #expect(try ProgramColours.differences(found, in: text) == [])
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
