// Ranges, budgets and units that are written out: what is wrong with them can be seen without running.

extension Resolver {
  /// A domain as it is written in a search.
  mutating func literalDomain(_ domain: Expression) {
    let domain = domain.inner
    switch domain.kind {
    case .list(let items) where items.isEmpty:
      report(
        Diagnostic("there is nothing to choose from", at: domain.span, "empty", hint: "list at least one value."))
    case .stepped(let inner, let step):
      literalDomain(inner)
      if let amount = step.literalNumber, amount <= 0 {
        report(Diagnostic("a step must be above 0", at: step.span, "this is \(written(step))"))
      }
    case .range(let low, let high):
      guard let a = low.literalNumber, let b = high.literalNumber else { return }
      if a > b {
        report(reversed(low, high, domain.span, severity: .error))
      } else if case (.integer(0), .integer(1)) = (low.inner.kind, high.inner.kind) {
        report(
          Diagnostic(
            "`0..1` holds two integers, 0 and 1", at: domain.span, severity: .warning,
            hint: "write `0.0..1.0` for the numbers between them, or `[0, 1]` to say that two is what you want."))
      }
    case .call(let callee, let arguments):
      guard case .name("log") = callee.inner.kind, arguments.count == 2 else { return }
      logarithmic(arguments[0].expression, arguments[1].expression)
    default: break
    }
  }

  private mutating func logarithmic(_ low: Expression, _ high: Expression) {
    guard let a = low.literalNumber else { return }
    if a <= 0 {
      let (lower, upper) = (written(low), written(high))
      report(
        Diagnostic(
          "a logarithmic range cannot start at \(lower)", at: low.span, "must be above 0",
          hint: "`log(1e-6, \(upper))` starts near zero; `0.0..\(upper.contains(".") ? upper : upper + ".0")` starts at it, on a linear scale."))
    } else if let b = high.literalNumber, a > b {
      report(
        Diagnostic(
          "the range is reversed: \(written(low)) is above \(written(high))", at: low.span.joined(to: high.span),
          hint: "write `log(\(written(high)), \(written(low)))`."))
    }
  }

  /// What a loop walks over.
  mutating func loopSource(_ source: Expression) {
    expression(source)
    guard case .range(let low, let high) = source.inner.kind, let a = low.literalNumber, let b = high.literalNumber,
      a > b
    else { return }
    report(reversed(low, high, source.span, severity: .warning))
  }

  private func reversed(
    _ low: Expression, _ high: Expression, _ span: Span, severity: Diagnostic.Severity
  ) -> Diagnostic {
    Diagnostic(
      severity == .error
        ? "the range is reversed: it holds no number" : "the range is reversed: the loop has no turn", at: span,
      severity: severity, hint: "write `\(written(high))..\(written(low))`.")
  }

  /// A budget: a number of what?
  mutating func budget(_ budget: Expression) {
    expression(budget)
    guard budget.literalNumber != nil else { return }
    let number = written(budget)
    report(
      Diagnostic("a budget of \(number) what?", at: budget.span, hint: "write `for \(number) trials` or `for \(number)min`."))
  }

  // MARK: Units

  /// `5 epochs + 10s`.
  mutating func units(_ op: BinaryOperator, _ left: Expression, _ right: Expression) {
    guard let a = left.literalUnit, let b = right.literalUnit, a != b, !(a == .plain && b == .plain) else { return }
    let verb = op == .add ? "added" : "subtracted"
    let bothAreQuantities = a != .plain && b != .plain
    report(
      Diagnostic(
        "\(written(left)) and \(written(right)) cannot be \(verb)", at: left.span, a.description,
        secondary: [Diagnostic.Label(right.span, b.description)],
        hint: bothAreQuantities
          ? "a search takes both: `for 50 trials, 10s` ends at whichever comes first." : "give both the same unit."))
  }

  /// A number or quantity as it is printed in messages.
  private func written(_ expression: Expression) -> String {
    switch expression.inner.kind {
    case .integer(let value): "\(value)"
    case .real(let value): shortText(value)
    case .unary(.negate, let operand): "-" + written(operand)
    case .duration(let seconds): seconds < 60 ? "\(shortText(seconds))s" : "\(shortText(seconds / 60))min"
    case .quantity(let amount, let unit): "\(written(amount)) \(written(amount) == "1" ? unit.singular : unit.rawValue)"
    default: "this"
    }
  }

  private func shortText(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

/// The unit of a literal.
enum LiteralUnit: Hashable, CustomStringConvertible {
  case plain
  case time
  case count(CountUnit)

  /// What messages call it, with its article.
  var description: String {
    switch self {
    case .plain: "a number"
    case .time: "a time"
    case .count(let unit): "a number of \(unit.rawValue)"
    }
  }
}

extension Expression {
  /// The number that is written here, if it is one.
  var literalNumber: Double? {
    switch inner.kind {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .unary(.negate, let operand): operand.literalNumber.map { -$0 }
    default: nil
    }
  }

  /// The unit of a number or quantity that is written here.
  var literalUnit: LiteralUnit? {
    switch inner.kind {
    case .integer, .real: .plain
    case .duration: .time
    case .quantity(_, let unit): .count(unit)
    case .unary(.negate, let operand): operand.literalUnit
    default: nil
    }
  }
}
