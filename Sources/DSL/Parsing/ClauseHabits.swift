import Basics

/// Clauses of a search that are nearly right: with a sign too much, outside of their braces, or of another language's
/// spelling.
extension Parser {
  /// `minimize: x` and `with = gamma`; the current token is what stands behind the word of a clause.
  func signBehindClause(_ word: String) -> Diagnostic? {
    guard isAt(.colon) || isAt(.assign) else { return nil }
    return signBehindClause(word, at: index)
  }

  /// The sign at `position`, directly behind the word of a clause.
  func signBehindClause(_ word: String, at position: Int) -> Diagnostic {
    let sign = tokens[position].span
    return Diagnostic(
      .clauseForm, "there is no `\(source.text(under: sign))` behind `\(word)`", at: sign, "leave it out")
  }

  /// `where x = 0.5`, `x in 1..9 if kind = "a"` and `minimize loss = f(x)`: what an `=` may mean behind a clause.
  func equalsInClause() -> Diagnostic? {
    guard isAt(.assign) || isAt(.colon), let lastClause else { return nil }
    let sign = source.text(under: current.span)
    switch ClauseWord(rawValue: lastClause) {
    case .minimize, .maximize:
      guard case .name(let name)? = previous?.kind, index > 1, tokens[index - 2].kind == .name(lastClause) else {
        return nil
      }
      return Diagnostic(
        .objectiveForm,
        "what is sought has no name", at: tokens[index - 1].span.joined(to: current.span), "leave `\(name) \(sign)` out"
      )
    case .where, .require, .prune: break
    default: guard lastClause == Keyword.if.rawValue else { return nil }
    }
    return Diagnostic(.comparisonForm, "`\(sign)` does not compare", at: current.span, "write `==`")
  }

  /// `search { lr in 0.0..1.0 } with gamma`: a clause behind the braces, which may follow on a comma or a line break.
  func clauseBehindBraces(at position: Int) -> Diagnostic? {
    let last = tokens[..<position].lastIndex { ![.symbol(.comma), .newline, .semicolon].contains($0.kind) }
    guard let last, last + 1 == endOfSearch, tokens[last].kind == .symbol(.rightBrace), beginsClause(position) else {
      return nil
    }
    let word = source.text(under: tokens[position].span)
    return Diagnostic(
      .searchForm,
      "the braces of a search are around all of its clauses", at: tokens[position].span, "`\(word)` stands outside",
      secondary: [Diagnostic.Label(tokens[last].span, "they end here")],
      hint: "move it into the braces, on a line of its own or behind `;`.")
  }

  /// `search x in 1..9 |> best`, `search x in 1..9: ...` and `search x in 1..9 { ... }`: a sign behind a search.
  func signBehindSearch() -> Diagnostic? {
    let sign = source.text(under: current.span)
    switch current.kind {
    case .symbol(.pipe), .symbol(.dot):
      return Diagnostic(
        .searchForm, "a search needs parentheses here", at: current.span, "write `(search ...)` before `\(sign)`")
    case .symbol(.leftBrace):
      if let name = previous, case .name = name.kind, index > 1, isObjective(tokens[index - 2]) {
        return Diagnostic(
          .objectiveForm,
          "what is sought is an expression, or a block whose last line is one", at: name.span, "leave it out",
          hint:
            "it is a number, such as `train(...).valid.\(source.text(under: name.span))` on the last line of the block."
        )
      }
      return Diagnostic(
        .searchForm,
        "the braces of a search are around all of its clauses", at: current.span, "they begin here",
        hint: "write `search { ... }`, each clause on a line of its own or behind `;`.")
    case .symbol(.colon):
      let isSought =
        earlier(ClauseWord.minimize.rawValue, before: index) ?? earlier(ClauseWord.maximize.rawValue, before: index)
      return Diagnostic(
        .clauseForm,
        "there is no `:` between the clauses of a search", at: current.span,
        isSought != nil || beginsClause(index + 1) || restOfLine.allSatisfy { $0 == " " }
          ? "leave it out" : "write ` minimize`, or ` maximize`")
    default: return nil
    }
  }

  /// `search x in 1..9 for 5 trials -> x^2`; the current token is the arrow.
  func arrowBehindSearch() -> Diagnostic? {
    guard endOfSearch == index, index > 0, ["->", "=>"].contains(source.text(under: current.span)),
      earlier(ClauseWord.minimize.rawValue, before: index) == nil,
      earlier(ClauseWord.maximize.rawValue, before: index) == nil
    else { return nil }
    return Diagnostic(.objectiveForm, "what is sought is a clause", at: current.span, "write `minimize`, or `maximize`")
  }

  /// Whether a clause starts at `position`, or what would be one in a search.
  func beginsClause(_ position: Int) -> Bool {
    guard position < tokens.count else { return false }
    return switch tokens[position].kind {
    case .keyword(.for): true
    case .name(let word):
      ClauseWord(rawValue: word) != nil
        || position + 1 < tokens.count && tokens[position + 1].kind == .keyword(.in)
    default: false
    }
  }

  /// `search "x" in 1..3`: the name of a parameter at `position`, in quotes.
  func quotedParameter(at position: Int) -> Diagnostic? {
    guard tokens.indices.contains(position + 1), case .string(let name) = tokens[position].kind,
      tokens[position + 1].kind == .keyword(.in) || tokens[position + 1].kind == .symbol(.colon)
    else { return nil }
    if tokens[position + 1].kind == .symbol(.colon) {
      return Diagnostic(
        .clauseForm,
        "a parameter is written with `in`", at: tokens[position].span.joined(to: tokens[position + 1].span),
        "write `\(name) in`")
    }
    let isName = name.first?.isNumber == false && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return Diagnostic(
      .clauseForm,
      "the name of a parameter stands without quotes", at: tokens[position].span,
      isName ? "write `\(name)`" : "a name has letters, digits and `_`")
  }

  /// `minimize lambda x: x^2`, `minimize x -> x^2` and `minimize function(x) x^2`: the current token follows on what could
  /// be read of the objective.
  func objectiveAsFunction() -> Diagnostic? {
    guard lastClause == ClauseWord.minimize.rawValue || lastClause == ClauseWord.maximize.rawValue,
      let clause = tokens[..<index].lastIndex(where: { $0.kind == .name(lastClause ?? "") }), clause + 1 < index
    else { return nil }
    let level = tokens[clause].level
    let first = clause + 1
    var last: Int?
    if ["->", "=>"].contains(source.text(under: current.span)) {
      let isParameters = first + 1 == index || tokens[first].kind == .symbol(.leftParenthesis)
      last = isParameters ? index : nil
    } else if tokens[first].kind == .name("lambda") {
      let line = tokens[index...].prefix { $0.kind != .newline && $0.kind != .end && !$0.kind.isInvalid }
      last = line.firstIndex { $0.kind == .symbol(.colon) && $0.level == level }
    } else if tokens[first].kind == .name("function"), tokens[first + 1].kind == .symbol(.leftParenthesis),
      previous?.kind == .symbol(.rightParenthesis), current.kind.startsExpression
    {
      last = index - 1
    }
    guard let last else { return nil }
    let place = tokens[first].span.joined(to: tokens[last].span)
    return Diagnostic(
      .objectiveForm,
      "an objective is an expression of the parameters, not a function", at: place,
      "leave `\(source.text(under: place))` out")
  }

  /// Words that stand where a text in quotes should, from the current token on.
  func wordsWithoutQuotes() -> Span? {
    guard case .name = current.kind else { return nil }
    var last = index
    words: while last + 1 < tokens.count {
      switch tokens[last + 1].kind {
      case .keyword(.for): break words
      case .name(let word) where ClauseWord(rawValue: word) != nil: break words
      case .name, .keyword, .integer, .symbol(.minus): last += 1
      default: break words
      }
    }
    return current.span.joined(to: tokens[last].span)
  }

  /// `search (lr in 0.0..1.0)`; the current token follows on `search`.
  func parametersInBrackets() -> Diagnostic? {
    guard isAt(.leftParenthesis) || isAt(.leftBracket) else { return nil }
    let words = isAt(.leftParenthesis) ? "parentheses" : "brackets"
    let isCall = kind(1) == .symbol(.leftBrace)
    return Diagnostic(
      .searchForm,
      isCall ? "`search` is no function" : "the parameters of a search stand without \(words)", at: current.span,
      isCall ? "its parameters and clauses stand by themselves" : "leave them out",
      hint: isCall
        ? "a search is written `search lr in log(1e-4, 1) for 50 trials minimize f(lr)`, with what is sought at its end."
        : "a search is written `search lr in log(1e-4, 1) with gamma for 50 trials`.")
  }

  /// `with hull gamma`: a strategy behind the one that modifies it.
  func modifierWithoutParentheses(at position: Int) -> Diagnostic? {
    guard position > 1, lastClause == ClauseWord.with.rawValue,
      tokens[position - 2].kind == .name(ClauseWord.with.rawValue),
      case .name(let modifier) = tokens[position - 1].kind, case .name(let strategy) = tokens[position].kind,
      ClauseWord(rawValue: strategy) == nil
    else { return nil }
    let known = "hull"
    guard modifier == known || Suggestion.nearest(to: modifier, among: [known]) == known else { return nil }
    return Diagnostic(
      .strategyOption,
      "a strategy that modifies another takes it in parentheses",
      at: tokens[position - 1].span.joined(to: tokens[position].span), "write `\(known)(\(strategy))`")
  }

  /// `where a > 1, b > 2`: a condition at `position` behind another one.
  func conditionBehindCondition(at position: Int) -> Diagnostic? {
    guard lastClause == ClauseWord.where.rawValue, position + 1 < tokens.count,
      case .symbol(let symbol) = tokens[position + 1].kind, Parser.comparators[symbol] != nil
    else { return nil }
    let isBehindComma = tokens[position - 1].kind == .symbol(.comma)
    return Diagnostic(
      .clauseForm,
      "conditions are joined by `and`", at: tokens[isBehindComma ? position - 1 : position].span,
      "write `and`\(isBehindComma ? "" : " before it")")
  }

  /// `minimize x print(s)`: the name at `position` begins a call, and so no clause.
  func statementBehindSearch(at position: Int) -> Diagnostic? {
    guard position + 1 < tokens.count,
      tokens[position + 1].kind == .symbol(.leftParenthesis) || tokens[position].kind == .name("print")
    else { return nil }
    return Diagnostic(
      .lineForm,
      "a search ends with its line, or with `;`", at: tokens[position].span, "another statement begins here",
      hint: "put it on a line of its own.")
  }

  /// `minimize x * y z`: the name at `position` directly follows a value.
  func missingOperator(at position: Int) -> Diagnostic? {
    guard lastClause == ClauseWord.minimize.rawValue || lastClause == ClauseWord.maximize.rawValue,
      endOfSearch == position, operand(at: position + 1) == nil
    else { return nil }
    let left = source.text(under: tokens[position - 1].span)
    let right = source.text(under: tokens[position].span)
    let isParameter = tokens.indices.contains {
      tokens[$0].kind == tokens[position - 1].kind && $0 + 1 < tokens.count && tokens[$0 + 1].kind == .keyword(.in)
    }
    let isName = if case .name = tokens[position - 1].kind { !isParameter } else { false }
    return Diagnostic(
      .missingOperator,
      "there is no operator between `\(left)` and `\(right)`", at: tokens[position].span,
      isName
        ? "a call is written `\(left)(\(right))`, a product `\(left) * \(right)`"
        : "a product is written `\(left) * \(right)`",
      hint: "if it is a clause, its word stands first: `with gamma`, `for 50 trials`.")
  }

  /// The text that a clause in other words at `position` is given, up to the end of its line or the next clause.
  func operand(at position: Int) -> String? {
    guard position < tokens.count else { return nil }
    let level = tokens[position].level
    let end = tokens[position...].firstIndex { token in
      if token.level < level || token.kind.isInvalid { return true }
      guard token.level == level else { return false }
      switch token.kind {
      case .newline, .semicolon, .end, .symbol(.comma), .keyword(.for): return true
      case .name(let word): return ClauseWord(rawValue: word) != nil
      default: return false
      }
    }
    guard let end, end > position else { return nil }
    let text = source.text(under: tokens[position].span.joined(to: tokens[end - 1].span))
    return text.count > 40 || text.contains("\n") ? nil : text
  }
}
