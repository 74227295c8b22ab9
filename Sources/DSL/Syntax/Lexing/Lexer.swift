/// The tokens of a text, and the comments between them.
public struct TokenList: Sendable {
  /// In order; the last one is `end` or `invalid`.
  public fileprivate(set) var tokens: [Token] = []
  /// From `#` to the end of the line.
  public fileprivate(set) var comments: [Span] = []
  /// `##` comments, by the index of the `fn`, `let` or `var` below them.
  public fileprivate(set) var documentation: [Int: Documentation] = [:]
  /// The tokens at which a statement seems to start although what stands before it asks for more.
  public internal(set) var restarts: Set<Int> = []
  /// The invalid tokens that are closing brackets without an opening one.
  public internal(set) var strayClosers: Set<Int> = []
  /// Whether the text ends inside a bracket or behind an operator, so that a further line belongs to it.
  public fileprivate(set) var isContinued = false
}

/// Cuts a text into tokens.
///
/// Never fails: what is no token becomes an `invalid` one.
///
/// - Parameters:
///   - source: The text.
///   - isRecovering: Whether the list goes on behind an invalid token, as if what is wrong were mended there; otherwise it
///     ends with the first.
/// - Returns: The tokens and comments.
public func tokenize(_ source: Source, isRecovering: Bool = false) -> TokenList {
  var lexer = Lexer(source, isRecovering: isRecovering)
  lexer.run()
  return lexer.list
}

/// A position in a text and the brackets that are open there.
struct Lexer {
  /// What a closing bracket returns to.
  enum Frame {
    case bracket(Symbol, Span)
    case interpolation(StringLiteral)
  }

  let source: Source
  /// Where the readable text ends: the first NUL or broken character, or the end.
  let limit: Int
  var offset = 0
  var frames: [Frame] = []
  /// How many of the frames are strings that may not contain a line break.
  var openLineStrings = 0
  var list = TokenList()
  /// Whether the text is read on behind what is no token.
  let isRecovering: Bool
  private var commentLines: [DocumentationLine] = []

  init(_ source: Source, isRecovering: Bool) {
    self.source = source
    self.isRecovering = isRecovering
    limit = Lexer.readableCount(source.utf8)
    if source.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The byte `ahead` of the current one; 0 behind the end.
  func byte(_ ahead: Int = 0) -> UInt8 {
    offset + ahead < limit ? source.utf8[offset + ahead] : 0
  }

  /// Whether all of the text is read.
  var isAtEnd: Bool { offset >= limit }

  /// Whether the text goes on with the ASCII characters of `text`.
  func isAt(_ text: StaticString) -> Bool {
    for index in 0..<text.utf8CodeUnitCount where byte(index) != text.utf8Start[index] { return false }
    return true
  }

  /// The span from the byte at `start` to the current one.
  func span(from start: Int) -> Span {
    Span(start: source.base &+ UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: offset - start))
  }

  /// The text from the byte at `start` to the current one.
  func text(from start: Int) -> String { String(decoding: source.utf8[start..<offset], as: UTF8.self) }

  mutating func run() {
    while !isAtEnd {
      scan()
      if hasFailed, !isRecovering { return }
    }
    finish()
  }

  /// Appends a token that reaches from `start` to the current byte.
  mutating func append(_ kind: Token.Kind, from start: Int) {
    attachDocumentation(to: kind, at: start)
    list.tokens.append(Token(kind, span(from: start), level: frames.count))
  }

  /// Changes the text of a piece of a string.
  mutating func replaceText(ofTokenAt index: Int, by change: (String) -> String) {
    let token = list.tokens[index]
    let kind: Token.Kind =
      switch token.kind {
      case .string(let text): .string(change(text))
      case .stringHead(let text): .stringHead(change(text))
      case .stringMiddle(let text): .stringMiddle(change(text))
      case .stringTail(let text): .stringTail(change(text))
      default: token.kind
      }
    list.tokens[index] = Token(kind, token.span, level: token.level)
  }

  /// Whether anything was no token.
  private(set) var hasFailed = false

  /// Appends an invalid token.
  mutating func fail(_ diagnostic: Diagnostic) {
    hasFailed = true
    list.tokens.append(Token(.invalid(diagnostic), diagnostic.span, level: frames.count))
  }

  // One step: white space, a comment or a token.
  private mutating func scan() {
    let start = offset
    switch byte() {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): offset += 1
    case UInt8(ascii: "\n"): newline()
    case UInt8(ascii: "#"): comment()
    case UInt8(ascii: ";"):
      offset += 1
      append(.semicolon, from: start)
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    case UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): word()
    case 0x80...: if scalar().properties.isXIDStart { word() } else { foreignText() }
    default: symbol()
    }
  }

  // NAME = ( LETTER | "_" ) { LETTER | DIGIT | "_" } ;
  // LETTER = ? a character that can start an identifier (Unicode Standard Annex 31), or a mark on one ? ;
  private mutating func word() {
    let start = offset
    skipWord()
    let word = text(from: start)
    let isField = list.tokens.last?.kind == .symbol(.dot)
    if !isField, let keyword = Keyword(rawValue: word) {
      append(.keyword(keyword), from: start)
    } else {
      append(.name(word), from: start)
    }
  }

  /// Passes over the characters of a name.
  mutating func skipWord() {
    while !isAtEnd {
      // Most names are ASCII: only of other characters Unicode's tables are asked.
      switch byte() {
      case UInt8(ascii: "_"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        offset += 1
        continue
      case ..<0x80: return
      default: break
      }
      let next = scalar()
      guard next.properties.isXIDContinue else { return }
      offset += next.utf8.count
    }
  }

  private mutating func symbol() {
    let start = offset
    guard !isAtForeignSymbol, let symbol = Lexer.symbols[byte()]?.first(where: isAt) else { return foreignText() }
    if symbol == .rightBrace, case .interpolation(let literal)? = frames.last {
      frames.removeLast()
      return continueString(literal)
    }
    if symbol.isClosing {
      guard case .bracket(let opening, let place)? = frames.last else { return closesNothing(symbol) }
      guard opening.closing == symbol else { return closes(symbol, insteadOf: opening, place) }
      frames.removeLast()
    }
    offset += symbol.rawValue.utf8.count
    append(.symbol(symbol), from: start)
    if symbol.closing != nil { frames.append(.bracket(symbol, span(from: start))) }
  }

  /// The symbols by their first byte, longer ones before their beginnings.
  private static let symbols = Dictionary(grouping: Symbol.allCases) { $0.rawValue.utf8.first ?? 0 }

  private func isAt(_ symbol: Symbol) -> Bool {
    var index = 0
    for unit in symbol.rawValue.utf8 {
      guard byte(index) == unit else { return false }
      index += 1
    }
    return true
  }

  // NEWLINE = ? a line break, except where the innermost bracket is "(" or "[", and behind an operator, an opening
  //   bracket, "and", "or", "not", "mod" and "in", which ask for more ? ;
  private mutating func newline() {
    if openLineStrings > 0 { return unclosedString() }
    let start = offset
    offset += 1
    if case .interpolation? = frames.last { return }
    if case .bracket(let symbol, _)? = frames.last, symbol != .leftBrace {
      if isRecovering { restartStatement() }
      return
    }
    guard let last = list.tokens.last?.kind, last != .newline else { return }
    if last.continuesLine {
      if isRecovering, last != .symbol(.leftBrace) { restartStatement() }
      return
    }
    append(.newline, from: start)
  }

  private mutating func comment() {
    let start = offset
    while !isAtEnd, byte() != UInt8(ascii: "\n") { offset += 1 }
    list.comments.append(span(from: start))
    let line = source.line(at: start)
    let startsLine = source.utf8[source.lineStarts[line]..<start].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    guard startsLine, let text = DocumentationLine(text(from: start), span(from: start), line: line) else { return }
    if let last = commentLines.last, last.line + 1 != line { commentLines = [] }
    commentLines.append(text)
  }

  private mutating func attachDocumentation(to kind: Token.Kind, at start: Int) {
    guard let last = commentLines.last, kind != .newline else { return }
    if case .keyword(let word) = kind, word.bindsName, source.line(at: start) == last.line + 1 {
      list.documentation[list.tokens.count] = Documentation(commentLines)
    }
    commentLines = []
  }

  private mutating func finish() {
    if limit < source.utf8.count { return unreadableText() }
    if openLineStrings > 0 {
      unclosedString()
      guard isRecovering else { return }
    }
    if hasFailed, !isRecovering { return }
    list.isContinued = !hasFailed && !frames.isEmpty || (list.tokens.last?.kind.continuesLine ?? false)
    append(.end, from: offset)
  }
}
