import DSL

extension Compiler {
  /// A search: its domains, conditions, constraints and objectives become functions of the parameters; all other
  /// clauses are plain expressions, evaluated once before the first trial.
  ///
  /// What is left out is filled in as it would be written: `maximize objective(...params)`, `with default_strategy`,
  /// `for default_budget`.
  func search(_ search: Search, _ span: Span) throws(Exit) -> Node {
    let names = search.parameters.map(\.name)
    var parameters: [SearchClauses.Parameter] = []
    for (index, parameter) in search.parameters.enumerated() {
      let earlier = Array(names[..<index])
      let domain = try thunk(parameter.domain, seeing: earlier)
      let condition = try parameter.condition.map { condition throws(Exit) in
        try self.condition(condition, of: earlier, "the condition of `\(parameter.name.text)`")
      }
      let requirements = try requirements(of: parameter.domain, domain.isDependent ? earlier : [])
      parameters.append(
        .init(
          name: parameter.name.text, domain: domain.node, isDependent: domain.isDependent,
          near: try parameter.near.map { near throws(Exit) in try expression(near) }, condition: condition,
          requirements: requirements,
          mentions: mentions(parameter.domain, of: earlier), mostMembers: parameter.domain.mostMembers,
          domainText: words(under: parameter.domain.span),
          conditionText: parameter.condition.map { words(under: $0.span) } ?? "", span: parameter.domain.span))
    }
    var constraints: [ParameterCondition<Node>] = []
    for constraint in search.constraints {
      constraints.append(try condition(constraint, of: names, "where"))
    }
    // Parameters may have the same names, and are then what is meant.
    let trialNames = TrialName.allCases.map { Name($0.rawValue, search.keyword) } + names
    let notes = notes(of: search)
    let noteNames = notes.map { Name($0.name, search.keyword) }
    var objectives: [SearchClauses.Objective] = []
    for (index, objective) in (search.objectives.isEmpty ? [defaultObjective(search)] : search.objectives).enumerated()
    {
      let node = try function(
        of: trialNames + (index == 0 ? [] : noteNames), objective.body, objective.direction.rawValue)
      objectives.append(
        .init(
          direction: objective.direction, function: node, metric: metric(of: objective.body, notes),
          form: form(of: objective.body), text: objectiveText(objective), span: objective.span))
    }
    var outcomeConstraints: [ParameterCondition<Node>] = []
    for constraint in search.outcomeConstraints {
      outcomeConstraints.append(try condition(constraint, of: names + noteNames, "require"))
    }
    let pruneCondition = try search.pruneCondition.map { condition throws(Exit) in
      let reported = reported(by: search, condition).filter { !names.map(\.text).contains($0) }
      let own = names + reported.map { Name($0, search.keyword) }
      return (try function(of: own, Block(expression: condition), "prune when"), reported, condition.span)
    }
    let endCondition = try search.endCondition.map { condition throws(Exit) in
      let names = ProgressName.allCases.map { Name($0.rawValue, search.keyword) }
      return (
        try function(of: names, Block(expression: condition), ClauseWord.until.rawValue),
        condition.mentions(anyOf: [ProgressName.gain.rawValue]), condition.span
      )
    }
    let strategy = try expression(search.strategy ?? word("default_strategy", search.keyword))
    var budgets: [Node] = []
    for budget in search.budgets.isEmpty ? [word("default_budget", search.keyword)] : search.budgets {
      budgets.append(try expression(budget))
    }
    func optional(_ clause: Expression?) throws(Exit) -> Node? {
      guard let clause else { return nil }
      return try expression(clause)
    }
    var shares: [(name: ShareName, value: Node)] = []
    for case .labelled(let label, let value) in search.shares {
      if let name = ShareName(rawValue: label.text) { shares.append((name, try expression(value))) }
    }
    let clauses = SearchClauses(
      parameters: parameters, constraints: constraints, constraintSpans: search.constraints.map(\.span),
      objectives: objectives, outcomeConstraints: outcomeConstraints, outcomeText: outcomeText(search), notes: notes,
      strategy: strategy,
      budgets: budgets, pruner: try optional(search.pruner),
      pruneCondition: pruneCondition, endCondition: endCondition, trialLimit: try optional(search.trialLimit),
      workers: try optional(search.workers), shares: shares, start: try optional(search.start),
      name: try optional(search.name),
      span: span)
    // Frames of the search's functions begin above what is in use here, and are gone when it ends.
    let base = scope.takeArgument()
    scope.release(to: base)
    return SearchNode(clauses, base: base)
  }

  /// What the search sees of the notes of a trial.
  ///
  /// These are the labels of `note(...)` in its objectives, and what `require` reads that is bound nowhere else. Parameters of the same
  /// name are what is meant.
  private func notes(of search: Search) -> [SearchClauses.NoteUse] {
    let parameters = Set(search.parameters.map(\.name.text))
    let bare = search.objectives.dropFirst().compactMap { objective -> Expression? in
      guard case .expression(let value)? = objective.body.statements.first?.kind, objective.body.statements.count == 1
      else { return nil }
      return value
    }
    let read = (search.outcomeConstraints + bare).flatMap(\.readNames)
    let noted = Set(search.notes.map(\.text))
    let used = read.filter { noted.contains($0.text) || scope.access($0.text) == nil }
    var notes: [SearchClauses.NoteUse] = []
    for name in used + search.notes where !parameters.contains(name.text) {
      guard !notes.contains(where: { $0.name == name.text }) else { continue }
      notes.append(.init(name: name.text, span: read.first { $0.text == name.text }?.span))
    }
    return notes
  }

  /// What `prune when` sees of the reports of a trial: their value, step and time, the labels of `report(...)`, and what it reads
  /// that is bound nowhere else.
  private func reported(by search: Search, _ condition: Expression) -> [String] {
    let labels = ReportName.allCases.map(\.rawValue) + search.reports.map(\.text)
    let others = condition.readNames.map(\.text).filter { !labels.contains($0) && scope.access($0) == nil }
    var names: [String] = []
    for name in labels + others where !names.contains(name) { names.append(name) }
    return names
  }

  /// A text with single spaces between its words.
  private func words(under span: Span) -> String {
    text(under: span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// What a domain of the parameters before it needs, as far as its text tells.
  private func requirements(
    of domain: Expression, _ parameters: [Name]
  ) throws(Exit) -> [DomainRequirement<Node>] {
    var requirements: [DomainRequirement<Node>] = []
    let names = Set(parameters.map(\.text))
    for comparison in domain.neededComparisons {
      let whole = Expression(.binary(comparison.op, comparison.left, comparison.right), domain.span)
      guard whole.mentions(anyOf: names) else { continue }
      let sides = [comparison.left, comparison.right].map { side in
        if case .integer(let bound) = side.kind { "\(bound)" } else { text(under: side.span) }
      }
      let written = sides.joined(separator: " \(comparison.op.rawValue) ")
      requirements.append(
        .init(
          condition: try condition(whole, of: parameters, "the domain"),
          text: written.count > 40 || written.contains("\n") ? nil : written))
    }
    return requirements
  }

  private func word(_ name: String, _ span: Span) -> Expression { Expression(.name(name), span) }

  private func defaultObjective(_ search: Search) -> Search.Objective {
    let call = Expression(
      .call(word("objective", search.keyword), [.spread(word(TrialName.params.rawValue, search.keyword))]),
      search.keyword)
    return Search.Objective(direction: .maximize, body: Block(expression: call), span: search.keyword)
  }

  private func objectiveText(_ objective: Search.Objective) -> ObjectiveText {
    let module = scope.rootModule
    let text = objective.body.statements.isEmpty ? "" : text(under: objective.body.span)
    return ObjectiveText(text: "\(objective.direction.rawValue) \(text)") { module?.find($0)?.slot }
  }

  private func outcomeText(_ search: Search) -> ObjectiveText? {
    guard !search.outcomeConstraints.isEmpty else { return nil }
    let module = scope.rootModule
    let words = search.outcomeConstraints.map { text(under: $0.span) }.joined(separator: " and ")
    return ObjectiveText(text: "require \(words)") { module?.find($0)?.slot }
  }

  /// What the objective measures, if its text says so: the last field of `train(...).valid.accuracy`, a note; the library's
  /// objective returns an accuracy.
  private func metric(of body: Block, _ notes: [SearchClauses.NoteUse]) -> String? {
    guard case .expression(let last)? = body.statements.last?.kind else { return nil }
    switch last.unparenthesized.kind {
    case .field(_, let name): return name.text
    case .name(let name): return notes.contains { $0.name == name } ? name : nil
    case .call(let callee, _):
      guard callee.isName("objective"), case .global(let global)? = scope.access("objective"),
        let module = scope.rootModule, module.library["objective"]?.slot == global.slot
      else { return nil }
      return "accuracy"
    default: return nil
    }
  }

  /// Whether the values of an objective are all of one kind, as far as its text tells.
  private func form(of body: Block) -> ObjectiveForm {
    guard !text(under: body.span).contains(Keyword.return.rawValue) else { return .varying }
    guard case .expression(let last)? = body.statements.last?.kind else { return .nothing }
    switch last.unparenthesized.kind {
    case .conditional, .binary(.or, _, _): return .varying
    default: return .sameKind
    }
  }

  func function(of names: [Name], _ body: Block, _ title: String) throws(Exit) -> Node {
    let literal = FunctionLiteral(
      parameters: names.map { FunctionParameter(name: $0) }, body: body, signature: body.span)
    return try function(literal, name: nil, title: title)
  }

  /// The expression as it stands if it mentions none of `names`, or else as a function of them.
  private func thunk(_ expression: Expression, seeing names: [Name]) throws(Exit) -> (node: Node, isDependent: Bool) {
    if expression.mentions(anyOf: Set(names.map(\.text))) {
      return (try function(of: names, Block(expression: expression), "the domain"), true)
    }
    return (try self.expression(expression), false)
  }
}

extension Block {
  /// A block of one expression.
  init(expression: Expression) {
    self.init(statements: [Statement(.expression(expression), expression.span)], span: expression.span)
  }
}

extension FunctionScope {
  /// The module at the end of the chain of functions.
  var rootModule: ModuleScope? { module ?? parent?.rootModule }
}
