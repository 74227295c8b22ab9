import DSL

/// Where the arguments of a running builtin are written: looked for only when one of them is wrong.
extension BoundArguments {
  /// The text of the argument with a label; the call where that is not known.
  func place(of label: String) -> Span {
    guard let sources, case .call(_, let arguments)? = writtenCall(at: span, sources)?.kind else { return span }
    for case .labelled(let name, let value) in arguments where name.text == label { return value.span }
    return span
  }
}

/// The argument that a message is about: that for the parameter which it names in quotes, or else the only one; nil where
/// that is not known.
func argument(ofCall span: Span, for signature: CallSignature, in message: String, _ sources: SourceMap) -> Span? {
  guard let call = writtenCall(at: span, sources) else { return nil }
  var positional: [Span] = []
  var labelled: [String: Span] = [:]
  func add(_ arguments: [Argument]) {
    for argument in arguments {
      switch argument {
      case .positional(let value): positional.append(value.span)
      case .labelled(let label, let value): labelled[label.text] = value.span
      case .spread: break
      }
    }
  }
  switch call.kind {
  case .call(_, let arguments): add(arguments)
  case .pipe(let value, into: let target):
    positional = [value.span]
    if case .call(_, let arguments) = target.kind { add(arguments) }
  default: return nil
  }
  let names = signature.plain.map { signature.parameters[$0].name }
  let named = names.indices.first { message.contains("`\(names[$0])`") }
  if let named { return labelled[names[named]] ?? (named < positional.count ? positional[named] : nil) }
  return positional.count == 1 && labelled.isEmpty ? positional[0] : nil
}

/// The expression that is written at `span`.
private func writtenCall(at span: Span, _ sources: SourceMap) -> Expression? {
  guard let source = sources.source(at: span.start),
    let program = try? parse(Source(name: source.name, text: source.text(under: span), base: span.start)),
    case .expression(let call)? = program.statements.first?.kind
  else { return nil }
  return call
}

extension Arguments {
  /// The text of the argument for parameter `index`, or behind the last for one of the rest; the call where that is not known, as in a call by another name.
  func place(_ index: Int) -> Span {
    guard let (positional, labelled) = written() else { return span }
    if let value = labelled.first(where: { $0.label == name(index) })?.value { return value.span }
    let signature = form.signature
    if let position = signature.plain.firstIndex(of: index), position < positional.count {
      return positional[position].span
    }
    guard let rest = signature.rest, index >= rest, positional.count > signature.plain.count + index - rest else {
      return span
    }
    return positional[signature.plain.count + index - rest].span
  }

  /// The text of the argument with this label, or for the parameter of this name; the call where there is none.
  func place(_ name: String) -> Span {
    if let value = written()?.labelled.first(where: { $0.label == name })?.value { return value.span }
    return form.parameters.firstIndex { $0.name == name }.map(place) ?? span
  }

  /// The arguments of the call as they are written; nil where that is not known, or one is spread.
  private func written() -> (positional: [Expression], labelled: [(label: String, value: Expression)])? {
    guard let call = writtenCall(at: span, context.sources), let arguments = written(call) else { return nil }
    var positional: [Expression] = []
    var labelled: [(label: String, value: Expression)] = []
    for argument in arguments {
      switch argument {
      case .positional(let value): positional.append(value)
      case .labelled(let label, let value): labelled.append((label.text, value))
      case .spread: return nil
      }
    }
    return (positional, labelled)
  }

  /// The argument for parameter `index` as it is written; nil where that is not known.
  func words(_ index: Int) -> String? {
    let place = place(index)
    guard place != span, let source = context.sources.source(at: place.start), !source.isBuiltIn else { return nil }
    let words = source.text(under: place)
    return words.contains("\n") ? nil : words
  }

  /// The call with the argument for `index` in the place of another that fits there; nil where none does.
  func turned(_ index: Int, where fits: (Value) -> Bool) -> String? {
    let plain = form.signature.plain
    guard let position = plain.firstIndex(of: index),
      let other = plain.first(where: { $0 != index && isGiven($0) && fits(self[$0]) }),
      let otherPosition = plain.firstIndex(of: other)
    else { return nil }
    var texts = plain.prefix(max(position, otherPosition) + 1).map { words($0) }
    guard !texts.contains(nil) else {
      return "the order is `\(form.name)(\(plain.prefix(2).map(name).joined(separator: ", ")))`."
    }
    texts.swapAt(position, otherPosition)
    let hasMore = form.parameters.indices.contains { !plain.prefix(texts.count).contains($0) && isGiven($0) }
    let written = texts.compactMap { $0 } + (hasMore ? ["..."] : [])
    return "the order is another: write `\(form.name)(\(written.joined(separator: ", ")))`."
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
