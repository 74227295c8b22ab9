import Basics

/// A token that is laid out, with the comments around it; a string with expressions in it is one lexeme.
struct Lexeme {
  /// A comment that has lines of its own.
  struct Comment {
    let text: String
    /// Whether a blank line stands above it.
    let isAfterBlank: Bool
  }
  /// As it stands in the source.
  let text: String
  /// The kind of its first token.
  let kind: Token.Kind
  let role: TokenRole?
  /// The index of its first token.
  let token: Int
  /// The lines of the source in which it starts and ends.
  let lines: ClosedRange<Int>
  /// Whether the end of a statement or clause stands before it.
  var isSeparated = false
  /// Whether it is the first of its line.
  var startsLine = false
  /// Whether a blank line stands above it, and below the comments.
  var isAfterBlank = false
  /// The comments above it.
  var comments: [Comment] = []
  /// The comment behind it, at the end of its line.
  var trailing: String?
  /// Whether it is a minus with one operand.
  var isUnary = false
  /// How many columns its first line takes, and its last one if it has several.
  let (width, lastWidth): (Int, Int?)

  init(_ text: String, _ kind: Token.Kind, role: TokenRole? = nil, token: Int = 0, lines: ClosedRange<Int> = 0...0) {
    self.text = text
    self.kind = kind
    self.role = role
    self.token = token
    self.lines = lines
    if let first = text.firstIndex(where: \.isNewline), let last = text.lastIndex(where: \.isNewline) {
      (width, lastWidth) = (text[..<first].displayWidth, text[last...].dropFirst().displayWidth)
    } else {
      (width, lastWidth) = (text.displayWidth, nil)
    }
  }

  /// Whether an expression can end with it, so that a bracket behind it belongs to a call or an index.
  var endsExpression: Bool {
    switch kind {
    case .name: role == nil
    case .integer, .real, .duration, .string, .stringHead, .keyword(.true), .keyword(.false), .keyword(.none): true
    case .symbol(let symbol): symbol.isClosing
    default: false
    }
  }
}

extension Lexeme {
  /// The lexemes of a program that can be parsed; the last one is the end of the text.
  static func all(in source: Source, _ list: TokenList, _ roles: [Int: TokenRole]) -> [Lexeme] {
    var lexemes: [Lexeme] = []
    var comments = list.comments[...]
    var index = 0
    var isSeparated = false
    func line(_ position: UInt32) -> Int { source.line(at: Int(position - source.base)) }
    while index < list.tokens.count {
      let token = list.tokens[index]
      if token.kind == .newline || token.kind == .semicolon {
        isSeparated = true
        index += 1
        continue
      }
      let last = endOfString(index, list.tokens)
      let span = token.span.joined(to: list.tokens[last].span)
      var end = lexemes.last?.lines.upperBound
      var above: [Comment] = []
      while let comment = comments.first, comment.start < span.start {
        comments.removeFirst()
        let place = line(comment.start)
        var text = source.text(under: comment)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        if place == end, above.isEmpty, !lexemes.isEmpty {
          lexemes[lexemes.count - 1].trailing = text
        } else {
          above.append(Comment(text: text, isAfterBlank: end.map { place > $0 + 1 } ?? false))
        }
        end = place
      }
      while let comment = comments.first, comment.start < span.end { comments.removeFirst() }
      let start = line(span.start)
      var lexeme = Lexeme(
        source.text(under: span), token.kind, role: roles[index], token: index,
        lines: start...line(max(span.start, span.end &- 1)))
      lexeme.isSeparated = isSeparated || lexemes.isEmpty
      lexeme.startsLine = end.map { start > $0 } ?? true
      lexeme.isAfterBlank = end.map { start > $0 + 1 } ?? false
      lexeme.comments = above
      if token.kind == .symbol(.minus), lexeme.isSeparated || lexemes.last?.endsExpression != true {
        lexeme.isUnary = true
      }
      lexeme.keepUndocumented(isDocumented: list.documentation[index] != nil)
      lexemes.append(lexeme)
      isSeparated = false
      index = last + 1
    }
    for index in lexemes.indices where lexemes[index].isAttached(to: index > 0 ? lexemes[index - 1] : nil) {
      attach(index, in: &lexemes)
    }
    return lexemes
  }

  /// The index of the token that ends the string that starts at `index`; `index` if none does.
  private static func endOfString(_ index: Int, _ tokens: [Token]) -> Int {
    var open = 0
    for end in index..<tokens.count {
      if case .stringHead = tokens[end].kind { open += 1 }
      if case .stringTail = tokens[end].kind { open -= 1 }
      if open <= 0 { return end }
    }
    return index
  }

  /// Keeps `##` lines apart from a declaration that they do not document.
  private mutating func keepUndocumented(isDocumented: Bool) {
    guard case .keyword(let word) = kind, word.bindsName, !isDocumented else { return }
    if let last = comments.last, last.text.hasPrefix("##") { isAfterBlank = true }
  }

  /// Whether it stands right behind `previous`, so that no comment can stand between them.
  private func isAttached(to previous: Lexeme?) -> Bool {
    kind == .symbol(.comma) || kind == .symbol(.leftBrace) && previous?.kind == .keyword(.search)
  }

  /// Moves the comments between a lexeme and the one before it behind it.
  private static func attach(_ index: Int, in lexemes: inout [Lexeme]) {
    guard index > 0, index + 1 < lexemes.count else { return }
    var moved = lexemes[index].comments.map(\.text)
    guard !moved.isEmpty || lexemes[index - 1].trailing != nil else { return }
    if let trailing = lexemes[index].trailing { moved.append(trailing) }
    lexemes[index].comments = []
    lexemes[index].trailing = lexemes[index - 1].trailing
    lexemes[index - 1].trailing = nil
    lexemes[index + 1].comments.insert(contentsOf: moved.map { Comment(text: $0, isAfterBlank: false) }, at: 0)
    lexemes[index + 1].startsLine = true
  }
}

extension Lexeme {
  /// Whether a space stands between two lexemes on a line.
  static func areSpaced(_ left: Lexeme, _ right: Lexeme) -> Bool {
    switch right.kind {
    case .symbol(.comma), .symbol(.colon), .symbol(.dot), .symbol(.range), .symbol(.power), .symbol(.rightParenthesis),
      .symbol(.rightBracket), .symbol(.rightBrace):
      return false
    case .symbol(.leftParenthesis) where left.endsExpression || left.kind == .keyword(.fn),
      .symbol(.leftBracket) where left.endsExpression:
      return false
    default: break
    }
    switch left.kind {
    case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace), .symbol(.dot), .symbol(.spread),
      .symbol(.range), .symbol(.power):
      return false
    // `--` is no token.
    case .symbol(.minus) where left.isUnary: return right.isUnary
    default: return true
    }
  }

  /// Whether it stays on the line of the bracket behind it.
  func isHeld(by next: Lexeme) -> Bool {
    guard kind == .symbol(.assign), case .symbol(let symbol) = next.kind else { return false }
    return symbol.closing != nil
  }

  /// How loosely it binds what stands around it, if a line may end behind it: the loosest operators have the lowest rank.
  var breakRank: Int? {
    switch kind {
    case .symbol(.pipe): 0
    case .keyword(.or): 1
    case .keyword(.and): 2
    case .symbol(.equal), .symbol(.notEqual), .symbol(.less), .symbol(.lessOrEqual), .symbol(.greater),
      .symbol(.greaterOrEqual):
      3
    case .symbol(.plus): 4
    case .symbol(.minus): isUnary ? nil : 4
    case .symbol(.times), .symbol(.divide), .keyword(.mod): 5
    case .symbol(.assign): 6
    case .symbol(.comma): 7
    default: nil
    }
  }
}
