// Statements: what they bind, and where they may stand.

extension Resolver {
  mutating func topLevel(_ statements: [Statement]) { self.statements(statements) }

  /// Statements of one scope. Its functions see each other wherever they stand; other names are seen below their `let`.
  mutating func statements(_ statements: [Statement]) {
    for case .function(let declaration) in statements.map(\.kind) { declare(declaration.name, KnownName(declaration)) }
    for statement in statements { self.statement(statement) }
  }

  mutating func block(_ block: Block) { inScope { $0.statements(block.statements) } }

  private mutating func statement(_ statement: Statement) {
    switch statement.kind {
    case .declaration(let declaration):
      expression(declaration.value)
      let known = KnownName(declaration) { name in find(name) }
      declare(declaration.name, known)
    case .function(let declaration): function(declaration.function)
    case .assignment(let place, let value): assignment(place, value)
    case .forLoop(let variables, let source, let body):
      loopSource(source)
      inLoop { resolver in
        resolver.bind(variables)
        resolver.statements(body.statements)
      }
    case .whileLoop(let condition, let body):
      self.condition(condition, of: "while")
      inLoop { $0.statements(body.statements) }
    case .breakLoop: if loops == 0 { report(outsideOfLoop("break", statement.span)) }
    case .continueLoop: if loops == 0 { report(outsideOfLoop("continue", statement.span)) }
    case .returnValue(let value):
      if let value { expression(value) }
      if level == 0 {
        report(Diagnostic("`return` belongs into a function", at: statement.span, "there is none around this"))
      }
    case .importFile(_, let span, let name):
      if scopes.count > 1 { report(Diagnostic("`import` belongs at the top level of a file", at: span)) }
      if let name { declare(name, KnownName(name.text, .variable(isMutable: false), definition: name.span)) }
    case .test(_, let block):
      if scopes.count > 1 { report(Diagnostic("`test` belongs at the top level of a file", at: statement.span)) }
      inFunction { $0.statements(block.statements) }
    case .expect(let value): condition(value, of: "expect")
    case .expression(let value): expression(value)
    }
  }

  private func outsideOfLoop(_ word: String, _ span: Span) -> Diagnostic {
    Diagnostic("`\(word)` belongs into a loop", at: span, "there is none around this")
  }

  /// Binds a name by a `let`, `var` or `fn`: a second time in one scope only at the prompt.
  private mutating func declare(_ name: Name, _ known: KnownName) {
    if let earlier = earlierBinding(name.text), mode == .file || scopes.count > 1 {
      report(
        Diagnostic(
          "`\(name.text)` is bound twice in one scope", at: name.span,
          secondary: earlier.definition.map { [Diagnostic.Label($0, "first here")] } ?? [],
          hint: earlier.isMutable ? "to change it write `\(name.text) = ...`." : "give one of them another name."))
    }
    bind(known, isWatched: true)
  }

  private mutating func assignment(_ place: Place, _ value: Expression) {
    if let known = find(place.root.text), !known.isMutable {
      report(
        Diagnostic(
          "`\(place.root.text)` cannot be assigned", at: place.root.span, "it is no `var`",
          secondary: known.definition.map { [Diagnostic.Label($0, "bound here")] } ?? [],
          hint: "bind it with `var \(place.root.text) = ...` to change it later."))
    } else {
      use(place.root)
    }
    for case .index(let index) in place.steps { expression(index) }
    expression(value)
  }

  mutating func bind(_ variables: LoopVariables) {
    bind(variables.first)
    if let second = variables.second { bind(second) }
  }
}
