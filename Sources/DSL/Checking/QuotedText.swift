import Basics

/// Texts that stand where what they say is meant: `where "x > 1"`, `x in "1..10"`, `with "hull(gamma)"`.
extension Checker {
  /// The expression that a text holds; nil where it is none, or long.
  func quotedExpression(_ value: Expression) -> Expression? {
    guard case .string(let text) = value.bare.kind, text.count < 60,
      let program = try? parse(Source(name: "", text: text)), program.statements.count == 1,
      case .expression(let quoted)? = program.statements.first?.kind
    else { return nil }
    return quoted.bare
  }

  /// Reports a text whose quotes are to be left out.
  mutating func reportQuotes(around value: Expression, _ topic: Topic, _ title: String) {
    let written = text(value.span)
    report(topic, title, at: value.span, "write `\(written.dropFirst().dropLast())`")
  }
}
