import Basics
import DSL

/// The arguments of one call, gathered.
struct BoundArguments {
  var positional: ContiguousArray<Value> = []
  var labelled: [(symbol: InternedName, value: Value)] = []
  var span = Span.nowhere
  /// Where the text of the call is, for messages; nil where there is none.
  var sources: SourceMap?

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
    let values = try function.code.parameters.values(of: arguments, for: function.code.name, span)
    try place(values, in: slots, machine, span)
    return try function.call(slots, machine, span)
  case .builtin(let builtin):
    let form = builtin.form(for: arguments)
    let values = try form.parameterList.slots(of: arguments, for: builtin.name, span)
    try place(values, in: slots, machine, span)
    defer { for index in 0..<values.count { slots[index] = .none } }
    return try form.body(Arguments(slots: slots, count: values.count, form: form, machine: machine, span: span))
  case .host(let host):
    var arguments = arguments
    (arguments.span, arguments.sources) = (span, machine.pointee.context.sources)
    if let value = try host.called(with: arguments) { return value }
  default: break
  }
  throw notCallable(callee, machine, span)
}

@inline(never)
private func notCallable(_ callee: Value, _ machine: UnsafeMutablePointer<Machine>, _ span: Span) -> Exit {
  let call = machine.pointee.context.sources.source(at: span.start)?.text(under: span) ?? ""
  let isBare = call.hasSuffix("()") && call.count <= 40
  return failure(
    .notCallable,
    "\(callee.kind) cannot be called", span,
    hint: isBare ? "without parentheses it is a value: `\(call.dropLast(2))`." : meant(by: call, of: callee.kind))
}

/// What is written instead of a call of a value that is none of a function.
private func meant(by call: String, of kind: String) -> String? {
  guard call.hasSuffix(")"), call.count <= 40, let opening = call.firstIndex(of: "(") else { return nil }
  let (value, argument) = (call[..<opening], call[call.index(after: opening)...].dropLast())
  switch kind {
  case "a model", "a run": return "write `predict(\(value), \(argument))`."
  case "a list", "a table", "data", "a record": return "write `\(value)[\(argument)]`."
  default: return nil
  }
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
    if isPlain, count < parameterCount, count >= code.parameters.neededCount {
      for index in count..<parameterCount { slots[index] = .missing }
      return try call(slots, machine, span)
    }
    let arguments = BoundArguments(positional: taken(slots, count))
    return try invoke(.function(self), arguments, slots, machine, span)
  }
}

/// Moves `count` values out of slots.
func taken(_ slots: UnsafeMutablePointer<Value>, _ count: Int) -> ContiguousArray<Value> {
  var values = ContiguousArray<Value>()
  values.reserveCapacity(count)
  for index in 0..<count {
    values.append(slots[index])
    slots[index] = .none
  }
  return values
}
