import Basics

/// Reads a program; the first thing that is wrong with it is thrown.
///
/// The parser is a recursive descent, one method for each production of docs/grammar.ebnf, which stands above it.
///
/// - Parameter source: The text, as it was laid out in a `SourceMap`.
/// - Returns: The tree; its spans are positions of `source`.
/// - Throws: A diagnostic; it is `isUnfinished` if a further line of input could mend it.
public func parse(_ source: Source) throws(Diagnostic) -> Program {
  try Limits.check(source)
  var parser = Parser(source)
  return try parser.program()
}

/// What keeps the parser, and everything that walks its tree, from running out of stack.
enum Limits {
  /// The longest program: 64 MB.
  static let bytes = 1 << 26
  /// Expressions and blocks inside of each other.
  static let nesting = 420
  /// Operators, calls and fields in a row, which lean to the left and so make a tree as high as it is long.
  static let height = 1_000

  /// Refuses a text that is too long.
  static func check(_ source: Source) throws(Diagnostic) {
    guard source.utf8.count > bytes else { return }
    let start = Span(start: source.base, length: 0)
    throw Diagnostic(.capacity, "this text is too long for a program", at: start, "more than \(bytes >> 20) MB")
  }
}

/// What is read.
///
/// It stands behind one reference, because unoptimised code copies the parser into every frame of the descent.
private final class ParserInput {
  let source: Source
  let lexed: TokenList
  var roles: [Int: TokenRole] = [:]

  init(_ source: Source, isRecovering: Bool) {
    self.source = source
    lexed = tokenize(source, isRecovering: isRecovering)
  }
}

/// A place in a list of tokens.
struct Parser {
  private let input: ParserInput
  /// Where errors go; nil if the first one is thrown.
  let recovery: Recovery?
  var index = 0
  /// How many expressions and blocks are being read inside of each other.
  private var depth = 0
  /// An upper bound of the height of the tree read so far in the innermost expression or statement.
  var height = 0
  /// The labels of `note(...)` and of `report(...)` in the innermost search so far.
  var (notes, reports): ([Name], [Name]) = ([], [])
  /// The bracket level of the clauses of the innermost search.
  var clauseLevel: Int?
  /// Where a search ended, as an index of a token; for messages.
  var endOfSearch: Int?
  /// The word of the clause read last, `in` for a parameter; for messages.
  var lastClause: String?

  init(_ source: Source, recovery: Recovery? = nil) {
    self.recovery = recovery
    input = ParserInput(source, isRecovering: recovery != nil)
  }

  var source: Source { input.source }

  var lexed: TokenList { input.lexed }

  var tokens: [Token] { input.lexed.tokens }

  var documentation: [Int: Documentation] { input.lexed.documentation }

  /// What tokens are for, by their index.
  var roles: [Int: TokenRole] { input.roles }

  /// Notes what the current token is for, or the one at `place`.
  func mark(_ role: TokenRole, at place: Int? = nil) { input.roles[place ?? index] = role }

  /// Whether a further line would belong to the text.
  var isContinued: Bool { input.lexed.isContinued }

  /// The token that is read next.
  var current: Token { tokens[index] }

  /// The kind of a token behind the current one.
  func kind(_ ahead: Int) -> Token.Kind { tokens[min(index + ahead, tokens.count - 1)].kind }

  /// The token read last.
  var previous: Token? { index > 0 ? tokens[index - 1] : nil }

  func isAt(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }

  func isAt(_ keyword: Keyword) -> Bool { current.kind == .keyword(keyword) }

  /// Whether a statement ends here.
  var isAtEndOfStatement: Bool {
    switch current.kind {
    case .newline, .semicolon, .end, .symbol(.rightBrace): true
    default: false
    }
  }

  /// Passes the current token; the last one stays.
  mutating func advance() {
    if index + 1 < tokens.count { index += 1 }
  }

  /// Passes the symbol if it stands here.
  mutating func consume(_ symbol: Symbol) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  /// Passes the reserved word if it stands here.
  mutating func consume(_ keyword: Keyword) -> Bool {
    guard isAt(keyword) else { return false }
    advance()
    return true
  }

  /// Passes the symbol, which must stand here.
  mutating func expect(_ symbol: Symbol, _ context: String) throws(Diagnostic) {
    guard consume(symbol) else { throw unexpected("`\(symbol.rawValue)` \(context)") }
  }

  /// Passes the reserved word, which must stand here.
  mutating func expect(_ keyword: Keyword, _ context: String) throws(Diagnostic) {
    guard consume(keyword) else { throw unexpected("`\(keyword.rawValue)` \(context)") }
  }

  /// Passes the bracket that closes `opening`.
  mutating func close(_ opening: Token, _ symbol: Symbol, orElse alternatives: String) throws(Diagnostic) {
    if consume(symbol) { return }
    if case .end = current.kind { throw neverClosed(opening) }
    if let unclosed = neverClosed(opening, before: current.kind == .newline ? index + 1 : index) { throw unclosed }
    if isAt(.leftBrace), alternatives.isEmpty { throw neverClosed(opening) }
    let isAtClause = if case .name = current.kind { isClause(index) } else { isAt(.for) && isBudget(1) }
    if clauseLevel == opening.level, isAtClause {
      throw Diagnostic(
        .unclosed,
        "this \(described(opening)) is never closed", at: opening.span, "opened here",
        secondary: [Diagnostic.Label(current.span, "the next clause begins here")])
    }
    if let habit = unexpectedInBrackets(before: symbol) ?? clauseInBrackets(opening) { throw habit }
    let mayLackComma = alternatives.contains(",") && (current.kind == .newline || current.kind.startsExpression)
    throw unexpected("\(alternatives)`\(symbol.rawValue)`", mayLackComma ? "is a `,` missing here?" : "")
  }

  /// Whether a number or a time stands `ahead`.
  func isBudget(_ ahead: Int) -> Bool {
    switch kind(ahead) {
    case .integer, .duration: true
    default: false
    }
  }

  /// From the start of `first` to the end of the token read last.
  func span(from first: Span) -> Span {
    guard let previous, previous.span.end > first.start else { return first }
    return first.joined(to: previous.span)
  }

  /// Goes one expression or block deeper.
  mutating func descend() throws(Diagnostic) {
    guard depth < Limits.nesting else { throw tooDeep() }
    depth += 1
  }

  /// Comes back from where `descend` went.
  mutating func ascend() { depth -= 1 }

  /// Notes that the tree grows by a node over all that was read of this expression.
  mutating func grow() throws(Diagnostic) {
    guard height < Limits.height else { throw tooLong() }
    height += 1
  }

  /// Starts to measure a part of the tree of its own.
  ///
  /// - Returns: What `endPart` wants.
  mutating func startPart() -> Int {
    let outer = height
    height = 0
    return outer
  }

  /// Ends the measuring of a part: the tree is as high as the highest of its parts, and one more.
  mutating func endPart(_ outer: Int) { height = max(outer, height + 1) }

  // program = [ end ] { statement end } [ statement ] ;
  mutating func program() throws(Diagnostic) -> Program {
    let all = Span(start: source.base, length: UInt32(truncatingIfNeeded: source.utf8.count))
    let statements = try statements(level: 0)
    guard recovery != nil || current.kind == .end else { throw unexpected("a statement") }
    return Program(statements: statements, span: all, source: source, comments: lexed.comments)
  }

  /// `[ end ] { statement end } [ statement ]`, up to a closing brace or the end of the text; `level` brackets are open
  /// around it.
  mutating func statements(level: Int) throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    _ = end()
    while !isAtEndOfBlock {
      let start = startOfPart
      do throws(Diagnostic) { statements.append(try endedStatement()) } catch {
        guard try recover(from: error, start, level: level) else { break }
      }
    }
    return statements
  }

  /// Whether no further statement or clause stands between these braces, or in this text.
  var isAtEndOfBlock: Bool {
    switch current.kind {
    case .symbol(.rightBrace), .end: true
    default: false
    }
  }

  private mutating func endedStatement() throws(Diagnostic) -> Statement {
    let statement = try statement()
    guard end() || isAtEndOfBlock else { throw unexpectedAfterStatement() }
    return statement
  }

  // end = ( NEWLINE | ";" ) { NEWLINE | ";" } ;
  mutating func end() -> Bool {
    let start = index
    while current.kind == .newline || current.kind == .semicolon { advance() }
    return index > start
  }
}
