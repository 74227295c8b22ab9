import Basics

extension Lexer {
  /// A string that ends at a line break or at the end of the text.
  mutating func unclosedString(_ literal: StringLiteral? = nil) {
    var open = literal
    for case .interpolation(let outer) in frames where open == nil && !outer.isMultiline { open = outer }
    defer { leaveLine() }
    guard let open else { return }
    if let brace = openBrace(around: open) {
      return fail(
        Diagnostic(
          .unclosed,
          "this `{` of a string is never closed", at: brace, "`}` is missing behind what it shows",
          hint: "a brace itself is written `\\{` inside of a string."))
    }
    let isInterpolated = frames.contains { if case .interpolation = $0 { true } else { false } }
    let hint =
      if isInterpolated || open.isInterpolated {
        "`{` starts an expression inside of a string; the brace itself is written `\\{`."
      } else if open.isMultiline {
        "a string that starts with `\"\"\"` ends with `\"\"\"`."
      } else {
        "a string ends on its line; one of several lines is written between `\"\"\"` and `\"\"\"`."
      }
    fail(
      Diagnostic(
        .unclosed,
        "this string is never closed", at: open.quote, "starts here", hint: hint,
        isUnfinished: isAtEnd && openLineStrings == 0))
  }

  /// The brace of another string whose quotes end `string`, where that is all there is of it.
  private func openBrace(around string: StringLiteral) -> Span? {
    guard !string.isInterpolated, !string.isMultiline, case .interpolation(let outer)? = frames.last,
      !outer.isMultiline,
      outer.quote != string.quote,
      let head = list.tokens.last(where: {
        switch $0.kind {
        case .stringHead, .stringMiddle: true
        default: false
        }
      })
    else { return nil }
    return Span(start: head.span.end - 1, length: 1)
  }

  mutating func unknownEscape(from start: Int) {
    if !isAtEnd { offset += scalar().utf8.count }
    let spelling = text(from: start)
    fail(
      Diagnostic(
        .stringForm,
        "`\(spelling.filter { $0 != "\n" })` is not an escape", at: span(from: start), "unknown escape",
        hint: "there are `\\n`, `\\t`, `\\r`, `\\0`, `\\\"`, `\\\\`, `\\{` and `\\u{1B}`; a backslash itself is `\\\\`."
      ))
    // The line break still ends its line.
    if offset > 0, source.utf8[offset - 1] == UInt8(ascii: "\n") { offset -= 1 }
  }

  mutating func unknownCharacter(from start: Int) {
    fail(
      Diagnostic(
        .stringForm,
        "`\(text(from: start))` is not a character", at: span(from: start), "not a number of Unicode",
        hint: "`\\u{1B}` is a character by its hexadecimal number, up to `\\u{10FFFF}`."))
  }

  mutating func misplacedUnderscore(in start: Int) {
    offset += 1
    fail(
      Diagnostic(
        .numberForm,
        "`_` goes between two digits of a number", at: span(from: start), "no digit follows `_`",
        hint: "`1_000_000` is a million."))
  }

  mutating func tooLarge(_ start: Int) {
    let spelling = text(from: start)
    let isWhole = spelling.allSatisfy { $0.isNumber || $0 == "_" }
    fail(
      Diagnostic(
        .numberForm,
        "this number is too large", at: span(from: start),
        isWhole ? "an integer has 64 bits, up to \(Int.max)" : "a real number reaches up to 1.8e308",
        hint: isWhole && spelling.utf8.count < 300 ? "as a real number it is written `\(spelling).0`." : nil))
  }

  mutating func unknownSuffix(_ suffix: String, of number: String, from start: Int) {
    if suffix.lowercased() == "e" {
      let whole = Span(
        start: span(from: start).start - UInt32(number.utf8.count), length: UInt32(number.utf8.count + 1))
      return fail(
        Diagnostic(.numberForm, "this number has no exponent", at: whole, "digits follow `e`, as in `\(number)e-4`"))
    }
    if let total = Lexer.sumOfTimes("\(number)\(suffix)") {
      let whole = Span(
        start: span(from: start).start - UInt32(number.utf8.count),
        length: UInt32(number.utf8.count) + span(from: start).length)
      return fail(Diagnostic(.unitForm, "a time has one unit", at: whole, "write `\(total)`"))
    }
    if startsName {
      let whole = Span(
        start: span(from: start).start - UInt32(number.utf8.count),
        length: UInt32(number.utf8.count) + span(from: start).length)
      return fail(
        Diagnostic(.nameForm, "a name starts with a letter", at: whole, "write `\(suffix)\(number)`, for example"))
    }
    let label: String
    if CountUnit(word: suffix) != nil || Keyword(rawValue: suffix) != nil {
      label = "a word needs a space before it: `\(number) \(suffix)`"
    } else if let unit = Lexer.foreignTimeUnits[suffix.lowercased()] {
      label = "write `\(number)\(unit)`"
    } else if let unit = Suggestion.nearest(to: suffix, among: CountUnit.allCases.map(\.rawValue)) {
      label = "did you mean `\(number) \(unit)`?"
    } else if let unit = Lexer.timeUnit(like: suffix) {
      label = "did you mean `\(number)\(unit)`?"
    } else if number == "0", ["x", "b", "o"].contains(suffix.prefix(1).lowercased()) {
      label = "numbers are written in decimal digits"
    } else if list.tokens.last?.kind == .keyword(.for) {
      label = "write `\(number) trials`"
    } else {
      label = "a product is written `\(number) * \(suffix)`"
    }
    let units = TimeUnit.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    fail(
      Diagnostic(
        .unitForm,
        "`\(suffix)` is not a unit", at: span(from: start), label,
        hint: "a number may be followed directly by \(units) and `%`, as in `10min` and `20%`."))
  }

  /// `90min` for `1h30min`; nil where a text is not a sum of whole times.
  private static func sumOfTimes(_ text: String) -> String? {
    let parts = text.matches(of: /(\d+)(h|min|m|s|d)/)
    guard parts.count > 1, parts.map({ String($0.0) }).joined() == text, text.utf8.count < 30 else { return nil }
    let units = parts.map { TimeUnit(rawValue: $0.2 == "m" ? "min" : String($0.2)) ?? .minutes }
    guard let smallest = units.min(by: { $0.seconds < $1.seconds }) else { return nil }
    let seconds = zip(parts, units).reduce(0.0) { $0 + (Double($1.0.1) ?? 0) * $1.1.seconds }
    return "\(Int(seconds / smallest.seconds))\(smallest.rawValue)"
  }

  /// Whether the last token asks for a name to bind.
  private var startsName: Bool {
    switch list.tokens.last?.kind {
    case .keyword(.let), .keyword(.var), .keyword(.fn), .keyword(.search): true
    default: false
    }
  }

  /// Other words for the time units.
  static let foreignTimeUnits: [String: String] = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "minute": "min",
    "minutes": "min", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d", "msec": "ms",
    "millis": "ms", "milliseconds": "ms",
  ]

  /// The time unit that a misspelt word means.
  static func timeUnit(like word: String) -> String? {
    let words = foreignTimeUnits.keys.filter { $0.count > 2 }.sorted()
    return Suggestion.nearest(to: word.lowercased(), among: words).flatMap { foreignTimeUnits[$0] }
  }

  mutating func closesNothing(_ symbol: Symbol) {
    let start = offset
    offset += 1
    let title = "this `\(symbol.rawValue)` closes nothing"
    guard case .interpolation(let literal)? = frames.last else {
      list.strayClosers.insert(list.tokens.count)
      return fail(Diagnostic(.wrongBracket, title, at: span(from: start), "no bracket is open here"))
    }
    fail(
      Diagnostic(
        .wrongBracket,
        title, at: span(from: start), "inside of the braces of a string",
        secondary: [Diagnostic.Label(literal.quote, "the string starts here")],
        hint: "the brace itself is written `\\{` inside of a string."))
  }

  mutating func closes(_ symbol: Symbol, insteadOf opening: Symbol, _ place: Span) {
    let start = offset
    offset += 1
    let expected = opening.closing?.rawValue ?? ""
    fail(
      Diagnostic(
        .wrongBracket,
        "`\(opening.rawValue)` is closed by `\(expected)`", at: span(from: start),
        "this is `\(symbol.rawValue)`", secondary: [Diagnostic.Label(place, "opened here")]))
    if leaveBrackets(inside: symbol) { offset = start }
  }
}
