extension BracketReader {
  /// The place behind the tokens that were read.
  public var place: CursorPlace {
    var place = CursorPlace()
    place.parameters = levels.flatMap { $0.search?.parameters ?? [] }
    place.clauses = level.search?.clauses
    place.clause = level.search == nil ? nil : level.clause
    place.labels = level.labels
    place.kind = kind
    place.locals = levels.flatMap(\.namedLocals)
    place.argument = argument(at: levels.count - 1)
    place.call = levels.last { $0.callee != nil }.flatMap { level in
      level.callee.map { CursorPlace.Call(callee: $0, label: level.label, index: level.positional) }
    }
    if level.opening == .symbol(.leftParenthesis), level.tokens.isEmpty || level.tokens.last == .symbol(.comma) {
      place.callee = level.callee
    }
    return place
  }

  /// What a string is for that starts here.
  var textAtPlace: CursorPlace.Text {
    switch kind {
    case _ where level.tokens.last == .keyword(.import): .importedFile
    case .clauseValue(.as): .studyName
    case .domain: .choice
    default: isInDomainList ? .choice : .other
    }
  }

  /// Whether an item of a list starts here that is the domain of a parameter.
  private var isInDomainList: Bool {
    guard level.opening == .symbol(.leftBracket), level.partStart == level.tokens.count, levels.count > 1 else {
      return false
    }
    let outer = levels[levels.count - 2]
    return outer.search != nil && outer.before(1) == .keyword(.in)
  }

  /// The argument whose value starts at the end of a level, or whose list has an item that does.
  private func argument(at depth: Int) -> CursorPlace.Argument? {
    let level = levels[depth]
    // Behind the opening bracket of a list, that bracket is the last token of the level around.
    let end = level.tokens.count - (depth < levels.count - 1 ? 1 : 0)
    let label = level.label
    guard end == level.partStart + (label == nil ? 0 : 2) else { return nil }
    switch level.opening {
    case .symbol(.leftBracket): return depth > 0 ? argument(at: depth - 1) : nil
    case .symbol(.leftParenthesis):
      guard let callee = level.callee else { return nil }
      let texts = level.tokens.compactMap { token in if case .string(let text) = token { text } else { nil } }
      return CursorPlace.Argument(callee: callee, label: label, index: level.positional, firstText: texts.first)
    default: return nil
    }
  }

  private var kind: CursorPlace.Kind {
    let isBlock = level.opening == nil || level.opening == .symbol(.leftBrace)
    guard let before = level.tokens.last else {
      return level.search != nil ? .clause : isBlock ? .statement : .expression
    }
    if before == .symbol(.dot) { return .field(of: level.chain(before: level.tokens.count - 1)?.steps ?? []) }
    if level.isBehindClauseWord { return clauseKind }
    if level.isBehindParameterIn { return .domain }
    if before.startsStatement { return level.search != nil ? .clause : .statement }
    if level.search != nil {
      if before == .symbol(.comma), level.clause == Keyword.for.rawValue { return .budget(isFurther: true) }
      if before == .symbol(.comma) || before == .keyword(.search) { return .clause }
      if before == .name(DomainWord.near.rawValue), level.before(1)?.endsExpression == true { return .near }
    }
    guard before.endsExpression else { return .expression }
    switch before {
    case .integer, .real: return .continuation(isNumber: true)
    default: return .continuation(isNumber: false)
    }
  }

  private var clauseKind: CursorPlace.Kind {
    guard let clause = level.clause.flatMap(ClauseWord.init) else { return .budget(isFurther: false) }
    switch clause {
    case .with, .prune, .within, .until, .on, .from, .as: return .clauseValue(clause)
    case .minimize, .maximize, .where, .require: return .expression
    }
  }
}
