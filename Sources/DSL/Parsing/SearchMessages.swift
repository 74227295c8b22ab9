import Basics

/// What is said about a search that the grammar does not know.
extension Parser {
  func expectedClause(_ search: Search) -> Diagnostic {
    unexpected(
      "a parameter or a clause of the search",
      hint: "a search is written `search lr in log(1e-4, 1) with gamma for 50 trials`.")
  }

  func searchNeverClosed(_ keyword: Span) -> Diagnostic {
    guard current.kind == .end else { return unexpected("a clause or `}`") }
    return Diagnostic("this search is never closed", at: keyword, "its `{` has no `}`", isUnfinished: isContinued)
  }

  func expectedEndOfClause() -> Diagnostic {
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
    let rest = tokens[index...].prefix { $0.level >= level }
    guard let budget = rest.first(where: { $0.kind == .keyword(.for) && $0.level == level }) else {
      return Diagnostic("in a list, a search needs parentheses", at: current.span, "write `(search ...)`")
    }
    return Diagnostic(
      "here `for` is the budget, as in `for 50 trials`; in a list, put the search in parentheses", at: budget.span,
      "belongs to the search", secondary: [Diagnostic.Label(current.span, "write `(search ...)`")])
  }

  /// The current token follows a search but starts no clause of it.
  func unexpectedAfterSearch() -> Diagnostic? {
    if case .name = current.kind { return notAClause(at: index) }
    if isAt(.assign) || isAt(.colon), case .name(let word)? = previous?.kind {
      if lastClause == ClauseWord.from.rawValue {
        return Diagnostic("a point is a record", at: current.span, "write `from {\(word): ...}`")
      }
      return Parser.foreignClauses[word.lowercased()] == nil
        ? Diagnostic("a parameter is written with `in`", at: current.span, "write `\(word) in` and its domain")
        : notAClause(at: index - 1)
    }
    if isAt(.colon) { return rangeWithColon() }
    guard isAt(.comma), current.level == 0 || tokens[index].level == clauseLevel ?? -1 else { return nil }
    if case .name = kind(1) { return notAClause(at: index + 1) }
    return nil
  }

  /// The name at `position` stands where a clause should.
  func notAClause(at position: Int) -> Diagnostic {
    let token = tokens[position]
    let word = source.text(under: token.span)
    if let meant = clauseInOtherWords(at: position) { return meant }
    let value = self.value(of: position)
    let title = "`\(word)` is not a search clause; expected one of \(ClauseWord.spellings.joined(separator: ", "))"
    if word == DomainWord.near.rawValue {
      return Diagnostic(
        "`near` belongs to a parameter", at: token.span, "it directly follows the domain",
        hint: "write `lr in log(1e-4, 1) near 3e-3`.")
    }
    if let (clause, example) = Parser.foreignClauses[word.lowercased()] {
      return Diagnostic(title, at: token.span, "write `\(clause) \(value.flatMap { argument(clause, $0) } ?? example)`")
    }
    if let nearest = Suggestion.nearest(to: word, among: ClauseWord.spellings) {
      return Diagnostic(title, at: token.span, "did you mean `\(nearest)`?")
    }
    return Diagnostic(title, at: token.span, hint: "a parameter is written `\(word) in` and its domain.")
  }

  /// The text of the value that the name at `position` is given, with a sign between them or without.
  private func value(of position: Int) -> String? {
    var next = position + 1
    if next < tokens.count, tokens[next].kind == .symbol(.assign) || tokens[next].kind == .symbol(.colon) { next += 1 }
    guard next < tokens.count else { return nil }
    switch tokens[next].kind {
    case .integer, .duration, .name, .string: return source.text(under: tokens[next].span)
    default: return nil
    }
  }

  /// What a clause is given where elsewhere a value is.
  private func argument(_ clause: String, _ value: String) -> String? {
    let isCount = value.allSatisfy(\.isNumber)
    switch clause {
    case "for": return isCount ? "\(value) trials" : value.first?.isNumber == true ? value : nil
    case "on": return isCount ? "\(value) workers" : nil
    case "with": return value.first?.isLetter == true ? value : nil
    case "as": return value.first == "\"" ? value : nil
    default: return nil
    }
  }

  /// What other libraries call the clauses.
  static let foreignClauses: [String: (String, String)] = {
    let words: [(clause: String, example: String, names: [String])] = [
      (
        "for", "50 trials",
        ["n_trials", "trials", "max_trials", "max_evals", "num_samples", "n_iter", "budget", "evals", "n_calls"]
      ),
      ("for", "10min", ["timeout", "time", "within", "until", "at_most", "during"]),
      ("with", "gamma", ["sampler", "strategy", "algorithm", "algo", "method", "using", "tuner", "optimizer"]),
      ("minimize", "loss", ["min", "objective", "minimise", "direction", "metric"]),
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
