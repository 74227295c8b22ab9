import Foundation
import Testing

/// The grammar is written twice, above the methods that read it and in docs/grammar.ebnf, and is the same.
struct GrammarTests {
  /// A production, without the white space between its parts.
  struct Production: Hashable, CustomStringConvertible {
    let name: String
    let body: String
    var description: String { "\(name) = \(body) ;" }
  }

  @Test func theDocumentIsWhatTheParserReads() throws {
    let written = try GrammarTests.document()
    let read = try GrammarTests.comments()
    #expect(Set(written).subtracting(read.map(\.production)) == [])
    #expect(Set(read.map(\.production)).subtracting(written) == [])
    #expect(written.count == Set(written.map(\.name)).count)
    #expect(written.count > 40)
  }

  /// A method reads what stands above it.
  @Test func methodsAreCalledLikeTheirProductions() throws {
    for (production, method) in try GrammarTests.comments() where production.name == production.name.lowercased() {
      #expect(method == production.name)
    }
  }

  @Test func everyNameIsDefined() throws {
    let productions = try GrammarTests.document()
    let defined = Set(productions.map(\.name))
    for production in productions where !production.body.hasPrefix("?") {
      let words = production.body.replacing(/"[^"]*"|'[^']*'/, with: " ").matches(of: /[A-Za-z]+/).map { String($0.0) }
      for word in words { #expect(defined.contains(word), "\(word) in \(production)") }
    }
  }

  private static func document() throws -> [Production] {
    let url = Fixture.packageRoot.appending(path: "docs/grammar.ebnf")
    let text = try String(contentsOf: url, encoding: .utf8).replacing(/\(\*(?:[^*]|\*(?!\)))*\*\)/, with: "")
    return productions(in: text)
  }

  /// The productions in the comments of the sources, and the method below each.
  private static func comments() throws -> [(production: Production, method: String)] {
    var result: [(Production, String)] = []
    for folder in ["Parsing", "Syntax/Lexing"] {
      let directory = Fixture.packageRoot.appending(path: "Sources/DSL/\(folder)")
      for url in try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil) {
        var comment = ""
        for line in try String(contentsOf: url, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false)
        {
          let line = line.drop(while: \.isWhitespace)
          if line.hasPrefix("// ") {
            comment += line.dropFirst(2) + "\n"
          } else {
            let method = line.firstMatch(of: /func `?(\w+)/).map { String($0.1) } ?? ""
            result += productions(in: comment).map { ($0, method) }
            comment = ""
          }
        }
      }
    }
    return result
  }

  private static func productions(in text: String) -> [Production] {
    text.matches(of: /(?m)^\s*([A-Za-z]+) =\s((?:"[^"\n]*"|'[^'\n]*'|\?[^?]*\?|[^;"'?])*);\s*$/).map { match in
      Production(
        name: String(match.1), body: match.2.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }
}
