extension Expression {
  /// Whether one of `names` is read somewhere in the expression.
  ///
  /// Inner bindings of the same name count too: the answer
  /// may be true where it need not be, never the other way round.
  public func mentions(anyOf names: Set<String>) -> Bool {
    switch kind {
    case .none, .boolean, .integer, .real, .duration, .string: false
    case .name(let name): names.contains(name)
    case .interpolation(let parts):
      parts.contains { part in
        if case .expression(let expression) = part { return expression.mentions(anyOf: names) }
        return false
      }
    case .parenthesized(let a), .unary(_, let a), .field(let a, _), .quantity(let a, _): a.mentions(anyOf: names)
    case .binary(_, let a, let b), .range(let a, let b), .stepped(let a, by: let b), .pipe(let a, into: let b),
      .index(let a, let b):
      a.mentions(anyOf: names) || b.mentions(anyOf: names)
    case .list(let items):
      items.contains { item in
        switch item {
        case .value(let value), .spread(let value): value.mentions(anyOf: names)
        }
      }
    case .record(let fields):
      fields.contains { field in
        switch field {
        case .value(_, let value), .spread(let value): value.mentions(anyOf: names)
        }
      }
    case .call(let callee, let arguments):
      callee.mentions(anyOf: names) || arguments.contains { $0.expression.mentions(anyOf: names) }
    case .comprehension(let comprehension):
      comprehension.element.mentions(anyOf: names)
        || comprehension.clauses.contains { $0.source.mentions(anyOf: names) }
        || comprehension.condition?.mentions(anyOf: names) == true
    // A block can hold anything; to take it for dependent costs a call, no more.
    case .function, .conditional, .search: true
    }
  }
}
