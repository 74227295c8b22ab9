import DSL
import Foundation

/// What the lexer and the parser make of programs, and where an editor makes something else of them.
enum ProgramColours {
  /// All programs of the repository that can be parsed.
  static let paths: [String] =
    [
      ".", "Examples", "Examples/lessons", "Examples/thesis", "Benchmarks/fidelity", "Benchmarks/optimiser",
      "Tests/Support", "Tests/Fixtures/good", "Tests/Fixtures/samples", "Tests/Fixtures/language",
    ].flatMap(Samples.files).filter { path in
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
      return (try? parse(Source(name: "", text: text))) != nil
    }

  /// Lines in which a word of the language is a name right behind or before another one, or a field stands on the line after
  /// its point: rules that see one line and no tree cannot tell.
  private static let beyondRules = ["  first", "let trials = [x for x in 1..9 by by]", "for widen trials minimize x"]

  /// The class of each character by the lexer and the parser, `plain` for none; empty for white space, which has no look.
  private static func classes(of text: String) throws -> [String] {
    let source = Source(name: "", text: text)
    var classes = [SyntaxClass?](repeating: nil, count: source.utf8.count)
    for (found, span) in try SyntaxClass.pieces(of: source) {
      for index in span.start..<span.end { classes[Int(index - source.base)] = found }
    }
    var offset = 0
    return text.unicodeScalars.map { scalar in
      defer { offset += scalar.utf8.count }
      return "\t\n\r ".unicodeScalars.contains(scalar) ? "" : classes[offset]?.rawValue ?? "plain"
    }
  }

  /// Compares what an editor says of each character, `plain` for nothing, with what the parser does: a line for each line that
  /// differs.
  static func differences(_ found: [String], in text: String) throws -> [String] {
    let expected = try classes(of: text)
    let scalars = Array(text.unicodeScalars)
    var differences: [String] = []
    for (number, line) in scalars.indices.split(
      omittingEmptySubsequences: false, whereSeparator: { scalars[$0] == "\n" }
    )
    .enumerated() {
      func isOther(_ index: Int) -> Bool {
        !expected[index].isEmpty && (index >= found.count || found[index] != expected[index])
      }
      guard let first = line.first(where: isOther) else { continue }
      let content = String(String.UnicodeScalarView(line.map { scalars[$0] }))
      if beyondRules.contains(where: content.hasSuffix) { continue }
      let said = first < found.count ? found[first] : "none"
      differences.append(
        "\(number + 1): \(content): column \(first - line.startIndex + 1): \(said), not \(expected[first])")
    }
    return differences
  }
}
