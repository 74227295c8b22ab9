import DSL

extension Compiler {
  /// `widen`: without `from`, of what was shown last.
  func widening(_ widening: Widening, _ span: Span) throws(Exit) -> Node {
    var parameters: [WideningNode.Parameter] = []
    for parameter in widening.parameters {
      let domain = try parameter.domain.map { domain throws(Exit) in try expression(domain) }
      parameters.append(.init(name: parameter.name, domain: domain))
    }
    var budgets: [Node] = []
    for budget in widening.budgets { budgets.append(try expression(budget)) }
    let start = try expression(widening.start ?? Expression(.name("_"), widening.keyword))
    // Frames of the search's functions begin above what is in use here, and are gone when it ends.
    let base = scope.takeArgument()
    scope.release(to: base)
    return WideningNode(parameters, budgets: budgets, start: start, base: base, span)
  }
}
