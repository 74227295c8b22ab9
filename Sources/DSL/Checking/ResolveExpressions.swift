// Expressions: names, functions and literals.

extension Resolver {
  mutating func expression(_ expression: Expression) {
    switch expression.kind {
    case .none, .boolean, .integer, .real, .duration, .string: break
    case .interpolation(let parts):
      for case .expression(let inner) in parts { self.expression(inner) }
    case .name(let text): use(Name(text, expression.span))
    case .parenthesized(let inner): self.expression(inner)
    case .list(let items): for item in items { self.item(item) }
    case .comprehension(let comprehension): self.comprehension(comprehension)
    case .record(let fields): record(fields)
    case .function(let literal): function(literal)
    case .conditional(let conditional): self.conditional(conditional)
    case .unary(.not, let operand): condition(operand, of: "not")
    case .unary(.negate, let operand): self.expression(operand)
    case .binary(let op, let left, let right): binary(op, left, right, expression.span)
    case .range(let low, let high):
      self.expression(low)
      self.expression(high)
    case .stepped(let domain, let step):
      self.expression(domain)
      self.expression(step)
    case .pipe(let value, let target): pipe(value, target)
    case .field(let record, _): self.expression(record)
    case .index(let collection, let index):
      self.expression(collection)
      self.expression(index)
    case .call(let callee, let arguments): call(callee, arguments, expression.span)
    case .quantity(let amount, _): self.expression(amount)
    case .search(let search): self.search(search)
    }
  }

  private mutating func item(_ item: Item) {
    switch item {
    case .value(let value), .spread(let value): expression(value)
    }
  }

  private mutating func record(_ fields: [RecordField]) {
    // A field overrides what was spread before it, and nothing else.
    var seen: [String: Span] = [:]
    for field in fields {
      switch field {
      case .spread(let value):
        expression(value)
        seen = [:]
      case .value(let name, let value):
        if let first = seen[name.text] {
          report(
            Diagnostic(
              "the record has two fields `\(name.text)`", at: name.span,
              secondary: [Diagnostic.Label(first, "first here")]))
        }
        seen[name.text] = name.span
        expression(value)
      }
    }
  }

  mutating func function(_ literal: FunctionLiteral) {
    inFunction { resolver in
      for parameter in literal.parameters {
        if let value = parameter.defaultValue { resolver.expression(value) }
        if let earlier = resolver.earlierBinding(parameter.name.text)?.definition {
          resolver.report(
            Diagnostic(
              "two parameters are called `\(parameter.name.text)`", at: parameter.name.span,
              secondary: [Diagnostic.Label(earlier, "first here")]))
        }
        resolver.bind(parameter.name)
      }
      resolver.block(literal.body)
    }
  }

  private mutating func comprehension(_ comprehension: Comprehension) {
    func walk(_ clauses: ArraySlice<Comprehension.Clause>, _ resolver: inout Resolver) {
      guard let clause = clauses.first else {
        if let condition = comprehension.condition { resolver.condition(condition, of: "if") }
        resolver.expression(comprehension.element)
        return
      }
      resolver.loopSource(clause.source)
      resolver.inScope { inner in
        inner.bind(clause.variables)
        walk(clauses.dropFirst(), &inner)
      }
    }
    walk(comprehension.clauses[...], &self)
  }

  private mutating func conditional(_ conditional: Conditional) {
    condition(conditional.condition, of: "if")
    block(conditional.consequence)
    switch conditional.alternative {
    case nil: break
    case .block(let block): self.block(block)
    case .conditional(let next, _): self.conditional(next)
    }
  }

  /// An expression that must be true or false.
  mutating func condition(_ condition: Expression, of word: String) {
    expression(condition)
    guard let kind = condition.literalKind else { return }
    report(
      Diagnostic(
        "`\(word)` needs true or false, not \(kind)", at: condition.span, "this is \(kind)",
        hint: "compare it with something, as in `x > 0` or `x != none`."))
  }

  private mutating func binary(_ op: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span) {
    if op == .subtract, let spelling = hyphenatedName(left, right) {
      report(hyphenated(left, right, spelling, span))
      return
    }
    expression(left)
    expression(right)
    if op == .and {
      for side in [left, right] {
        if let kind = side.literalKind {
          report(Diagnostic("`and` needs true or false, not \(kind)", at: side.span, "this is \(kind)"))
        }
      }
    }
    if op == .add || op == .subtract { units(op, left, right) }
  }
}

extension Expression {
  /// Without the parentheses around it.
  var inner: Expression {
    if case .parenthesized(let inner) = kind { return inner.inner }
    return self
  }

  /// The kind of a literal that is no boolean, as messages call it.
  fileprivate var literalKind: String? {
    switch inner.kind {
    case .none: "none"
    case .integer, .real: "a number"
    case .duration: "a time"
    case .string, .interpolation: "a string"
    case .list, .comprehension: "a list"
    case .record: "a record"
    case .function: "a function"
    case .quantity(_, let unit): "a number of \(unit.rawValue)"
    default: nil
    }
  }
}
