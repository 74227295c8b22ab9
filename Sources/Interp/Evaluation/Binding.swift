import Basics
import DSL

/// The arguments of one call, gathered.
struct BoundArguments {
  var positional: ContiguousArray<Value> = []
  var labelled: [(symbol: InternedName, value: Value)] = []
  var span = Span.nowhere

  init(positional: ContiguousArray<Value> = []) { self.positional = positional }
}

/// Calls any value that can be called; its frame begins at `slots`.
@inline(never)
func invoke(
  _ callee: Value, _ arguments: BoundArguments, _ slots: UnsafeMutablePointer<Value>,
  _ machine: UnsafeMutablePointer<Machine>, _ span: Span
) throws(Exit) -> Value {
  switch callee {
  case .function(let function):
    let values = try bind(arguments, to: function.code.parameters, of: function.code.name, span)
    try place(values, in: slots, machine, span)
    return try function.call(slots, machine, span)
  case .builtin(let builtin):
    let form = builtin.form(positional: arguments.positional.count, labels: arguments.labelled.map(\.symbol))
    let values = try bind(arguments, to: form, of: builtin.name, span)
    try place(values, in: slots, machine, span)
    defer { for index in 0..<values.count { slots[index] = .none } }
    return try form.body(Arguments(slots: slots, count: values.count, form: form, machine: machine, span: span))
  case .host(let host):
    var arguments = arguments
    arguments.span = span
    if let value = try host.called(with: arguments) { return value }
  default: break
  }
  throw failure("\(callee.kind) cannot be called", span)
}

/// One value for each parameter of a builtin's form, and then those of the rest.
private func bind(
  _ arguments: BoundArguments, to form: Builtin.Form, of name: String, _ span: Span
) throws(Exit) -> ContiguousArray<Value> {
  var arguments = arguments
  let plain = form.parameters.filter { $0.passing == .plain }
  var rest = ContiguousArray<Value>()
  if form.hasRest, arguments.positional.count > plain.count {
    rest = ContiguousArray(arguments.positional[plain.count...])
    arguments.positional.removeLast(rest.count)
  }
  var free = RecordBuilder()
  if form.takesAnyLabel {
    let known = Set(form.parameters.filter { $0.passing != .labels }.map(\.symbol))
    for (symbol, value) in arguments.labelled where !known.contains(symbol) { free.set(symbol, value) }
    arguments.labelled.removeAll { !known.contains($0.symbol) }
  }
  // Parameters that take no positional argument are bound behind those that do, and then put where they belong.
  let ordered = plain + form.parameters.filter { $0.passing == .label }
  let infos = ordered.map { ParameterInfo(symbol: $0.symbol, hasDefault: $0.isOptional, isRest: false) }
  if arguments.positional.count > plain.count {
    throw wrongCount(name, Array(infos.prefix(plain.count)), arguments.positional.count, span)
  }
  let bound = try bind(arguments, to: infos, of: name, span)
  var values = ContiguousArray<Value>()
  for parameter in form.parameters {
    switch parameter.passing {
    case .labels: values.append(.record(free.build()))
    case .rest: values += rest
    case .plain, .label:
      if let index = ordered.firstIndex(where: { $0.symbol == parameter.symbol }) { values.append(bound[index]) }
    }
  }
  return values
}

private func place(
  _ values: ContiguousArray<Value>, in slots: UnsafeMutablePointer<Value>, _ machine: UnsafeMutablePointer<Machine>,
  _ span: Span
) throws(Exit) {
  guard slots + values.count + 64 <= machine.pointee.stackEnd else { throw tooDeep(span) }
  for (index, value) in values.enumerated() { slots[index] = value }
}

extension Function {
  /// Calls with `count` positional values in `slots` where that is not one for each parameter.
  @inline(never)
  func callRebound(
    _ slots: UnsafeMutablePointer<Value>, _ count: Int, _ machine: UnsafeMutablePointer<Machine>, _ span: Span
  ) throws(Exit) -> Value {
    guard slots + max(frameSize, count) <= machine.pointee.stackEnd else { throw tooDeep(span) }
    if isPlain, count < parameterCount, code.parameters[count...].allSatisfy(\.hasDefault) {
      for index in count..<parameterCount { slots[index] = .missing }
      return try call(slots, machine, span)
    }
    let arguments = BoundArguments(positional: taken(slots, count))
    return try invoke(.function(self), arguments, slots, machine, span)
  }
}

/// One value for each parameter, `missing` where a default is to be taken.
private func bind(
  _ arguments: BoundArguments, to parameters: [ParameterInfo], of name: String, _ span: Span
) throws(Exit) -> ContiguousArray<Value> {
  var values = ContiguousArray<Value>(repeating: .missing, count: parameters.count)
  var next = 0
  for (index, parameter) in parameters.enumerated() {
    if parameter.isRest {
      values[index] = .list(ContiguousArray(arguments.positional.dropFirst(next)))
      next = arguments.positional.count
    } else if next < arguments.positional.count {
      values[index] = arguments.positional[next]
      next += 1
    }
  }
  guard next == arguments.positional.count else {
    throw wrongCount(name, parameters, arguments.positional.count, span)
  }
  for (symbol, value) in arguments.labelled {
    guard let index = parameters.firstIndex(where: { $0.symbol == symbol && !$0.isRest }) else {
      throw unknownLabel(symbol.name, name, parameters, span)
    }
    guard case .missing = values[index] else {
      throw failure("`\(name)` is given `\(symbol.name)` twice", span)
    }
    values[index] = value
  }
  for (index, parameter) in parameters.enumerated() where !parameter.hasDefault && !parameter.isRest {
    if case .missing = values[index] {
      throw failure("`\(name)` needs a value for `\(parameter.symbol.name)`", span)
    }
  }
  return values
}

@inline(never)
private func wrongCount(_ name: String, _ parameters: [ParameterInfo], _ count: Int, _ span: Span) -> Exit {
  let names = parameters.map { $0.symbol.name }.joined(separator: ", ")
  let most = parameters.count
  return failure(
    "`\(name)` takes \(most == 0 ? "no values" : most == 1 ? "one value" : "\(most) values"), not \(count)", span,
    hint: most == 0 ? nil : "it takes (\(names)).")
}

@inline(never)
private func unknownLabel(_ label: String, _ name: String, _ parameters: [ParameterInfo], _ span: Span) -> Exit {
  let names = parameters.map { $0.symbol.name }
  let near = Suggestion.nearest(to: label, among: names)
  return failure(
    "`\(name)` has no parameter `\(label)`", span, label: near.map { "did you mean `\($0)`?" } ?? "",
    hint: names.isEmpty ? "it takes no values." : "it takes (\(names.joined(separator: ", "))).")
}
