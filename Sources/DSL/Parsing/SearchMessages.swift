import Basics

/// What is said about a search that the grammar does not know.
extension Parser {
  func expectedClause(_ search: Search) -> Diagnostic {
    if case .keyword(.search)? = previous?.kind, let brackets = parametersInBrackets() { return brackets }
    if isAt(.spread), index + 1 < tokens.count { return spaceAsRecord(current.span.joined(to: tokens[index + 1].span)) }
    if let quoted = quotedParameter(at: index) { return quoted }
    if let reserved = reservedParameter() { return reserved }
    if isAtLineBreak, case .keyword(.search)? = previous?.kind, kind(1) == .symbol(.leftBrace) {
      return Diagnostic(
        .lineForm, "`{` belongs on the line above", at: tokens[index + 1].span, "the statement above has ended")
    }
    if isAtLineBreak, case .keyword(.search)? = previous?.kind, beginsClause(index + 1) {
      return Diagnostic(
        .searchForm,
        "a search of several lines stands in braces", at: placeOfCurrent, "write `{` here, and `}` at its end")
    }
    return unexpected(
      "a parameter or a clause of the search",
      hint: "a search is written `search lr in log(1e-4, 1) with gamma for 50 trials`.")
  }

  /// `search ...space` and `search space`, whose parameters are bound elsewhere.
  private func spaceAsRecord(_ place: Span) -> Diagnostic {
    Diagnostic(
      .searchForm,
      "a search names its parameters itself", at: place, "they cannot be taken from a record",
      hint: "a domain may have a name: `let rates = log(1e-4, 1)`, and then `search lr in rates`.")
  }

  private var isAtLineBreak: Bool { current.kind == .newline }

  func expectedEndOfClause() -> Diagnostic {
    if let problem = equalsInClause() ?? modifierWithoutParentheses(at: index) ?? choicesWithoutBrackets()
      ?? stepBehindComma() ?? logarithmBehindComma()
    {
      return problem
    }
    if case .name = current.kind, lastClause != ClauseWord.minimize.rawValue,
      lastClause != ClauseWord.maximize.rawValue, let meant = clauseInOtherWords(at: index)
    {
      return meant
    }
    let isClause =
      if case .name(let word) = current.kind { ClauseWord(rawValue: word) != nil || kind(1) == .keyword(.in) } else {
        isAt(.for) || isAt(.comma)
      }
    if isAt(.comma), kind(1) == .newline || kind(1) == .symbol(.rightBrace) || restOfLine.allSatisfy({ $0 == " " }) {
      return Diagnostic(.lineForm, "in braces a clause ends with its line", at: current.span, "leave `,` out")
    }
    if isAt(.comma), case .name(let word) = kind(1) {
      if let condition = conditionBehindCondition(at: index + 1) { return condition }
      if Self.foreignClauses[word.lowercased()] != nil { return notAClause(at: index + 1) }
    }
    return unexpected(
      "the end of the clause", isClause ? "the next clause" : "",
      hint: isClause ? "in braces each clause is on a line of its own; `;` may separate two on one line." : nil)
  }

  func repeatedClause(_ word: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .clauseTwice,
      "this search already has `\(word)`", at: span, "a second one",
      secondary: [Diagnostic.Label(first, "the first one")],
      hint: word == "for" ? "several budgets stand between commas: `for 50 trials, 10min`." : nil)
  }

  func budgetIsNoLoop(_ place: Span) -> Diagnostic {
    if index > 1, tokens[index - 2].kind == .keyword(.search) {
      return Diagnostic(.searchForm, "a search begins with its parameters", at: place, "leave `for` out")
    }
    return loopInSearch(place)
  }

  private func loopInSearch(_ place: Span) -> Diagnostic {
    Diagnostic(
      .searchForm,
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
      return Diagnostic(.searchForm, "in a list, a search needs parentheses", at: current.span, "write `(search ...)`")
    }
    return Diagnostic(
      .searchForm,
      "here `for` is the budget, as in `for 50 trials`; in a list, put the search in parentheses", at: budget.span,
      "belongs to the search", secondary: [Diagnostic.Label(current.span, "write `(search ...)`")])
  }

  /// The current token follows a search but starts no clause of it.
  func unexpectedAfterSearch() -> Diagnostic? {
    let isComma = isAt(.comma)
    if isComma, let number = decimalComma(at: index) { return number }
    if let problem = clauseBehindBraces(at: index + (isComma ? 1 : 0)) ?? equalsInClause() { return problem }
    if let choices = choicesWithoutBrackets() ?? stepBehindComma() ?? logarithmBehindComma()
      ?? quotedParameter(at: index + (isComma ? 1 : 0))
    {
      return choices
    }
    if isComma, kind(1) == .keyword(.if) {
      return Diagnostic(
        .clauseForm,
        "a condition stands behind the domain of its parameter", at: tokens[index + 1].span, "not before it",
        hint: "write `momentum in 0.0..0.99 if opt == \"sgd\"`, for example.")
    }
    if let filler = wordBeforeClause() { return filler }
    if let part = stepInOtherWords() ?? wordsOfStrategy(at: index) { return part }
    if let budget = budgetWithoutFor() ?? seedAsClause() ?? nearInOtherWords(at: index) { return budget }
    if case .name = current.kind { return notAClause(at: index) }
    if isAt(.assign) || isAt(.colon), case .name(let word)? = previous?.kind, !isUnit(at: index - 1) {
      if let option = optionWithoutLike(at: index - 1, "`\(word)` is not a search clause") { return option }
      if lastClause == ClauseWord.from.rawValue {
        guard let value = operand(at: index + 1), let place = previous?.span else {
          return Diagnostic(.startPoint, "a point is a record", at: current.span, "write `from {\(word): ...}`")
        }
        let end = Span(start: tokens[index + 1].span.start, length: UInt32(value.utf8.count))
        return Diagnostic(.startPoint, "a point is a record", at: place.joined(to: end), "write `{\(word): \(value)}`")
      }
      return Parser.foreignClauses[word.lowercased()] == nil
        ? Diagnostic(.clauseForm, "a parameter is written with `in`", at: current.span, "write `in`")
        : notAClause(at: index - 1)
    }
    if let sign = rangeWithColon() ?? signBehindSearch() { return sign }
    guard isComma, current.level == 0 || tokens[index].level == clauseLevel ?? -1 else { return nil }
    if case .name = kind(1) { return notAClause(at: index + 1) }
    return nil
  }

  /// `for 5 trials then minimize x`: a word between two clauses; the current token is that word.
  private func wordBeforeClause() -> Diagnostic? {
    guard case .name(let word) = current.kind, ["then", "do", "to", "so", "also", "please", "and"].contains(word),
      beginsClause(index + 1)
    else { return nil }
    return Diagnostic(.clauseForm, "a clause begins with its own word", at: current.span, "leave `\(word)` out")
  }

  /// Whether a unit stands at `position`, behind its number.
  private func isUnit(at position: Int) -> Bool {
    guard position > 0, case .name(let word) = tokens[position].kind, CountUnit(word: word) != nil else { return false }
    return number(at: position - 1) != nil
  }

  /// `0.0..1.0 step=0.1` and `0.0..1.0..0.1`.
  private func stepInOtherWords() -> Diagnostic? {
    guard lastClause == Keyword.in.rawValue, let step = number(at: index + 1) else { return nil }
    switch current.kind {
    case .symbol(.range) where number(at: index - 1) != nil:
      return Diagnostic(
        .rangeForm,
        "a step is written `by`", at: current.span.joined(to: tokens[index + 1].span), "write ` by \(step)`")
    case .symbol(.assign), .symbol(.colon):
      guard case .name(let word)? = previous?.kind, ["step", "steps", "by", "stride", "q"].contains(word) else {
        return nil
      }
      return Diagnostic(
        .rangeForm,
        "a step is written `by`", at: tokens[index - 1].span.joined(to: tokens[index + 1].span), "write `by \(step)`")
    default: return nil
    }
  }

  /// `seed=42`, whose name could be read as that of a parameter.
  private func seedAsClause() -> Diagnostic? {
    guard isAt(.assign) || isAt(.colon), case .name(let word)? = previous?.kind,
      Self.strategyOptions[word.lowercased()] != nil
    else { return nil }
    return notAClause(at: index - 1)
  }

  /// `x in 1..5 default 2` and `x in 1..5 = 2`.
  private func nearInOtherWords(at position: Int) -> Diagnostic? {
    let word = source.text(under: tokens[position].span)
    let isSign = tokens[position].kind == .symbol(.assign)
    guard lastClause == Keyword.in.rawValue, endOfSearch == position || clauseLevel == tokens[position].level,
      ["default", "start", "initial", "init", "prior", "guess", "around"].contains(word)
        || isSign && number(at: position - 1) != nil
    else { return nil }
    let next = tokens[position + 1].kind == .symbol(.assign) || tokens[position + 1].kind == .symbol(.colon) ? 2 : 1
    guard position + next < tokens.count else { return nil }
    let value = source.text(under: tokens[position + next].span)
    switch tokens[position + next].kind {
    case .integer, .real, .string: break
    default: return nil
    }
    return Diagnostic(
      .clauseForm,
      "a value that is believed to be good is written `near`",
      at: tokens[position].span.joined(to: tokens[position + next].span), "write `near \(value)`")
  }

  /// `metric "accuracy"` beside an objective: the word at `position`.
  private func objectiveAsText(at position: Int, _ title: String) -> Diagnostic? {
    let word = source.text(under: tokens[position].span).lowercased()
    guard ["metric", "objective", "monitor", "goal"].contains(word), position + 1 < tokens.count else { return nil }
    let sign = tokens[position + 1].kind
    let value = position + (sign == .symbol(.assign) || sign == .symbol(.colon) ? 2 : 1)
    guard value < tokens.count, case .string = tokens[value].kind else { return nil }
    let place = tokens[position].span.joined(to: tokens[value].span)
    return Diagnostic(
      .clauseForm,
      title, at: place, "leave it out",
      hint: "what is sought is an expression: `maximize run.valid.accuracy`, or `minimize f(x)`.")
  }

  /// `x in 1..5 50 trials` and `x in 1..5, 10min`: a budget where a clause should begin.
  private func budgetWithoutFor() -> Diagnostic? {
    let start = index + (isAt(.comma) ? 1 : 0)
    guard start < tokens.count, lastClause != Keyword.for.rawValue else { return nil }
    var end = start
    switch tokens[start].kind {
    case .duration: break
    case .integer:
      guard start + 1 < tokens.count, case .name(let word) = tokens[start + 1].kind,
        CountUnit(word: word) == .trials
      else { return nil }
      end += 1
    default: return nil
    }
    let place = tokens[start].span.joined(to: tokens[end].span)
    return Diagnostic(
      .budget,
      "a budget begins with `for`", at: place, "write `for \(source.text(under: place))`")
  }

  /// The name at `position` stands where a clause should.
  func notAClause(at position: Int) -> Diagnostic {
    let token = tokens[position]
    let word = source.text(under: token.span)
    if ClauseWord(rawValue: word) != nil {
      let sign = tokens[position + 1].kind
      return sign == .symbol(.colon) || sign == .symbol(.assign)
        ? signBehindClause(word, at: position + 1)
        : Diagnostic(.clauseForm, "`\(word)` is followed by nothing", at: token.span, "expected what it is given")
    }
    if position > 0, tokens[position - 1].kind == .keyword(.search), isEndOfChoice(position + 1),
      tokens[..<position].indices.contains(where: {
        tokens[$0].kind == .keyword(.let) && tokens[$0 + 1].kind == .name(word)
      })
    {
      return spaceAsRecord(token.span)
    }
    let title = "`\(word)` is not a search clause; expected one of \(ClauseWord.spellings.joined(separator: ", "))"
    if ["params", "parameters", "space", "search_space", "hyperparameters"].contains(word),
      tokens[position + 1].kind == .symbol(.leftBrace) || tokens[position + 1].kind == .symbol(.colon)
    {
      return Diagnostic(
        .clauseForm,
        title, at: token.span.joined(to: tokens[position + 1].span), "leave it out, and what closes it",
        hint: "parameters stand beside the clauses, each on a line of its own.")
    }
    if position > 1, case .name(let clause) = tokens[position - 1].kind, ClauseWord(rawValue: clause) != nil,
      tokens[position - 2].kind == .keyword(.and)
    {
      return Diagnostic(
        .clauseForm,
        "a clause begins with its own word", at: tokens[position - 2].span, "leave `and` out")
    }
    if word == "storage" {
      return Diagnostic(
        .clauseForm,
        title, at: token.span, "leave it out",
        hint: "the file of studies is named in the shell: `hpo --storage lab.db FILE`.")
    }
    if let statement = statementInSearch(at: position) { return statement }
    if let meant = nameOfParameter(at: position) ?? wordsOfStrategy(at: position)
      ?? endInOtherWords(at: position, title) ?? optionWithoutLike(at: position, title)
      ?? objectiveAsText(at: position, title)
    {
      return meant
    }
    if Self.strategyOptions[word.lowercased()] == nil || lastClause == ClauseWord.with.rawValue,
      let meant = directionAsClause(at: position, title) ?? nearInOtherWords(at: position)
        ?? clauseInOtherWords(at: position)
    {
      return meant
    }
    if word == DomainWord.near.rawValue {
      return Diagnostic(
        .clauseForm,
        "`near` belongs to a parameter", at: token.span, "it directly follows the domain",
        hint: "write `lr in log(1e-4, 1) near 3e-3`.")
    }
    let isSigned = tokens[position + 1].kind == .symbol(.assign) || tokens[position + 1].kind == .symbol(.colon)
    if let option = Self.strategyOptions[word.lowercased()], let value = operand(at: position + (isSigned ? 2 : 1)) {
      let strategy = earlier(ClauseWord.with.rawValue, before: position).flatMap { operand(at: $0 + 1) } ?? "random"
      let isCalled = strategy.hasSuffix(")")
      let head = isCalled ? "\(strategy.dropLast())\(strategy.hasSuffix("()") ? "" : ", ")" : "\(strategy)("
      return Diagnostic(
        .clauseForm, title, at: token.span, hint: "a strategy takes it: `with \(head)\(option): \(value))`.")
    }
    if let clause = clause(meantAt: position) {
      return secondOfKind(at: position, title, clause)
        ?? Diagnostic(.clauseForm, title, at: token.span, "write `\(clause)`")
    }
    if let nearest = Suggestion.nearest(to: word, among: ClauseWord.spellings) {
      return Diagnostic(.clauseForm, title, at: token.span, "did you mean `\(nearest)`?")
    }
    if let statement = statementBehindSearch(at: position) ?? missingOperator(at: position) { return statement }
    let isParameter = [.symbol(.comma), .keyword(.search)].contains(tokens[max(0, position - 1)].kind)
    return Diagnostic(
      .clauseForm,
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
    case "with":
      let name = value.prefix { $0.isLetter || $0 == "." || $0 == "_" }.split(separator: ".").last ?? ""
      let base = name.lowercased().replacing("sampler", with: "")
      if let meant = Self.samplers[base] { return meant }
      return value.first?.isLetter == true && !value.contains("=") ? value : nil
    case "minimize", "maximize", "where": return value.first == "\"" ? nil : value
    case "as":
      let isName = value.first?.isLetter == true && value.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      return value.first == "\"" ? value : isName ? "\"\(value)\"" : nil
    case "from": return value.first == "{" ? value : nil
    default: return nil
    }
  }

  /// The samplers of other libraries.
  private static let samplers = [
    "tpe": "tpe", "random": "random", "grid": "grid", "gp": "gaussian", "cmaes": "cmaes", "qmc": "sobol",
    "bayesian": "gaussian", "bayes": "gaussian",
  ]

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
      ("for", "10min", ["timeout", "time", "at_most", "during"]),
      ("with", "gamma", ["sampler", "strategy", "algorithm", "algo", "method", "using", "tuner", "optimizer"]),
      (
        "minimize", "loss",
        [
          "min", "argmin", "loss", "cost", "error", "objective", "minimise", "direction", "mode", "metric", "optimize",
          "optimise", "goal",
        ]
      ),
      ("maximize", "score", ["max", "argmax", "maximise", "score", "accuracy", "reward"]),
      ("prune", "median", ["pruner", "scheduler", "early_stopping"]),
      ("on", "4 workers", ["n_jobs", "workers", "parallel", "num_workers"]),
      ("as", "\"name\"", ["study_name", "name", "store", "save", "study", "called", "named"]),
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
