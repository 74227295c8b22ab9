/// Lines of a text that can be folded into their first one.
public struct Fold: Hashable, Sendable {
  /// From where to where, as offsets in UTF-8; on different lines.
  public let (start, end): (Int, Int)
  /// Whether it is a comment rather than what stands in brackets.
  public let isComment: Bool
}

/// What can be folded: brackets and runs of comments over several lines, in the order of their first lines.
///
/// - Parameter source: A text, which need be no program.
/// - Returns: The folds.
/// - Complexity: O(length of the text).
public func folds(of source: Source) -> [Fold] {
  let lexed = tokenize(source, isRecovering: true)
  func offset(_ position: UInt32) -> Int { Int(position - source.base) }
  var folds: [Fold] = []
  func add(_ start: Int, _ end: Int, isComment: Bool) {
    guard source.line(at: start) < source.line(at: end) else { return }
    folds.append(Fold(start: start, end: end, isComment: isComment))
  }
  var open: [UInt32] = []
  for token in lexed.tokens {
    switch token.kind {
    case .symbol(.leftBrace), .symbol(.leftBracket), .symbol(.leftParenthesis): open.append(token.span.start)
    case .symbol(.rightBrace), .symbol(.rightBracket), .symbol(.rightParenthesis):
      if let start = open.popLast() { add(offset(start), offset(token.span.start), isComment: false) }
    default: break
    }
  }
  var run: (first: Span, last: Span)?
  for comment in lexed.comments where standsAlone(comment, source) {
    if let current = run, source.line(at: offset(comment.start)) == source.line(at: offset(current.last.start)) + 1 {
      run = (current.first, comment)
    } else {
      if let run { add(offset(run.first.start), offset(run.last.end), isComment: true) }
      run = (comment, comment)
    }
  }
  if let run { add(offset(run.first.start), offset(run.last.end), isComment: true) }
  return folds.sorted { ($0.start, $1.end) < ($1.start, $0.end) }
}

/// Whether only white space stands before a comment on its line.
private func standsAlone(_ comment: Span, _ source: Source) -> Bool {
  let offset = Int(comment.start - source.base)
  return source.utf8[source.lineStarts[source.line(at: offset)]..<offset].allSatisfy {
    $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
  }
}
