/// What was copied from a session and is pasted into one.
enum Pasting {
  /// A text without the prompts in it.
  ///
  /// Where there are prompts, lines without one were printed by the program: they go.
  static func withoutPrompts(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(where: { $0.hasPrefix(Prompt.first) || $0.hasPrefix(Prompt.further) }) else { return text }
    return lines.compactMap(typed).joined(separator: "\n")
  }

  /// What was typed behind the prompt of a line; nil without one.
  private static func typed(_ line: Substring) -> Substring? {
    for prompt in [Prompt.first, Prompt.further] {
      // An empty line loses the space at the end of its prompt on the way through an editor.
      if line.hasPrefix(prompt) { return line.dropFirst(prompt.count) }
      if line == prompt.dropLast() { return "" }
    }
    return nil
  }
}
