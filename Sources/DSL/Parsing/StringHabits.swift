import Basics

/// Values in strings as they are shown elsewhere: `{x:.2f}`, `{{x}}`, `"{}".format(x)`.
extension Parser {
  /// `{x:.2f}`, `{x!r}` and `{x=}`; the current token follows on the value.
  func formatInString(of value: Expression) -> Diagnostic? {
    let sign = source.text(under: current.span)
    let written = text(value)
    let rest = restOfLine.prefix { $0 != "}" && $0 != "\"" }
    let place = value.span.joined(to: Span(start: current.span.end, length: UInt32(rest.utf8.count)))
    switch sign {
    case ":":
      guard let meant = FormatHabits.expression(written, as: String(rest)) else { return nil }
      return Diagnostic(.valueInString, "what a value looks like is said by a function", at: place, "write `\(meant)`")
    case "!" where ["r", "s", "a"].contains(rest):
      return Diagnostic(
        .valueInString, "in the braces of a string there is only the value", at: place, "write `\(written)`")
    case "=" where rest.allSatisfy({ $0 == " " }):
      return Diagnostic(
        .valueInString,
        "in the braces of a string there is only the value", at: place, "write `\(written)`",
        hint: "its name is a part of the text: `\(written) = {\(written)}`.")
    default: return nil
    }
  }

  /// `"{{x}}"`; the current token stands where the value of a field should, or its colon.
  func doubledBraces() -> Diagnostic? {
    guard let opening = openingBracket, opening > 0, tokens[opening].kind == .symbol(.leftBrace),
      isOpenString(tokens[opening - 1].kind), tokens[opening - 1].span.end == tokens[opening].span.start,
      opening + 1 < index, isAt(.rightBrace)
    else { return nil }
    let inside = source.text(under: tokens[opening + 1].span.joined(to: tokens[index - 1].span))
    return Diagnostic(
      .valueInString,
      "in a string, a value stands in one pair of braces", at: tokens[opening].span.joined(to: current.span),
      "write `\(inside)`", hint: "a brace itself is written `\\{`: `\\{\(inside)}`.")
  }

  /// `"{} and {:.2f}".format(a, b)`; the current token stands where the value in the braces should.
  func formatMethod() -> Diagnostic? {
    guard let previous, isOpenString(previous.kind) else { return nil }
    let rest = source.text(under: current.span) + restOfLine
    guard let match = rest.firstMatch(of: /"\.format\(/) else { return nil }
    let values = FormatHabits.arguments(FormatHabits.operand(rest[match.range.upperBound...]))
    let place = rest.prefix { $0 != "}" }
    let start = tokens[..<index].lastIndex { if case .stringHead = $0.kind { true } else { false } } ?? index
    let number = tokens[start..<(index - 1)].count { isOpenString($0.kind) }
    guard values.indices.contains(number) else { return nil }
    let shown = FormatHabits.expression(values[number], as: String(place.drop { $0 == ":" })) ?? values[number]
    return Diagnostic(
      .valueInString,
      "a value stands in the braces of the string itself",
      at: Span(start: current.span.start - 1, length: UInt32(place.utf8.count) + 2), "write `{\(shown)}`",
      hint: "`.format(...)` is left out.")
  }

  private func isOpenString(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .stringHead, .stringMiddle: true
    default: false
    }
  }

  /// What a line holds from a token on.
  func restOfLine(from token: Token) -> Substring {
    source.text(under: Span(start: token.span.start, length: UInt32(truncatingIfNeeded: source.utf8.count)))
      .prefix { !$0.isNewline }
  }

  /// What stands behind the current token on its line; also where it is not cut into tokens.
  var restOfLine: Substring {
    source.text(under: Span(start: current.span.end, length: UInt32(truncatingIfNeeded: source.utf8.count)))
      .prefix { !$0.isNewline }
  }
}
