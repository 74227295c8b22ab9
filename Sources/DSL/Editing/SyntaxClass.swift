/// What a piece of a program is to whoever colours it.
public enum SyntaxClass: String, CaseIterable, Sendable {
  /// `# text`.
  case comment
  /// `## text`.
  case documentation
  case string
  /// `\n` within a string.
  case escape
  /// The braces around an expression within a string.
  case interpolation
  case number
  /// The unit of a time behind its number, `%`, and the unit of a count.
  case unit
  /// A reserved word that is no value.
  case keyword
  /// `true`, `false`, `none`.
  case constant
  /// A word that is not reserved and means something where it stands, such as those of clauses.
  case clause
  /// The name before a colon.
  case label
  /// The name behind a point.
  case field
  /// The name before an opening parenthesis.
  case call
  case `operator`

  /// The pieces of a program that have a class, in order; what lies between them has none.
  ///
  /// - Parameter source: The program.
  /// - Returns: The classes and where they stand.
  /// - Throws: The first syntax error.
  public static func pieces(of source: Source) throws(Diagnostic) -> [(class: SyntaxClass, span: Span)] {
    var parser = Parser(source)
    let program = try parser.program()
    var reader = PieceReader(source: source, tokens: parser.tokens, roles: parser.roles)
    TreeWalk.over(
      program,
      onExpression: { expression in
        if case .quantity = expression.kind { reader.endsOfCounts.insert(expression.span.end) }
      })
    for comment in parser.lexed.comments {
      let text = source.text(under: comment)
      reader.pieces.append((text.hasPrefix("##") && !text.hasPrefix("###") ? .documentation : .comment, comment))
    }
    for index in parser.tokens.indices { reader.read(index) }
    return reader.pieces.sorted { $0.span.start < $1.span.start }
  }
}

/// The tokens of a program, and the pieces that they are made of.
private struct PieceReader {
  let source: Source
  let tokens: [Token]
  let roles: [Int: TokenRole]
  /// Where counts such as `50 trials` end.
  var endsOfCounts: Set<UInt32> = []
  var pieces: [(class: SyntaxClass, span: Span)] = []

  mutating func read(_ index: Int) {
    let token = tokens[index]
    switch token.kind {
    case .keyword(let word):
      append(isBeforeColon(index) ? .label : word.role == .constant ? .constant : .keyword, token.span)
    case .name(let word): if let found = classOfName(word, index) { append(found, token.span) }
    case .symbol(let symbol): if symbol.isOperator { append(.operator, token.span) }
    case .integer, .real, .duration: number(token)
    case .string: string(token.span, 0, 0)
    case .stringHead: string(token.span, 0, 1)
    case .stringMiddle: string(token.span, 1, 1)
    case .stringTail: string(token.span, 1, 0)
    case .newline, .semicolon, .end, .invalid: break
    }
  }

  private func classOfName(_ word: String, _ index: Int) -> SyntaxClass? {
    let isClause = roles[index] == .clause && tokens[index + 1].kind != .keyword(.in)
    if index > 0, tokens[index - 1].kind == .symbol(.dot) { return .field }
    if isClause || roles[index] == .word { return .clause }
    if isBeforeColon(index) { return .label }
    if endsOfCounts.contains(tokens[index].span.end), CountUnit(word: word) != nil { return .unit }
    let next = tokens[index + 1]
    return next.kind == .symbol(.leftParenthesis) && next.span.start == tokens[index].span.end ? .call : nil
  }

  private func isBeforeColon(_ index: Int) -> Bool {
    index + 1 < tokens.count && tokens[index + 1].kind == .symbol(.colon)
  }

  private mutating func append(_ found: SyntaxClass, _ span: Span) {
    if span.length > 0 { pieces.append((found, span)) }
  }

  private mutating func append(_ found: SyntaxClass, from start: UInt32, to end: UInt32) {
    append(found, Span(start: start, length: end - start))
  }

  private mutating func number(_ token: Token) {
    let text = source.text(under: token.span)
    var unit = text.hasSuffix("%") ? 1 : 0
    if case .duration = token.kind { unit = text.reversed().prefix(while: \.isLetter).count }
    let middle = token.span.end - UInt32(unit)
    append(.number, from: token.span.start, to: middle)
    append(.unit, from: middle, to: token.span.end)
  }

  /// A piece of a string that begins and ends with so many braces.
  private mutating func string(_ span: Span, _ head: UInt32, _ tail: UInt32) {
    append(.interpolation, from: span.start, to: span.start + head)
    let (first, last) = (Int(span.start + head - source.base), Int(span.end - tail - source.base))
    var (begun, index) = (first, first)
    while index < last {
      guard source.utf8[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      append(.string, from: source.base + UInt32(begun), to: source.base + UInt32(index))
      var end = index + 2
      if source.utf8[index + 1] == UInt8(ascii: "u") {
        while end <= last, source.utf8[end - 1] != UInt8(ascii: "}") { end += 1 }
      }
      append(.escape, from: source.base + UInt32(index), to: source.base + UInt32(end))
      (begun, index) = (end, end)
    }
    append(.string, from: source.base + UInt32(begun), to: source.base + UInt32(last))
    append(.interpolation, from: span.end - tail, to: span.end)
  }
}

extension Symbol {
  /// Whether it stands for something that is done, rather than that it holds or separates.
  var isOperator: Bool { ![.dot, .comma, .colon].contains(self) && closing == nil && !isClosing }
}
