// Calls: labels and arity of functions that are known where they are called.

extension Resolver {
  mutating func pipe(_ value: Expression, _ target: Expression) {
    expression(value)
    if case .call(let callee, let arguments) = target.kind {
      call(callee, arguments, target.span, piped: 1)
    } else {
      call(target, [], target.span, piped: 1)
    }
  }

  /// Checks a call; `piped` arguments come before the written ones.
  mutating func call(_ callee: Expression, _ arguments: [Argument], _ span: Span, piped: Int = 0) {
    expression(callee)
    var labels: [Name] = []
    var positional: [Span] = []
    var isOpen = false
    for argument in arguments {
      expression(argument.expression)
      switch argument {
      case .positional(let value):
        positional.append(value.span)
        if let label = labels.last {
          report(
            Diagnostic(
              "an argument without a label stands behind one with a label", at: value.span,
              secondary: [Diagnostic.Label(label.span, "the label")], hint: "put it first, or label it too."))
        }
      case .labelled(let name, _):
        if let first = labels.first(where: { $0.text == name.text }) {
          report(
            Diagnostic(
              "`\(name.text)` is given twice", at: name.span, secondary: [Diagnostic.Label(first.span, "first here")]))
        }
        labels.append(name)
      case .spread: isOpen = true
      }
    }
    guard case .name(let text) = callee.inner.kind, let known = find(text) else { return }
    switch known.kind {
    case .variable: break
    case .strategy(let options): strategyCall(text, options, labels, positional)
    case .function(let signatures):
      functionCall(
        Name(text, callee.span), known, signatures, labels, positional, piped: piped, isOpen: isOpen, span)
    }
  }

  private mutating func functionCall(
    _ name: Name, _ known: KnownName, _ signatures: [CallSignature], _ labels: [Name], _ positional: [Span], piped: Int,
    isOpen: Bool, _ span: Span
  ) {
    let mismatches = signatures.map {
      $0.mismatch(positional: positional.count + piped, labels: labels, isOpen: isOpen)
    }
    guard !mismatches.contains(nil), let mismatch = mismatches.first ?? nil, let signature = signatures.first else {
      return
    }
    let definition = known.definition.map { [Diagnostic.Label($0, "it takes these")] } ?? []
    let takes = signatures.map(\.text).joined(separator: " or ")
    let hint = known.definition == nil ? "it takes \(takes)." : nil
    switch mismatch {
    case .tooMany(let index, let most):
      let place = index - piped
      let count = most == 0 ? "no values" : most == 1 ? "one value" : "\(most) values"
      report(
        Diagnostic(
          "`\(name.text)` takes \(count), not \(positional.count + piped)",
          at: positional.indices.contains(place) ? positional[place] : span, "one too many", secondary: definition,
          hint: hint))
    case .unknownLabel(let label):
      let near = Suggestion.nearest(to: label.text, among: signatures.flatMap(\.labels))
      report(
        Diagnostic(
          "`\(name.text)` has no parameter `\(label.text)`", at: label.span, near.map { "did you mean `\($0)`?" } ?? "",
          secondary: definition, hint: hint))
    case .twice(let label):
      report(
        Diagnostic(
          "`\(label.text)` is given twice", at: label.span, "the arguments before it give it too", secondary: definition))
    case .missing(let parameter):
      report(
        Diagnostic(
          "`\(name.text)` needs a value for `\(parameter)`", at: name.span, secondary: definition,
          hint: known.definition == nil ? "it takes \(signature.text)." : nil))
    }
  }

  private mutating func strategyCall(_ name: String, _ options: [String], _ labels: [Name], _ positional: [Span]) {
    if let first = positional.first {
      report(
        Diagnostic("`\(name)` takes labels only", at: first, hint: "write `\(name)(seed: 7)`."))
    }
    for label in labels where !options.contains(label.text) {
      let near = Suggestion.nearest(to: label.text, among: options)
      report(
        Diagnostic(
          "`\(name)` has no option `\(label.text)`", at: label.span, near.map { "did you mean `\($0)`?" } ?? "",
          hint: near == nil ? "its options are \(options.joined(separator: ", "))." : nil))
    }
  }
}
