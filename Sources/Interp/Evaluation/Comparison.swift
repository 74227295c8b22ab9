import Basics
import DSL

// What the comparisons do; as with arithmetic, all but two integers or two reals is out of line.

protocol Comparison {
  static var op: BinaryOperator { get }
  static func int(_ a: Int, _ b: Int) -> Bool
  static func real(_ a: Double, _ b: Double) -> Bool
}

extension Comparison {
  @inline(never) static func slow(_ a: Value, _ b: Value, _ span: Span) throws(Exit) -> Bool {
    switch (a, b) {
    case (.text(let x), .text(let y)):
      // UTF-8 orders bytes as Unicode scalars are ordered.
      return int(order(x.utf8, y.utf8), 0)
    case (.quantity(let x), .quantity(let y)) where x.unit == y.unit: return real(x.amount, y.amount)
    default:
      if let x = a.number, let y = b.number { return real(x, y) }
      throw failure(.operandKinds, "\(a.kind) and \(b.kind) cannot be compared by `\(op.rawValue)`", span)
    }
  }
}

private func order(_ a: ContiguousArray<UInt8>, _ b: ContiguousArray<UInt8>) -> Int {
  if a == b { return 0 }
  return a.lexicographicallyPrecedes(b) ? -1 : 1
}

enum IsLess: Comparison {
  static var op: BinaryOperator { .less }
  @inline(__always) static func int(_ a: Int, _ b: Int) -> Bool { a < b }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Bool { a < b }
}

enum IsLessOrEqual: Comparison {
  static var op: BinaryOperator { .lessOrEqual }
  @inline(__always) static func int(_ a: Int, _ b: Int) -> Bool { a <= b }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Bool { a <= b }
}

enum IsGreater: Comparison {
  static var op: BinaryOperator { .greater }
  @inline(__always) static func int(_ a: Int, _ b: Int) -> Bool { a > b }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Bool { a > b }
}

enum IsGreaterOrEqual: Comparison {
  static var op: BinaryOperator { .greaterOrEqual }
  @inline(__always) static func int(_ a: Int, _ b: Int) -> Bool { a >= b }
  @inline(__always) static func real(_ a: Double, _ b: Double) -> Bool { a >= b }
}
