import Basics

/// Names of parameters as they are written elsewhere: with types, in several words, as fields.
extension Parser {
  /// `float lr in`, `lr: float in`, `learning rate in`, `learning-rate in` and `params.lr in`; the first word is at `position`.
  func nameOfParameter(at position: Int) -> Diagnostic? {
    guard position > 0, case .name(let word) = tokens[position].kind, isStartOfClause(position) else { return nil }
    if position + 3 < tokens.count, tokens[position + 1].kind == .symbol(.colon), tokens[position + 2].kind.isWord,
      tokens[position + 3].kind == .keyword(.in)
    {
      let place = tokens[position + 1].span.joined(to: tokens[position + 2].span)
      return Diagnostic(.typeWritten, "types are not written", at: place, "leave `\(source.text(under: place))` out")
    }
    var last = position
    var words = [word]
    while last + 1 < tokens.count {
      let isJoined = [.symbol(.minus), .symbol(.dot)].contains(tokens[last + 1].kind)
      let next = last + (isJoined ? 2 : 1)
      guard next < tokens.count, case .name(let word) = tokens[next].kind else { break }
      words.append(word)
      last = next
    }
    guard words.count > 1, words.count < 5, last + 1 < tokens.count, tokens[last + 1].kind == .keyword(.in) else {
      return nil
    }
    let place = tokens[position].span.joined(to: tokens[last].span)
    if words.count == 2, tokens[position + 1].kind == .symbol(.dot) {
      return Diagnostic(.nameForm, "a parameter is a name, not a field", at: place, "write `\(words[1])`")
    }
    if words.count == 2, last == position + 1, ForeignWords.types.contains(word.lowercased()) {
      return Diagnostic(.typeWritten, "types are not written", at: tokens[position].span, "leave `\(word)` out")
    }
    if last == position + words.count - 1, ForeignWords.fillers.contains(word) { return nil }
    return Diagnostic(.nameForm, "a name is one word", at: place, "write `\(words.joined(separator: "_"))`")
  }

  /// `search let lr = 0.1` and `search test in 1..3`; the current token stands where a clause should begin.
  func reservedParameter() -> Diagnostic? {
    guard case .keyword(let word) = current.kind else { return nil }
    if kind(1) == .keyword(.in) {
      return Diagnostic(
        .nameForm,
        "`\(word.rawValue)` is a reserved word and cannot be a name", at: current.span, "write `\(word.rawValue)_`")
    }
    if word == .return {
      return Diagnostic(
        .objectiveForm, "what is sought is a clause", at: current.span, "write `minimize`, or `maximize`")
    }
    let isFirst = previous?.kind == .keyword(.search)
    if !isFirst, word.startsStatement || word == .if || word == .fn {
      return Diagnostic(
        .searchForm,
        "a search holds clauses, and no statements", at: current.span, "a statement begins here",
        hint: "statements stand in the objective, `minimize { ... }`, or above the search.")
    }
    guard word == .let || word == .var else { return nil }
    return Diagnostic(.clauseForm, "a parameter is not bound by `\(word.rawValue)`", at: current.span, "leave it out")
  }

  /// `print(x)` and `x^2` on a line of their own between the braces of a search, which begin at `position`.
  func statementInSearch(at position: Int) -> Diagnostic? {
    guard position > 0, tokens[position - 1].kind == .newline, clauseLevel == tokens[position].level,
      position + 1 < tokens.count, case .name(let word) = tokens[position].kind
    else { return nil }
    let next = tokens[position + 1].kind
    let isCall = next == .symbol(.leftParenthesis)
    if isCall, Parser.foreignClauses[word.lowercased()] == nil {
      return Diagnostic(
        .searchForm,
        "a search holds clauses, and no statements", at: tokens[position].span, "a statement begins here",
        hint:
          "what is sought stands behind `minimize`; other statements stand in `minimize { ... }`, or above the search.")
    }
    let isParameter = tokens[..<position].indices.contains {
      tokens[$0].kind == tokens[position].kind && tokens[$0 + 1].kind == .keyword(.in)
    }
    guard isParameter, case .symbol(let sign) = next, [.plus, .minus, .times, .divide, .power].contains(sign) else {
      return nil
    }
    return Diagnostic(
      .objectiveForm,
      "what is sought is a clause", at: tokens[position].span, "write `minimize \(word)`, or `maximize \(word)`")
  }

  private func isStartOfClause(_ position: Int) -> Bool {
    switch tokens[position - 1].kind {
    case .keyword(.search), .symbol(.comma), .symbol(.leftBrace), .newline, .semicolon: true
    default: false
    }
  }
}
