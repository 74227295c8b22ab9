import Basics
import DSL
import Foundation

/// Numbers.
let mathematicsBuiltins: [Builtin] =
  [
    real("sqrt", "Square root of a number that is not negative.", ("sqrt(16)", "4"), seeAlso: ["exp", "ln"]) {
      $0 < 0 ? nil : $0.squareRoot()
    },
    real("exp", "The number e to the power of a number.", ("exp(0)", "1"), seeAlso: ["ln"]) { exp($0) },
    real("ln", "Natural logarithm of a number above 0.", ("ln(1)", "0"), seeAlso: ["log", "log10", "log2"]) {
      $0 > 0 ? log($0) : nil
    },
    real("log10", "Decimal logarithm of a number above 0.", ("log10(1000)", "3"), seeAlso: ["ln", "log2"]) {
      $0 > 0 ? log10($0) : nil
    },
    real("log2", "Binary logarithm of a number above 0.", ("log2(8)", "3"), seeAlso: ["ln", "log10"]) {
      $0 > 0 ? log2($0) : nil
    },
    real("sin", "Sine of an angle in radians.", ("sin(0)", "0"), seeAlso: ["cos", "tan", "pi"]) { sin($0) },
    real("cos", "Cosine of an angle in radians.", ("cos(0)", "1"), seeAlso: ["sin", "tan", "pi"]) { cos($0) },
    real("tan", "Tangent of an angle in radians.", ("tan(0)", "0"), seeAlso: ["atan", "sin", "cos"]) { tan($0) },
    real("atan", "The angle in radians, from -pi/2 to pi/2, of a tangent.", ("atan(0)", "0"), seeAlso: ["tan"]) {
      atan($0)
    },
    Builtin(
      "round", [.required("x"), .optional("digits", .int(0))],
      "The nearest whole number, halves away from 0; or the nearest number with so many digits after the point.",
      examples: [.init("round(2.5)", "3"), .init("round(0.12345, 3)", "0.123"), .init("round(1234, -2)", "1200")],
      seeAlso: ["floor", "ceil", "fixed"]
    ) { (a: Arguments) throws(Exit) in
      let digits = try a.int(1)
      return digits == 0 ? try whole(a, "round", .toNearestOrAwayFromZero) : try rounded(a, toDigits: digits)
    },
    rounding("floor", .down, "The largest whole number that is not above a number.", ("floor(-1.5)", "-2")),
    rounding("ceil", .up, "The smallest whole number that is not below a number.", ("ceil(1.2)", "2")),
    Builtin(
      "abs", [.required("x")], "A number without its sign.", examples: [.init("abs(-3)", "3")],
      seeAlso: ["sqrt", "round"]
    ) { (a: Arguments) throws(Exit) in
      switch a[0] {
      case .int(let i):
        guard i != .min else { throw failure(.tooLarge, "`abs(\(i))` is too large for an integer", a.span) }
        return .int(abs(i))
      case .real(let r): return .real(abs(r))
      case .quantity(let quantity): return .quantity(Quantity(abs(quantity.amount), quantity.unit))
      default: throw a.wrongKind(0, "a number")
      }
    },
    Builtin(
      "sum", [.required("xs")], "The sum of a list of numbers, 0 for an empty one.",
      examples: [.init("sum([1, 2, 3])", "6"), .init("sum(1..100)", "5050")], seeAlso: ["mean", "reduce"]
    ) { (a: Arguments) throws(Exit) in
      let items = try a.list(0)
      var total = Value.int(0)
      if case .quantity(let first)? = items.first { total = .quantity(Quantity(0, first.unit)) }
      try a.forEach(items) { (item) throws(Exit) in
        if case .real(let x) = total, case .real(let y) = item {
          total = .real(x + y)
        } else if case .int(let x) = total, case .int(let y) = item,
          case (let sum, false) = x.addingReportingOverflow(y)
        {
          total = .int(sum)
        } else {
          switch item {
          case .int, .real, .quantity: break
          default: throw a.wrongItem(0, item)
          }
          total = try arithmetic(.add, total, item, a.span)
        }
      }
      return total
    },
    extremum("min", "The smallest of its arguments, or of a list.", ("min(3, 1, 2)", "1"), seeAlso: ["argmin"]) {
      (x, y, span) throws(Exit) in try IsLess.slow(x, y, span)
    },
    extremum("max", "The largest of its arguments, or of a list.", ("max([3, 1, 2])", "3"), seeAlso: ["argmax"]) {
      (x, y, span) throws(Exit) in try IsGreater.slow(x, y, span)
    },
    // The activations of networks. `dense(16, relu)` knows them by their names.
    real(
      "relu", "A number, or 0 if it is negative; the rectifier activation of a layer.", ("relu(-2)", "0"),
      seeAlso: ["tanh", "gelu"]
    ) { $0 < 0 ? 0 : $0 },
    real(
      "tanh", "Hyperbolic tangent; an activation of a layer too.", ("tanh(0)", "0"), seeAlso: ["sigmoid", "relu"]
    ) { tanh($0) },
    real(
      "sigmoid", "The logistic function 1 / (1 + e^-x); an activation of a layer too.", ("sigmoid(0)", "0.5"),
      seeAlso: ["tanh", "relu"]
    ) { x in
      // e^-|x| never overflows.
      let e = exp(-abs(x))
      return x < 0 ? e / (1 + e) : 1 / (1 + e)
    },
    real(
      "gelu", "A number times the normal distribution function of it, x Phi(x); an activation of a layer too.",
      ("gelu(0)", "0"), seeAlso: ["relu", "tanh"]
    ) { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) },
    real(
      "leaky_relu", "A number, or a hundredth of it if it is negative; an activation of a layer too.",
      ("leaky_relu(-2)", "-0.02"), seeAlso: ["relu", "elu"]
    ) { $0 < 0 ? 0.01 * $0 : $0 },
    real(
      "elu", "A number, or e^x - 1 if it is negative; an activation of a layer too.", ("elu(0)", "0"),
      seeAlso: ["relu", "softplus"]
    ) { $0 < 0 ? expm1($0) : $0 },
    real(
      "silu", "A number times its logistic function, x / (1 + e^-x); an activation of a layer too.", ("silu(0)", "0"),
      seeAlso: ["gelu", "sigmoid"]
    ) { $0 == -.infinity ? 0 : $0 / (1 + exp(-$0)) },
    real(
      "softplus", "The smooth form of relu, ln(1 + e^x); an activation of a layer too.",
      ("softplus(0) |> round(6)", "0.693147"), seeAlso: ["relu", "elu"]
    ) { max($0, 0) + log1p(exp(-abs($0))) },
  ]

/// A function of one real; `body` gives nil outside of its domain.
private func real(
  _ name: String, _ summary: String, _ example: (String, String), seeAlso: [String],
  _ body: @escaping @Sendable (Double) -> Double?
) -> Builtin {
  Builtin(name, [.required("x")], summary, examples: [.init(example.0, example.1)], seeAlso: seeAlso) {
    (a: Arguments) throws(Exit) in
    let x = try a.number(0)
    guard let y = body(x) else {
      throw failure(.noValue, "`\(name)(\(a[0]))` has no value", a.place(0), hint: domain(of: name))
    }
    return .real(y)
  }
}

func logarithm(_ a: Arguments) throws(Exit) -> Value {
  let x = try a.number(0)
  guard x > 0 else { throw failure(.noValue, "`log(\(a[0]))` has no value", a.place(0), hint: domain(of: "log")) }
  return .real(log(x))
}

/// For which numbers a function has values.
private func domain(of name: String) -> String? {
  switch name {
  case "sqrt": "`sqrt` takes numbers of 0 and more."
  case "log", "ln", "log2", "log10": "`\(name)` takes numbers above 0."
  default: nil
  }
}

private func rounding(
  _ name: String, _ rule: FloatingPointRoundingRule, _ summary: String, _ example: (String, String)
) -> Builtin {
  Builtin(
    name, [.required("x")], summary, examples: [.init(example.0, example.1)], seeAlso: ["round", "fixed"]
  ) { (a: Arguments) throws(Exit) in try whole(a, name, rule) }
}

private func whole(_ a: Arguments, _ name: String, _ rule: FloatingPointRoundingRule) throws(Exit) -> Value {
  if case .int = a[0] { return a[0] }
  let x = try a.number(0)
  guard x.isFinite else { throw failure(.noValue, "`\(name)(\(a[0]))` has no value", a.span) }
  guard let whole = Int(exactly: x.rounded(rule)) else {
    throw failure(.tooLarge, "`\(name)(\(a[0]))` is too large for an integer", a.span)
  }
  return .int(whole)
}

/// To so many decimal digits of the number as it is, not of a multiple of it that was itself rounded.
private func rounded(_ a: Arguments, toDigits digits: Int) throws(Exit) -> Value {
  let x = try a.number(0)
  guard digits < 0 else {
    if case .int = a[0] { return a[0] }
    guard digits <= mostDigits, x.isFinite else { return .real(x) }
    return .real(Double(String(format: "%.*f", digits, x)) ?? x)
  }
  let unit = pow(10, Double(-max(digits, -mostDigits)))
  let nearest = unit.isFinite ? (x / unit).rounded(.toNearestOrAwayFromZero) * unit : 0
  if case .int = a[0], let whole = Int(exactly: nearest) { return .int(whole) }
  return .real(nearest)
}

/// No real has more digits after the point.
let mostDigits = 1_100

private func extremum(
  _ name: String, _ summary: String, _ example: (String, String), seeAlso: [String],
  isBetter: @escaping @Sendable (Value, Value, Span) throws(Exit) -> Bool
) -> Builtin {
  Builtin(name, [.rest("xs")], summary, examples: [.init(example.0, example.1)], seeAlso: seeAlso) {
    (a: Arguments) throws(Exit) in
    var items = ContiguousArray(a.rest)
    if items.count == 1, let list = try a.items(of: items[0]) { items = list }
    if a.rest.count > 1, let list = a.rest.firstIndex(where: { if case .list = $0 { true } else { false } }) {
      if a.rest.count == 2, list == 0, let column = a.rest[1].string, case .list(let rows) = a.rest[0],
        case .record(let row)? = rows.first, row[column] != nil
      {
        throw failure(
          .argumentKind,
          "`\(name)` takes numbers, or one list of them", a.place(1), label: "this is a column",
          hint: "write `\(name)([row.\(column) for row in \(a.words(0) ?? "rows")])`.")
      }
      let written = a.rest.indices.map { index in
        let words = a.words(index) ?? "xs"
        return if case .list = a.rest[index] { "..." + words } else { words }
      }
      throw failure(
        .argumentKind,
        "`\(name)` takes numbers, or one list of them", a.place(list), label: "this is a list beside others",
        hint: "write `\(name)([\(written.joined(separator: ", "))])`.")
    }
    if a.rest.count > 1, a.rest.contains(where: { $0.number != nil }),
      let text = a.rest.firstIndex(where: { $0.string != nil })
    {
      let isNumber = a.rest[text].string.flatMap(Double.init) != nil
      throw failure(
        .argumentKind,
        "`\(name)` compares numbers with numbers", a.place(text), label: "this is a string",
        hint: isNumber ? "it stands without quotes: `\(a.rest[text].string ?? "")`." : nil)
    }
    guard var best = items.first else {
      let hint = "`\(name)([...xs, 0])` is 0 where `xs` is empty."
      throw failure(.emptyList, "`\(name)` of nothing", a.place(0), hint: a.rest.isEmpty ? nil : hint)
    }
    if a.rest.count == 1, items.contains(where: { Arguments.isItem($0) }) {
      throw a.wrongItem(0, items[0])
    }
    if best.number == nil { _ = try isBetter(best, best, a.span) }
    try a.forEach(items.dropFirst()) { (item) throws(Exit) in if try isBetter(item, best, a.span) { best = item } }
    return best
  }
}
