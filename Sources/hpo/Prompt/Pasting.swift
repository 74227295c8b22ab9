/// What was copied from a session and is pasted into one.
enum Pasting {
  /// What stands before typed lines in transcripts: the prompts, and the marks of examples.
  private static let marks = [Prompt.first, Prompt.further, ">>> "]
  /// What goes on with an example that `>>>` began.
  private static let exampleMark = "... "

  /// Whether a line, perhaps set in, has a prompt.
  static func hasPrompt(_ line: some StringProtocol) -> Bool {
    typed(line.drop(while: \.isWhitespace), marks) != nil
  }

  /// Whether a line is one of a shell's, with which transcripts begin.
  static func startsSession(_ line: String) -> Bool { line.drop(while: \.isWhitespace).hasPrefix("$ ") }

  /// A text without the prompts in it, which may be set in.
  ///
  /// Where there are prompts, lines without one were printed by the program: they go.
  static func withoutPrompts(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(where: hasPrompt) else { return text }
    let isExample = lines.contains { $0.drop(while: \.isWhitespace).hasPrefix(">>> ") }
    let marks = isExample ? marks + [exampleMark] : marks
    return lines.compactMap { typed($0.drop(while: \.isWhitespace), marks) }.joined(separator: "\n")
  }

  /// What was typed behind the mark of a line; nil without one.
  private static func typed<Line: StringProtocol>(_ line: Line, _ marks: [String]) -> Line.SubSequence? {
    for mark in marks {
      // An empty line loses the space at the end of its prompt on the way through an editor.
      if line.hasPrefix(mark) { return line.dropFirst(mark.count) }
      if line == mark.dropLast() { return line.dropFirst(line.count) }
    }
    return nil
  }
}
