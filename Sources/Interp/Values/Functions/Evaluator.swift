import DSL

/// Calls functions of the program from Swift: their frames begin at `slots`, above everything that is in use.
///
/// Belongs to the thread of its machine, like the machine itself.
struct Evaluator: @unchecked Sendable {
  let machine: UnsafeMutablePointer<Machine>
  let slots: UnsafeMutablePointer<Value>

  func call(_ function: Value, _ arguments: some Sequence<Value>, _ span: Span) throws(Exit) -> Value {
    try invoke(function, BoundArguments(positional: ContiguousArray(arguments)), slots, machine, span)
  }

  /// `call` where the answer must be a boolean.
  func test(_ function: Value, _ arguments: some Sequence<Value>, _ span: Span) throws(Exit) -> Bool {
    let value = try call(function, arguments, span)
    if case .bool(let truth) = value { return truth }
    throw needsBoolean(value, span)
  }
}
