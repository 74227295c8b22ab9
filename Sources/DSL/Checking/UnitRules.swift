import Basics

/// Operators: quantities go only with their like.
extension Checker {
  /// Walks along the left side of a tree of operators, which may be long, without a call for each of them.
  mutating func binary(_ expression: Expression) -> LiteralKind? {
    var spine: [(operation: BinaryOperator, left: Expression, right: Expression)] = []
    var first = expression
    while case .binary(let operation, let left, let right) = first.kind {
      if operation == .subtract, reportHyphen(first) || reportCallWithoutParentheses(left, right) { return nil }
      spine.append((operation, left, right))
      first = left
    }
    var kind = self.expression(first)
    for (operation, left, right) in spine.reversed() {
      if operation == .and || operation == .or { maybeInactive = [:] }
      if operation == .equal || operation == .notEqual, lacksQuotes(right, comparedWith: left) {
        kind = .boolean
        continue
      }
      let other = self.expression(right)
      kind = result(of: operation, left, kind, right, other)
    }
    return kind
  }

  /// `abs -3`, which subtracts.
  private mutating func reportCallWithoutParentheses(_ function: Expression, _ value: Expression) -> Bool {
    guard case .name(let name) = function.kind, value.literalNumber != nil, let known = find(name)?.binding.known,
      known.definition == nil, !known.isStrategy, known.signatures != nil
    else { return false }
    report(
      .labelForm,
      "arguments stand in parentheses", at: function.span.joined(to: value.span),
      "write `\(name)(-\(text(value.span)))`")
    return true
  }

  private mutating func result(
    of operation: BinaryOperator, _ left: Expression, _ a: LiteralKind?, _ right: Expression, _ b: LiteralKind?
  ) -> LiteralKind? {
    switch operation {
    case .add, .subtract, .multiply, .divide, .modulo, .power, .less, .lessOrEqual, .greater, .greaterOrEqual:
      checkNoDomain(left)
      checkNoDomain(right)
      checkActive(left)
      checkActive(right)
    default: break
    }
    switch operation {
    case .equal, .notEqual, .contains, .notContains:
      checkComparison(left, operation, right)
      return .boolean
    case .and:
      checkBoolean(left, a, of: "and")
      checkBoolean(right, b, of: "and")
      return .boolean
    case .or: return a == b ? a : nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      checkLike(left, a, right, b, "compared")
      return .boolean
    case .add:
      return checkLike(left, a, right, b, "added") ? a : nil
    case .subtract:
      return checkLike(left, a, right, b, "subtracted") ? a : nil
    case .multiply:
      guard let a, let b else { return nil }
      if a.isQuantity, b.isQuantity { reportUnlike(left, a, right, b, "multiplied") }
      return a == .number ? b : b == .number ? a : nil
    case .divide, .modulo:
      guard let a, let b else { return nil }
      if b.isQuantity, a != b { reportUnlike(left, a, right, b, "divided") }
      return b == .number ? a : a == b && operation == .divide ? .number : nil
    case .power: return a == .number && b == .number ? .number : nil
    }
  }

  /// Whether both kinds are known and alike; says so where a quantity meets something else.
  @discardableResult
  private mutating func checkLike(
    _ left: Expression, _ a: LiteralKind?, _ right: Expression, _ b: LiteralKind?, _ participle: String
  ) -> Bool {
    guard let a, let b else { return false }
    if a != b, a.isQuantity || b.isQuantity { reportUnlike(left, a, right, b, participle) }
    return a == b
  }

  private mutating func reportUnlike(
    _ left: Expression, _ a: LiteralKind, _ right: Expression, _ b: LiteralKind, _ participle: String
  ) {
    let (first, second) = (text(left.span), text(right.span))
    let isShort = first.count + second.count < 40
    var hint: String?
    switch (participle, a, b) {
    case ("added", .count, .time):
      hint = "a search takes both: `for 50 trials, \(second)` ends at whichever comes first."
    case ("added", .time, .count):
      hint = "a search takes both: `for 50 trials, \(first)` ends at whichever comes first."
    case ("added", .number, _), ("subtracted", .number, _), ("compared", .number, _): hint = "\(first) has no unit."
    case ("added", _, .number), ("subtracted", _, .number), ("compared", _, .number): hint = "\(second) has no unit."
    default: break
    }
    report(
      .operandKinds,
      "\(isShort ? first : a.description) and \(isShort ? second : b.description) cannot be \(participle)",
      at: left.span,
      a.description, secondary: [Diagnostic.Label(right.span, b.description)], hint: hint)
  }

  /// The two ends of a range.
  mutating func range(_ low: Expression, _ high: Expression) -> LiteralKind? {
    let (a, b) = (expression(low), expression(high))
    checkEnds(low, a, high, b)
    if let a, let b, a != b, a.isQuantity || b.isQuantity { reportUnlike(low, a, high, b, "the ends of one range") }
    return .range
  }
}
