import Basics

/// Finding of what a name means.
extension Checker {
  /// A name that was found.
  struct Found {
    let binding: Binding
    /// The index of its scope; `nil` for a name from outside of the program.
    let scope: Int?
    /// The index of the scope with the first boundary on the way out to it.
    let boundary: Int?
  }

  /// Looks a name up, from the innermost scope outwards.
  func find(_ name: String) -> Found? {
    var boundary: Int?
    for index in scopes.indices.reversed() {
      if let binding = scopes[index].bindings[name] { return Found(binding: binding, scope: index, boundary: boundary) }
      guard scopes[index].boundary != nil else { continue }
      if boundary.map({ scopes[$0].boundary == .domain }) ?? true { boundary = index }
    }
    guard let known = imported.last(where: { $0.name == name }) ?? names[name] else { return nil }
    return Found(binding: Binding(known.members == nil ? .outer : .module, known), scope: nil, boundary: boundary)
  }

  /// Looks up a name whose value is used at `span`; says so if it is not bound, or cannot be seen.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - span: Where it stands.
  ///   - use: How it is used, for the words of the message.
  /// - Returns: What is bound to it, if anything is.
  @discardableResult
  mutating func resolve(_ name: String, at span: Span, use: NameUse = .value) -> Binding? {
    guard let found = find(name) else {
      reportUnbound(Name(name, span), use: use)
      return nil
    }
    noteUse(of: Name(name, span), found)
    refer(Name(name, span), to: found.binding.known.definition)
    if found.binding.known.isMutable, let index = found.boundary, let boundary = scopes[index].boundary {
      let problem = variableBehind(boundary, Name(name, span), found.binding)
      if boundary == .domain {
        domain.variables.append(problem)
      } else if scopes[index].reportedVariables.insert(found.binding.known.definition ?? span).inserted {
        report(problem)
      }
    }
    return found.binding
  }

  /// Notes that a value is read, and by which function of its block.
  private mutating func noteUse(of name: Name, _ found: Found) {
    if found.binding.role == .searchParameter, found.boundary.map({ scopes[$0].boundary == .domain }) ?? false {
      domain.isFunction = true
    }
    if (found.scope ?? 0) == 0 { outerUses.append(name) }
    guard let index = found.scope else { return }
    scopes[index].bindings[name.text]?.isRead = true
    let isFunction = found.binding.role == .function
    if let user = declaring.last(where: { $0.scope == index }) {
      if isFunction {
        scopes[index].uses[user.name, default: FunctionUses()].functions.append(name.text)
      } else {
        scopes[index].uses[user.name, default: FunctionUses()].values.append(name.text)
      }
    } else if isFunction, scopes[index].unreached.contains(name.text) {
      scopes[index].earlyUses.append(EarlyUse(function: name, reached: scopes[index].reached))
    }
  }

  private func variableBehind(_ boundary: Scope.Boundary, _ name: Name, _ binding: Binding) -> Diagnostic {
    let place =
      switch boundary {
      case .function: "a function sees no `var` around it"
      case .objective: "an objective sees no `var` around it"
      case .test: "a test runs later, and sees no `var` around it"
      case .condition: "what is evaluated for each trial sees no `var` around it"
      case .domain: "a domain that is evaluated for each trial sees no `var` around it"
      }
    return Diagnostic(
      .changingVariable,
      "`\(name.text)` may change; pass it, or bind it with `let` first", at: name.span, place,
      secondary: binding.known.definition.map { [Diagnostic.Label($0, "bound with `var` here")] } ?? [],
      hint: "so nothing that can change is shared, and trials may run side by side.")
  }

  // MARK: Functions above their `fn`

  /// Makes the functions of a block known before its first statement, and notes what it will bind.
  mutating func announce(_ statements: [Statement]) {
    let index = scopes.count - 1
    for statement in statements {
      switch statement.kind {
      case .function(let declaration):
        let name = declaration.name.text
        guard scopes[index].bindings[name] == nil else { continue }
        scopes[index].bindings[name] = Binding(.function, KnownName(declaration), kind: .function)
        scopes[index].unreached.insert(name)
      case .declaration(let declaration):
        let name = declaration.name
        if scopes[index].pending[name.text] == nil { scopes[index].pending[name.text] = name.span }
      default: break
      }
    }
  }

  /// A function that is used above its `fn` must not need what is bound in between.
  mutating func reportEarlyUses(in scope: Scope) {
    for use in scope.earlyUses {
      var seen: Set<String> = []
      var waiting = [use.function.text]
      var missing: String?
      while let function = waiting.popLast(), missing == nil {
        guard seen.insert(function).inserted, let uses = scope.uses[function] else { continue }
        waiting += uses.functions
        missing = uses.values.first { !use.reached.contains($0) && scope.reached.contains($0) }
      }
      guard let missing, let place = scope.bindings[missing]?.known.definition else { continue }
      report(
        .usedTooEarly,
        "`\(use.function.text)` needs `\(missing)`, which is bound further down", at: use.function.span, "used here",
        secondary: [Diagnostic.Label(place, "bound here")], hint: "use `\(use.function.text)` below this line.")
    }
  }
}
