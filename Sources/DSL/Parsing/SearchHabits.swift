import Basics

/// Searches as they are written elsewhere, or with a slip: units, first words, clauses outside of one.
extension Parser {
  /// The name at `position`, if it stands behind a number and is nearly the unit of it.
  func misspeltUnit(at position: Int) -> Diagnostic? {
    guard position > 0, case .name(let word) = tokens[position].kind, let number = number(at: position - 1),
      !number.hasSuffix("%"), !isObjective(at: position)
    else { return nil }
    let place = tokens[position].span
    let timeUnit = Lexer.foreignTimeUnits[word.lowercased()] ?? TimeUnit(rawValue: word)?.rawValue
    if let label = countLabel(before: position - 1), timeUnit != nil {
      return Diagnostic(
        .unitForm,
        "`\(label)` is a number of epochs, not a time", at: tokens[position - 1].span.joined(to: place),
        "write `\(number) epochs`")
    }
    if let unit = timeUnit {
      return Diagnostic(.unitForm, "a time unit directly follows its number", at: place, "write `\(number)\(unit)`")
    }
    let units = CountUnit.allCases.map { number == "1" ? $0.singular : $0.rawValue }
    guard Parser.foreignClauses[word.lowercased()] == nil else { return nil }
    if case .integer = tokens[position - 1].kind,
      let unit = Suggestion.nearest(to: word, among: units)
        ?? Suggestion.nearest(to: word, among: CountUnit.allCases.map(\.rawValue))
        ?? Suggestion.nearest(to: word, among: CountUnit.allCases.map(\.singular)).map({ "\($0)s" })
    {
      return Diagnostic(.unitForm, "`\(word)` is not a unit", at: place, "did you mean `\(number) \(unit)`?")
    }
    guard lastClause == Keyword.for.rawValue, let unit = Lexer.timeUnit(like: word) else { return nil }
    return Diagnostic(.unitForm, "`\(word)` is not a unit", at: place, "did you mean `\(number)\(unit)`?")
  }

  /// Whether `min x` stands at `position`, behind a domain.
  private func isObjective(at position: Int) -> Bool {
    guard lastClause == Keyword.in.rawValue, tokens[position].kind == .name("min"), endOfSearch == position else {
      return false
    }
    if case .name(let next) = tokens[position + 1].kind, ClauseWord(rawValue: next) != nil { return false }
    return tokens[position + 1].kind.startsExpression
  }

  /// `patience` or `epochs`, if the value at `position` has that label.
  private func countLabel(before position: Int) -> String? {
    guard position > 1, tokens[position - 1].kind == .symbol(.colon), case .name(let label) = tokens[position - 2].kind,
      ["patience", "epochs"].contains(label)
    else { return nil }
    return label
  }

  /// `trials 50`, and `50 trials 10min`.
  func unitBeforeNumber() -> Diagnostic? {
    guard let previous, case .name(let word) = previous.kind, let unit = CountUnit(word: word) else { return nil }
    let text = source.text(under: current.span)
    if case .duration = current.kind {
      return Diagnostic(
        .budget,
        "budgets stand between commas", at: placeBetween(previous, current), "write `, `",
        hint: "`for 50 trials, 10min` ends at whichever comes first.")
    }
    if unit == .steps, index > 1, case .name(let word) = tokens[index - 2].kind, ["by", "with"].contains(word) {
      return Diagnostic(
        .rangeForm,
        "a step is written `by`", at: tokens[index - 2].span.joined(to: current.span), "write `by \(text)`")
    }
    if unit == .steps, number(at: index - 2) != nil {
      return Diagnostic(
        .rangeForm, "a step is written `by`", at: previous.span.joined(to: current.span), "write `by \(text)`")
    }
    return Diagnostic(
      .unitForm,
      "a unit follows its number", at: previous.span.joined(to: current.span),
      "write `\(endOfSearch == index && unit == .trials ? "for " : "")\(text) \(unit.rawValue)`")
  }

  private func placeBetween(_ first: Token, _ second: Token) -> Span {
    Span(start: first.span.end, length: second.span.start - first.span.end)
  }

  /// `seach lr in`, `tune lr in`: a name, and a parameter behind it.
  func misspeltSearch() -> Diagnostic? {
    guard let previous, case .name(let word) = previous.kind, index < 2 || tokens[index - 2].kind != .keyword(.fn)
    else {
      return nil
    }
    let isNear = Suggestion.nearest(to: word, among: [Keyword.search.rawValue]) != nil
    switch current.kind {
    case .name:
      guard kind(1) == .keyword(.in), isNear || ForeignWords.before[word] == nil, ClauseWord(rawValue: word) == nil
      else { return nil }
    case .symbol(.leftBrace):
      guard isNear || ForeignWords.searches.contains(word.lowercased()) else { return nil }
    default: return nil
    }
    return Diagnostic(
      .searchForm,
      "a search begins with `search`, not with `\(word)`", at: previous.span,
      isNear ? "did you mean `search`?" : "write `search`")
  }

  /// `x in between 0.1 and 0.9` and `x in log 1e-4..1`: two numbers behind a word that stands where a domain begins.
  func rangeInWords() -> Diagnostic? {
    guard index > 1, tokens[index - 2].kind == .keyword(.in), case .name(let word)? = previous?.kind,
      let (low, high) = ends(at: index)
    else { return nil }
    let place = tokens[index - 1].span.joined(to: tokens[index + 2].span)
    if Parser.logarithms.contains(word) {
      return Diagnostic(
        .rangeForm, "the ends of a range stand in parentheses", at: place, "write `log(\(low), \(high))`")
    }
    guard ForeignWords.before[word] != nil || ForeignWords.membership.contains(word) else { return nil }
    return Diagnostic(.rangeForm, "a range is written with two dots", at: place, "write `\(low)..\(high)`")
  }

  /// What a logarithmic range is called.
  private static let logarithms: Set<String> = ["log", "logscale", "logarithmic", "log10", "loguniform", "log_uniform"]

  /// The numbers of `0.1 and 0.9`, `0.1 to 0.9`, `0.1, 0.9` and `0.1..0.9`, which begin at `position`.
  private func ends(at position: Int) -> (low: String, high: String)? {
    guard let low = number(at: position), let high = number(at: position + 2) else { return nil }
    switch tokens[position + 1].kind {
    case .keyword(.and), .symbol(.minus), .symbol(.comma), .symbol(.range): return (low, high)
    case .name(let word): return ForeignWords.behind[word] == nil ? nil : (low, high)
    default: return nil
    }
  }

  /// `search lr between 0.1 and 0.9`: a parameter at `position`, and another word than `in` behind it.
  private func membershipInOtherWords(at position: Int, _ next: Token) -> Diagnostic? {
    guard case .name(let word) = next.kind, ForeignWords.membership.contains(word), position + 2 < tokens.count,
      tokens[position + 2].kind.startsExpression
    else { return nil }
    switch tokens[position - 1].kind {
    case .keyword(.search), .symbol(.comma), .symbol(.leftBrace), .newline, .semicolon: break
    default: return nil
    }
    if let (low, high) = ends(at: position + 2), tokens[position + 3].kind != .symbol(.range) {
      return Diagnostic(
        .clauseForm,
        "a parameter is written with `in`", at: next.span.joined(to: tokens[position + 4].span),
        "write `in \(low)..\(high)`")
    }
    return Diagnostic(.clauseForm, "a parameter is written with `in`", at: next.span, "write `in`")
  }

  /// `opt in "sgd", "adam"`: choices without brackets; the current token is the first comma.
  func choicesWithoutBrackets() -> Diagnostic? {
    guard isAt(.comma), lastClause == Keyword.in.rawValue, index > 1, tokens[index - 2].kind == .keyword(.in),
      isChoice(index - 1)
    else { return nil }
    var last = index - 1
    while tokens[last + 1].kind == .symbol(.comma), last + 2 < tokens.count, isChoice(last + 2), isEndOfChoice(last + 3)
    { last += 2 }
    guard last > index else { return nil }
    let choices = stride(from: index - 1, through: last, by: 2).map { (position: Int) -> String in
      let text = source.text(under: tokens[position].span)
      if case .name = tokens[position].kind { return "\"\(text)\"" }
      return text
    }
    return Diagnostic(
      .choiceForm,
      "a choice is written in square brackets", at: tokens[index - 1].span.joined(to: tokens[last].span),
      "write `[\(choices.joined(separator: ", "))]`")
  }

  /// `x in 1..10, 2`: a number behind the comma, which is the current token.
  func stepBehindComma() -> Diagnostic? {
    guard isAt(.comma), lastClause == Keyword.in.rawValue, index > 1, tokens[index - 2].kind == .symbol(.range),
      let step = number(at: index + 1), isEndOfChoice(index + 2)
    else { return nil }
    return Diagnostic(
      .rangeForm,
      "a step is written `by`", at: current.span.joined(to: tokens[index + 1].span), "write ` by \(step)`")
  }

  /// `x in 1e-4..1, log=True` and `x in 1e-4..1, "log"`; the current token is the comma.
  func logarithmBehindComma() -> Diagnostic? {
    guard isAt(.comma), lastClause == Keyword.in.rawValue, let low = rangeStart(before: index),
      let high = number(at: index - 1), index + 1 < tokens.count
    else { return nil }
    let word = source.text(under: tokens[index + 1].span).filter { $0 != "\"" }
    guard Parser.logarithms.contains(word.replacing("-", with: "_")) else { return nil }
    var last = index + 1
    if kind(2) == .symbol(.assign) || kind(2) == .symbol(.colon), kind(3).startsExpression { last += 2 }
    return Diagnostic(
      .rangeForm,
      "a logarithmic range is written `log`", at: tokens[index - 3].span.joined(to: tokens[last].span),
      "write `log(\(low), \(high))`")
  }

  private func isChoice(_ position: Int) -> Bool {
    switch tokens[position].kind {
    case .string, .integer, .real: true
    case .name(let word): ClauseWord(rawValue: word) == nil && Parser.foreignClauses[word] == nil
    default: false
    }
  }

  /// Whether a domain ends before `position`, or another choice follows.
  func isEndOfChoice(_ position: Int) -> Bool {
    guard position < tokens.count else { return true }
    switch tokens[position].kind {
    case .newline, .semicolon, .end, .keyword(.for), .keyword(.if), .symbol(.comma), .symbol(.rightBrace),
      .symbol(.rightParenthesis):
      return true
    case .name(let word): return ClauseWord(rawValue: word) != nil || Parser.foreignClauses[word] != nil
    default: return false
    }
  }

  /// `x in from 0.0 to 1.0`.
  func clauseAsDomain() -> Diagnostic? {
    guard let previous, case .name(let word) = previous.kind, ClauseWord(rawValue: word) != nil, index > 1,
      tokens[index - 2].kind == .keyword(.in)
    else { return nil }
    return Diagnostic(
      .notADomain, "`\(word)` does not begin a domain", at: previous.span, "a range is written `0.0..1.0`")
  }

  /// What stands in the place of a clause at `position` and is one in other words, or part of the clause before.
  func clauseInOtherWords(at position: Int) -> Diagnostic? {
    if let unit = misspeltUnit(at: position) { return unit }
    let word = source.text(under: tokens[position].span)
    if position + 1 < tokens.count {
      let words = "\(word) \(source.text(under: tokens[position + 1].span))"
      if ["subject to", "such that"].contains(words) {
        return Diagnostic(
          .clauseForm,
          "`\(words)` is not a search clause", at: tokens[position].span.joined(to: tokens[position + 1].span),
          "write `where`")
      }
    }
    let next = position + 1 < tokens.count ? tokens[position + 1] : current
    let low = rangeStart(before: position)
    if let high = number(at: position - 1), let low, Parser.logarithms.contains(word) {
      return Diagnostic(
        .rangeForm,
        "a logarithmic range is written `log`", at: tokens[position - 3].span.joined(to: tokens[position].span),
        "write `log(\(low), \(high))`")
    }
    if let low = number(at: position - 1), let high = number(at: position + 1), ForeignWords.behind[word] != nil {
      return Diagnostic(
        .rangeForm, "a range is written with two dots", at: tokens[position].span, "write `\(low)..\(high)`")
    }
    if case .name = next.kind, position + 2 < tokens.count, tokens[position + 2].kind == .keyword(.in) {
      guard ForeignWords.fillers.contains(word) else { return nil }
      return Diagnostic(.clauseForm, "`\(word)` is not a search clause", at: tokens[position].span, "leave it out")
    }
    if let membership = membershipInOtherWords(at: position, next) { return membership }
    if lastClause == ClauseWord.with.rawValue, case .name(let filler) = tokens[position - 1].kind,
      Parser.foreignClauses[filler.lowercased()]?.0 == ClauseWord.with.rawValue
    {
      return Diagnostic(.notAStrategy, "`\(filler)` is not a strategy", at: tokens[position - 1].span, "leave it out")
    }
    if Parser.foreignClauses[word] == nil, let meant = ForeignWords.behind[word] {
      return Diagnostic(.foreignWord, "`\(word)` is not a word of hpo", at: tokens[position].span, meant)
    }
    if let part = modifierWithoutParentheses(at: position) ?? conditionBehindCondition(at: position) { return part }
    if lastClause == ClauseWord.with.rawValue, let option = strategyOption(at: position, next) { return option }
    guard isSign(next), Parser.foreignClauses[word.lowercased()] == nil else { return nil }
    return Diagnostic(.clauseForm, "a parameter is written with `in`", at: next.span, "write `in`")
  }

  /// The first number of the range whose last number stands directly before `position`.
  private func rangeStart(before position: Int) -> String? {
    guard position > 2, tokens[position - 2].kind == .symbol(.range) else { return nil }
    return number(at: position - 3)
  }

  /// `=`, `:`, `~` and the like.
  private func isSign(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(.assign), .symbol(.colon), .symbol(.equal): true
    case .symbol(.less): true
    case .invalid: ["~", ":=", "->", "=>", "∈"].contains(source.text(under: token.span))
    default: false
    }
  }

  /// `with gamma seed: 3` and `with gamma, random`.
  private func strategyOption(at position: Int, _ next: Token) -> Diagnostic? {
    let word = source.text(under: tokens[position].span)
    guard ClauseWord(rawValue: word) == nil else { return nil }
    let isBehindComma = tokens[position - 1].kind == .symbol(.comma)
    let strategy = tokens[position - (isBehindComma ? 2 : 1)]
    guard case .name(let name) = strategy.kind else { return nil }
    let isValue = next.kind == .symbol(.assign) || next.kind == .symbol(.colon)
    if isValue || number(at: position + 1) != nil, Parser.foreignClauses[word.lowercased()] == nil || word == "points" {
      let value = number(at: position + (isValue ? 2 : 1)) ?? "..."
      return Diagnostic(
        .strategyOption,
        "options of a strategy stand in parentheses", at: tokens[position].span, "write `\(name)(\(word): \(value))`")
    }
    let isDirect = tokens[max(0, position - 2)].kind == .name(ClauseWord.with.rawValue)
    guard isBehindComma || isDirect, tokens[position + 1].kind != .symbol(.leftParenthesis),
      Parser.foreignClauses[word.lowercased()] == nil,
      Suggestion.nearest(to: word, among: ClauseWord.spellings) == nil
    else { return nil }
    return Diagnostic(
      .notAStrategy,
      "a search has one strategy", at: tokens[position].span, "a second one",
      hint: "`compare([\(name), \(word)], fn(s) = (search ... with s))` compares several.")
  }
}
