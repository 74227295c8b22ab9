extension Expression {
  /// Whether one of `names` is read somewhere in the expression.
  ///
  /// Inner bindings of the same name count too: the answer
  /// may be true where it need not be, never the other way round.
  public func mentions(anyOf names: Set<String>) -> Bool {
    if case .name(let name) = kind { return names.contains(name) }
    // A block can hold anything; to take it for dependent costs a call, no more.
    return parts?.contains { $0.mentions(anyOf: names) } ?? true
  }

  /// The names that it reads, in order, but for those within blocks and those that a comprehension binds.
  public var readNames: [Name] {
    if case .name(let name) = kind { return [Name(name, span)] }
    var bound: Set<String> = []
    if case .comprehension(let comprehension) = kind {
      let variables = comprehension.clauses.map(\.variables)
      bound = Set(variables.flatMap { [$0.first, $0.second].compactMap(\.?.text) })
    }
    return (parts ?? []).flatMap(\.readNames).filter { !bound.contains($0.text) }
  }

  /// Whether it may say itself what comes of `none`: it names it, gives a substitute by `or`, calls something or chooses.
  public var handlesNone: Bool {
    switch kind {
    case .none, .call, .pipe, .binary(.or, _, _): true
    default: parts?.contains(where: \.handlesNone) ?? true
    }
  }

  /// The expressions directly within it; nil where it holds statements.
  private var parts: [Expression]? {
    switch kind {
    case .none, .boolean, .integer, .real, .duration, .string, .name: []
    case .interpolation(let parts):
      parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    case .parenthesized(let a), .unary(_, let a), .field(let a, _), .quantity(let a, _): [a]
    case .binary(_, let a, let b), .range(let a, let b), .stepped(let a, by: let b), .pipe(let a, into: let b),
      .index(let a, let b):
      [a, b]
    case .list(let items):
      items.map { item in
        switch item {
        case .value(let value), .spread(let value): value
        }
      }
    case .record(let fields):
      fields.map { field in
        switch field {
        case .value(_, let value), .spread(let value): value
        }
      }
    case .call(let callee, let arguments): [callee] + arguments.map(\.expression)
    case .comprehension(let comprehension):
      [comprehension.element] + comprehension.clauses.map(\.source) + [comprehension.condition].compactMap(\.self)
    case .widening(let widening):
      widening.parameters.compactMap(\.domain) + widening.budgets + [widening.start].compactMap(\.self)
    case .function, .conditional, .search: nil
    }
  }
}
