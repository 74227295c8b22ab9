import Basics
import DSL
import Foundation

// What the operators do. The two fast cases of each, integers and reals, are inlined into the nodes. All the rest (mixed
// kinds, overflow, quantities, strings, lists, errors) is here, out of line: it may be slow, and must not grow the fast path.

protocol Arithmetic {
  static func int(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool)
  static func real(_ a: Double, _ b: Double) -> Double?
  static func slow(_ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Value
}

enum Adding: Arithmetic {
  @inline(__always) static func int(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) {
    a.addingReportingOverflow(b)
  }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Double? { a + b }
  @inline(never) static func slow(_ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Value {
    switch (a, b) {
    case (.text(let x), .text(let y)):
      try Capacity.check(bytes: x.utf8.count + y.utf8.count, span)
      return .text(Text(utf8: x.utf8 + y.utf8))
    case (.list(let x), .list(let y)):
      try Capacity.check(items: x.count + y.count, span)
      return .list(x + y)
    default: return try arithmetic(.add, a, b, span)
    }
  }
}

enum Subtracting: Arithmetic {
  @inline(__always) static func int(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) {
    a.subtractingReportingOverflow(b)
  }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Double? { a - b }
  @inline(never) static func slow(_ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Value {
    try arithmetic(.subtract, a, b, span)
  }
}

enum Multiplying: Arithmetic {
  @inline(__always) static func int(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) {
    a.multipliedReportingOverflow(by: b)
  }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Double? { a * b }
  @inline(never) static func slow(_ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Value {
    try arithmetic(.multiply, a, b, span)
  }
}

enum Dividing: Arithmetic {
  @inline(__always) static func int(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) { (0, true) }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Double? { b != 0 ? a / b : nil }
  @inline(never) static func slow(_ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Value {
    try arithmetic(.divide, a, b, span)
  }
}

/// Any arithmetic operator on any operands.
@inline(never)
func arithmetic(_ op: BinaryOperator, _ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Value {
  if case .int(let x) = a, case .int(let y) = b { return try integers(op, x, y, span) }
  if let x = a.number, let y = b.number { return .real(try reals(op, x, y, span)) }
  if let value = try quantities(op, a, b, span) { return value }
  throw operandsDoNotFit(op, a, b, span)
}

private func integers(_ op: BinaryOperator, _ x: Int, _ y: Int, _ span: Span) throws(Exit) -> Value {
  let outcome: (partialValue: Int, overflow: Bool)
  switch op {
  case .add: outcome = x.addingReportingOverflow(y)
  case .subtract: outcome = x.subtractingReportingOverflow(y)
  case .multiply: outcome = x.multipliedReportingOverflow(by: y)
  case .power:
    if y < 0 { return .real(try reals(op, Double(x), Double(y), span)) }
    outcome = power(x, y)
  case .modulo:
    if y == 0 { throw failure(.division, "`mod 0` has no value", span) }
    if y == -1 { return .int(0) }
    let rest = x % y
    return .int(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
  default:
    if y == 0 { throw failure(.division, "division by zero", span) }
    return .real(Double(x) / Double(y))
  }
  if outcome.overflow {
    throw failure(
      .tooLarge,
      "`\(x) \(op.rawValue) \(y)` is too large for an integer", span,
      hint: "write one of them as a real, such as `\(x).0`.")
  }
  return .int(outcome.partialValue)
}

/// x^y by repeated squaring, y >= 0.
private func power(_ x: Int, _ y: Int) -> (partialValue: Int, overflow: Bool) {
  var base = x
  var exponent = y
  var result = 1
  while true {
    if exponent & 1 == 1 {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      if overflow { return (0, true) }
      result = product
    }
    exponent >>= 1
    if exponent == 0 { return (result, false) }
    let (square, overflow) = base.multipliedReportingOverflow(by: base)
    if overflow { return (0, true) }
    base = square
  }
}

private func reals(_ op: BinaryOperator, _ x: Double, _ y: Double, _ span: Span) throws(Exit) -> Double {
  switch op {
  case .add: return x + y
  case .subtract: return x - y
  case .multiply: return x * y
  case .power:
    if x == 0, y < 0 { throw failure(.division, "division by zero: `0 ^ \(realText(y))`", span) }
    let result = pow(x, y)
    if result.isNaN, !x.isNaN, !y.isNaN {
      throw failure(.noValue, "a negative number has no real power of \(realText(y))", span)
    }
    return result
  case .modulo:
    if y == 0 { throw failure(.division, "`mod 0` has no value", span) }
    let rest = x.truncatingRemainder(dividingBy: y)
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
  default:
    if y == 0 { throw failure(.division, "division by zero", span) }
    return x / y
  }
}

private func quantities(_ op: BinaryOperator, _ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Value? {
  switch (op, a, b) {
  case (.add, .quantity(let x), .quantity(let y)) where x.unit == y.unit:
    return .quantity(Quantity(x.amount + y.amount, x.unit))
  case (.subtract, .quantity(let x), .quantity(let y)) where x.unit == y.unit:
    return .quantity(Quantity(x.amount - y.amount, x.unit))
  case (.divide, .quantity(let x), .quantity(let y)) where x.unit == y.unit:
    if y.amount == 0 { throw failure(.division, "division by zero", span) }
    return .real(x.amount / y.amount)
  case (.multiply, .quantity(let x), _):
    guard let y = b.number else { return nil }
    return .quantity(Quantity(x.amount * y, x.unit))
  case (.multiply, _, .quantity(let y)):
    guard let x = a.number else { return nil }
    return .quantity(Quantity(x * y.amount, y.unit))
  case (.divide, .quantity(let x), _):
    guard let y = b.number else { return nil }
    if y == 0 { throw failure(.division, "division by zero", span) }
    return .quantity(Quantity(x.amount / y, x.unit))
  default: return nil
  }
}

@inline(never)
private func operandsDoNotFit(_ op: BinaryOperator, _ a: Value, _ b: Value, _ span: Span) -> Exit {
  let verb =
    switch op {
    case .add: "added"
    case .subtract: "subtracted"
    case .multiply: "multiplied"
    default: "combined by `\(op.rawValue)`"
    }
  var hint: String?
  switch (a, b) {
  case (.quantity(let x), .quantity(let y)) where x.unit != y.unit:
    hint = "a search takes both: `for 50 trials, 10s` ends at whichever comes first."
  case (.text(let text), .int), (.text(let text), .real), (.int, .text(let text)), (.real, .text(let text)):
    let number = "`number(\(Value.text(text)))` is a number"
    hint =
      Double(text.string) != nil
      ? (op == .add ? "\(number), `\"\(text.string){x}\"` a text." : number + ".")
      : op == .multiply
        ? "`repeat(text, 3)` is a text three times."
        : op == .add ? "put the number into the string: `\"... {x} ...\"`." : nil
  case (.list, .list):
    hint = "`[x \(op.rawValue) y for x, y in zip(xs, ys)]` goes through both lists."
  case (.list, _), (_, .list):
    let number = [a, b].lazy.filter { $0.number != nil }.first.map { "\($0)" } ?? "2"
    let each = "`[x \(op.rawValue) \(number) for x in xs]` changes each item"
    hint = op == .add ? "`[...xs, x]` adds an item; \(each)." : each + "."
  case (.record, .record): hint = "`{...a, ...b}` has the fields of both."
  case (.bool, _), (_, .bool): hint = "`if x { 1 } else { 0 }` makes a number of it."
  case (.none, .text), (.text, .none): hint = "a string shows nothing, too: `\"{x}\"`."
  case (.none, _), (_, .none): hint = "`x or 0` gives 0 where `x` is `none`."
  default: break
  }
  let (left, right) = (described(a), described(b))
  return failure(.operandKinds, "\(left) and \(right) cannot be \(verb)", span, hint: hint)
}

private func described(_ value: Value) -> String {
  if case .quantity(let quantity) = value { return quantity.description }
  return value.kind
}
