import Basics

/// Expressions: a walk that finds the kind of a value on its way, where the text tells it.
extension Checker {
  @discardableResult
  mutating func expression(_ expression: Expression) -> LiteralKind? {
    switch expression.kind {
    case .none: return LiteralKind.none
    case .boolean: return .boolean
    case .integer, .real: return .number
    case .duration: return .time
    case .string: return .string
    case .name(let name): return resolve(name, at: expression.span)?.kind
    case .parenthesized(let inner): return self.expression(inner)
    case .unary(.not, let operand):
      condition(operand, of: "not")
      return .boolean
    case .unary(.negate, let operand): return self.expression(operand)
    case .binary: return binary(expression)
    case .range(let low, let high): return range(low, high)
    case .quantity(let count, let unit):
      self.expression(count)
      return .count(unit)
    case .index(let value, let index):
      if isMisused(value, in: expression.span) || isFieldWithoutQuotes(index, of: value) { return nil }
      self.expression(value)
      if reportConditionAsIndex(index, of: value, expression.span) { return nil }
      self.expression(index)
      checkIndex(index, of: value)
      if let name = index.literalText {
        referParameter(quotedAt: index.span, name, of: value)
        checkParameter(name, at: index.span, of: value)
      }
      return nil
    case .field(let value, let name):
      if !reportPath(expression) { field(name, of: value) }
      return nil
    case .call(let callee, let arguments):
      call(callee, arguments, expression.span)
      return nil
    case .search(let search):
      domain.isFunction = true
      self.search(search)
      return .study
    case .widening(let widening):
      self.widening(widening, expression.span)
      return .study
    default: return compound(expression)
    }
  }

  private mutating func compound(_ expression: Expression) -> LiteralKind? {
    switch expression.kind {
    case .interpolation(let parts):
      for case .expression(let inner) in parts { self.expression(inner) }
      return .string
    case .list(let items):
      for item in items {
        switch item {
        case .value(let value), .spread(let value): self.expression(value)
        }
      }
      return .list
    case .comprehension(let comprehension):
      self.comprehension(comprehension)
      return .list
    case .record(let fields):
      record(fields)
      return .record
    case .function(let function):
      domain.isFunction = true
      self.function(function)
      return .function
    case .conditional(let conditional):
      domain.isFunction = true
      self.conditional(conditional)
      return nil
    case .stepped(let domain, by: let step):
      self.expression(domain)
      self.expression(step)
      checkStep(step, of: domain)
      return nil
    case .pipe(let value, into: let target):
      pipe(value, into: target)
      return nil
    default: return nil
    }
  }

  private mutating func conditional(_ conditional: Conditional) {
    var rest: Conditional? = conditional
    while let current = rest {
      condition(current.condition, of: "if")
      maybeInactive = [:]
      block(current.consequence)
      rest = nil
      switch current.alternative {
      case .conditional(let next, _)?: rest = next
      case .block(let block)?: self.block(block)
      case nil: break
      }
    }
  }

  private mutating func comprehension(_ comprehension: Comprehension) {
    for clause in comprehension.clauses {
      let kind = expression(clause.source)
      checkLoopSource(clause.source, kind)
      push()
      bind(clause.variables)
    }
    if let condition = comprehension.condition { self.condition(condition, of: "if") }
    expression(comprehension.element)
    for _ in comprehension.clauses { pop() }
  }

  private mutating func record(_ fields: [RecordField]) {
    var seen: [String: Span] = [:]
    for field in fields {
      switch field {
      case .spread(let value):
        expression(value)
        seen = [:]  // what follows may override what was spread
      case .value(let name, let value):
        if let first = seen[name.text] {
          report(
            .boundTwice,
            "this record has `\(name.text)` twice", at: name.span, "the second time",
            secondary: [Diagnostic.Label(first, "the first time")])
        }
        seen[name.text] = name.span
        expression(value)
      }
    }
  }

  /// `a.b`; the names in an imported file are known.
  private mutating func field(_ name: Name, of value: Expression) {
    if joins(value, name) { return }
    if isMisused(value, in: name.span) { return }
    expression(value)
    referParameter(name, of: value)
    checkParameter(name.text, at: name.span, of: value)
    guard let members = members(of: value) else { return }
    if let member = members.first(where: { $0.name == name.text }) { return refer(name, to: member.definition) }
    let near = Suggestion.nearest(to: name.text, among: members.map(\.name))
    report(
      .unknownField,
      "`\(text(value.span))` has no `\(name.text)`", at: name.span,
      near.map { "did you mean `\($0)`?" } ?? "not bound in that file")
  }

  /// `"a" . b`, which reads as a field of a text.
  private mutating func joins(_ value: Expression, _ name: Name) -> Bool {
    let gap = source?.text(under: Span(start: value.span.end, length: name.span.start - value.span.end)) ?? ""
    let isText =
      switch value.bare.kind {
      case .string, .interpolation: true
      default: false
      }
    guard isText, gap.contains(" ") else { return false }
    if case .string(let written) = value.bare.kind, find(name.text) != nil {
      resolve(name.text, at: name.span)
      report(
        .valueInString,
        "a string shows values in braces", at: value.span.joined(to: name.span), "write `\"\(written){\(name.text)}\"`")
      return true
    }
    report(
      .missingOperator,
      "texts are joined by `+`", at: value.span.joined(to: name.span), "write `\(text(value.span)) + \(name.text)`")
    return true
  }

  /// What an imported file binds, if `value` is the name of one.
  func members(of value: Expression) -> [KnownName]? {
    guard case .name(let module) = value.bare.kind else { return nil }
    return find(module)?.binding.known.members
  }

  /// `xs[0..1]`: no value is indexed by a range.
  private mutating func checkIndex(_ index: Expression, of value: Expression) {
    guard case .range(let low, let high) = index.bare.kind else { return }
    let name = text(value.span)
    var parts = " |> drop(from) |> take(count)"
    if let first = low.literalInteger, let last = high.literalInteger, first >= 0, last >= first {
      parts = (first == 0 ? "" : " |> drop(\(first))") + " |> take(\(last - first + 1))"
    }
    report(.indexKind, "a list is indexed by one integer, not by a range", at: index.span, "write `\(name)\(parts)`")
  }

  /// A function from its parameters on.
  mutating func function(_ literal: FunctionLiteral) {
    let outer = (loops, function)
    (loops, function) = (0, .function)
    push(.function)
    var rest: Name?
    for parameter in literal.parameters {
      let name = parameter.name
      if let value = parameter.defaultValue { expression(value) }
      if let first = scopes[scopes.count - 1].bindings[name.text]?.known.definition {
        report(
          .boundTwice,
          "two parameters are called `\(name.text)`", at: name.span, "the second one",
          secondary: [Diagnostic.Label(first, "the first one")])
      }
      if parameter.isRest {
        if let rest {
          report(
            .functionForm,
            "two parameters take all further arguments", at: name.span, "nothing is left for this one",
            secondary: [Diagnostic.Label(rest.span, "the first one")])
        }
        rest = name
      }
      bind(name, as: .parameter)
    }
    block(literal.body)
    pop()
    (loops, function) = outer
  }
}
