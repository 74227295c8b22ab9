import Basics

/// Clauses where no search is.
extension Parser {
  /// `with gamma` on a line of its own; the current token follows on what could be read of it.
  func clauseWithoutSearch() -> Diagnostic? {
    guard let previous, case .name(let word) = previous.kind, ClauseWord(rawValue: word) != nil, endOfSearch != index,
      current.kind.startsExpression
    else { return nil }
    return importFromModule() ?? clauseOutside(word)
  }

  /// `print(minimize x)`: a clause directly behind the bracket `opening`.
  func clauseInBrackets(_ opening: Token) -> Diagnostic? {
    index > 1 && tokens[index - 2] == opening ? clauseWithoutSearch() : nil
  }

  /// A clause where no search is; the current token is the one behind its `word`.
  func clauseOutside(_ word: String) -> Diagnostic {
    let position = index - 1
    if let behind = clauseBehindBraces(at: position) { return behind }
    let isBudget = word == Keyword.for.rawValue
    let title = isBudget ? "this `for` is a budget, and belongs to a search" : "`\(word)` belongs to a search"
    let place = tokens[position].span
    let braces = "a search of several lines stands in braces: `search { ... }`."
    if let clause = clauseBeforeSearch(at: position) { return clause }
    switch separatorBehindSearch(before: position) {
    case .newline?: return Diagnostic(.clauseOutside, title, at: place, "the line above has ended", hint: braces)
    case .semicolon?:
      return Diagnostic(.clauseOutside, title, at: place, "`;` has ended it", hint: "leave the `;` out.")
    default: break
    }
    let isBelowParameter = tokens[..<position].contains {
      $0.kind == .keyword(.in) && $0.level == tokens[position].level
    }
    return Diagnostic(
      .clauseOutside,
      title, at: place, "no search is here",
      hint: isBelowParameter
        ? "a search begins with `search`; one of several lines stands in braces: `search { ... }`."
        : "a search begins with its parameters, as in `search lr in log(1e-4, 1) minimize f(lr) for 50 trials`.")
  }

  /// `for 3 trials search lr in 0.1..0.9`: the clause at `position`, if a search stands behind it on its line.
  private func clauseBeforeSearch(at position: Int) -> Diagnostic? {
    let level = tokens[position].level
    let rest = tokens[position...].prefix {
      $0.level >= level && $0.kind != .newline && $0.kind != .semicolon && $0.kind != .end && !$0.kind.isInvalid
    }
    guard let search = rest.firstIndex(where: { $0.kind == .keyword(.search) && $0.level == level }) else { return nil }
    let end = tokens[search - 1].kind == .symbol(.comma) ? search - 2 : search - 1
    guard end > position else { return nil }
    let clause = source.text(under: tokens[position].span.joined(to: tokens[end].span))
    let behind = source.text(under: tokens[search].span.joined(to: tokens[rest.endIndex - 1].span))
    let isBraced = search + 1 < tokens.count && tokens[search + 1].kind == .symbol(.leftBrace)
    let isShown = clause.count + behind.count < 90 && !clause.contains("\n") && !behind.contains("\n") && !isBraced
    return Diagnostic(
      .searchForm,
      "a search begins with `search` and its parameters", at: tokens[position].span.joined(to: tokens[end].span),
      isBraced ? "move it into the braces" : "move it behind them",
      hint: isShown ? "write `\(behind) \(clause)`." : nil)
  }

  /// What ends the statement before `position`, if that is a search, or a clause that stands below one.
  private func separatorBehindSearch(before position: Int) -> Token.Kind? {
    let level = tokens[position].level
    func isEnd(_ token: Token) -> Bool {
      token.level == level && (token.kind == .newline || token.kind == .semicolon)
        || token.level < level && token.kind == .symbol(.leftBrace)
    }
    guard position > 0, tokens[position - 1].level == level,
      tokens[position - 1].kind == .newline || tokens[position - 1].kind == .semicolon
    else { return nil }
    var end = position - 1
    while true {
      let start = (tokens[..<end].lastIndex(where: isEnd) ?? -1) + 1
      if tokens[start..<end].contains(where: { $0.kind == .keyword(.search) }) { return tokens[position - 1].kind }
      switch tokens[start].kind {
      case .keyword(.for): break
      case .name where beginsClause(start): break
      default: return nil
      }
      guard start > 0, tokens[start - 1].kind != .symbol(.leftBrace) else { return nil }
      end = start - 1
    }
  }
}
