import Basics
import DSL
import Foundation

/// Numbers to strings and back.
let textOfNumbersBuiltins: [Builtin] = [
  Builtin(
    "number", [.required("value")], "The number that a string writes, or that a quantity counts.",
    examples: [.init("number(\" 2.50 \\n\")", "2.5"), .init("number(\"12\")", "12"), .init("number(2min)", "120")],
    seeAlso: ["number_after", "numbers", "string"]
  ) { (a: Arguments) throws(Exit) in
    switch a[0] {
    case .int, .real: return a[0]
    case .quantity(let quantity):
      if case .count = quantity.unit, let whole = Int(exactly: quantity.amount) { return .int(whole) }
      return .real(quantity.amount)
    case .text(let text):
      guard let number = parsedNumber(text.string) else {
        throw try a.nothingFound("\(excerpt(text.string)) is not a number", in: text, hint: hint(forNumberIn: text))
      }
      return number
    default: throw a.wrongKind(0, "a string")
    }
  },
  Builtin(
    "number_after", [.required("text"), .required("marker")],
    """
    The number behind the last `marker` in a string that one follows, also with `=`, `:`, quotes or spaces between them; \
    `numbers(text, after: marker)[0]` is the first. A marker is a whole word: `loss` is not found in `val_loss`. Colours \
    of a terminal are passed over, and `97.5%` is 0.975.
    """,
    examples: [
      .init("number_after(\"loss=0.5\\nloss=0.25 acc=0.9\", \"loss\")", "0.25"),
      .init("number_after(\"epoch 7  accuracy: 97.5%\", \"accuracy\")", "0.975"),
    ], seeAlso: ["numbers", "run", "after", "last_line"]
  ) { (a: Arguments) throws(Exit) in
    let found = try numbers(behind: try a.text(1), in: try a.text(0), a)
    if let number = found.last { return number }
    let (text, marker) = (try a.text(0), try a.text(1))
    let shown = excerpt(text.string)
    let isThere = try a.machine.firstRange(of: marker, in: text) != nil
    let turned = text.utf8.isEmpty ? nil : try a.machine.firstRange(of: text, in: marker)
    throw try a.nothingFound(
      isThere ? "no number follows \(a[1]) in \(shown)" : "there is no \(a[1]) in \(shown)", in: text, marker: marker,
      hint: isThere
        ? "a marker is a whole word, and its number is the next on the line."
        : turned != nil ? "the text stands first: `number_after(text, \(Value.text(text)))`." : nil)
  },
  Builtin(
    "numbers", [.required("text"), .label("after")],
    """
    The numbers in a string, in order: all, or those behind each marker `after`, as `number_after` finds them. Digits \
    behind a letter, as in `conv2`, are part of a word.
    """,
    examples: [
      .init("numbers(\"epoch 3/10  loss 0.25  acc 97.5%\")", "[3, 10, 0.25, 0.975]"),
      .init("min(numbers(\"loss=3 loss=1 loss=2\", after: \"loss=\"))", "1"),
    ], seeAlso: ["number_after", "number", "words"]
  ) { (a: Arguments) throws(Exit) in
    if let marker = try a.optional(1, a.text) { return .list(try numbers(behind: marker, in: try a.text(0), a)) }
    var scanner = NumberScanner(try a.text(0))
    var found = ContiguousArray<Value>()
    while scanner.isUnderWay {
      try a.machine.poll()
      if let number = scanner.step() { found.append(number) }
    }
    return .list(found)
  },
  Builtin(
    "string", [.required("value")], "A value as `print` shows it.",
    examples: [.init("string(0.1)", "\"0.1\""), .init("string([1, 2])", "\"[1, 2]\"")], seeAlso: ["number", "fixed"]
  ) { (a: Arguments) throws(Exit) in .text(try a.shown(a[0])) },
  Builtin(
    "fixed", [.required("x"), .required("digits")],
    "A number as a string with so many digits after the point.",
    examples: [.init("fixed(2, 3)", "\"2.000\""), .init("fixed(0.12345, 2)", "\"0.12\"")],
    seeAlso: ["round", "pad_left"]
  ) { (a: Arguments) throws(Exit) in
    let x = try a.number(0)
    let digits = try a.count(1)
    guard digits <= mostDigits else {
      throw failure(.argumentRange, "`digits` must be at most \(mostDigits)", a.place(1))
    }
    return .text(x.isFinite ? String(format: "%.*f", digits, x) : realText(x))
  },
]

/// The numbers behind the places where `marker` is in `text`.
private func numbers(behind marker: Text, in text: Text, _ a: Arguments) throws(Exit) -> ContiguousArray<Value> {
  guard !marker.utf8.isEmpty else { throw failure(.argumentRange, "a marker must not be empty", a.place(1)) }
  let scanner = NumberScanner(text)
  var found = ContiguousArray<Value>()
  try a.machine.forEachRange(of: marker, in: Text(utf8: scanner.bytes)) { (range) throws(Exit) in
    if let number = scanner.number(behind: range) { found.append(number) }
    return true
  }
  return found
}

/// How the number is had that is somewhere in a text which is not one itself.
private func hint(forNumberIn text: Text) -> String? {
  // Of a long text, the end is where programs say what came of it.
  let end = Text(utf8: ContiguousArray(text.utf8.suffix(1 << 16)))
  var scanner = NumberScanner(end)
  var isThere = false
  while scanner.isUnderWay, !isThere { isThere = scanner.step() != nil }
  guard isThere else { return nil }
  if parsedNumber(end.string.replacing(",", with: ".")) != nil {
    return "the decimal sign is a point: `number(replace(text, \",\", \".\"))`."
  }
  let marker = end.string.matches(of: /([A-Za-z_]+)[ =:"']+[-+]?[0-9.]/).last?.1
  return marker.map { "`number_after(text, \"\($0)\")` is the number behind the last `\($0)` of a text." }
    ?? "`numbers(text)[0]` is the first number in a text."
}

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
