import Basics

/// Parameters of a search that are numbers, where something else is taken of them.
extension Checker {
  /// `n.value` and `n[0]`, where `n` is a parameter that is a number and `whole` all that is written.
  mutating func isMisused(_ value: Expression, in whole: Span) -> Bool {
    guard let name = numericParameter(value) else { return false }
    _ = resolve(name, at: value.bare.span)
    let rest = Span(start: value.span.end, length: whole.end - value.span.end)
    report(.operandKinds, "`\(name)` is a number in every trial", at: rest, "leave `\(text(rest))` out")
    return true
  }

  /// The same of `n(2)`.
  mutating func isMisused(_ callee: Expression, _ arguments: [Argument], _ whole: Span) -> Bool {
    guard arguments.count == 1, case .positional(let value) = arguments[0], let name = numericParameter(callee) else {
      return false
    }
    _ = resolve(name, at: callee.bare.span)
    expression(value)
    report(
      .operandKinds, "`\(name)` is a number in every trial", at: whole,
      "a product is written `\(name) * (\(text(value.span)))`")
    return true
  }

  /// `x.pow(2)` and `x.sqrt()`.
  mutating func isMethod(_ method: Name, of value: Expression, _ arguments: [Argument], _ whole: Span) -> Bool {
    guard let name = numericParameter(value) else { return false }
    let texts = [name] + arguments.map { text($0.expression.span) }
    let isFunction = find(method.text)?.binding.known.signatures != nil
    guard isFunction || NameHabits.call(method.text, texts) != nil else { return false }
    _ = resolve(name, at: value.bare.span)
    report(
      .operandKinds,
      "`\(name)` is a number in every trial", at: whole,
      NameHabits.call(method.text, texts) ?? "write `\(method.text)(\(texts.joined(separator: ", ")))`")
    return true
  }

  private func numericParameter(_ value: Expression) -> String? {
    guard case .name(let name) = value.bare.kind, let binding = find(name)?.binding, binding.role == .searchParameter,
      case .numbers? = binding.choices
    else { return nil }
    return name
  }

  /// `f(lr)` of `fn f(params) = ...`: a parameter where a function takes the record of all.
  mutating func checkWholeRecord(_ arguments: [Argument], of function: KnownName?) {
    guard let function, function.definition != nil, let signature = function.signatures?.first,
      signature.parameters.count == 1,
      ["params", "config", "parameters", "trial", "hyperparameters"].contains(signature.parameters[0].name),
      arguments.count == 1, case .positional(let value) = arguments[0], case .name(let name) = value.bare.kind,
      find(name)?.binding.role == .searchParameter
    else { return }
    report(
      .operandKinds,
      "`\(function.name)` calls what it takes `\(signature.parameters[0].name)`, and gets one parameter",
      at: value.span,
      "write `params` for all of them", severity: .warning)
  }

  /// `s.params[lr]`, where `lr` is bound to nothing.
  mutating func isFieldWithoutQuotes(_ index: Expression, of record: Expression) -> Bool {
    guard case .name(let name) = index.bare.kind, find(name) == nil, !hasUnknownImport else { return false }
    switch record.bare.kind {
    case .field(_, let field) where field.text == "params": break
    case .name(TrialName.params.rawValue): break
    default: return false
    }
    expression(record)
    resolve(name, at: index.span, use: .text)
    return true
  }

  /// `opt == sgd`, where `opt` is a parameter with texts to choose from.
  mutating func lacksQuotes(_ value: Expression, comparedWith parameter: Expression) -> Bool {
    guard case .name(let word) = value.bare.kind, find(word) == nil, !hasUnknownImport,
      case .name(let name) = parameter.bare.kind, case .values(let choices)? = find(name)?.binding.choices,
      choices.contains(where: { $0.literalText != nil })
    else { return false }
    resolve(word, at: value.bare.span, use: .text)
    return true
  }
}
