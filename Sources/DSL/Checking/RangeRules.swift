import Basics

/// Ranges that are written out.
extension Checker {
  mutating func checkRangeAsDomain(_ low: Expression, _ high: Expression, isStepped: Bool) {
    let span = low.span.joined(to: high.span)
    if let a = low.literalAmount, let b = high.literalAmount, a > b {
      report(
        .emptyRange,
        "this range is empty: \(text(low.span)) is above \(text(high.span))", at: span, "runs backwards",
        hint: "write `\(text(high.span))..\(text(low.span))`.")
    } else if low.literalInteger == 0, high.literalInteger == 1, !isStepped {
      report(
        .doubtfulRange,
        "`0..1` holds two integers, 0 and 1", at: span, severity: .warning,
        hint: "write `0.0..1.0` for the numbers between them, or `[0, 1]` to say that two is what you want.")
    } else if !isStepped {
      checkDecades(low, high)
    }
  }

  /// `1e-5..0.1`: hardly any of its values is of the lower orders of magnitude.
  ///
  /// Integers from 1 on are counted rather than spread over a scale.
  private mutating func checkDecades(_ low: Expression, _ high: Expression) {
    guard let a = low.literalNumber, let b = high.literalNumber, a > 0 else { return }
    let isWhole = low.literalInteger != nil && high.literalInteger != nil
    let (decades, rest) = (b / a).decades
    guard decades >= 3, !isWhole || a > 1 else { return }
    let span = low.span.joined(to: high.span)
    report(
      .doubtfulRange,
      "`\(text(span))` spans \(rest > 1 ? "more than " : "")\(decades) decades on a linear scale", at: span,
      "did you mean `log(\(text(low.span)), \(text(high.span)))`?", severity: .warning,
      hint: "nine in ten of its values are above \(NumberText.rounded(b / 10)); "
        + "`\(isWhole ? "1" : "0.0")..\(text(high.span))` says that this is meant.")
  }

  /// What a loop or a comprehension walks over.
  mutating func checkLoopSource(_ source: Expression, _ kind: LiteralKind?) {
    if case .range(let low, let high) = source.bare.kind {
      guard let a = low.literalAmount, let b = high.literalAmount else { return }
      if a > b {
        report(
          .emptyRange,
          "this range is empty: \(text(low.span)) is above \(text(high.span))", at: source.span, "runs backwards",
          severity: .warning,
          hint: "the loop is never entered; `reverse(\(text(high.span))..\(text(low.span)))` counts down.")
      } else if low.literalInteger == nil || high.literalInteger == nil {
        report(
          .notWalked,
          "a range of reals has no next number", at: source.span, "cannot be walked",
          hint: "say the step: `\(text(source.span)) by 0.1`.")
      }
    } else if let kind, [.none, .boolean, .number, .time, .function, .study].contains(kind) || kind.isQuantity {
      let hint =
        kind == .number && source.literalInteger != nil
        ? "the numbers from 1 on are `1..\(text(source.span))`."
        : kind == .study && source.span.length < 40 ? "its trials are a list: `\(text(source.span)).trials`." : nil
      report(
        .notWalked, "\(kind.description) cannot be walked", at: source.span, "not a list, range, string or record",
        hint: hint)
    }
  }

  /// `for i, x in [1, 2]`: items that have no two members.
  mutating func checkPairs(_ variables: LoopVariables, _ source: Expression) {
    guard let second = variables.second else { return }
    let isPlain =
      switch source.bare.kind {
      case .range: true
      case .list(let items):
        !items.isEmpty && items.allSatisfy { if case .value(let value) = $0 { value.isLiteral } else { false } }
      default: false
      }
    guard isPlain else { return }
    report(
      .notWalked,
      "each item is one value, and has none for `\(second.text)`", at: source.span,
      "write `enumerate(\(text(source.span)))`",
      hint: "`\(variables.first.text)` is the number of an item then, from 0.")
  }

  /// `domain near value`, as far as both are written out.
  mutating func checkNear(_ near: Expression, _ kind: LiteralKind?, in domain: Expression) {
    let ends: (Expression, Expression)?
    switch domain.bare.kind {
    case .stepped(let inner, by: _): return checkNear(near, kind, in: inner)
    case .range(let low, let high): ends = (low, high)
    case .call(let callee, let arguments):
      guard case .name("log") = callee.bare.kind, arguments.count == 2 else { return }
      ends = (arguments[0].expression, arguments[1].expression)
    default: return
    }
    if let kind, kind != .number {
      report(.outsideDomain, "\(kind.description) is not in this domain", at: near.span, "a number is needed here")
    } else if let value = near.literalNumber, let low = ends?.0.literalNumber, let high = ends?.1.literalNumber,
      value < low || value > high
    {
      report(
        .outsideDomain,
        "\(text(near.span)) is not in `\(text(domain.span))`", at: near.span, "a good value is believed to lie here",
        hint: "widen the domain, or name a value inside it.")
    }
  }

  /// `domain by step`.
  mutating func checkStep(_ step: Expression, of domain: Expression) {
    guard let amount = step.literalAmount else { return }
    let isLogarithmic =
      if case .call(let callee, _) = domain.bare.kind, case .name("log") = callee.bare.kind { true } else { false }
    if amount <= 0 {
      report(.stepSize, "a step is above 0", at: step.span, "this is \(text(step.span))")
    } else if isLogarithmic, amount <= 1 {
      report(
        .stepSize,
        "on a logarithmic scale a step multiplies", at: step.span, "must be above 1",
        hint: "`log(16, 512) by 2` is 16, 32, 64 and so on.")
    }
  }

  /// The ends of `low..high` are numbers, or quantities.
  mutating func checkEnds(_ low: Expression, _ a: LiteralKind?, _ high: Expression, _ b: LiteralKind?) {
    if a == .string, b == .string, low.literalText.flatMap(Double.init) == nil {
      return report(
        .rangeForm,
        "a range has numbers at its ends", at: low.span.joined(to: high.span), "texts are joined by `+`")
    }
    if a == .boolean, b == .boolean {
      return report(
        .rangeForm,
        "a range has numbers at its ends", at: low.span.joined(to: high.span),
        "write `[\(text(low.span)), \(text(high.span))]`")
    }
    for (end, kind) in [(low, a), (high, b)] {
      if let kind { checkEnd(end, kind, of: "a range") }
    }
  }

  /// An end that is a text, or anything else that is no number.
  @discardableResult
  private mutating func checkEnd(_ end: Expression, _ kind: LiteralKind, of range: String) -> Bool {
    if kind == .number || kind.isQuantity { return true }
    let number = end.literalText.flatMap { Double($0) == nil ? nil : $0 }
    report(
      .rangeForm,
      "\(range) has numbers at its ends", at: end.span,
      number.map { "write `\($0)` without quotes" } ?? "this is \(kind.description)")
    return false
  }

  /// `log(low, high)` where a number is needed, as an objective or beside an operator.
  mutating func checkNoDomain(_ value: Expression) {
    guard case .call(let callee, let arguments) = value.bare.kind, case .name("log") = callee.bare.kind,
      arguments.count == 2, find("log")?.binding.known.definition == nil
    else { return }
    let (x, base) = (text(arguments[0].expression.span), arguments[1].expression)
    let meant =
      switch base.literalInteger {
      case 10: "log10(\(x))"
      case 2: "log2(\(x))"
      default: "log(\(x)) / log(\(text(base.span)))"
      }
    report(.rangeForm, "`log` of two numbers is a domain, not a number", at: value.span, "write `\(meant)`")
  }

  /// `log(low, high)`, written out.
  ///
  /// - Returns: Whether what is wrong with the count of its arguments has been said.
  mutating func checkLogarithmicRange(_ arguments: [Argument]) -> Bool {
    if arguments.count > 2 {
      reportTooManyEnds(arguments.map(\.expression))
      return true
    }
    checkLogarithmicEnds(arguments)
    return false
  }

  /// `log(1e-4, 1, 10)`, and `log(0,001, 1)` with decimal commas.
  private mutating func reportTooManyEnds(_ values: [Expression]) {
    guard let first = values.first, let last = values.last else { return }
    let all = first.span.joined(to: last.span)
    let ends = (source?.text(under: all) ?? "").split(separator: " ")
      .map { String($0.hasSuffix(",") ? $0.dropLast() : $0).map { $0 == "," ? "." : String($0) }.joined() }
    if ends.count == 2, ends.allSatisfy({ Double($0) != nil }) {
      return report(.numberForm, "a decimal number is written with a point", at: all, "write `\(ends[0]), \(ends[1])`")
    }
    let range = "log(\(text(values[0].span)), \(text(values[1].span)))"
    let step = (values[2].literalNumber ?? 0) > 1 ? text(values[2].span) : "2"
    report(
      .rangeForm,
      "a logarithmic range has two ends", at: values[2].span.joined(to: last.span), "one too many",
      hint: "write `\(range)`; with a step from value to value, it is `\(range) by \(step)`.")
  }

  private mutating func checkLogarithmicEnds(_ arguments: [Argument]) {
    func argument(_ position: Int, _ label: String) -> Expression? {
      for case .labelled(let name, let value) in arguments where name.text == label { return value }
      guard position < arguments.count, case .positional(let value) = arguments[position] else { return nil }
      return value
    }
    if arguments.count == 1, let range = argument(0, "x"), case .range(let low, let high) = range.bare.kind {
      report(
        .rangeForm,
        "`log` takes the two ends of a range", at: range.span, "write `log(\(text(low.span)), \(text(high.span)))`")
    }
    guard arguments.count == 2, let low = argument(0, "low"), let high = argument(1, "high") else { return }
    for end in [low, high] {
      let kind: LiteralKind? =
        switch end.bare.kind {
        case .none: LiteralKind.none
        case .boolean: .boolean
        case .string: .string
        case .list: .list
        default: nil
        }
      if let kind, !checkEnd(end, kind, of: "a logarithmic range") { return }
    }
    guard let a = low.literalNumber else { return }
    let upper = text(high.span)
    if let b = high.literalNumber, b <= 0 {
      report(
        .logarithmEnds,
        "a logarithmic range cannot end at \(upper)", at: high.span, "must be above 0",
        hint: "both ends are numbers above 0, as in `log(1e-6, 1)`.")
    } else if a <= 0 {
      let isWhole = high.literalInteger != nil
      let start = a == 0 ? "0.0" : text(low.span)
      report(
        .logarithmEnds,
        "a logarithmic range cannot start at \(text(low.span))", at: low.span, "must be above 0",
        hint:
          "`log(1e-6, \(upper))` starts near zero; `\(start)..\(isWhole ? upper + ".0" : upper)` starts at it, on a linear scale."
      )
    } else if let b = high.literalNumber, b < a, let base = high.literalInteger, base > 1, !isInDomain {
      report(
        .emptyRange,
        "`log` of two numbers is a domain, and this one is empty", at: low.span.joined(to: high.span), "runs backwards",
        hint: base == 10
          ? "a logarithm to the base 10 is `log10(\(text(low.span)))`."
          : "a logarithm to another base is `log(\(text(low.span))) / log(\(upper))`.")
    } else if let b = high.literalNumber, b < a {
      report(
        .emptyRange,
        "this range is empty: \(text(low.span)) is above \(upper)", at: low.span.joined(to: high.span),
        "runs backwards",
        hint: "write `log(\(upper), \(text(low.span)))`.")
    }
  }
}

extension Double {
  /// How often ten divides a number of at least 1, and what is left.
  fileprivate var decades: (count: Int, rest: Double) {
    var (count, rest) = (0, self)
    // A hair of tolerance: 0.1 / 1e-5 is not exactly 10,000.
    while rest.isFinite, rest >= 10 * (1 - 1e-9) { (count, rest) = (count + 1, rest / 10) }
    return (count, abs(rest - 1) < 1e-9 ? 1 : rest)
  }
}
