import Basics

/// `search`, its parameters and clauses.
extension Parser {
  // search = "search" ( clause { [ "," ] clause } | "{" [ end ] { clause end } [ clause ] "}" ) ;
  mutating func search() throws(Diagnostic) -> Expression {
    let outer = (clauseLevel, notes, reports)
    (notes, reports) = ([], [])
    defer { (clauseLevel, notes, reports) = outer }
    let keyword = current
    let start = index
    advance()
    var search = Search(keyword: keyword.span)
    var places: [String: Span] = [:]
    if isAt(.leftBrace) {
      try bracedClauses(&search, &places)
    } else {
      clauseLevel = keyword.level
      try clause(&search, &places)
      while startsClause(0) || (isAt(.comma) && (startsClause(1) || kind(1) == .end)) {
        if isAt(.comma) {
          mark(.comma)
          advance()
        }
        try clause(&search, &places)
      }
    }
    endOfSearch = index
    mark(.search(end: index), at: start)
    (search.notes, search.reports) = (notes, reports)
    return Expression(.search(search), span(from: keyword.span))
  }

  private mutating func bracedClauses(_ search: inout Search, _ places: inout [String: Span]) throws(Diagnostic) {
    let opening = current
    clauseLevel = opening.level + 1
    advance()
    _ = end()
    while !isAtEndOfBlock {
      if let unclosed = neverClosed(opening, before: index) { throw unclosed }
      let start = startOfPart
      do throws(Diagnostic) { try endedClause(&search, &places) } catch {
        guard !startsStatement(start), try recover(from: error, start, level: opening.level + 1) else { throw error }
      }
    }
    guard consume(.rightBrace) else { throw neverClosed(opening) }
  }

  private mutating func endedClause(_ search: inout Search, _ places: inout [String: Span]) throws(Diagnostic) {
    try clause(&search, &places)
    guard end() || isAtEndOfBlock else { throw expectedEndOfClause() }
  }

  /// Whether a clause starts here, or behind a comma, where its word could also be the name of a budget.
  private func startsClause(_ ahead: Int) -> Bool {
    switch kind(ahead) {
    case .keyword(.for): true
    case .name(let word):
      kind(ahead + 1) == .keyword(.in)
        || (ClauseWord(rawValue: word) != nil && (ahead == 0 || kind(ahead + 1).startsExpression))
    default: false
    }
  }

  // clause = NAME "in" expression [ "near" expression ] [ "if" expression ]
  //        | "where" expression
  //        | "require" expression
  //        | ( "minimize" | "maximize" ) ( block | expression )
  //        | "with" expression
  //        | "for" expression { "," expression }
  //        | "prune" ( expression [ "when" expression ] | "when" expression )
  //        | "within" expression
  //        | "until" expression
  //        | "on" expression [ arguments ]
  //        | "from" expression
  //        | "as" STRING ;
  private mutating func clause(_ search: inout Search, _ places: inout [String: Span]) throws(Diagnostic) {
    let start = current
    mark(.clause)
    if isAt(.for), kind(1) != .keyword(.in) {
      lastClause = Keyword.for.rawValue
      try note("for", in: &places)
      if let sign = signBehindClause("for") { throw sign }
      search.budgets = try budgets(from: start.span)
      return
    }
    guard case .name(let text) = start.kind else { throw expectedClause(search) }
    if kind(1) == .keyword(.in) {
      lastClause = Keyword.in.rawValue
      search.parameters.append(try parameter())
      return
    }
    guard let word = ClauseWord(rawValue: text) else { throw notAClause(at: index) }
    lastClause = text
    if word.mayRepeat { advance() } else { try note(text, in: &places) }
    if let sign = signBehindClause(text) { throw sign }
    switch word {
    case .minimize, .maximize:
      search.objectives.append(try objective(word == .maximize ? .maximize : .minimize, from: start.span))
    case .where: search.constraints.append(try expression())
    case .require: search.outcomeConstraints.append(try expression())
    case .with: search.strategy = try expression()
    case .prune:
      if !isAtWhen { search.pruner = try expression() }
      if isAtWhen {
        mark(.word)
        advance()
        search.pruneCondition = try expression()
      }
    case .within: search.trialLimit = try expression()
    case .until: search.endCondition = try expression()
    case .on:
      search.workers = try expression()
      if isAt(.leftParenthesis) { search.shares = try arguments() }
    case .from: search.start = try expression()
    case .as: search.name = try studyName()
    }
  }

  private mutating func objective(_ direction: Direction, from start: Span) throws(Diagnostic) -> Search.Objective {
    let body = isAt(.leftBrace) ? try block("the objective") : Parser.block(of: try expression())
    return Search.Objective(direction: direction, body: body, span: span(from: start))
  }

  /// Passes the word of a clause that may stand only once.
  mutating func note(_ word: String, in places: inout [String: Span]) throws(Diagnostic) {
    if let first = places[word] { throw repeatedClause(word, at: current.span, first: first) }
    places[word] = current.span
    advance()
  }

  private mutating func parameter() throws(Diagnostic) -> Search.Parameter {
    let name = try name("the name of a parameter")
    try expect(.in, "after the name of a parameter")
    let domain = try expression()
    var near: Expression?
    if isAtNear {
      mark(.word)
      advance()
      near = try expression()
    }
    var condition: Expression?
    if consume(.if) {
      lastClause = Keyword.if.rawValue
      condition = try expression()
    }
    return Search.Parameter(name: name, domain: domain, near: near, condition: condition)
  }

  /// Whether `when` stands here, and is not the name of a parameter.
  private var isAtWhen: Bool {
    current.kind == .name(PruneWord.when.rawValue) && kind(1).startsExpression && kind(1) != .symbol(.leftParenthesis)
      || current.kind == .name(PruneWord.when.rawValue) && kind(1) == .symbol(.leftParenthesis)
        && lastClause == ClauseWord.prune.rawValue
  }

  /// Whether `near` stands here, and is not the name of a parameter.
  private var isAtNear: Bool {
    current.kind == .name(DomainWord.near.rawValue) && kind(1) != .keyword(.in)
  }

  /// The budgets behind `for`: as many as stand between commas before the next clause.
  mutating func budgets(from start: Span) throws(Diagnostic) -> [Expression] {
    if case .name = current.kind, kind(1) == .keyword(.in) { throw budgetIsNoLoop(start) }
    if let words = wordsBeforeBudget() { throw words }
    var budgets = [try expression()]
    while isAt(.comma), kind(1).startsExpression, !startsClause(1), !isLabel(1) {
      mark(.comma)
      advance()
      budgets.append(try expression())
    }
    return budgets
  }

  /// Whether `word:` stands `ahead` tokens from here, which belongs to a call or a record around the search.
  private func isLabel(_ ahead: Int) -> Bool { kind(ahead + 1) == .symbol(.colon) }

  private mutating func studyName() throws(Diagnostic) -> Expression {
    switch current.kind {
    case .string(let text):
      let name = Expression(.string(text), current.span)
      advance()
      return name
    case .stringHead: return try interpolation()
    default: throw expectedPlainString("the name of the study, in quotes")
    }
  }
}
