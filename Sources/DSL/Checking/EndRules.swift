import Basics

/// `until`: what ends a search before its budget does.
extension Checker {
  /// `until gain < 0.001`: a condition that sees how the search is getting on, and no parameter.
  mutating func endCondition(_ condition: Expression, of search: Search) {
    if search.objectives.count > 1 {
      return report(
        .budget,
        "`until` looks at one objective, and this search has \(search.objectives.count)", at: condition.span,
        "which one?", hint: "a front has no best value; `for 50 trials, 10min` ends the search.")
    }
    if isBudget(condition) { return }
    let names = ProgressName.allCases.map(\.rawValue)
    if case .name(let name) = condition.bare.kind, names.contains(name) {
      return checkBoolean(condition, .number, of: ClauseWord.until.rawValue)
    }
    let unknown = condition.readNames.first { name in
      find(name.text) == nil && !names.contains(name.text) && Suggestion.nearest(to: name.text, among: names) == nil
    }
    if let unknown {
      return report(
        .budget,
        "`until` sees how the search is getting on, and no `\(unknown.text)`", at: unknown.span, "not known here",
        hint:
          "it sees `best`, the best value so far; `gain`, what the rest of the budget is expected to add to it; and "
          + "`stalled`, the trials since then.")
    }
    push(.condition)
    for name in names { bind(Binding(.note, KnownName(name, .variable(isMutable: false)))) }
    self.condition(condition, of: ClauseWord.until.rawValue)
    pop()
  }

  /// `until 10min` and `until 50 trials`, which are budgets.
  private mutating func isBudget(_ condition: Expression) -> Bool {
    switch condition.bare.kind {
    case .duration, .quantity(_, .trials): break
    default: return false
    }
    report(
      .budget,
      "`until` takes a condition, and this is a budget", at: condition.span, "write `for \(text(condition.span))`")
    return true
  }
}
