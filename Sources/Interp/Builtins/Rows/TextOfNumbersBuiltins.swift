import DSL
import Foundation

/// Numbers to strings and back.
let textOfNumbersBuiltins: [Builtin] = [
  Builtin(
    "number", [.required("value")], "The number that a string writes, or that a quantity counts.",
    examples: [.init("number(\" 2.50 \\n\")", "2.5"), .init("number(\"12\")", "12"), .init("number(2min)", "120")],
    seeAlso: ["string", "after"]
  ) { (a: Arguments) throws(Exit) in
    switch a[0] {
    case .int, .real: return a[0]
    case .quantity(let quantity):
      if case .count = quantity.unit, let whole = Int(exactly: quantity.amount) { return .int(whole) }
      return .real(quantity.amount)
    case .text(let text):
      guard let number = parsedNumber(text.string) else {
        throw failure(
          "\(excerpt(text.string)) is not a number", a.span,
          hint: "`after(text, \"loss=\")` cuts off what comes before one.")
      }
      return number
    default: throw a.wrongKind(0, "a string")
    }
  },
  Builtin(
    "string", [.required("value")], "A value as `print` shows it.",
    examples: [.init("string(0.1)", "\"0.1\""), .init("string([1, 2])", "\"[1, 2]\"")], seeAlso: ["number", "fixed"]
  ) { (a: Arguments) throws(Exit) in .text(a[0].shown) },
  Builtin(
    "fixed", [.required("x"), .required("digits")],
    "A number as a string with so many digits after the point.",
    examples: [.init("fixed(2, 3)", "\"2.000\""), .init("fixed(0.12345, 2)", "\"0.12\"")],
    seeAlso: ["round", "pad_left"]
  ) { (a: Arguments) throws(Exit) in
    let x = try a.number(0)
    let digits = try a.count(1)
    guard digits <= mostDigits else { throw failure("`digits` must be at most \(mostDigits)", a.span) }
    return .text(x.isFinite ? String(format: "%.*f", digits, x) : realText(x))
  },
]

/// The number that `text` writes, with white space round it: an integer if it is written as one.
func parsedNumber(_ text: String) -> Value? {
  let text = trimmed(text)
  if let whole = Int(text) { return .int(whole) }
  switch text.lowercased() {
  case "nan": return .real(.nan)
  case "inf", "+inf", "infinity": return .real(.infinity)
  case "-inf", "-infinity": return .real(-.infinity)
  default:
    // Swift would read hexadecimal too.
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
    return Double(text).map { .real($0) }
  }
}
