import Basics

/// What stands behind `with`, and names that are spelt with a hyphen elsewhere.
extension Checker {
  mutating func strategy(_ strategy: Expression) {
    if isPruner(strategy) { return }
    if case .binary(.subtract, _, _) = strategy.bare.kind, let written = hyphenated(strategy.bare) {
      reportStrategy(written.text, at: written.span)
      return
    }
    let kind: LiteralKind?
    switch strategy.bare.kind {
    case .name(let name): kind = resolve(name, at: strategy.bare.span, use: .strategy)?.kind
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.bare.kind, find(name) == nil else {
        kind = expression(strategy)
        break
      }
      if let modifier = modifier(called: name, with: arguments) {
        report(.unknownStrategy, "unknown strategy `\(name)`", at: callee.bare.span, "did you mean `\(modifier)`?")
      } else {
        reportUnbound(Name(name, callee.bare.span), use: .strategy)
      }
      for argument in arguments { expression(argument.expression) }
      kind = nil
    default: kind = expression(strategy)
    }
    guard let kind, kind != .function else { return }
    if let quoted = quotedExpression(strategy), case .call = quoted.kind {
      return reportQuotes(around: strategy.bare, .notAStrategy, "a strategy stands without quotes")
    }
    if case .string(let name) = strategy.bare.kind, let meant = nearestStrategy(name) {
      return report(.notAStrategy, "a strategy stands without quotes", at: strategy.span, "write `\(meant)`")
    }
    if kind == .list || kind == .boolean {
      return report(
        .notAStrategy,
        "a search has one strategy", at: strategy.span, "expected a strategy",
        hint: "`compare([gamma, random], fn(s) = (search ... with s))` compares several.")
    }
    report(
      .notAStrategy,
      "\(kind.description) is not a strategy", at: strategy.span, "expected a strategy",
      hint: "strategies are \(strategies.joined(separator: ", ")).")
  }

  /// `with median` and `with pruner(median())`.
  private mutating func isPruner(_ strategy: Expression) -> Bool {
    var pruner = strategy.bare
    if case .call(let callee, let arguments) = pruner.kind, case .name(let name) = callee.bare.kind, find(name) == nil,
      arguments.count == 1, name.lowercased().hasPrefix("prun")
    {
      pruner = arguments[0].expression.bare
    }
    var callee = pruner
    if case .call(let function, _) = pruner.kind { callee = function.bare }
    guard case .name(let name) = callee.kind, let options = NameHabits.pruners[name],
      find(name)?.binding.known.definition == nil
    else { return false }
    let call = callee.span == pruner.span ? "\(name)(\(options))" : text(pruner.span)
    report(
      .pruning, "`\(name)` ends trials early, and is no strategy", at: strategy.span, "it is a clause: `prune \(call)`")
    return true
  }

  /// The strategy that a text names, or nearly names.
  private func nearestStrategy(_ name: String) -> String? {
    strategies.contains(name) ? name : Suggestion.nearest(to: name, among: strategies)
  }

  /// The function that makes a strategy of another, and whose name is nearly `name`.
  private func modifier(called name: String, with arguments: [Argument]) -> String? {
    guard !hasUnknownImport, case .positional? = arguments.first else { return nil }
    let modifiers = visibleNames.filter { find($0)?.binding.known.signatures?.first?.plainNames == ["strategy"] }
    return Suggestion.nearest(to: name, among: modifiers)
  }

  /// Reports `a-b` if that is the name of something whose parts are joined by `_`, or not at all.
  mutating func reportHyphen(_ expression: Expression) -> Bool {
    guard let written = hyphenated(expression) else { return false }
    let parts = written.text.split(separator: "-").map { find(String($0)) }
    guard parts.contains(where: { $0 == nil || $0?.binding.known.isStrategy == true }),
      let meant = Suggestion.sameLetters(as: written.text, among: strategies)
    else { return false }
    report(
      .nameForm,
      "a name has no hyphen: `\(written.text)` subtracts", at: written.span, "it is spelt `\(meant)`")
    return true
  }

  /// The words of `a-b` or `a-b-c`, where each is a name; the last one may be called.
  private func hyphenated(_ expression: Expression) -> (text: String, span: Span)? {
    guard case .binary(.subtract, let left, let right) = expression.kind else { return nil }
    var last = right
    if case .call(let callee, _) = right.kind { last = callee }
    guard case .name(let word) = last.kind else { return nil }
    let span = left.span.joined(to: last.span)
    if case .name(let first) = left.kind { return ("\(first)-\(word)", span) }
    return hyphenated(left).map { ("\($0.text)-\(word)", span) }
  }

  /// A strategy that nothing is bound to.
  mutating func reportStrategy(_ written: String, at span: Span) {
    let title = "unknown strategy `\(written)`"
    if let same = Suggestion.sameLetters(as: written, among: strategies) {
      report(.unknownStrategy, title, at: span, "it is spelt `\(same)`")
    } else if let base = hullBase(of: written) {
      report(.unknownStrategy, title, at: span, "did you mean `hull(\(base))`?")
    } else if let near = Suggestion.nearest(to: written, among: strategies)
      ?? Suggestion.nearest(to: written, among: scopes.flatMap(\.bindings.keys).sorted())
    {
      report(.unknownStrategy, title, at: span, "did you mean `\(near)`?")
    } else {
      let modifier = written.lowercased().hasPrefix("hull") ? "; `hull(...)` modifies one" : ""
      report(
        .unknownStrategy, title, at: span, "not bound",
        hint: "strategies are \(strategies.joined(separator: ", "))\(modifier).")
    }
  }

  /// The strategy that `hull_...` is meant to modify.
  private func hullBase(of written: String) -> String? {
    guard written.lowercased().hasPrefix("hull") else { return nil }
    let rest = String(written.dropFirst(4).drop { $0 == "_" || $0 == "-" })
    return strategies.contains(rest) ? rest : Suggestion.nearest(to: rest, among: strategies)
  }

  /// The strategies that are known here, in alphabetical order.
  var strategies: [String] {
    let own = scopes.flatMap { $0.bindings.values.map(\.known) } + imported
    return Set(own.filter(\.isStrategy).map(\.name) + names.strategies).sorted()
  }

  /// All names that are known here, in alphabetical order.
  var visibleNames: [String] {
    Set(scopes.flatMap(\.bindings.keys) + imported.map(\.name) + names.all).sorted()
  }
}
