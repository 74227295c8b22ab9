/// Reads a program, and goes on behind what is wrong with it.
///
/// A statement that is wrong is left out of the tree, and read on is where it ends; of a search in braces, only the clause
/// is left out. A statement has one error, unless there is a block in it: that has statements of its own.
/// Errors that are likely to follow from another one are left out: a line that starts with a closing bracket too much
/// behind any error, and a bracket that is never closed around one.
///
/// - Parameters:
///   - source: The text, as it was laid out in a `SourceMap`.
///   - limit: How many errors are looked for.
/// - Returns: What could be read, and what is wrong, in the order it was met; the first is what `parse` throws.
public func parseRecovering(_ source: Source, limit: Int = 20) -> (program: Program, diagnostics: [Diagnostic]) {
  do throws(Diagnostic) {
    try Limits.check(source)
    var parser = Parser(source, recovery: Recovery(limit: max(1, limit)))
    let program = try parser.program()
    return (program, parser.recovery?.diagnostics ?? [])
  } catch {
    return (Program(statements: [], span: Span(start: source.base, length: 0), source: source), [error])
  }
}

/// The errors met so far; all copies of a parser share them.
final class Recovery {
  let limit: Int
  var diagnostics: [Diagnostic] = []
  /// The token at which the last of them was met.
  var place: Int?

  init(limit: Int) { self.limit = limit }

  var isFull: Bool { diagnostics.count >= limit }
}

extension Parser {
  /// The place and state at the start of a statement or clause.
  struct PartStart {
    let index: Int
    let height: Int
  }

  /// What `recover` wants.
  var startOfPart: PartStart { PartStart(index: index, height: height) }

  /// Whether a statement starts at `start` that is no expression.
  func startsStatement(_ start: PartStart) -> Bool {
    guard case .keyword(let word) = tokens[start.index].kind else { return false }
    return word.startsStatement && word != .for || word == .fn
  }

  /// Notes an error and passes the rest of the statement or clause.
  ///
  /// - Parameters:
  ///   - error: What is wrong with it.
  ///   - start: Where it starts; at least one token is passed from there, if there is another.
  ///   - level: How many brackets are open around it.
  /// - Returns: Whether there may be another statement.
  /// - Throws: `error`, if it is to be the only one.
  mutating func recover(from error: Diagnostic, _ start: PartStart, level: Int) throws(Diagnostic) -> Bool {
    guard let recovery else { throw error }
    if !recovery.isFull, !follows(error, start, recovery) { recovery.diagnostics.append(error) }
    recovery.place = index
    let last = tokens.count - 1
    guard !recovery.isFull else {
      index = last
      return false
    }
    height = start.height
    endOfSearch = nil
    if index == start.index { advance() }
    while index < last, !isAtEnd(ofPartFrom: start.index, level) { advance() }
    _ = end()
    return index < last
  }

  /// Whether the current token ends a statement or clause that is wrong, or starts the one behind it.
  private func isAtEnd(ofPartFrom start: Int, _ level: Int) -> Bool {
    if current.level < level { return true }
    guard current.level == level else { return false }
    if lexed.restarts.contains(index), index > start { return true }
    switch current.kind {
    // A brace or an `else` on the next line belongs to what was wrong.
    case .newline: return kind(1) != .symbol(.leftBrace) && kind(1) != .keyword(.else)
    case .semicolon: return true
    default: return false
    }
  }

  /// Whether `error` follows from an earlier one.
  private func follows(_ error: Diagnostic, _ start: PartStart, _ recovery: Recovery) -> Bool {
    guard let last = recovery.diagnostics.last else { return false }
    if recovery.place == index || last == error { return true }
    if index == start.index, lexed.strayClosers.contains(index) { return true }
    return current.kind == .end && recovery.diagnostics.contains { $0.span.start >= error.span.start }
  }
}
