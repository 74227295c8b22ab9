import Basics

/// Brackets that are never closed, although the text goes on behind them.
extension Parser {
  /// A bracket that is open at the end of the text.
  func neverClosed(_ opening: Token) -> Diagnostic {
    Diagnostic(
      .unclosed,
      "this \(described(opening)) is never closed", at: opening.span, "opened here",
      isUnfinished: current.kind == .end && isContinued)
  }

  /// A bracket that is open where the next statement seems to begin; nil where the current token is none.
  func neverClosed(_ opening: Token, before place: Int) -> Diagnostic? {
    guard isStatement(at: place, behind: opening) else { return nil }
    return Diagnostic(
      .unclosed,
      "this \(described(opening)) is never closed", at: opening.span, "opened here",
      secondary: [
        Diagnostic.Label(tokens[place].span, "the next \(isClause(place) ? "clause" : "statement") begins here")
      ])
  }

  /// Whether the word of a clause stands at `place`, with something that it is given.
  func isClause(_ place: Int) -> Bool {
    guard case .name(let word) = tokens[place].kind, ClauseWord(rawValue: word) != nil else { return false }
    return place + 1 < tokens.count && tokens[place + 1].kind.startsExpression
  }

  /// The innermost bracket around the current token if that begins a statement; nil for a brace, or where none is open.
  func neverClosedBeforeStatement() -> Diagnostic? {
    guard let previous else { return nil }
    // A statement at which the text is read on stands outside of all brackets.
    let isFirst = if case .symbol(let symbol) = previous.kind { symbol.closing != nil } else { false }
    let level = previous.level + (isFirst ? 1 : 0)
    guard level > 0, let opening = tokens[..<index].lastIndex(where: { $0.level == level - 1 }),
      tokens[opening].kind != .symbol(.leftBrace)
    else { return nil }
    return neverClosed(tokens[opening], before: index)
  }

  /// Whether the token at `place` begins a line that is a statement, and does not belong to an open bracket.
  ///
  /// A word that starts nothing but statements cannot stand in parentheses and brackets. Any other line, and one in braces,
  /// is a statement if it is not indented more than the line of the bracket, no clause, and begins with a call or an
  /// assignment, or behind a blank line.
  private func isStatement(at place: Int, behind opening: Token) -> Bool {
    guard place > 0, tokens.indices.contains(place), !tokens[place].kind.isInvalid,
      let last = tokens[..<place].last(where: { $0.kind != .newline }), last.span.end <= tokens[place].span.start
    else { return false }
    let gap = source.text(under: Span(start: last.span.end, length: tokens[place].span.start - last.span.end))
    let breaks = gap.count { $0.isNewline }
    guard breaks > 0 else { return false }
    let next = place + 1 < tokens.count ? tokens[place + 1].kind : .end
    let isIndented = indentation(of: tokens[place]) > indentation(of: opening)
    switch tokens[place].kind {
    case .keyword(let word) where word.startsStatement && word != .for || word == .fn:
      if next == .symbol(.colon) || word == .fn && next == .symbol(.leftParenthesis) { return false }
      return !isIndented || opening.kind != .symbol(.leftBrace)
    case .keyword(.if), .keyword(.search): return !isIndented
    case .name(let word):
      if isClause(place) { return !isIndented && opening.kind != .symbol(.leftBrace) }
      guard !isIndented, ClauseWord(rawValue: word) == nil, Parser.foreignClauses[word.lowercased()] == nil,
        next != .keyword(.in), next != .symbol(.colon)
      else { return false }
      let isValue = next == .symbol(.assign) && opening.kind != .symbol(.leftBrace)
      return isValue || next == .symbol(.leftParenthesis) || breaks > 1
    case .integer, .real, .string: return !isIndented && breaks > 1 && opening.kind == .symbol(.leftParenthesis)
    default: return false
    }
  }

  /// How far the line of a token is indented.
  private func indentation(of token: Token) -> Int {
    let line = source.text(ofLine: source.line(at: Int(token.span.start) - Int(source.base)))
    return line.prefix { $0 == " " || $0 == "\t" }.count
  }
}
