import Basics

/// Functions as they are declared elsewhere: with types, and with arrows before the body.
extension Parser {
  /// `x: float`, `x float` and `float x`, of which the first word is read.
  func typeOfParameter(_ first: Name) -> Diagnostic? {
    if isAt(.colon) {
      let type = kind(1).isWord ? current.span.joined(to: tokens[index + 1].span) : current.span
      return Diagnostic(.typeWritten, "types are not written", at: type, "write `\(first.text)` alone")
    }
    guard case .name(let second) = current.kind else { return nil }
    if ForeignWords.types.contains(first.text.lowercased()) {
      return Diagnostic(.typeWritten, "types are not written", at: first.span, "write `\(second)` alone")
    }
    guard ForeignWords.types.contains(second.lowercased()) else { return nil }
    return Diagnostic(.typeWritten, "types are not written", at: current.span, "write `\(first.text)` alone")
  }

  /// `fn my-loss(x)` and `fn search(x)`; the current token stands where the parameters should begin.
  func nameOfFunction() -> Diagnostic? {
    if case .keyword = current.kind, previous?.kind == .keyword(.fn) { return expectedName("the name of the function") }
    guard isAt(.minus), case .name(let first)? = previous?.kind, case .name(let second) = kind(1), index > 0 else {
      return nil
    }
    return Diagnostic(
      .nameForm,
      "a name has no hyphen", at: tokens[index - 1].span.joined(to: tokens[index + 1].span),
      "write `\(first)_\(second)`")
  }

  /// `(x, y) => x`, whose parentheses begin at a token.
  func functionWithArrow(from opening: Int) -> Diagnostic? {
    let level = tokens[opening].level
    let closing = tokens[index...].firstIndex { $0.level == level && $0.kind == .symbol(.rightParenthesis) }
    guard let closing, closing + 1 < tokens.count,
      ["->", "=>"].contains(source.text(under: tokens[closing + 1].span))
    else { return nil }
    if opening > 0, let lastClause, tokens[opening - 1].kind == .name(lastClause) {
      let place = tokens[opening].span.joined(to: tokens[closing + 1].span)
      return Diagnostic(
        .objectiveForm,
        "an objective is an expression of the parameters, not a function", at: place,
        "leave `\(source.text(under: place))` out")
    }
    let parameters = source.text(under: tokens[opening].span.joined(to: tokens[closing].span))
    return Diagnostic(
      .functionForm,
      "a function begins with `fn`", at: tokens[closing + 1].span, "write `fn\(parameters) = ...`")
  }

  /// `-> float`, `: float` and `=>` where the body of a function should begin.
  func signBeforeBody() -> Diagnostic? {
    let sign = source.text(under: current.span)
    guard isAt(.colon) || ["->", "=>"].contains(sign) else { return nil }
    // What stands behind a token that is none is not cut into tokens.
    let rest = source.text(under: Span(start: current.span.end, length: UInt32(truncatingIfNeeded: source.utf8.count)))
    let line = rest.prefix { !$0.isNewline }
    let type = line.prefix { $0 != "=" && $0 != "{" }
    let isType =
      type.count < line.count && !line.dropFirst(type.count).hasPrefix("==")
      && type.allSatisfy { $0.isLetter || $0.isNumber || " _.,[]|?".contains($0) } && type.contains { $0.isLetter }
    if isType {
      let text = type.split(separator: " ").joined(separator: " ")
      return Diagnostic(
        .typeWritten,
        "types are not written", at: current.span, "leave `\(sign) \(text)` out")
    }
    if isAt(.colon), line.contains(where: { $0 != " " && $0 != "#" }), !line.drop(while: { $0 == " " }).hasPrefix("#"),
      !line.drop(while: { $0 == " " }).hasPrefix("return")
    {
      return Diagnostic(.functionForm, "the body of a function follows on `=`", at: current.span, "write ` =`")
    }
    guard !isAt(.colon) else { return nil }
    if line.drop(while: { $0 == " " }).hasPrefix("{") {
      return Diagnostic(
        .functionForm, "the body of a function follows on its parameters", at: current.span, "leave `\(sign)` out")
    }
    return Diagnostic(.functionForm, "the body of a function follows on `=`", at: current.span, "write `=`")
  }
}
