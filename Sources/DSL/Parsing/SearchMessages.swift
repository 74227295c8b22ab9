import Basics

/// What is said about a search that the grammar does not know.
extension Parser {
  func expectedClause(_ search: Search) -> Diagnostic {
    if case .keyword(.search)? = previous?.kind, let brackets = parametersInBrackets() { return brackets }
    if let quoted = quotedParameter(at: index) { return quoted }
    if isAtLineBreak, case .keyword(.search)? = previous?.kind, beginsClause(index + 1) {
      return Diagnostic(
        "a search of several lines stands in braces", at: placeOfCurrent, "write `{` here, and `}` at its end")
    }
    return unexpected(
      "a parameter or a clause of the search",
      hint: "a search is written `search lr in log(1e-4, 1) with gamma for 50 trials`.")
  }

  private var isAtLineBreak: Bool { current.kind == .newline }

  func expectedEndOfClause() -> Diagnostic {
    if let problem = equalsInClause() ?? modifierWithoutParentheses(at: index) ?? choicesWithoutBrackets()
      ?? stepBehindComma()
    {
      return problem
    }
    let isClause =
      if case .name(let word) = current.kind { ClauseWord(rawValue: word) != nil || kind(1) == .keyword(.in) } else {
        isAt(.for) || isAt(.comma)
      }
    return unexpected(
      "the end of the clause", isClause ? "the next clause" : "",
      hint: isClause ? "in braces each clause is on a line of its own; `;` may separate two on one line." : nil)
  }

  func repeatedClause(_ word: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "this search already has `\(word)`", at: span, "a second one",
      secondary: [Diagnostic.Label(first, "the first one")],
      hint: word == "for" ? "several budgets stand between commas: `for 50 trials, 10min`." : nil)
  }

  func budgetIsNoLoop(_ place: Span) -> Diagnostic {
    if index > 1, tokens[index - 2].kind == .keyword(.search) {
      return Diagnostic("a search begins with its parameters", at: place, "leave `for` out")
    }
    return loopInSearch(place)
  }

  private func loopInSearch(_ place: Span) -> Diagnostic {
    Diagnostic(
      "here `for` is the budget, as in `for 50 trials`", at: place, "no loop can start here",
      hint: "a loop goes around the search; in a list, put the search in parentheses.")
  }

  /// A search as an item of a list; the current token is `search`.
  func searchInList() -> Diagnostic {
    let level = current.level
    // What stands behind something that is no token is looked at only by those who read on there.
    let rest = tokens[index...].prefix { token in
      if case .invalid = token.kind { return false }
      return token.level >= level
    }
    guard let budget = rest.first(where: { $0.kind == .keyword(.for) && $0.level == level }) else {
      return Diagnostic("in a list, a search needs parentheses", at: current.span, "write `(search ...)`")
    }
    return Diagnostic(
      "here `for` is the budget, as in `for 50 trials`; in a list, put the search in parentheses", at: budget.span,
      "belongs to the search", secondary: [Diagnostic.Label(current.span, "write `(search ...)`")])
  }

  /// The current token follows a search but starts no clause of it.
  func unexpectedAfterSearch() -> Diagnostic? {
    let isComma = isAt(.comma)
    if isComma, let number = decimalComma(at: index) { return number }
    if let problem = clauseBehindBraces(at: index + (isComma ? 1 : 0)) ?? equalsInClause() { return problem }
    if let choices = choicesWithoutBrackets() ?? stepBehindComma() ?? quotedParameter(at: index + (isComma ? 1 : 0)) {
      return choices
    }
    if case .name = current.kind { return notAClause(at: index) }
    if isAt(.assign) || isAt(.colon), case .name(let word)? = previous?.kind {
      if lastClause == ClauseWord.from.rawValue {
        return Diagnostic("a point is a record", at: current.span, "write `from {\(word): ...}`")
      }
      return Parser.foreignClauses[word.lowercased()] == nil
        ? Diagnostic("a parameter is written with `in`", at: current.span, "write `\(word) in` and its domain")
        : notAClause(at: index - 1)
    }
    if let sign = rangeWithColon() ?? signBehindSearch() { return sign }
    guard isComma, current.level == 0 || tokens[index].level == clauseLevel ?? -1 else { return nil }
    if case .name = kind(1) { return notAClause(at: index + 1) }
    return nil
  }

  /// The name at `position` stands where a clause should.
  func notAClause(at position: Int) -> Diagnostic {
    let token = tokens[position]
    let word = source.text(under: token.span)
    if ClauseWord(rawValue: word) != nil {
      let sign = tokens[position + 1].kind
      return sign == .symbol(.colon) || sign == .symbol(.assign)
        ? signBehindClause(word, at: position + 1)
        : Diagnostic("`\(word)` is followed by nothing", at: token.span, "expected what it is given")
    }
    let title = "`\(word)` is not a search clause; expected one of \(ClauseWord.spellings.joined(separator: ", "))"
    if let meant = directionAsClause(at: position, title) ?? clauseInOtherWords(at: position) { return meant }
    if word == DomainWord.near.rawValue {
      return Diagnostic(
        "`near` belongs to a parameter", at: token.span, "it directly follows the domain",
        hint: "write `lr in log(1e-4, 1) near 3e-3`.")
    }
    if let option = Self.strategyOptions[word.lowercased()], let value = operand(at: position + 1) {
      let strategy = earlier(ClauseWord.with.rawValue, before: position).flatMap { operand(at: $0 + 1) } ?? "random"
      let isCalled = strategy.hasSuffix(")")
      let head = isCalled ? "\(strategy.dropLast())\(strategy.hasSuffix("()") ? "" : ", ")" : "\(strategy)("
      return Diagnostic(title, at: token.span, hint: "a strategy takes it: `with \(head)\(option): \(value))`.")
    }
    if let clause = clause(meantAt: position) {
      return secondOfKind(at: position, title, clause) ?? Diagnostic(title, at: token.span, "write `\(clause)`")
    }
    if let nearest = Suggestion.nearest(to: word, among: ClauseWord.spellings) {
      return Diagnostic(title, at: token.span, "did you mean `\(nearest)`?")
    }
    if let statement = statementBehindSearch(at: position) { return statement }
    let isParameter = [.symbol(.comma), .keyword(.search)].contains(tokens[max(0, position - 1)].kind)
    return Diagnostic(
      title, at: token.span,
      hint: operand(at: position + 1) == nil && !isParameter
        ? "a strategy stands behind `with`, and another statement on a line of its own."
        : "a parameter is written `\(word) in` and its domain.")
  }

  /// The clause that is meant by the name at `position` and what it is given, if it is one in the words of other libraries.
  private func clause(meantAt position: Int) -> String? {
    let word = source.text(under: tokens[position].span).lowercased()
    guard let (clause, example) = Parser.foreignClauses[word] else { return nil }
    let next = tokens[position + 1]
    let isSigned = next.kind == .symbol(.assign) || next.kind == .symbol(.colon)
    // `objective(x)` is what is sought, and not the word for it.
    let isCall = next.kind == .symbol(.leftParenthesis) && next.span.start == tokens[position].span.end
    let isValue = isCall && clause == ClauseWord.minimize.rawValue && !Parser.spellings.contains(word)
    let operand = operand(at: isValue ? position : position + (isSigned ? 2 : 1))
    return "\(clause) \(operand.flatMap { argument(clause, $0, like: example) } ?? example)"
  }

  /// What a clause is given where elsewhere a value is.
  private func argument(_ clause: String, _ value: String, like example: String) -> String? {
    let isCount = value.allSatisfy(\.isNumber)
    switch clause {
    case "for":
      guard isCount else { return value.first?.isNumber == true ? value : nil }
      return example == "10min" ? "\(value)s" : "\(value) trials"
    case "on": return isCount ? "\(value) workers" : nil
    case "with": return value.first?.isLetter == true && !value.contains("=") ? value : nil
    case "minimize", "maximize", "where": return value.first == "\"" ? nil : value
    case "as": return value.first == "\"" ? value : nil
    default: return nil
    }
  }

  /// The objective's words as they are spelt elsewhere.
  private static let spellings: Set<String> = ["min", "max", "minimise", "maximise", "optimize", "optimise"]

  /// What strategies take that may stand as a clause elsewhere.
  private static let strategyOptions = ["seed": "seed", "random_state": "seed", "rng": "seed"]

  /// What other libraries call the clauses.
  static let foreignClauses: [String: (String, String)] = {
    let words: [(clause: String, example: String, names: [String])] = [
      (
        "for", "50 trials",
        ["n_trials", "trials", "max_trials", "max_evals", "num_samples", "n_iter", "budget", "evals", "n_calls"]
      ),
      ("for", "10min", ["timeout", "time", "within", "until", "at_most", "during"]),
      ("with", "gamma", ["sampler", "strategy", "algorithm", "algo", "method", "using", "tuner", "optimizer"]),
      (
        "minimize", "loss",
        ["min", "objective", "minimise", "direction", "mode", "metric", "optimize", "optimise", "goal"]
      ),
      ("maximize", "score", ["max", "maximise"]),
      ("prune", "median", ["pruner", "scheduler", "early_stopping"]),
      ("on", "4 workers", ["n_jobs", "workers", "parallel", "num_workers"]),
      ("as", "\"name\"", ["study_name", "name", "storage"]),
      ("where", "a < b", ["subject_to", "such_that", "constraint", "given"]),
      ("from", "{lr: 0.1}", ["start", "warm_start", "initial", "default"]),
    ]
    var table: [String: (String, String)] = [:]
    for entry in words {
      for name in entry.names { table[name] = (entry.clause, entry.example) }
    }
    return table
  }()
}
