import DSL
import Foundation

/// Numbers.
let mathematicsBuiltins: [Builtin] =
  [
    real("sqrt", "Square root of a number that is not negative.", example: ("sqrt(16)", "4")) {
      $0 < 0 ? nil : $0.squareRoot()
    },
    real("exp", "e to the power of a number.", example: ("exp(0)", "1")) { exp($0) },
    real("ln", "Natural logarithm of a number above 0.", example: ("ln(1)", "0")) { $0 > 0 ? log($0) : nil },
    real("log10", "Decimal logarithm of a number above 0.", example: ("log10(1000)", "3")) { $0 > 0 ? log10($0) : nil },
    real("log2", "Binary logarithm of a number above 0.", example: ("log2(8)", "3")) { $0 > 0 ? log2($0) : nil },
    real("sin", "Sine of an angle in radians.", example: ("sin(0)", "0")) { sin($0) },
    real("cos", "Cosine of an angle in radians.", example: ("cos(0)", "1")) { cos($0) },
    rounding("round", .toNearestOrAwayFromZero, "The nearest whole number; halves go away from 0.", ("round(2.5)", "3")),
    rounding("floor", .down, "The largest whole number that is not above a number.", ("floor(-1.5)", "-2")),
    rounding("ceil", .up, "The smallest whole number that is not below a number.", ("ceil(1.2)", "2")),
    Builtin(
      "abs", .mathematics, [.required("x")], "A number without its sign.", examples: [.init("abs(-3)", "3")]
    ) { (a: Arguments) throws(Exit) in
      switch a[0] {
      case .int(let i):
        guard i != .min else { throw failure("`abs(\(i))` is too large for an integer", a.span) }
        return .int(abs(i))
      case .real(let r): return .real(abs(r))
      default: throw a.wrongKind(0, "a number")
      }
    },
    Builtin(
      "sum", .mathematics, [.required("xs")], "The sum of a list of numbers.", examples: [.init("sum([1, 2, 3])", "6")],
      seeAlso: ["mean"]
    ) { (a: Arguments) throws(Exit) in
      var total = Value.int(0)
      for item in try a.list(0) {
        if case .int(let x) = total, case .int(let y) = item {
          let (sum, overflow) = x.addingReportingOverflow(y)
          if !overflow {
            total = .int(sum)
            continue
          }
        }
        total = try Adding.slow(total, item, a.span)
      }
      return total
    },
    extremum("min", "The smallest of its arguments, or of a list.", ("min(3, 1, 2)", "1")) {
      (x, y, span) throws(Exit) in try IsLess.slow(x, y, span)
    },
    extremum("max", "The largest of its arguments, or of a list.", ("max([3, 1, 2])", "3")) {
      (x, y, span) throws(Exit) in try IsGreater.slow(x, y, span)
    },
  ]

/// A function of one real; `body` gives nil outside of its domain.
private func real(
  _ name: String, _ summary: String, example: (String, String), _ body: @escaping @Sendable (Double) -> Double?
) -> Builtin {
  Builtin(name, .mathematics, [.required("x")], summary, examples: [.init(example.0, example.1)]) {
    (a: Arguments) throws(Exit) in
    let x = try a.number(0)
    guard let y = body(x) else { throw failure("`\(name)(\(a[0]))` has no value", a.span) }
    return .real(y)
  }
}

func logarithm(_ a: Arguments) throws(Exit) -> Value {
  let x = try a.number(0)
  guard x > 0 else { throw failure("`log(\(a[0]))` has no value", a.span) }
  return .real(log(x))
}

private func rounding(
  _ name: String, _ rule: FloatingPointRoundingRule, _ summary: String, _ example: (String, String)
) -> Builtin {
  Builtin(name, .mathematics, [.required("x")], summary, examples: [.init(example.0, example.1)]) {
    (a: Arguments) throws(Exit) in
    if case .int = a[0] { return a[0] }
    guard let whole = Int(exactly: try a.number(0).rounded(rule)) else {
      throw failure("`\(name)(\(a[0]))` is too large for an integer", a.span)
    }
    return .int(whole)
  }
}

private func extremum(
  _ name: String, _ summary: String, _ example: (String, String),
  isBetter: @escaping @Sendable (Value, Value, Span) throws(Exit) -> Bool
) -> Builtin {
  Builtin(name, .mathematics, [.rest("xs")], summary, examples: [.init(example.0, example.1)]) {
    (a: Arguments) throws(Exit) in
    var items = ContiguousArray(a.rest)
    if items.count == 1, case .list(let list) = items[0] { items = list }
    guard var best = items.first else { throw failure("`\(name)` of nothing", a.span) }
    if best.number == nil { _ = try isBetter(best, best, a.span) }
    for item in items.dropFirst() where try isBetter(item, best, a.span) { best = item }
    return best
  }
}
