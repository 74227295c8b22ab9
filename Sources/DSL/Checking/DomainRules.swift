import Basics

/// Domains that are written out.
extension Checker {
  /// The domain of the parameter `name`.
  mutating func checkDomain(_ domain: Expression, _ kind: LiteralKind?, of name: String) {
    switch domain.bare.kind {
    case .range(let low, let high): checkRangeAsDomain(low, high, isStepped: false)
    case .stepped(let inner, by: _):
      if case .range(let low, let high) = inner.bare.kind { checkRangeAsDomain(low, high, isStepped: true) }
    case .list(let items):
      if items.isEmpty { report(.choices, "an empty list leaves nothing to choose", at: domain.span, "no choices") }
      checkChoices(items, of: name)
      checkInterval(items, domain.span)
    case .call(let callee, let arguments):
      // `each(domain, count)`
      if case .name("each") = callee.bare.kind, case .positional(let inner)? = arguments.first {
        checkDomain(inner, nil, of: name)
      }
      if case .name("ordered") = callee.bare.kind { checkChoices(arguments.map { .value($0.expression) }, of: name) }
    default:
      guard let kind, kind != .list, kind != .range else { return }
      if let quoted = quotedExpression(domain), isDomain(quoted) {
        return reportQuotes(around: domain.bare, .notADomain, "a domain has no quotes")
      }
      let written = text(domain.span)
      report(
        .notADomain,
        "\(kind.description) is not a domain", at: domain.span, "there is nothing to choose from",
        hint: kind == .record || kind == .function || written.count > 30
          ? "a domain is a range such as `0.0..1.0`, or a list of choices."
          : "`[\(written)]` is the domain of this one value.")
    }
  }

  /// Domains as they are written elsewhere: `log10(-4, 0)`, `number(1, 9)`, `[sgd, adam]`, `0.1-0.9`, `log`.
  ///
  /// - Returns: Whether it is one of them, and all is said.
  mutating func isForeignDomain(_ domain: Expression, of name: String) -> Bool {
    switch domain.bare.kind {
    case .list(let items):
      let choices = items.compactMap { if case .value(let value) = $0 { value } else { nil } }
      if items.count == 1, let choice = choices.first, isSubtraction(choice) { return true }
      return choices.count == items.count && lacksQuotes(choices)
    case .binary(.subtract, _, _): return isSubtraction(domain.bare)
    case .binary(.power, let base, let exponents):
      guard case .range(let low, let high) = exponents.bare.kind, base.literalNumber != nil else { return false }
      let written = text(base.span)
      report(
        .rangeForm,
        "a logarithmic range is written `log`", at: domain.span,
        "write `log(\(written)^\(text(low.span)), \(written)^\(text(high.span)))`")
      return true
    case .binary(.or, _, _):
      guard let choices = alternatives(domain.bare) else { return false }
      report(
        .choiceForm,
        "a choice is written in square brackets", at: domain.span,
        "write `[\(choices.map { text($0.span) }.joined(separator: ", "))]`")
      return true
    case .binary(.multiply, let list, let count):
      guard case .list(let items) = list.bare.kind, items.count == 1, case .value(let item) = items[0] else {
        return false
      }
      report(
        .choiceForm,
        "a list is not multiplied", at: domain.span, "write `each(\(text(item.span)), \(text(count.span)))`")
      return true
    case .name(let function):
      if find(function)?.binding.known.definition == nil, !hasUnknownImport, let meant = NameHabits.domains[function] {
        report(.notADomain, "a type is not a domain", at: domain.span, "write `\(meant)`, for example")
        return true
      }
      guard let known = find(function)?.binding.known, known.definition == nil, known.signatures != nil else {
        return false
      }
      report(
        .notADomain,
        "a function is not a domain", at: domain.span,
        function == "log" ? "write `log(1e-4, 1)`" : "there is nothing to choose from",
        hint: function == "log" ? nil : "a domain is a range such as `0.0..1.0`, or a list of choices.")
      return true
    case .call(let callee, let arguments):
      guard case .name(let function) = callee.bare.kind, find(function)?.binding.known.definition == nil,
        arguments.allSatisfy({ if case .positional = $0 { true } else { false } })
      else { return false }
      return isForeignDomain(function, arguments.map(\.expression), domain.span)
    default: return false
    }
  }

  /// The literals of `0.1 or 0.2`.
  private func alternatives(_ value: Expression) -> [Expression]? {
    if case .binary(.or, let left, let right) = value.bare.kind, let a = alternatives(left), let b = alternatives(right)
    {
      return a + b
    }
    return value.isLiteral ? [value] : nil
  }

  private mutating func isForeignDomain(_ function: String, _ arguments: [Expression], _ span: Span) -> Bool {
    let texts = arguments.map { text($0.span) }
    switch (function, arguments.count) {
    case ("ordered", 2...): return lacksQuotes(arguments)
    case ("exp", 2):
      report(
        .rangeForm, "a logarithmic range is written `log`", at: span, "write `log(exp(\(texts[0])), exp(\(texts[1])))`")
      return true
    case ("gaussian", 2), ("gauss", 2), ("Normal", 2), ("norm", 2), ("rnorm", 2):
      report(.rangeForm, "this domain is called `normal`", at: span, "write `normal(\(texts[0]), \(texts[1]))`")
      return true
    case ("random", 2), ("rand", 2), ("sample", 2), ("between", 2), ("interval", 2):
      guard let meant = NameHabits.call("uniform", texts) else { return false }
      report(.rangeForm, "a range is written with two dots", at: span, meant)
      return true
    case ("number", 2):
      guard let meant = NameHabits.call(function, texts) else { return false }
      report(.rangeForm, "a range is written with two dots", at: span, meant)
      return true
    case ("log10", 2), ("log2", 2), ("ln", 2):
      let ends = exponents(of: function, arguments) ?? texts
      report(
        .rangeForm,
        "a logarithmic range is written `log`, whatever its base", at: span, "write `log(\(ends[0]), \(ends[1]))`")
      return true
    case ("log", 1):
      if case .range = arguments[0].bare.kind { return false }
      guard let end = arguments[0].literalNumber, end > 0 else { return false }
      report(
        .rangeForm,
        "a logarithmic range has two ends", at: span,
        "write `log(\(end < 1 ? "\(texts[0]), 1" : "1, \(texts[0])"))`")
      return true
    default: return false
    }
  }

  /// The ends of `log10(-4, 0)`, whose arguments are exponents; nil where they are the ends themselves.
  private func exponents(of function: String, _ arguments: [Expression]) -> [String]? {
    guard function == "log10", let low = arguments[0].literalInteger, let high = arguments[1].literalInteger, low <= 0,
      abs(low) < 300, abs(high) < 300
    else { return nil }
    return [low, high].map { $0 == 0 ? "1" : "1e\($0)" }
  }

  /// `0.1-0.9`, which subtracts.
  private mutating func isSubtraction(_ value: Expression) -> Bool {
    guard case .binary(.subtract, let low, let high) = value.bare.kind, let a = low.literalNumber,
      let b = high.literalNumber, a < b
    else { return false }
    report(
      .rangeForm,
      "`-` subtracts; a range is written with two dots", at: value.span,
      "write `\(text(low.span))..\(text(high.span))`")
    return true
  }

  /// Whether a domain is written here.
  private func isDomain(_ value: Expression) -> Bool {
    switch value.kind {
    case .range, .stepped, .list: true
    default: isMadeDomain(value)
    }
  }

  /// Whether a function of domains is called.
  private func isMadeDomain(_ value: Expression) -> Bool {
    guard case .call(let callee, let arguments) = value.bare.kind, case .name(let name) = callee.bare.kind else {
      return false
    }
    return name == "log" ? arguments.count == 2 : ["each", "gamma_prior", "normal", "ordered"].contains(name)
  }

  /// A choice that is a range is handed over as a range.
  private mutating func checkChoices(_ items: [Item], of name: String) {
    checkDistinct(items.compactMap { if case .value(let value) = $0, value.isLiteral { value } else { nil } })
    for case .value(let item) in items {
      let isRange =
        switch item.bare.kind {
        case .range, .stepped: true
        default: isMadeDomain(item)
        }
      guard isRange else { continue }
      let written = text(item.span)
      report(
        .choices,
        "a choice cannot be a range", at: item.span, "nothing would be chosen out of it",
        hint: items.count == 1
          ? "without brackets it is a domain: `\(name) in \(written)`."
          : "write two parameters: `kind in [\"auto\", \"value\"], \(name) in \(written) if kind == \"value\"`.")
    }
  }

  /// `["a", "a"]`.
  private mutating func checkDistinct(_ choices: [Expression]) {
    guard choices.count < 1000 else { return }
    for (index, choice) in choices.enumerated() {
      guard let first = choices[..<index].first(where: { $0.isSameLiteral(as: choice) }) else { continue }
      return report(
        .choices,
        "\(text(choice.span)) is listed twice among the choices", at: choice.span, "the second one",
        secondary: [Diagnostic.Label(first.span, "the first one")], hint: "list every choice once.")
    }
  }

  /// `[1e-4, 1]`: two reals in their order may be meant as the ends of a range.
  private mutating func checkInterval(_ items: [Item], _ span: Span) {
    guard items.count == 2, case .value(let low) = items[0], case .value(let high) = items[1],
      let a = low.literalNumber, let b = high.literalNumber, a < b,
      low.literalInteger == nil || high.literalInteger == nil
    else { return }
    let (first, last) = (text(low.span), text(high.span))
    let logarithmic = a > 0 ? ", or `log(\(first), \(last))` on a logarithmic scale" : ""
    report(
      .doubtfulRange,
      "`\(text(span))` is a choice of two values, not a range", at: span, "\(first) or \(last), nothing between them",
      severity: .warning,
      hint: "a range is `\(first)..\(last)`\(logarithmic); `ordered(\(first), \(last))` says that two are meant.")
  }
}
