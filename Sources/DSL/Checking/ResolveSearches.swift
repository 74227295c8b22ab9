// Searches: the scopes of their clauses, the default objective, and how strategies are spelt.

extension Resolver {
  mutating func search(_ search: Search) {
    if let strategy = search.strategy { self.strategy(strategy) }
    for budget in search.budgets { self.budget(budget) }
    for clause in [search.pruner, search.workers, search.start, search.name] {
      if let clause { expression(clause) }
    }
    inFunction { resolver in
      for parameter in search.parameters {
        if let earlier = resolver.earlierBinding(parameter.name.text)?.definition {
          resolver.report(
            Diagnostic(
              "this search has two parameters `\(parameter.name.text)`", at: parameter.name.span,
              secondary: [Diagnostic.Label(earlier, "first here")]))
        }
        resolver.domain(parameter.domain)
        if let condition = parameter.condition { resolver.condition(condition, of: "if") }
        resolver.bind(parameter.name)
      }
      for constraint in search.constraints { resolver.condition(constraint, of: "where") }
      resolver.bind(Name("params", search.keyword))
      resolver.bind(Name("trial", search.keyword))
      for objective in search.objectives { resolver.block(objective.body) }
    }
    if search.objectives.isEmpty { defaultObjective(search) }
    if search.parameters.isEmpty {
      report(
        Diagnostic(
          "this search has no parameter", at: search.keyword,
          hint: "name what is sought, as in `search lr in log(1e-4, 1)`."))
    }
  }

  /// A domain sees the parameters before it. One that mentions none of them stands outside of the objective, and may see
  /// a `var`.
  private mutating func domain(_ domain: Expression) {
    literalDomain(domain)
    if domain.mentions(anyOf: innermostNames) { expression(domain) } else { outsideOfFunction { $0.expression(domain) } }
  }

  /// Without an objective, `objective` is called with the parameters as labels.
  private mutating func defaultObjective(_ search: Search) {
    guard let known = find("objective"), case .function(let signatures) = known.kind, let signature = signatures.first,
      !signature.parameters.contains(where: { $0.passing == .labels })
    else { return }
    let definition = known.definition.map { [Diagnostic.Label($0, "it takes these")] } ?? []
    for parameter in search.parameters where !signature.labels.contains(parameter.name.text) {
      let near = Suggestion.nearest(to: parameter.name.text, among: signature.labels)
      report(
        Diagnostic(
          "`objective` has no parameter `\(parameter.name.text)`", at: parameter.name.span,
          near.map { "did you mean `\($0)`?" } ?? "", secondary: definition,
          hint: near == nil ? "say what is sought: `minimize ...` or `maximize ...`." : nil))
    }
    let given = Set(search.parameters.map(\.name.text))
    for needed in signature.parameters where !needed.isOptional && !given.contains(needed.name) {
      report(
        Diagnostic(
          "`objective` needs a value for `\(needed.name)`", at: search.keyword, "no parameter is called so",
          secondary: definition))
    }
  }

  // MARK: Strategies

  private mutating func strategy(_ strategy: Expression) {
    let named = strategy.inner
    if case .binary(.subtract, let left, let right) = named.kind, let words = joinedWords(left, right) {
      report(unknownStrategy(words.joined(separator: "-"), named.span))
      return
    }
    var name: Name?
    switch named.kind {
    case .name(let text): name = Name(text, named.span)
    case .call(let callee, _):
      if case .name(let text) = callee.inner.kind { name = Name(text, callee.span) }
    default: break
    }
    if let name, find(name.text) == nil {
      report(unknownStrategy(name.text, name.span))
      return
    }
    expression(strategy)
  }

  private func unknownStrategy(_ text: String, _ span: Span) -> Diagnostic {
    var label = ""
    let known = strategies
    if let same = Suggestion.sameLetters(as: text, among: known) {
      label = "it is spelt `\(same)`"
    } else if let near = Suggestion.nearest(to: text, among: known) ?? Suggestion.nearest(to: text, among: allNames) {
      label = "did you mean `\(near)`?"
    }
    return Diagnostic(
      "unknown strategy `\(text)`", at: span, label,
      hint: label.isEmpty ? "the strategies are \(known.joined(separator: ", "))." : nil)
  }

  private var strategies: [String] {
    let local = scopes.flatMap { $0.bindings.values.map(\.known).filter(\.isStrategy).map(\.name) }
    return (local + names.strategies).sorted()
  }

  /// The words of `a-b` or `a-b-c`, if that is what the operands are.
  private func joinedWords(_ left: Expression, _ right: Expression) -> [String]? {
    guard case .name(let last) = right.kind else { return nil }
    switch left.kind {
    case .name(let first): return [first, last]
    case .binary(.subtract, let a, let b): return joinedWords(a, b).map { $0 + [last] }
    default: return nil
    }
  }

  /// The name that `a-b` must have meant: a strategy that is spelt with `_`.
  func hyphenatedName(_ left: Expression, _ right: Expression) -> String? {
    guard let words = joinedWords(left, right), words.contains(where: { find($0) == nil || find($0)?.isStrategy == true })
    else { return nil }
    return Suggestion.sameLetters(as: words.joined(separator: "-"), among: strategies)
  }

  func hyphenated(_ left: Expression, _ right: Expression, _ spelling: String, _ span: Span) -> Diagnostic {
    let written = joinedWords(left, right)?.joined(separator: "-") ?? ""
    return Diagnostic("a name has no hyphen: `\(written)` subtracts", at: span, "it is spelt `\(spelling)`")
  }
}
