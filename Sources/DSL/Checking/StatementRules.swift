import Basics

/// Statements: what they bind, and where they mean something.
extension Checker {
  mutating func statements(_ statements: [Statement]) {
    for statement in statements { self.statement(statement) }
  }

  mutating func block(_ block: Block) {
    push()
    announce(block.statements)
    statements(block.statements)
    pop()
  }

  private mutating func statement(_ statement: Statement) {
    switch statement.kind {
    case .declaration(let declaration): self.declaration(declaration)
    case .assignment(let place, let value): assignment(place, value)
    case .function(let declaration): function(declaration)
    case .forLoop(let variables, let source, let body): loop(variables, source, body)
    case .whileLoop(let condition, let body):
      self.condition(condition, of: "while")
      loops += 1
      block(body)
      loops -= 1
    case .breakLoop: checkLoop(around: statement.span, "break")
    case .continueLoop: checkLoop(around: statement.span, "continue")
    case .returnValue(let value):
      if function == nil {
        report(.misplaced, "`return` outside a function", at: statement.span, "there is nothing to return from")
      }
      if let value { expression(value) }
    case .importFile(let path, let span, let name): importFile(path, span, name)
    case .test(_, let body):
      checkTopLevel(statement.span, "test")
      test(body)
    case .expect(let value): condition(value, of: "expect")
    case .expression(let value): if !reportArrow(value) { expression(value) }
    }
  }

  private mutating func declaration(_ declaration: Declaration) {
    let kind = expression(declaration.value)
    let name = declaration.name
    checkUnbound(name, isFunction: false)
    let isVariable = declaration.isVariable
    let known = KnownName(name.text, knownKind(of: declaration), definition: name.span)
    bind(Binding(isVariable ? .variable : .constant, known, kind: isVariable ? nil : kind))
    let index = scopes.count - 1
    scopes[index].reached.insert(name.text)
    scopes[index].pending[name.text] = nil
    if !isVariable { boundSearches[name.span] = soughtNames(in: declaration.value) }
  }

  /// What the text of a `let` tells about its value: a function, a strategy, or a changed strategy.
  private func knownKind(of declaration: Declaration) -> KnownName.Kind {
    guard !declaration.isVariable else { return .variable(isMutable: true) }
    var names: [Expression] = []
    switch declaration.value.bare.kind {
    case .function(let function): return .function([CallSignature(function)])
    case .name: names = [declaration.value.bare]
    // `gamma(seed: 7)` and `hull(gamma)` are strategies.
    case .call(let callee, let arguments): names = [callee] + arguments.map(\.expression)
    default: break
    }
    for case .name(let name) in names.map(\.bare.kind) {
      if let known = find(name)?.binding.known, known.isStrategy { return known.kind }
    }
    return .variable(isMutable: false)
  }

  private mutating func function(_ declaration: FunctionDeclaration) {
    let name = declaration.name
    let index = scopes.count - 1
    checkUnbound(name, isFunction: true)
    bind(Binding(.function, KnownName(declaration), kind: .function))
    scopes[index].bindings[name.text]?.isRead = true
    scopes[index].unreached.remove(name.text)
    declaring.append((name.text, index))
    self.function(declaration.function)
    declaring.removeLast()
  }

  /// A name is bound once in a scope; at the prompt a second time is a new binding.
  private mutating func checkUnbound(_ name: Name, isFunction: Bool) {
    guard mode != .prompt || scopes.count > 1, let first = scopes[scopes.count - 1].bindings[name.text],
      let place = first.known.definition, place != name.span
    else { return }
    // A function further down is reported there.
    if !isFunction, first.role == .function, scopes[scopes.count - 1].unreached.contains(name.text) { return }
    report(
      .boundTwice,
      "`\(name.text)` is already bound here", at: name.span, "a second time",
      secondary: [Diagnostic.Label(place, "\(first.origin)")],
      hint: first.role == .variable
        ? "to change it, write `\(name.text) = ...` without `var`."
        : "choose another name; an inner block may use this one again.")
  }

  private mutating func assignment(_ place: Place, _ value: Expression) {
    for case .index(let index) in place.steps { expression(index) }
    expression(value)
    let root = place.root
    guard let found = find(root.text) else {
      reportUnbound(root, use: .assignment)
      // What follows is read as if it were bound here.
      if place.steps.isEmpty { bind(Binding(.variable, KnownName(root.text, .variable(isMutable: true)))) }
      return
    }
    let known = found.binding.known
    guard known.isMutable else {
      let hint =
        switch found.binding.role {
        case .constant: "only a `var` is assigned: write `var \(root.text) = ...` there."
        case .function, .module, .trial, .note: "choose another name for what changes."
        case .outer: "write `let \(root.text) = ...` to use the name for something else."
        default: "bind a `var` of your own, as in `var my_\(root.text) = \(root.text)`, and assign that."
        }
      report(
        .assignment,
        "`\(root.text)` cannot be assigned", at: root.span, "it is \(found.binding.origin)",
        secondary: known.definition.map { [Diagnostic.Label($0, "bound here")] } ?? [], hint: hint)
      return
    }
    // A part can only be changed where the whole is seen; that does not count as reading it.
    let wasRead = found.binding.isRead
    _ = resolve(root.text, at: root.span)
    if let index = found.scope { scopes[index].bindings[root.text]?.isRead = wasRead }
  }

  private mutating func loop(_ variables: LoopVariables, _ source: Expression, _ body: Block) {
    let kind = expression(source)
    checkLoopSource(source, kind)
    checkPairs(variables, source)
    push()
    bind(variables)
    loops += 1
    block(body)
    loops -= 1
    pop()
  }

  mutating func bind(_ variables: LoopVariables) {
    bind(variables.first, as: .loopVariable)
    guard let second = variables.second else { return }
    if second.text == variables.first.text {
      report(
        .boundTwice,
        "the two variables of a loop have one name", at: second.span, "a second time",
        secondary: [Diagnostic.Label(variables.first.span, "the first time")])
    }
    bind(second, as: .loopVariable)
  }

  private mutating func test(_ body: Block) {
    let outer = (loops, function)
    (loops, function) = (0, nil)
    push(.test)
    block(body)
    pop()
    (loops, function) = outer
  }

  private mutating func importFile(_ path: String, _ span: Span, _ name: Name?) {
    checkTopLevel(span, "import")
    let names = imports(path)
    guard let name else {
      guard let names else {
        hasUnknownImport = true
        return
      }
      imported += names.map {
        $0.isMutable ? KnownName($0.name, .variable(isMutable: false), definition: $0.definition) : $0
      }
      return
    }
    checkUnbound(name, isFunction: false)
    bind(
      Binding(
        .module, KnownName(name.text, .variable(isMutable: false), definition: name.span, members: names)))
  }

  // MARK: Places

  private mutating func checkLoop(around span: Span, _ word: String) {
    guard loops == 0 else { return }
    let label =
      switch function {
      case .function?: "no loop of this function is around it"
      case .objective?: "no loop of this objective is around it"
      case nil: "no loop is around it"
      }
    report(.misplaced, "`\(word)` outside a loop", at: span, label)
  }

  private mutating func checkTopLevel(_ span: Span, _ word: String) {
    guard scopes.count > 1 else { return }
    report(.misplaced, "`\(word)` belongs at the top level of a file", at: span, "this is inside of a block")
  }
}
