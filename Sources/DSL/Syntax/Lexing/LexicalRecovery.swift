/// How the text is read on behind an error: brackets and strings that cannot be closed any more are left.
extension Lexer {
  /// Leaves all strings of the line, and all brackets in them: they cannot be closed on another.
  mutating func leaveLine() {
    openLineStrings = 0
    let string = frames.firstIndex { if case .interpolation(let literal) = $0 { !literal.isMultiline } else { false } }
    if let string { frames.removeLast(frames.count - string) }
  }

  /// Leaves the brackets inside of the one that `symbol` closes; where it closes none, the innermost, which it was meant
  /// to close.
  ///
  /// - Returns: Whether `symbol` closes the bracket that is the innermost now.
  mutating func leaveBrackets(inside symbol: Symbol) -> Bool {
    guard isRecovering else { return false }
    var index = frames.count - 1
    search: while index >= 0 {
      switch frames[index] {
      case .bracket(let opening, _) where opening.closing == symbol: break search
      case .bracket: index -= 1
      case .interpolation where symbol == .rightBrace: break search
      case .interpolation: index = -1
      }
    }
    frames.removeLast(index >= 0 ? frames.count - 1 - index : 1)
    return index >= 0
  }

  /// Leaves the parentheses and brackets that are open in front of a line that can only start a statement, although the
  /// line before it asks for more.
  ///
  /// The parser has met an error by then: no expression goes on with such a word.
  mutating func restartStatement() {
    guard list.tokens.last?.kind != .symbol(.dot), isAtStartOfStatement else { return }
    while case .bracket(let symbol, _)? = frames.last, symbol != .leftBrace { frames.removeLast() }
    list.restarts.insert(list.tokens.count)
  }

  /// Whether the line starts with a word that starts nothing but a statement.
  ///
  /// `for` may go on with a list, and words with a colon behind them are labels.
  private var isAtStartOfStatement: Bool {
    var probe = self
    probe.skipSpaces()
    let start = probe.offset
    probe.skipWord()
    guard let word = Keyword(rawValue: probe.text(from: start)) else { return false }
    probe.skipSpaces()
    if word == .fn {
      return !probe.isAtEnd && (probe.byte() == UInt8(ascii: "_") || probe.scalar().properties.isXIDStart)
    }
    return word.startsStatement && word != .for && probe.byte() != UInt8(ascii: ":")
  }

  private mutating func skipSpaces() {
    while byte() == UInt8(ascii: " ") || byte() == UInt8(ascii: "\t") { offset += 1 }
  }
}
