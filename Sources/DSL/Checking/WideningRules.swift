import Basics

/// `widen`: what the study has is known only when it is there.
extension Checker {
  mutating func widening(_ widening: Widening, _ span: Span) {
    for (index, parameter) in widening.parameters.enumerated() {
      if let first = widening.parameters[..<index].first(where: { $0.name.text == parameter.name.text }) {
        report(
          .boundTwice,
          "`\(parameter.name.text)` is widened twice", at: parameter.name.span, "the second time",
          secondary: [Diagnostic.Label(first.name.span, "the first time")])
      }
      guard let domain = parameter.domain, !isForeignDomain(domain, of: parameter.name.text) else { continue }
      checkDomain(domain, expression(domain), of: parameter.name.text)
    }
    for budget in widening.budgets { self.budget(budget) }
    if let start = widening.start {
      for parameter in widening.parameters { refer(parameter.name, toParameterOf: start) }
    }
    guard let start = widening.start else {
      // What was shown last, which a session has; it is meant where `from` would stand.
      if find("_") != nil { expression(Expression(.name("_"), Span(start: span.end, length: 0))) }
      return
    }
    guard expression(start) == .string else { return }
    report(
      .startPoint,
      "a search goes on from a study, not from a text", at: start.span,
      hint: "write `from study(\(text(start.span)))` of a stored study.")
  }
}
