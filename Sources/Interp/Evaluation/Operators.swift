import Basics
import DSL

/// The node for an operator and its operands.
func binary(_ op: BinaryOperator, _ a: Node, _ b: Node, _ span: Span) -> Node {
  func nearest(_ near: Binary.Type, _ right: Binary.Type, _ left: Binary.Type, _ far: Binary.Type) -> Node {
    (a.isNear ? b.isNear ? near : left : b.isNear ? right : far).init(a, b, span)
  }
  return switch op {
  case .add: nearest(AddNearNear.self, AddFarNear.self, AddNearFar.self, AddFarFar.self)
  case .subtract: nearest(SubtractNearNear.self, SubtractFarNear.self, SubtractNearFar.self, SubtractFarFar.self)
  case .multiply: nearest(MultiplyNearNear.self, MultiplyFarNear.self, MultiplyNearFar.self, MultiplyFarFar.self)
  case .divide: nearest(DivideNearNear.self, DivideFarNear.self, DivideNearFar.self, DivideFarFar.self)
  case .less: nearest(LessNearNear.self, LessFarNear.self, LessNearFar.self, LessFarFar.self)
  case .lessOrEqual:
    nearest(LessOrEqualNearNear.self, LessOrEqualFarNear.self, LessOrEqualNearFar.self, LessOrEqualFarFar.self)
  case .greater: nearest(GreaterNearNear.self, GreaterFarNear.self, GreaterNearFar.self, GreaterFarFar.self)
  case .greaterOrEqual:
    nearest(
      GreaterOrEqualNearNear.self, GreaterOrEqualFarNear.self, GreaterOrEqualNearFar.self, GreaterOrEqualFarFar.self)
  case .modulo: Modulo(a, b, span)
  case .power: Power(a, b, span)
  case .equal: Equal(a, b, span)
  case .notEqual: Not(Equal(a, b, span), span)
  case .contains: Contains(a, b, span)
  case .notContains: Not(Contains(a, b, span), span)
  case .and: And(a, b, span)
  case .or: Or(a, b, span)
  }
}

final class Modulo: Binary {
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let v = try a.value(&f)
    let w = try b.value(&f)
    if case .int(let x) = v, case .int(let y) = w, x >= 0, y > 0 { return .int(x % y) }
    return try arithmetic(.modulo, v, w, span)
  }
}

final class Power: Binary {
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let v = try a.value(&f)
    return try arithmetic(.power, v, try b.value(&f), span)
  }
}

/// A node whose value is a truth value.
class Condition: Binary {
  final override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try test(&f)) }
}

final class Equal: Condition {
  override func test(_ f: inout Frame) throws(Exit) -> Bool {
    let v = try a.value(&f)
    let w = try b.value(&f)
    if case .int(let x) = v, case .int(let y) = w { return x == y }
    return v == w
  }
}

/// `item in collection`: an item of a list, a part of a string, a field of a record, a number of a range.
final class Contains: Condition {
  override func test(_ f: inout Frame) throws(Exit) -> Bool {
    let item = try a.value(&f)
    let collection = try b.value(&f)
    switch collection {
    case .list(let items):
      for candidate in items {
        try f.machine.poll()
        if candidate == item { return true }
      }
      return false
    case .record(let record):
      guard case .text(let name) = item else { break }
      return record[name.string] != nil
    case .text(let text):
      guard case .text(let part) = item else { break }
      if part.utf8.isEmpty { return true }
      return try f.machine.firstRange(of: part, in: text) != nil
    case .host(let host):
      if let contains = host.contains(item) { return contains }
    default: break
    }
    throw failure(.operandKinds, "`in` cannot look for \(item.kind) in \(collection.kind)", span)
  }
}

// `&&` and `||` of Swift would not do: their right side may throw any error, not only ours.

final class And: Condition {
  override func test(_ f: inout Frame) throws(Exit) -> Bool {
    if try a.test(&f) { return try b.test(&f) }
    return false
  }
}

/// `a or b` is `a` unless `a` is `none` or `false`.
final class Or: Binary {
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let v = try a.value(&f)
    switch v {
    case .none, .missing, .bool(false): return try b.value(&f)
    default: return v
    }
  }
  override func test(_ f: inout Frame) throws(Exit) -> Bool {
    let v = try a.value(&f)
    switch v {
    case .none, .missing, .bool(false): return try b.test(&f)
    case .bool(true): return true
    default: throw needsBoolean(v, a.span)
    }
  }
}

final class Not: Node {
  let operand: Node
  init(_ operand: Node, _ span: Span) {
    self.operand = operand
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .bool(try !operand.test(&f)) }
  override func test(_ f: inout Frame) throws(Exit) -> Bool { try !operand.test(&f) }
}

final class Negate: Node {
  let operand: Node
  init(_ operand: Node, _ span: Span) {
    self.operand = operand
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let value = try operand.value(&f)
    switch value {
    case .real(let r): return .real(-r)
    case .quantity(let quantity): return .quantity(Quantity(-quantity.amount, quantity.unit))
    case .int: return try arithmetic(.subtract, .int(0), value, span)
    default: throw failure(.operandKinds, "`-` needs a number, not \(value.kind)", span)
    }
  }
}
