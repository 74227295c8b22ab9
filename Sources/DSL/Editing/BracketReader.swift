/// Follows the tokens before the cursor and knows which brackets and searches are open at its place.
///
/// Reads what is typed so far, right or wrong, and so has no use for the grammar.
public struct BracketReader: Sendable {
  /// What stands in one bracket, or outside of all.
  private struct Level {
    var opening: Token.Kind?
    /// The function that is called, if the bracket holds arguments.
    var callee: String?
    var labels: Set<String> = []
    var search: Search?
    var tokens: [Token.Kind] = []
    /// Whether the last token is a word that starts a clause.
    var isBehindClauseWord = false
  }

  /// The head of a search.
  private struct Search {
    var parameters: [String] = []
    var clauses: Set<String> = []
    /// Whether it stands in braces, a clause a line.
    var isBraced: Bool
  }

  /// A reader at the start of a text.
  public init() {}

  private var levels = [Level()]
  private var level: Level {
    get { levels[levels.count - 1] }
    set { levels[levels.count - 1] = newValue }
  }

  /// Goes on by one token.
  public mutating func read(_ token: Token.Kind) {
    let before = level.tokens.last
    level.isBehindClauseWord = false
    switch token {
    case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace): open(token, before)
    case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace):
      if levels.count > 1 { levels.removeLast() }
      level.tokens.append(token)
    case .newline, .semicolon:
      if level.search?.isBraced == false { level.search = nil }
      level.tokens.append(token)
    default:
      note(token, before)
      level.tokens.append(token)
    }
  }

  private mutating func open(_ token: Token.Kind, _ before: Token.Kind?) {
    var inner = Level(opening: token)
    if token == .symbol(.leftParenthesis), case .name(let name)? = before { inner.callee = name }
    if token == .symbol(.leftBrace), before == .keyword(.search) {
      inner.search = Search(isBraced: true)
      level.search = nil
    }
    level.tokens.append(token)
    levels.append(inner)
  }

  /// What a token says about the call and the search around it.
  private mutating func note(_ token: Token.Kind, _ before: Token.Kind?) {
    let startsClause = before.map { startsStatement($0) || $0 == .symbol(.comma) || endsExpression($0) } ?? true
    switch token {
    case .keyword(.search): level.search = Search(isBraced: false)
    case .keyword(.for) where level.search != nil && startsClause: enterClause(Keyword.for.rawValue)
    case .name(let word) where level.search != nil && startsClause && ClauseWord(rawValue: word) != nil:
      enterClause(word)
    case .keyword(.in):
      if case .name(let name)? = before, isAtClauseStart(beforeLast: 1) { level.search?.parameters.append(name) }
    case .symbol(.colon):
      if case .name(let name)? = before { level.labels.insert(name) }
    default: break
    }
  }

  private mutating func enterClause(_ word: String) {
    level.search?.clauses.insert(word)
    level.isBehindClauseWord = true
  }

  /// Whether a clause may start before the last `count` tokens.
  private func isAtClauseStart(beforeLast count: Int) -> Bool {
    guard let before = level.tokens.dropLast(count).last else { return true }
    return startsStatement(before) || before == .symbol(.comma) || before == .keyword(.search) || endsExpression(before)
  }

  private func startsStatement(_ before: Token.Kind) -> Bool { before == .newline || before == .semicolon }

  private func endsExpression(_ token: Token.Kind) -> Bool {
    switch token {
    case .name, .integer, .real, .duration, .string, .stringTail: true
    case .keyword(let word): word.role == .constant
    case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace): true
    default: false
    }
  }
}

extension BracketReader {
  /// The place behind the tokens that were read.
  public var place: CursorPlace {
    var place = CursorPlace()
    place.parameters = levels.flatMap { $0.search?.parameters ?? [] }
    place.clauses = level.search?.clauses
    place.labels = level.labels
    place.kind = kind
    if level.opening == .symbol(.leftParenthesis), level.tokens.isEmpty || level.tokens.last == .symbol(.comma) {
      place.callee = level.callee
    }
    return place
  }

  private var kind: CursorPlace.Kind {
    let isBlock = level.opening == nil || level.opening == .symbol(.leftBrace)
    guard let before = level.tokens.last else {
      return level.search != nil ? .clause : isBlock ? .statement : .expression
    }
    if before == .symbol(.dot) { return .field(of: steps(before: level.tokens.count - 1)) }
    if level.isBehindClauseWord { return before == .name(ClauseWord.with.rawValue) ? .strategy : .expression }
    if startsStatement(before) { return level.search != nil ? .clause : .statement }
    if level.search != nil, before == .symbol(.comma) || before == .keyword(.search) { return .clause }
    guard endsExpression(before) else { return .expression }
    switch before {
    case .integer, .real: return .continuation(isNumber: true)
    default: return .continuation(isNumber: false)
    }
  }

  /// The names and indices that lead to the dot at `end`.
  private func steps(before end: Int) -> [CursorPlace.Step] {
    var steps: [CursorPlace.Step] = []
    var rest = level.tokens[..<end]
    while let last = rest.popLast() {
      if last == .symbol(.rightBracket), rest.popLast() == .symbol(.leftBracket) {
        steps.append(.item)
        continue
      }
      guard case .name(let name) = last else { return [] }
      steps.append(.name(name))
      guard rest.popLast() == .symbol(.dot) else { return steps.reversed() }
    }
    return []
  }
}
