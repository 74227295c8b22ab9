/// What is asked for a yes or no must be a boolean.
extension Checker {
  /// Walks through what `word` asks.
  mutating func condition(_ condition: Expression, of word: String) {
    let kind = expression(condition)
    checkBoolean(condition, kind, of: word)
  }

  /// Says so if the text tells that the value is no boolean.
  mutating func checkBoolean(_ value: Expression, _ kind: LiteralKind?, of word: String) {
    guard let kind, kind != .boolean else { return }
    let hint: String? =
      switch kind {
      case .number, .time, .count: "compare it with something, as in `x > 0`."
      case .list, .string: "ask for its length, as in `length(xs) > 0`."
      case .none: "whether something is there is asked with `x != none`."
      default: nil
      }
    report("`\(word)` wants true or false", at: value.span, "this is \(kind.description)", hint: hint)
  }
}
