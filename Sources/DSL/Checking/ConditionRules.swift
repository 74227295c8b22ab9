import Basics

/// What is asked for a yes or no must be a boolean.
extension Checker {
  /// `m + 1` of a parameter with a condition, where a number is needed.
  mutating func checkActive(_ value: Expression) {
    guard case .name(let name) = value.bare.kind, let condition = maybeInactive[name],
      find(name)?.binding.role == .searchParameter
    else { return }
    maybeInactive[name] = nil
    report(
      .inactiveParameter,
      "`\(name)` is `none` in trials where its condition does not hold", at: value.bare.span, "write `(\(name) or 0)`",
      severity: .warning, secondary: [Diagnostic.Label(condition, "its condition")],
      hint: "such a trial fails; `or` gives it another value.")
  }

  /// Walks through what `word` asks.
  mutating func condition(_ condition: Expression, of word: String) {
    let kind = expression(condition)
    checkBoolean(condition, kind, of: word)
  }

  /// Says so if the text tells that the value is no boolean.
  mutating func checkBoolean(_ value: Expression, _ kind: LiteralKind?, of word: String) {
    guard let kind, kind != .boolean else { return }
    if let quoted = quotedExpression(value), quoted.isComparison {
      return reportQuotes(around: value.bare, .conditionKind, "`\(word)` wants true or false, not a text")
    }
    let hint: String? =
      switch kind {
      case .number, .time, .count: "compare it with something, as in `x > 0`."
      case .list where word == ClauseWord.where.rawValue:
        "several conditions are joined by `and`, or have a `where` each."
      case .function where word == ClauseWord.where.rawValue: "write the condition itself: `where x > 1`."
      case .list, .string: "ask for its length, as in `length(xs) > 0`."
      case .none: "whether something is there is asked with `x != none`."
      default: nil
      }
    report(.conditionKind, "`\(word)` wants true or false", at: value.span, "this is \(kind.description)", hint: hint)
  }
}

extension Expression {
  /// Whether it is a comparison, or such are joined by `and` and `or`.
  fileprivate var isComparison: Bool {
    switch kind {
    case .binary(.add, _, _), .binary(.subtract, _, _), .binary(.multiply, _, _), .binary(.divide, _, _),
      .binary(.modulo, _, _), .binary(.power, _, _):
      false
    case .binary, .unary(.not, _): true
    default: false
    }
  }
}
