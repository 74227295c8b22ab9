import Basics

/// What is said when something else stands where the grammar wants a certain thing.
extension Parser {
  /// A token in words.
  func described(_ token: Token) -> String {
    switch token.kind {
    case .newline: "the end of the line"
    case .end: "the end of the input"
    case .string, .stringHead: "a string"
    case .stringMiddle, .stringTail: "`}`"
    default: "`\(source.text(under: token.span))`"
    }
  }

  /// Where a missing thing is pointed out: at the token, or behind the last one of a line that has ended.
  var placeOfCurrent: Span {
    switch current.kind {
    case .newline, .end: Span(start: previous?.span.end ?? current.span.start, length: 0)
    default: current.span
    }
  }

  /// The current token stands where `expected` should.
  func unexpected(_ expected: String, _ label: String = "", hint: String? = nil) -> Diagnostic {
    if let spread = foreignSpread() ?? objectiveAsFunction() { return spread }
    if case .invalid(let diagnostic) = current.kind { return diagnostic }
    if let comment = dashedComment() { return comment }
    if let unit = misspeltUnit(at: index) { return unit }
    if endOfSearch == index, let problem = unexpectedAfterSearch() { return problem }
    if let habit = habit() { return habit }
    if current.kind == .end {
      return Diagnostic(
        .unexpected,
        "expected \(expected), but the input ends here", at: placeOfCurrent, label, hint: hint,
        isUnfinished: isContinued)
    }
    return Diagnostic(
      .unexpected, "expected \(expected), found \(described(current))", at: placeOfCurrent, label, hint: hint)
  }

  /// The text of an expression.
  func text(_ expression: Expression) -> String { source.text(under: expression.span) }

  func tooDeep() -> Diagnostic {
    Diagnostic(
      .capacity,
      "this is nested too deeply", at: current.span, "more than \(Limits.nesting) levels of brackets and operators",
      hint: "bind inner parts with `let`, or move them into a function.")
  }

  func tooLong() -> Diagnostic {
    Diagnostic(
      .capacity,
      "this expression is too long", at: current.span, "more than \(Limits.height) operators in a row",
      hint: "bind parts of it with `let`, or put the values into a list.")
  }
}
