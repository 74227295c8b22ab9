/// Follows the tokens before the cursor and knows which brackets and searches are open at its place.
///
/// Reads what is typed so far, right or wrong, and so has no use for the grammar.
public struct BracketReader: Sendable {
  /// What stands in one bracket, or outside of all.
  struct Level {
    var opening: Token.Kind?
    /// The function that is called, if the bracket holds arguments.
    var callee: String?
    /// Whether it holds the parameters of a function.
    var holdsParameters = false
    /// Whether a value is piped into the call.
    var isPiped = false
    var labels: Set<String> = []
    var search: Search?
    var tokens: [Token.Kind] = []
    /// Where the argument, item or statement at hand starts in `tokens`.
    var partStart = 0
    /// Positional arguments before the one at hand.
    var positional = 0
    /// The clause at hand, and whether its word is the last token.
    var clause: String?
    var isBehindClauseWord = false
    /// Whether the last token is the `in` of a parameter of a search.
    var isBehindParameterIn = false
    /// What `let`, `var` and `fn` have bound, with the start of its value in `tokens`.
    var locals: [Binding] = []
    /// What the head of a function or a loop binds for what stands behind it in this statement.
    var heads: [CursorPlace.Local] = []
    /// Where the value in a closed bracket comes from, by the place of the closing bracket in `tokens`.
    var insides: [Int: [CursorPlace.Step]] = [:]
    /// The place in `tokens` behind the parameters of the last function that has a name.
    var headEnd: Int?
    /// Whether it holds the statements of such a function.
    var isBody = false
  }

  /// A name that is bound.
  struct Binding {
    var local: CursorPlace.Local
    var valueStart: Int?
    /// Those of a function.
    var parameters: [CursorPlace.Local] = []
  }

  /// The head of a search.
  struct Search {
    var parameters: [String] = []
    var clauses: Set<String> = []
    /// Whether it stands in braces, a clause a line.
    var isBraced: Bool
  }

  /// A reader at the start of a text.
  public init() {}

  private(set) var levels = [Level()]
  private(set) var level: Level {
    get { levels[levels.count - 1] }
    set { levels[levels.count - 1] = newValue }
  }

  /// Goes on by one token.
  public mutating func read(_ token: Token.Kind) {
    let before = level.tokens.last
    level.isBehindClauseWord = false
    level.isBehindParameterIn = false
    switch token {
    case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace): open(token, before)
    case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace): close(token)
    case .newline, .semicolon:
      if level.search?.isBraced == false { level.search = nil }
      level.clause = nil
      level.heads = []
      level.tokens.append(token)
      level.partStart = level.tokens.count
    default:
      note(token, before)
      level.tokens.append(token)
      if token == .symbol(.comma) {
        if !level.isLabelled { level.positional += 1 }
        level.partStart = level.tokens.count
      }
    }
  }

  /// Enters an expression in a string: nothing of the call and the list around it is started there.
  mutating func enterInterpolation() {
    level.isBehindClauseWord = false
    levels.append(Level(opening: .stringHead("")))
  }

  private mutating func open(_ token: Token.Kind, _ before: Token.Kind?) {
    var inner = Level(opening: token)
    if token == .symbol(.leftParenthesis) {
      if case .name(let name)? = before {
        if level.before(1) == .keyword(.fn) {
          inner.holdsParameters = true
          level.locals.append(Binding(local: .init(name: name, role: .function)))
        } else {
          inner.callee = name
          inner.isPiped = level.before(1) == .symbol(.pipe)
          inner.positional = inner.isPiped ? 1 : 0
        }
      } else if before == .keyword(.fn) {
        inner.holdsParameters = true
      }
    }
    if token == .symbol(.leftBrace), level.headEnd == level.tokens.count { inner.isBody = true }
    if token == .symbol(.leftBrace), before == .keyword(.search) {
      inner.search = Search(isBraced: true)
      level.search = nil
    }
    level.tokens.append(token)
    levels.append(inner)
  }

  private mutating func close(_ token: Token.Kind) {
    if levels.count > 1 {
      let inner = levels.removeLast()
      if inner.holdsParameters {
        level.heads += inner.parameterNames
        if level.tokens.dropLast().last != .keyword(.fn), let last = level.locals.indices.last {
          level.headEnd = level.tokens.count + 1
          level.locals[last].parameters = inner.parameterNames
        }
      }
      if inner.isBody, let last = level.locals.indices.last {
        let locals = level.locals[last].parameters + inner.namedLocals
        level.locals[last].local.steps = CursorPlace.followed(inner.lastSteps, through: locals)
      }
      level.insides[level.tokens.count] = inner.givenSteps
    }
    level.tokens.append(token)
  }

  /// What a token says about the call and the search around it.
  private mutating func note(_ token: Token.Kind, _ before: Token.Kind?) {
    let startsClause = before.map { $0.startsStatement || $0 == .symbol(.comma) || $0.endsExpression } ?? true
    switch token {
    case .keyword(.search): level.search = Search(isBraced: false)
    case .keyword(.for) where level.search != nil && startsClause: enterClause(Keyword.for.rawValue)
    case .name(let word) where level.search != nil && startsClause && ClauseWord(rawValue: word) != nil:
      enterClause(word)
    case .keyword(.in):
      let variables = level.loopVariables
      if !variables.isEmpty {
        level.heads += variables.map { CursorPlace.Local(name: $0, role: .variable) }
        level.clause = nil
      } else if case .name(let name)? = before, level.search != nil, isAtClauseStart(beforeLast: 1) {
        level.search?.parameters.append(name)
        level.isBehindParameterIn = true
        level.clause = nil
      }
    case .symbol(.assign) where level.headEnd == level.tokens.count:
      if let last = level.locals.indices.last { level.locals[last].valueStart = level.tokens.count + 1 }
    case .symbol(.assign):
      guard case .name(let name)? = before,
        level.before(1) == .keyword(.let) || level.before(1) == .keyword(.var)
      else { return }
      level.locals.append(Binding(local: .init(name: name, role: .variable), valueStart: level.tokens.count + 1))
    case .symbol(.colon):
      if case .name(let name)? = before { level.labels.insert(name) }
    default: break
    }
  }

  private mutating func enterClause(_ word: String) {
    level.search?.clauses.insert(word)
    level.clause = word
    level.isBehindClauseWord = true
  }

  /// Whether a clause may start before the last `count` tokens.
  private func isAtClauseStart(beforeLast count: Int) -> Bool {
    guard let before = level.tokens.dropLast(count).last else { return true }
    return before.startsStatement || before == .symbol(.comma) || before == .keyword(.search) || before.endsExpression
  }
}

extension BracketReader.Level {
  /// The token that stands `count` before the last.
  func before(_ count: Int) -> Token.Kind? {
    tokens.count > count ? tokens[tokens.count - 1 - count] : nil
  }

  /// Whether the argument at hand has a label.
  var isLabelled: Bool { label != nil }

  /// The label of the argument at hand.
  var label: String? {
    guard tokens.count >= partStart + 2, case .name(let name) = tokens[partStart],
      tokens[partStart + 1] == .symbol(.colon)
    else { return nil }
    return name
  }

  /// The variables of a loop whose `in` comes next.
  fileprivate var loopVariables: [String] {
    var names: [String] = []
    var rest = tokens[...]
    while case .name(let name)? = rest.popLast() {
      names.insert(name, at: 0)
      switch rest.popLast() {
      case .keyword(.for): return names
      case .symbol(.comma): continue
      default: return []
      }
    }
    return []
  }

  /// The names at the beginnings of parts: the parameters of a function.
  fileprivate var parameterNames: [CursorPlace.Local] {
    tokens.indices.compactMap { index in
      guard case .name(let name) = tokens[index] else { return nil }
      let isFirst = index == 0 || tokens[index - 1] == .symbol(.comma) || tokens[index - 1] == .symbol(.spread)
      return isFirst ? CursorPlace.Local(name: name, role: .parameter) : nil
    }
  }

  /// Where the value that the bracket gives comes from: a record, where parts have labels.
  fileprivate var givenSteps: [CursorPlace.Step] {
    if opening == .symbol(.leftBrace), search == nil, !labels.isEmpty { return [.record(labels.sorted())] }
    return steps(of: partStart..<tokens.count)
  }

  /// Where the value of the last statement comes from.
  fileprivate var lastSteps: [CursorPlace.Step] {
    let end = (tokens.lastIndex { !$0.startsStatement } ?? -1) + 1
    let start = (tokens[..<end].lastIndex(where: \.startsStatement) ?? -1) + 1
    return steps(of: start..<end)
  }

  /// What the level binds, with where the values come from.
  var namedLocals: [CursorPlace.Local] {
    locals.map { binding in
      guard let start = binding.valueStart, start <= tokens.count else { return binding.local }
      var local = binding.local
      let end = tokens[start...].firstIndex(where: \.startsStatement) ?? tokens.count
      local.steps = steps(of: start..<end)
      // What comes from a parameter of a function comes from no name outside.
      local.steps = CursorPlace.followed(local.steps, through: binding.parameters)
      return local
    } + heads
  }

  /// Where the value of the expression in `range` comes from; empty if that cannot be told.
  func steps(of range: Range<Int>) -> [CursorPlace.Step] {
    if range.first.map({ tokens[$0] }) == .keyword(.search) { return [.search] }
    guard let (steps, start) = chain(before: range.upperBound) else { return [] }
    return start == range.lowerBound || (start > 0 && tokens[start - 1] == .symbol(.pipe)) ? steps : []
  }

  /// The steps of the names, calls and indices that end before `end`, and where they start.
  func chain(before end: Int) -> (steps: [CursorPlace.Step], start: Int)? {
    var steps: [CursorPlace.Step] = []
    var index = end - 1
    while index >= 0 {
      switch tokens[index] {
      case .name(let name):
        steps.append(.name(name))
        guard index > 0, tokens[index - 1] == .symbol(.dot) else { return (steps.reversed(), index) }
        index -= 2
      case .symbol(.rightBracket):
        guard index >= 2, tokens[index - 2].endsExpression else { return nil }
        steps.append(.item)
        index -= 2
      case .symbol(.rightParenthesis):
        guard index >= 1 else { return nil }
        if index >= 2, case .name(let name) = tokens[index - 2] {
          guard index < 3 || tokens[index - 3] != .symbol(.dot) else { return nil }
          return ([.call(name, of: insides[index] ?? [])] + steps.reversed(), index - 2)
        }
        guard let inside = insides[index], !inside.isEmpty else { return nil }
        return (inside + steps.reversed(), index - 1)
      case .symbol(.rightBrace):
        if case .record? = insides[index]?.first { return ((insides[index] ?? []) + steps.reversed(), index - 1) }
        guard index >= 2, tokens[index - 2] == .keyword(.search) else { return nil }
        return ([.search] + steps.reversed(), index - 2)
      default: return nil
      }
    }
    return nil
  }
}

extension Token.Kind {
  /// Whether a statement may start behind it.
  var startsStatement: Bool { self == .newline || self == .semicolon }

  /// Whether an expression may end with it.
  var endsExpression: Bool {
    switch self {
    case .name, .integer, .real, .duration, .string, .stringTail: true
    case .keyword(let word): word.role == .constant
    case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace): true
    default: false
    }
  }
}
