import Basics

/// What a parameter of a search may be, as far as its domain is written out.
enum WrittenChoices {
  /// These texts, numbers and booleans.
  case values([Expression])
  /// The numbers of a range.
  case numbers

  /// The choices of a domain; nil where it is not written out.
  init?(_ domain: Expression) {
    switch domain.bare.kind {
    case .range(let low, let high):
      guard low.literalNumber != nil, high.literalNumber != nil else { return nil }
      self = .numbers
    case .stepped(let inner, by: _): self.init(inner)
    case .list(let items):
      let values = items.compactMap { if case .value(let value) = $0 { value } else { nil } }
      guard !values.isEmpty, values.count == items.count, values.allSatisfy(\.isLiteral) else { return nil }
      self = .values(values)
    case .call(let callee, let arguments):
      guard case .name(let name) = callee.bare.kind else { return nil }
      let values = arguments.map(\.expression)
      switch name {
      case "log" where values.count == 2: self = .numbers
      case "ordered" where !values.isEmpty && values.allSatisfy(\.isLiteral): self = .values(values)
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a value that is written out is none of the choices.
  func exclude(_ value: Expression) -> Bool {
    switch self {
    case .numbers: value.literalText != nil
    case .values(let values): !values.contains { $0.isSameLiteral(as: value) }
    }
  }
}

/// Comparisons of a parameter with what it never is.
extension Checker {
  /// `opt == "sdg"` and `opt in ["sdg"]`.
  mutating func checkComparison(_ left: Expression, _ operation: BinaryOperator, _ right: Expression) {
    switch operation {
    case .equal, .notEqual:
      checkComparison(of: left, with: right)
      checkComparison(of: right, with: left)
    case .contains, .notContains:
      guard case .list(let items) = right.bare.kind else { return }
      for case .value(let item) in items { checkComparison(of: left, with: item) }
    default: break
    }
  }

  private mutating func checkComparison(of parameter: Expression, with value: Expression) {
    guard value.isLiteral, let (name, choices) = choices(of: parameter), choices.exclude(value) else { return }
    let title = "`\(name)` is never \(text(value.span))"
    guard case .values(let values) = choices else {
      return report(.neverEqual, title, at: value.span, "its domain is a range of numbers", severity: .warning)
    }
    let texts = values.compactMap(\.literalText)
    if let written = value.literalText, let near = Suggestion.nearest(to: written, among: texts) {
      return report(.neverEqual, title, at: value.span, "did you mean `\"\(near)\"`?", severity: .warning)
    }
    let list = values.map { text($0.span) }.joined(separator: ", ")
    report(
      .neverEqual,
      title, at: value.span, "none of its choices", severity: .warning,
      hint: list.count < 80 ? "its choices are \(list)." : nil)
  }

  /// The choices of `opt` and of `params.opt`, where that is a parameter of a search.
  private func choices(of expression: Expression) -> (name: String, choices: WrittenChoices)? {
    switch expression.bare.kind {
    case .name(let name): return find(name)?.binding.choices.map { (name, $0) }
    case .field(let record, let name):
      guard isParams(record) else { return nil }
      return find(name.text)?.binding.choices.map { (name.text, $0) }
    default: return nil
    }
  }

  // MARK: params

  /// Whether it is the record of all parameters.
  func isParams(_ expression: Expression) -> Bool {
    guard case .name(let name) = expression.bare.kind, name == TrialName.params.rawValue else { return false }
    return find(name)?.binding.role == .trial
  }

  /// `params.rl` and `params["rl"]`: the parameters of a search are known.
  mutating func checkParameter(_ name: String, at span: Span, of record: Expression) {
    guard isParams(record), !parametersAround.contains(name) else { return }
    reportNoParameter(name, at: span, among: parametersAround)
  }

  /// A parameter that a search does not have.
  mutating func reportNoParameter(_ name: String, at span: Span, among names: [String]) {
    let near = Suggestion.nearest(to: name, among: names)
    report(
      .unknownField,
      "this search has no parameter `\(name)`", at: span, near.map { "did you mean `\($0)`?" } ?? "",
      hint: near == nil && !names.isEmpty ? "its parameters are \(names.joined(separator: ", "))." : nil)
  }

  // MARK: Texts without quotes

  /// `opt in [sgd, adam]`: names in a choice that are bound to nothing, and like nothing that is.
  mutating func lacksQuotes(_ choices: [Expression]) -> Bool {
    let own = scopes.flatMap(\.bindings.keys) + scopes.flatMap(\.pending.keys)
    var isMeant = false
    for choice in choices {
      switch choice.kind {
      case .name(let name):
        let isConstant = NameHabits.words[name]?.hasPrefix("it is written") ?? false
        guard find(name) == nil, !isConstant, !own.contains(name), Suggestion.nearest(to: name, among: own) == nil
        else { return false }
        isMeant = true
      case .string: break
      default: return false
      }
    }
    guard isMeant, !hasUnknownImport, let first = choices.first, let last = choices.last else { return false }
    let written = choices.map { if case .name(let name) = $0.kind { "\"\(name)\"" } else { text($0.span) } }
    report(
      .stringForm, "texts stand in quotes", at: first.span.joined(to: last.span),
      "write `\(written.joined(separator: ", "))`")
    return true
  }
}

extension Expression {
  /// The text that is written here without an expression inside.
  var literalText: String? { if case .string(let text) = bare.kind { text } else { nil } }

  /// Whether a text, a number or a boolean is written out.
  var isLiteral: Bool {
    if case .boolean = bare.kind { return true }
    return literalText != nil || literalNumber != nil
  }

  /// Whether the same text, number or boolean is written.
  func isSameLiteral(as other: Expression) -> Bool {
    if case .boolean(let a) = bare.kind, case .boolean(let b) = other.bare.kind { return a == b }
    if let text = literalText { return text == other.literalText }
    if let number = literalNumber { return number == other.literalNumber }
    return false
  }
}
