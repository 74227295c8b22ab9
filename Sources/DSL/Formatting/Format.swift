import Basics

/// Lays out a program as it is usually written; its meaning and its comments stay.
///
/// Two spaces for each level, at most one blank line in a row, one statement a line except in a block on one line, one space
/// around operators, the clauses of a search in braces in columns. Lines of more than 120 columns are broken where their
/// structure allows it. Line breaks between the items of a bracket and behind operators stay, as do numbers and strings.
/// A program that was formatted stays as it is.
///
/// - Parameter source: The program.
/// - Returns: Its text, laid out.
/// - Throws: The first syntax error.
/// - Complexity: In the length of the text times the depth of its brackets.
public func format(_ source: Source) throws(Diagnostic) -> String {
  try Limits.check(source)
  var parser = Parser(source)
  _ = try parser.program()
  let lexemes = Lexeme.all(in: source, parser.lexed, parser.roles)
  var reader = LayoutReader(lexemes)
  let program = reader.program()
  // The braces of searches that were written without.
  var writer = LayoutWriter(lexemes + [Lexeme("{", .symbol(.leftBrace)), Lexeme("}", .symbol(.rightBrace))])
  writer.write(program: program)
  let lineBreak = lineBreak(of: source, lexemes)
  return LayoutWriter.texts(of: writer.lines).map { $0 + lineBreak }.joined()
}

/// The first line break that is not within a string.
private func lineBreak(of source: Source, _ lexemes: [Lexeme]) -> String {
  var line = 0
  for lexeme in lexemes where lexeme.lines.contains(line) { line = lexeme.lines.upperBound }
  guard line + 1 < source.lineStarts.count else { return "\n" }
  return source.utf8[..<source.lineStarts[line + 1]].suffix(2).elementsEqual("\r\n".utf8) ? "\r\n" : "\n"
}

extension LayoutWriter {
  /// The text of each line; the comments behind consecutive lines stand in one column.
  fileprivate static func texts(of lines: [Line]) -> [String] {
    var texts: [String] = []
    var start = 0
    while start < lines.count {
      let first = lines[start]
      var end = start + 1
      if isSimple(first) {
        while end < lines.count, isSimple(lines[end]), lines[end].indentation == first.indentation { end += 1 }
      }
      let width = lines[start..<end].map { isSimple($0) ? $0.text.displayWidth : 0 }.max() ?? 0
      for line in lines[start..<end] {
        guard !line.text.isEmpty else {
          texts.append("")
          continue
        }
        let text = String(repeating: " ", count: line.indentation) + line.text
        let space = isSimple(line) ? width - line.text.displayWidth + 1 : 1
        texts.append(text + (line.comment.map { String(repeating: " ", count: space) + $0 } ?? ""))
      }
      start = end
    }
    return texts
  }

  /// Whether a comment stands behind a text on one line.
  private static func isSimple(_ line: Line) -> Bool { line.comment != nil && !line.text.contains(where: \.isNewline) }
}
