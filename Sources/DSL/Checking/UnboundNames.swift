import Basics

/// How a name is used, for the words about one that is not bound.
enum NameUse {
  case value
  /// With the texts of the arguments, and the place of the whole call.
  case call([String], Span)
  case strategy
  case assignment
  /// Where a text is wanted.
  case text
  /// A search without `minimize` and `maximize`.
  case defaultObjective
}

/// Names that nothing is bound to.
extension Checker {
  mutating func reportUnbound(_ name: Name, use: NameUse) {
    guard !hasUnknownImport else { return }
    if case .defaultObjective = use {
      return report(
        .noObjective,
        "this search has no objective", at: name.span, "nothing to minimize or to maximize",
        hint: "write `minimize` or `maximize` and an expression, or declare `fn objective(...)`.")
    }
    if let place = scopes.lazy.reversed().compactMap({ $0.pending[name.text] }).first {
      return reportTooEarly(name, place, use)
    }
    if let place = parametersOutside[name.text] {
      return report(
        .clauseForm,
        "`\(name.text)` is not known here", at: name.span, "this clause is evaluated once, before the first trial",
        secondary: [Diagnostic.Label(place, "a parameter of the search")],
        hint: "domains, conditions, `where` and the objective see the parameters.")
    }
    if case .strategy = use { return reportStrategy(name.text, at: name.span) }
    let title = title(name, use)
    if case .text = use {
      return report(.unknownName, title, at: name.span, "a text stands in quotes: `\"\(name.text)\"`")
    }
    if name.text == ClauseWord.prune.rawValue, case .call = use {
      return report(
        .pruning,
        "`prune` is a clause of a search, not a function", at: name.span,
        hint: "write `prune median()` among the clauses, and `report(value, at: step)` in the objective.")
    }
    if case .call(let arguments, let span) = use, let meant = NameHabits.call(name.text, arguments) {
      return report(.unknownName, title, at: span, meant)
    }
    if ClauseWord(rawValue: name.text) != nil {
      return report(
        .clauseOutside,
        "`\(name.text)` belongs to a search", at: name.span, "no search is here",
        hint: "a search of several lines stands in braces: `search { ... }`.")
    }
    if StudyWord(rawValue: name.text) != nil {
      return report(.unknownName, title, at: name.span, "write `\(name.text)` and a parameter: `\(name.text) lr`")
    }
    if TrialName(rawValue: name.text) != nil {
      return report(.unknownName, title, at: name.span, "only the objective of a search sees it")
    }
    if CountUnit(word: name.text) != nil, case .value = use {
      return report(.unknownName, title, at: name.span, "a number stands before it, as in `50 \(name.text)`")
    }
    if case .assignment = use { return reportUnboundAssignment(name, title) }
    if let meant = habit(name.text, use) { return report(.unknownName, title, at: name.span, meant) }
    let same = Suggestion.sameLetters(as: name.text, among: visibleNames)
    if let synonym = same ?? Suggestion.synonym(of: name.text, among: visibleNames) {
      return report(.unknownName, title, at: name.span, "it is called `\(synonym)`")
    }
    if let near = Suggestion.nearest(to: name.text, among: visibleNames) {
      return report(.unknownName, title, at: name.span, "did you mean `\(near)`?")
    }
    if let place = ended[name.text] {
      return report(
        .unknownName,
        title, at: name.span, "not bound here", secondary: [Diagnostic.Label(place, "this one ended with its block")])
    }
    report(.unknownName, title, at: name.span, "not bound", hint: unboundInObjective ?? fieldOfItem(name.text))
  }

  /// What an objective is made of.
  private var unboundInObjective: String? {
    guard function == .objective, let parameter = parametersAround.first else { return nil }
    let names =
      parametersAround.count < 7 ? parametersAround.map { "`\($0)`" }.joined(separator: ", ") : "the parameters"
    return
      "the objective is computed from \(names), as in `minimize (\(parameter) - 1)^2`, and from what is bound by `let` and `fn`."
  }

  /// `x = 1`, the first time: the name itself means nothing yet, whatever it is elsewhere.
  private mutating func reportUnboundAssignment(_ name: Name, _ title: String) {
    let variables = visibleNames.filter { find($0)?.binding.known.isMutable ?? false }
    if let near = Suggestion.nearest(to: name.text, among: variables) {
      return report(.unknownName, title, at: name.span, "did you mean `\(near)`?")
    }
    report(
      .unknownName,
      title, at: name.span, "not bound",
      hint: "the first time, write `let \(name.text) = ...`, or `var` to assign it later.")
  }

  /// What is written where a field of what a loop or a function goes through may be meant.
  private func fieldOfItem(_ name: String) -> String? {
    guard let scope = scopes.last(where: { !$0.bindings.isEmpty }), scope.bindings.count == 1,
      let (item, binding) = scope.bindings.first, scopes.count > 1
    else { return nil }
    switch binding.role {
    case .loopVariable, .parameter: return "a field of `\(item)` is written `\(item).\(name)`."
    default: return nil
    }
  }

  private func title(_ name: Name, _ use: NameUse) -> String {
    if case .call = use { return "unknown function `\(name.text)`" }
    return "unknown name `\(name.text)`"
  }

  private mutating func reportTooEarly(_ name: Name, _ place: Span, _ use: NameUse) {
    if let condition = conditionAround, condition.parameter == name.text {
      return report(
        .inactiveParameter,
        "the condition of `\(name.text)` says when it has a value, and cannot ask for it", at: name.span,
        "write `where \(text(condition.span))`")
    }
    let isOwn = place.start <= name.span.start
    let isCall = if case .call = use { true } else { false }
    report(
      .usedTooEarly,
      isOwn ? "`\(name.text)` is used in its own value" : "`\(name.text)` is used before it is bound",
      at: name.span, "not bound yet",
      secondary: [Diagnostic.Label(place, isOwn ? "bound when the value is there" : "bound here")],
      hint: isOwn && isCall ? "a function that calls itself is declared with `fn \(name.text)(...)`." : nil)
  }

  /// What a name of another language or library is called here.
  private func habit(_ name: String, _ use: NameUse) -> String? {
    if case .call(let arguments, _) = use, let meant = NameHabits.call(name, arguments) {
      return meant
    }
    return NameHabits.words[name]
  }
}

/// Paths whose first name is not bound: files without quotes, and what modules of other languages hold.
extension Checker {
  /// Reports `iris.csv`, `np.sqrt` and the like.
  ///
  /// - Returns: Whether it was one of them.
  mutating func reportPath(_ expression: Expression, use: NameUse = .value) -> Bool {
    guard !hasUnknownImport, let words = path(expression), let root = words.first, let last = words.last,
      words.count > 1, isForeign(words)
    else { return false }
    let written = words.joined(separator: ".")
    if case .call(let arguments, let span) = use, NameHabits.modules.contains(root), isInDomain || root != "trial",
      let meant = NameHabits.call(last, arguments)
    {
      report(.unknownName, unknown(written, use), at: span, meant)
      return true
    }
    if let general = NameHabits.method(words) {
      // What is said of the name itself may be said of these arguments.
      let meant = general == NameHabits.words[last] ? habit(last, use) ?? general : general
      report(.unknownName, unknown(written, use), at: place(of: expression, use, meant), suggested(last, use) ?? meant)
      return true
    }
    if NameHabits.fileEndings.contains(last.lowercased()) {
      report(.unknownName, "unknown name `\(root)`", at: expression.span, "a file stands in quotes: `\"\(written)\"`")
      return true
    }
    guard NameHabits.modules.contains(root) else { return false }
    let visible = visibleNames
    let meant =
      habit(written, use) ?? Suggestion.synonym(of: words.joined(separator: "_"), among: visible).map {
        "it is called `\($0)`"
      }
      ?? (visible.contains(last) ? "it stands by itself: `\(last)`" : nil) ?? habit(last, use)
      ?? Suggestion.nearest(to: last, among: visible).map { "did you mean `\($0)`?" }
    report(
      .unknownName,
      unknown(written, use), at: place(of: expression, use, meant), meant ?? "not bound",
      hint: meant == nil ? "there are no modules: functions stand by their names, as in `sqrt(x)`." : nil)
    return true
  }

  /// Whether the first word of a path is bound to nothing that has such a field: to nothing, to a function, or to the
  /// number of a trial.
  private func isForeign(_ words: [String]) -> Bool {
    guard let binding = find(words[0])?.binding else { return true }
    guard NameHabits.method(words) != nil else { return false }
    if binding.kind == .study { return true }
    switch binding.role {
    case .trial: return words[0] == TrialName.trial.rawValue
    case .parameter: return words[0] == TrialName.trial.rawValue && NameHabits.method(["", words[1]]) != nil
    case .outer: return binding.known.definition == nil && binding.known.signatures != nil
    default: return false
    }
  }

  var isInDomain: Bool { scopes.last?.boundary == .domain }

  /// The very parameter that `trial.suggest_float("lr", 0.1, 1)` asks for.
  private func suggested(_ method: String, _ use: NameUse) -> String? {
    guard method.hasPrefix("suggest_"), case .call(let arguments, _) = use, let name = arguments.first,
      name.hasPrefix("\""), let meant = NameHabits.call(method, arguments), meant.hasPrefix("write `")
    else { return nil }
    return "a parameter stands in the search: `\(name.dropFirst().dropLast()) in \(meant.dropFirst("write `".count))"
  }

  private func unknown(_ written: String, _ use: NameUse) -> String {
    if case .call = use { "unknown function `\(written)`" } else { "unknown name `\(written)`" }
  }

  /// The whole call, where all of it is written otherwise.
  private func place(of expression: Expression, _ use: NameUse, _ meant: String?) -> Span {
    guard case .call(_, let span) = use, let meant, meant.hasPrefix("write `") else { return expression.span }
    return span
  }

  /// The words of `a.b.c`.
  private func path(_ expression: Expression) -> [String]? {
    switch expression.kind {
    case .name(let name): [name]
    case .field(let value, let name): path(value).map { $0 + [name.text] }
    default: nil
    }
  }

  /// `x <- 3`: reads as a comparison with -3.
  mutating func reportArrow(_ statement: Expression) -> Bool {
    guard case .binary(.less, let left, let right) = statement.kind, case .name(let name) = left.kind,
      right.span.start > left.span.end
    else { return false }
    let sign = Span(start: right.span.start - 1, length: 2)
    guard source?.text(under: sign) == "<-", source?.text(under: Span(start: sign.end, length: 1)) == " " else {
      return false
    }
    let value = text(Span(start: sign.end, length: statement.span.end - sign.end))
    let isBound = find(name) != nil
    report(
      .foreignWord,
      "`<-` \(isBound ? "compares `\(name)` with `-\(value)`" : "is not an operator")", at: sign,
      isBound ? "write `\(name) = \(value)` to assign" : "write `let \(name) = \(value)`",
      severity: isBound ? .warning : .error)
    return !isBound
  }
}
