/// Parameters of a search that are numbers, where something else is taken of them.
extension Checker {
  /// `n.value`, `n[0]` and `n(2)`, where `n` is a parameter that is a number.
  ///
  /// - Parameters:
  ///   - name: the parameter.
  ///   - rest: what stands behind it, with its point or brackets.
  ///   - call: the argument, if it is called with one.
  mutating func isMisused(_ value: Expression, _ rest: Span, call argument: Expression? = nil) -> Bool {
    guard case .name(let name) = value.bare.kind, let binding = find(name)?.binding, binding.role == .searchParameter,
      case .numbers? = binding.choices
    else { return false }
    _ = resolve(name, at: value.bare.span)
    let title = "`\(name)` is a number in every trial"
    if let argument {
      expression(argument)
      report(title, at: value.span.joined(to: rest), "a product is written `\(name) * (\(text(argument.span)))`")
    } else {
      report(title, at: rest, "leave `\(text(rest))` out")
    }
    return true
  }

  /// `f(lr)` of `fn f(params) = ...`: a parameter where a function takes the record of all.
  mutating func checkWholeRecord(_ arguments: [Argument], of function: KnownName) {
    guard function.definition != nil, let signature = function.signatures?.first, signature.parameters.count == 1,
      ["params", "config", "parameters", "trial", "hyperparameters"].contains(signature.parameters[0].name),
      arguments.count == 1, case .positional(let value) = arguments[0], case .name(let name) = value.bare.kind,
      find(name)?.binding.role == .searchParameter
    else { return }
    report(
      "`\(function.name)` calls what it takes `\(signature.parameters[0].name)`, and gets one parameter",
      at: value.span,
      "write `params` for all of them", severity: .warning)
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
