import DSL

/// Where the arguments of a running builtin are written: looked for only when one of them is wrong.
extension Arguments {
  /// The text of the argument for parameter `index`; the call where that is not known, as in a call by another name.
  func place(_ index: Int) -> Span {
    guard let source = context.sources.source(at: span.start),
      let program = try? parse(Source(name: source.name, text: source.text(under: span), base: span.start)),
      case .expression(let call)? = program.statements.first?.kind, let arguments = written(call)
    else { return span }
    var positional: [Expression] = []
    var labelled: [(label: String, value: Expression)] = []
    for argument in arguments {
      switch argument {
      case .positional(let value): positional.append(value)
      case .labelled(let label, let value): labelled.append((label.text, value))
      case .spread: return span
      }
    }
    let name = form.parameters[min(index, form.parameters.count - 1)].name
    if let value = labelled.first(where: { $0.label == name })?.value { return value.span }
    let signature = form.signature
    if let position = signature.plain.firstIndex(of: index), position < positional.count {
      return positional[position].span
    }
    guard signature.rest == index, positional.count > signature.plain.count else { return span }
    return positional[signature.plain.count].span
  }

  /// The arguments of the call as it is written, what is piped into it being the first.
  private func written(_ call: Expression) -> [Argument]? {
    switch call.kind {
    case .parenthesized(let inner): return written(inner)
    case .call(let callee, let arguments): return isName(callee) ? arguments : nil
    case .pipe(let value, into: let target):
      if case .call(let callee, let arguments) = target.kind {
        return isName(callee) ? [.positional(value)] + arguments : nil
      }
      return isName(target) ? [.positional(value)] : nil
    default: return nil
    }
  }

  private func isName(_ callee: Expression) -> Bool {
    switch callee.kind {
    case .parenthesized(let inner): isName(inner)
    case .name(let name): name == form.name
    default: false
    }
  }
}
