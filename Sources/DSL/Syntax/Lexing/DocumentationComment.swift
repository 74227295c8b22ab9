/// One `##` line.
struct DocumentationLine {
  /// Behind the `##`, without one space of indentation and without spaces at the end.
  let text: String
  /// The global position of the first byte of `text`.
  let start: UInt32
  /// The index of its line in the source.
  let line: Int

  /// The line of the comment `comment`, if it starts with `##` and nothing but `##`.
  init?(_ comment: String, _ span: Span, line: Int) {
    guard comment.hasPrefix("##"), !comment.hasPrefix("###") else { return nil }
    let body = comment.dropFirst(2)
    let isIndented = body.first == " "
    var text = isIndented ? body.dropFirst() : body
    while let last = text.last, last.isWhitespace { text.removeLast() }
    self.text = String(text)
    start = span.start + (isIndented ? 3 : 2)
    self.line = line
  }
}

extension Documentation {
  /// The comment of consecutive `##` lines.
  init(_ lines: [DocumentationLine]) {
    var examples: [Example] = []
    for (index, line) in lines.enumerated() {
      guard let code = Documentation.code(in: line.text) else { continue }
      let next = index + 1 < lines.count ? lines[index + 1].text : ""
      let result = Documentation.code(in: next) == nil ? next.drop(while: \.isWhitespace) : ""
      let before = line.text.utf8.count - code.utf8.count
      let span = Span(
        start: line.start + UInt32(truncatingIfNeeded: before), length: UInt32(truncatingIfNeeded: code.utf8.count))
      examples.append(Example(code: String(code), result: String(result), span: span))
    }
    self.init(text: lines.map(\.text).joined(separator: "\n"), examples: examples)
  }

  /// What stands behind the `>>>` of an example's line.
  private static func code(in line: String) -> Substring? {
    let line = line.drop(while: \.isWhitespace)
    guard line.hasPrefix(">>>") else { return nil }
    return line.dropFirst(3).drop(while: \.isWhitespace)
  }
}
