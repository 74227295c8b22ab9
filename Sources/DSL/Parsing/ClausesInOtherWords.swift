import Basics

/// Clauses in the words of other libraries, beside those that a search has already.
extension Parser {
  /// The clause `word` of the same search, before `position`.
  func earlier(_ word: String, before position: Int) -> Int? {
    let level = tokens[position].level
    for index in tokens[..<position].indices.reversed() {
      let token = tokens[index]
      if token.level < level || token.kind == .keyword(.search) && token.level == level { return nil }
      guard token.level == level, source.text(under: token.span) == word else { continue }
      if index + 1 < tokens.count, tokens[index + 1].kind != .keyword(.in) { return index }
    }
    return nil
  }

  /// `timeout 10min` where the search has `for 5 trials`: the clause at `position`, which is meant as `clause`.
  func secondOfKind(at position: Int, _ title: String, _ clause: String) -> Diagnostic? {
    let word = String(clause.prefix { $0 != " " })
    guard ClauseWord(rawValue: word)?.mayRepeat != true, let first = earlier(word, before: position),
      first + 1 < position
    else { return nil }
    let span = tokens[first].span
    let earlier = [Diagnostic.Label(span, "the search has this one")]
    guard word == Keyword.for.rawValue else {
      return Diagnostic(
        .clauseForm,
        title, at: tokens[position].span, "it means `\(word)`", secondary: earlier,
        hint: "a search has one `\(word)`: leave one of them out.")
    }
    var budgets = ""
    for token in tokens[(first + 1)..<position] where token.kind != .newline && token.kind != .semicolon {
      if case .name(let word) = token.kind, ClauseWord(rawValue: word) != nil || CountUnit(word: word) == nil { break }
      if token.kind == .symbol(.comma), token.span.end <= tokens[position].span.start, budgets.hasSuffix(",") { break }
      let text = source.text(under: token.span)
      budgets += budgets.isEmpty || text == "," ? text : " \(text)"
    }
    if budgets.hasSuffix(",") { budgets.removeLast() }
    return Diagnostic(
      .clauseForm,
      title, at: tokens[position].span, "it is a second budget", secondary: earlier,
      hint: "budgets stand between commas: `for \(budgets), \(clause.dropFirst("for ".count))`.")
  }

  /// `direction "minimize"`, with what is sought behind it or in another clause of the search.
  func directionAsClause(at position: Int, _ title: String) -> Diagnostic? {
    let word = source.text(under: tokens[position].span).lowercased()
    guard ["direction", "mode", "goal"].contains(word) else { return nil }
    let sign = tokens[position + 1].kind
    let value = position + (sign == .symbol(.assign) || sign == .symbol(.colon) ? 2 : 1)
    guard value < tokens.count else { return nil }
    let written = source.text(under: tokens[value].span).lowercased()
    guard ["min", "max"].contains(where: written.contains) else { return nil }
    let clause = written.contains("max") ? ClauseWord.maximize.rawValue : ClauseWord.minimize.rawValue
    let place = tokens[position].span.joined(to: tokens[value].span)
    var begin = value + 1
    if case .name(let word)? = tokens.indices.contains(begin) ? tokens[begin].kind : nil,
      let clause = Parser.foreignClauses[word.lowercased()]?.0, clause == ClauseWord.minimize.rawValue,
      tokens[begin].span.end < tokens[begin + 1].span.start
    {
      begin += 1
    }
    if let sought = operand(at: begin) {
      return Diagnostic(
        .clauseForm,
        title, at: place, "write `\(clause)`", hint: "what is sought follows it: `\(clause) \(sought)`.")
    }
    if let (other, sought) = objectiveInOtherWords(behind: value) {
      return Diagnostic(
        .clauseForm,
        title, at: place, "leave it out", secondary: [Diagnostic.Label(tokens[other].span, "what is sought")],
        hint: "there, write `\(clause) \(sought)`.")
    }
    if earlier(clause, before: position) != nil {
      return Diagnostic(.clauseForm, title, at: place, "leave it out: the search has `\(clause)`")
    }
    let parameter = tokens[..<position].lastIndex { $0.level == tokens[position].level && $0.kind == .keyword(.in) }
    let name = parameter.map { source.text(under: tokens[max(0, $0 - 1)].span) } ?? "x"
    return Diagnostic(
      .clauseForm,
      title, at: place, "write `\(clause)`, and behind it what is sought",
      hint: "for example `\(clause) (\(name) - 1)^2`, or `\(clause) f(\(name))` with a function of your own.")
  }

  /// `objective f(x)` in the same search, behind `position`.
  private func objectiveInOtherWords(behind position: Int) -> (place: Int, sought: String)? {
    let level = tokens[position].level
    for index in tokens[position...].indices.dropFirst() {
      if tokens[index].level < level { return nil }
      guard tokens[index].level == level, case .name(let word) = tokens[index].kind,
        let clause = Parser.foreignClauses[word]?.0, [.minimize, .maximize].contains(ClauseWord(rawValue: clause)),
        tokens[index - 1].kind == .newline || tokens[index - 1].kind == .semicolon
      else { continue }
      let sign = tokens[index + 1].kind
      let operand = operand(at: index + (sign == .symbol(.colon) || sign == .symbol(.assign) ? 2 : 1))
      return operand.map { (index, $0) }
    }
    return nil
  }
}
