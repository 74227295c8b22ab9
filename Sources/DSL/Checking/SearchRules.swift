import Basics

/// Searches: what each clause sees, and the objective that is taken where none is written.
extension Checker {
  mutating func search(_ search: Search) {
    let outer = parametersOutside
    for parameter in search.parameters { parametersOutside[parameter.name.text] = parameter.name.span }
    clauses(search)
    parametersOutside = outer

    let outerConditions = conditions
    conditions = [:]
    push()
    for parameter in search.parameters { scopes[scopes.count - 1].pending[parameter.name.text] = parameter.name.span }
    for parameter in search.parameters { self.parameter(parameter) }
    for constraint in search.constraints { inside(.condition) { $0.condition(constraint, of: "where") } }
    let around = parametersAround
    parametersAround = search.parameters.map(\.name.text)
    for (index, objective) in search.objectives.enumerated() {
      maybeInactive = conditions
      self.objective(objective, seeing: index == 0 ? [] : search.notes)
    }
    for constraint in search.outcomeConstraints {
      told(constraint, of: .require, search.notes, [], "nothing is noted as")
    }
    if let condition = search.pruneCondition {
      told(condition, of: .prune, search.reports, ReportName.allCases.map(\.rawValue), "nothing is reported as")
    }
    parametersAround = around
    pop()
    conditions = outerConditions
    if search.parameters.isEmpty {
      report(
        .searchForm,
        "this search has no parameter", at: search.keyword, "nothing is sought",
        hint: "a parameter is written with its domain, as in `search lr in log(1e-4, 1)`.")
    } else if search.objectives.isEmpty {
      defaultObjective(search)
    }
  }

  /// Parts of a search that become functions of their own.
  private mutating func inside(_ boundary: Scope.Boundary, _ walk: (inout Checker) -> Void) {
    push(boundary)
    walk(&self)
    pop()
  }

  /// `lr in log(1e-4, 1) and width in 8..256`.
  private mutating func isJoinedByAnd(_ domain: Expression) -> Bool {
    guard case .binary(.and, _, let right) = domain.kind, case .binary(.contains, _, _) = right.kind else {
      return false
    }
    report(
      .clauseForm,
      "parameters stand between commas", at: right.span, "a second parameter",
      hint: "write `, \(text(right.span))` instead of `and`.")
    return true
  }

  private mutating func parameter(_ parameter: Search.Parameter) {
    let outer = domain
    domain = DomainUses()
    inside(.domain) {
      if $0.isJoinedByAnd(parameter.domain) || $0.isForeignDomain(parameter.domain, of: parameter.name.text) { return }
      let kind = $0.expression(parameter.domain)
      $0.checkDomain(parameter.domain, kind, of: parameter.name.text)
    }
    if domain.isFunction { domain.variables.forEach { report($0) } }
    domain = outer
    let name = parameter.name
    if let condition = parameter.condition {
      conditionAround = (name.text, condition.span)
      let count = diagnostics.count
      inside(.condition) { $0.condition(condition, of: "if") }
      if diagnostics.count == count { conditions[name.text] = condition.span }
      conditionAround = nil
    }
    if let first = scopes[scopes.count - 1].bindings[name.text]?.known.definition {
      report(
        .boundTwice,
        "this search has two parameters `\(name.text)`", at: name.span, "the second one",
        secondary: [Diagnostic.Label(first, "the first one")])
    }
    bind(
      Binding(
        .searchParameter, KnownName(name.text, .variable(isMutable: false), definition: name.span),
        choices: WrittenChoices(parameter.domain)))
    scopes[scopes.count - 1].pending[name.text] = nil
  }

  /// `minimize fn(x) = x^2` and `minimize "x^2"`.
  private mutating func isWrapped(_ objective: Search.Objective) -> Bool {
    guard objective.body.statements.count == 1,
      case .expression(let value)? = objective.body.statements.first?.kind
    else { return false }
    if case .function(let function) = value.bare.kind {
      let start = value.bare.span.start
      let head = Span(start: start, length: function.body.span.start - start)
      report(
        .objectiveForm,
        "an objective is an expression of the parameters, not a function", at: function.signature,
        "leave `\(text(head))` out")
      return true
    }
    if case .name(let name) = value.bare.kind, let known = find(name)?.binding.known, known.definition != nil,
      let signature = known.signatures?.first
    {
      _ = resolve(name, at: value.bare.span)
      report(
        .objectiveForm,
        "an objective is a number, and `\(name)` is a function", at: value.span,
        "write `\(name)(\(arguments(of: signature)))`")
      return true
    }
    if case .pipe(let inner, into: let target) = value.kind, case .name(let function) = target.bare.kind,
      ["best", "plot", "report", "importance", "explain"].contains(function),
      find(function)?.binding.known.definition == nil
    {
      expression(inner)
      report(
        .searchForm,
        "`\(function)` is given the objective here, and takes a study", at: target.span,
        "write `(search ...) |> \(function)`")
      return true
    }
    guard let quoted = quotedExpression(value) else { return false }
    switch quoted.kind {
    case .name(let name) where !parametersAround.contains(name): return false
    case .binary, .call, .field, .name:
      reportQuotes(around: value.bare, .objectiveForm, "an objective is an expression, not a text")
      return true
    default: return false
    }
  }

  /// What a function of the program is called with in the search that is being looked at.
  private func arguments(of signature: CallSignature) -> String {
    let names = signature.parameters.filter { !$0.isOptional || parametersAround.contains($0.name) }.map(\.name)
    if names.allSatisfy(parametersAround.contains) { return names.joined(separator: ", ") }
    if names.count == 1, parametersAround.count != 1 || NameHabits.allParameters.contains(names[0]) {
      return TrialName.params.rawValue
    }
    return names.count == parametersAround.count ? parametersAround.joined(separator: ", ") : "..."
  }

  /// `require latency <= 20` and `prune when loss > 4`: conditions that see the parameters, and what the trial has noted or reported.
  ///
  /// - Parameters:
  ///   - constraint: the condition.
  ///   - word: of the clause.
  ///   - labels: the names that the objectives tell of.
  ///   - others: names that are there in any case.
  ///   - problem: what is said of a name that is nearly one of them.
  private mutating func told(
    _ constraint: Expression, of word: ClauseWord, _ labels: [Name], _ others: [String], _ problem: String
  ) {
    let written = labels.map(\.text)
    let others = others.map { Name($0, constraint.span) }
    let parameters = scopes[scopes.count - 1].bindings
    // A function that the objective calls may tell what its text does not show.
    let unknown = constraint.readNames.filter { name in
      find(name.text) == nil && !(labels + others).contains { $0.text == name.text }
    }
    for name in unknown {
      guard let near = Suggestion.nearest(to: name.text, among: written + parameters.keys.sorted()) else { continue }
      return report(.trialReport, "\(problem) `\(name.text)`", at: name.span, "did you mean `\(near)`?")
    }
    push(.condition)
    for note in others + unknown where parameters[note.text] == nil {
      bind(Binding(.note, KnownName(note.text, .variable(isMutable: false))))
    }
    bindNotes(labels, besides: parameters)
    condition(constraint, of: word == .prune ? "\(word.rawValue) \(PruneWord.when.rawValue)" : word.rawValue)
    pop()
  }

  /// Binds what an objective notes or reports, each name to where that stands first.
  private mutating func bindNotes(_ notes: [Name], besides parameters: [String: Binding]) {
    var first: [String: Span] = [:]
    for note in notes where parameters[note.text] == nil {
      if let place = first[note.text] {
        refer(note, to: place)
      } else {
        first[note.text] = note.span
        bind(Binding(.note, KnownName(note.text, .variable(isMutable: false), definition: note.span)))
      }
    }
  }

  private mutating func objective(_ objective: Search.Objective, seeing notes: [Name]) {
    if isWrapped(objective) { return }
    let outer = (loops, function)
    (loops, function) = (0, .objective)
    // `params`, `trial` and `worker` stand around the parameters, which may have the same names.
    let parameters = scopes[scopes.count - 1].bindings
    push(.objective)
    for name in TrialName.allCases.map(\.rawValue) where parameters[name] == nil {
      bind(Binding(.trial, KnownName(name, .variable(isMutable: false))))
    }
    bindNotes(notes, besides: parameters)
    block(objective.body)
    if case .expression(let value)? = objective.body.statements.last?.kind {
      checkNoDomain(value)
      checkActive(value)
    }
    maybeInactive = [:]
    pop()
    (loops, function) = outer
  }

  /// The clauses that are evaluated once, before the first trial.
  private mutating func clauses(_ search: Search) {
    for parameter in search.parameters {
      guard let near = parameter.near else { continue }
      checkNear(near, expression(near), in: parameter.domain)
    }
    if let strategy = search.strategy {
      self.strategy(strategy)
    } else {
      outerUses.append(Name("default_strategy", search.keyword))
    }
    if search.budgets.isEmpty { outerUses.append(Name("default_budget", search.keyword)) }
    for budget in search.budgets { self.budget(budget) }
    if let pruner = search.pruner { expression(pruner) }
    if let limit = search.trialLimit { trialLimit(limit) }
    if let condition = search.endCondition { endCondition(condition, of: search) }
    if let workers = search.workers {
      self.workers(workers)
      shares(search.shares, of: workers)
    }
    if let start = search.start { self.start(start, of: search) }
    if let name = search.name { expression(name) }
  }

  mutating func budget(_ budget: Expression) {
    if case .binary(let operation, let left, let right) = budget.bare.kind, operation == .and || operation == .or {
      return report(
        .budget,
        "budgets stand between commas", at: right.span, "a second budget",
        hint: "write `for \(text(left.span)), \(text(right.span))`.")
    }
    let kind = expression(budget)
    let written = text(budget.span)
    switch quotedExpression(budget)?.kind {
    case .quantity, .duration: return reportQuotes(around: budget.bare, .budget, "a budget stands without quotes")
    default: break
    }
    if isShare(budget) {
      let digits = written.prefix { $0.isNumber || $0 == "_" }
      let isWhole = written.dropFirst(digits.count).hasPrefix("%") && digits.contains { $0 != "0" }
      return report(
        .budget,
        "a budget is a number of trials or a time, not a share", at: budget.span,
        isWhole ? "write `\(digits) \(digits == "1" ? "trial" : "trials")`" : "this is a share of a hundred",
        hint: isWhole ? nil : "write `for 50 trials` or `for 10min`.")
    }
    switch kind {
    case .number:
      let isCount = budget.literalNumber.map { $0 >= 1 && $0 == $0.rounded() } ?? true
      report(
        .budget,
        "a budget has a unit", at: budget.span,
        isCount ? "write `\(written) \(written == "1" ? "trial" : "trials")`" : "not a number of trials",
        hint: "`for 50 trials, 10min` ends at whichever comes first.")
    case .count(.workers):
      report(.budget, "a budget is a number of trials or a time", at: budget.span, "workers belong to `on \(written)`")
    case nil, .time, .count: break
    case let kind?:
      report(
        .budget,
        "a budget is a number of trials or a time", at: budget.span, "this is \(kind.description)",
        hint: "write `for 50 trials` or `for 10min`.")
    }
  }

  private mutating func trialLimit(_ limit: Expression) {
    let kind = expression(limit)
    switch kind {
    case nil, .time: break
    case .number:
      report(
        .timeLimit, "a time has a unit", at: limit.span, "write `\(text(limit.span))s` or `\(text(limit.span))min`")
    case let kind?:
      report(
        .timeLimit,
        "`within` is how long one trial may take", at: limit.span, "this is \(kind.description)",
        hint: "write `within 5min`; `for` says how many trials there are.")
    }
  }

  /// Whether a number of hundredths is written, with or without a unit behind it.
  func isShare(_ value: Expression) -> Bool {
    switch value.bare.kind {
    case .real: text(value.bare.span).hasSuffix("%")
    case .quantity(let count, _): isShare(count)
    default: false
    }
  }

  /// `from {lr: 0.1}`: a point that is written out names parameters of the search.
  private mutating func start(_ start: Expression, of search: Search) {
    let kind = expression(start)
    let names = search.parameters.map(\.name.text)
    if case .list(let items) = start.bare.kind {
      let values = items.compactMap { if case .value(let value) = $0 { value } else { nil } }
      if !values.isEmpty, values.count == items.count, values.allSatisfy(\.isLiteral) {
        return reportValues(values, at: start.span, names)
      }
      // Records of trials that were run elsewhere have more fields: the value, under any name, and what else is known.
      for value in values { checkValues(value, of: search) }
      for value in values { point(value, names) { Suggestion.nearest(to: $0, among: names) != nil } }
    } else if start.isLiteral {
      if kind == .string {
        return report(
          .startPoint,
          "a search goes on from a point or a study, not from a text", at: start.span,
          hint: "write `from study(\(text(start.span)))` of a stored study.")
      }
      reportValues([start], at: start.span, names)
    } else {
      checkValues(start, of: search)
      point(start, names)
    }
  }

  /// The values of a point that is written out.
  private mutating func checkValues(_ point: Expression, of search: Search) {
    guard case .record(let fields) = point.bare.kind else { return }
    for case .value(let field, let value) in fields {
      guard let parameter = search.parameters.first(where: { $0.name.text == field.text }) else { continue }
      refer(field, to: parameter.name.span)
      guard value.isLiteral, isOutside(value, parameter.domain) else { continue }
      let domain = text(parameter.domain.span)
      report(
        .outsideDomain,
        "\(text(value.span)) is not in the domain of `\(field.text)`", at: value.span, "the domain is `\(domain)`",
        hint: "name a value of it, or widen the domain.")
    }
  }

  /// Whether a literal lies outside of a domain that is written out.
  private func isOutside(_ value: Expression, _ domain: Expression) -> Bool {
    var inner = domain.bare
    if case .stepped(let range, by: _) = inner.kind { inner = range.bare }
    switch inner.kind {
    case .range(let low, let high): return isOutside(value, low, high)
    case .call(let callee, let arguments):
      guard case .name("log") = callee.bare.kind, arguments.count == 2 else { return false }
      return isOutside(value, arguments[0].expression, arguments[1].expression)
    default: return WrittenChoices(domain)?.exclude(value) ?? false
    }
  }

  private func isOutside(_ value: Expression, _ low: Expression, _ high: Expression) -> Bool {
    guard let a = low.literalNumber, let b = high.literalNumber else { return false }
    guard let number = value.literalNumber else { return true }
    return number < a || number > b
  }

  private mutating func point(
    _ point: Expression, _ names: [String], where isMistaken: (String) -> Bool = { _ in true }
  ) {
    guard case .record(let fields) = point.bare.kind else { return }
    let given = fields.compactMap { if case .value(let field, _) = $0 { field.text } else { nil } }
    for case .value(let field, _) in fields where !names.contains(field.text) && isMistaken(field.text) {
      // A name that is near to a parameter that is there as well is another field.
      if let near = Suggestion.nearest(to: field.text, among: names), given.contains(near) { continue }
      reportNoParameter(field.text, at: field.span, among: names)
    }
  }

  /// `from [0.1]`: values without the names of their parameters.
  private mutating func reportValues(_ values: [Expression], at span: Span, _ names: [String]) {
    let fields = zip(names, values).map { "\($0): \(text($1.span))" }.joined(separator: ", ")
    report(
      .startPoint,
      "a point is a record of parameters", at: span,
      values.count == names.count ? "write `{\(fields)}`" : "its values have no names",
      hint: values.count == names.count ? nil : "write `from {\(fields)}`, for example.")
  }

  /// Whether nothing that an objective takes was meant.
  private func isStrange(_ label: String, to signatures: [CallSignature]) -> Bool {
    let known = signatures.flatMap(\.labels)
    return !known.contains(label) && Suggestion.nearest(to: label, among: known) == nil
      && !signatures.contains { $0.parameters.contains { $0.passing == .labels } }
  }

  /// A search without objective means `maximize objective(...params)`.
  private mutating func defaultObjective(_ search: Search) {
    guard let binding = resolve("objective", at: search.keyword, use: .defaultObjective) else { return }
    guard let signatures = binding.known.signatures else { return }
    var labels: [Name] = []
    for name in search.parameters.map(\.name) where !labels.contains(where: { $0.text == name.text }) {
      labels.append(name)
    }
    if mode == .unrunFile {
      labels.removeAll { name in
        guard isStrange(name.text, to: signatures) else { return false }
        report(
          .noObjective,
          "`objective` has no parameter `\(name.text)`", at: name.span, "no trial passes it", severity: .warning,
          secondary: binding.known.definition.map { [Diagnostic.Label($0, "it takes these")] } ?? [],
          hint: "say what is sought: `minimize ...`, or bind an `objective` that takes it.")
        return true
      }
    }
    let takes = signatures.first.map { " takes \($0.labels.joined(separator: ", "))" } ?? " takes others"
    let hint = "say what is sought, as in `minimize ...`: without it, it is the maximum of `objective`, which\(takes)."
    check(
      CallForm(name: "objective", place: search.keyword, labels: labels, hint: hint), against: signatures)
  }
}
