import DSL

/// The arguments of a running builtin: one slot for each parameter, then those of the rest parameter.
struct Arguments {
  let slots: UnsafeMutablePointer<Value>
  let count: Int
  let form: Builtin.Form
  let machine: UnsafeMutablePointer<Machine>
  /// The call.
  let span: Span

  var context: Context { machine.pointee.context }

  /// The argument for parameter `index`; `missing` if none was given.
  subscript(index: Int) -> Value { slots[index] }

  /// The arguments of the rest parameter, which is the last.
  var rest: UnsafeBufferPointer<Value> {
    let fixed = form.parameters.count - 1
    return UnsafeBufferPointer(start: slots + fixed, count: count - fixed)
  }

  func isGiven(_ index: Int) -> Bool {
    if case .missing = slots[index] { return false }
    return true
  }

  /// Calls a function value with `arguments`, above the builtin's own slots.
  func call(_ function: Value, _ arguments: Value...) throws(Exit) -> Value {
    try invoke(function, BoundArguments(positional: ContiguousArray(arguments)), slots + count, machine, span)
  }

  // What a parameter takes. The errors name the parameter.

  func number(_ index: Int) throws(Exit) -> Double {
    if let number = slots[index].number { return number }
    throw wrongKind(index, "a number")
  }

  func int(_ index: Int) throws(Exit) -> Int {
    switch slots[index] {
    case .int(let i): return i
    case .real(let r): if let whole = Int(exactly: r) { return whole }
    default: break
    }
    throw wrongKind(index, "a whole number")
  }

  func bool(_ index: Int) throws(Exit) -> Bool {
    if case .bool(let truth) = slots[index] { return truth }
    throw wrongKind(index, "`true` or `false`")
  }

  func string(_ index: Int) throws(Exit) -> String {
    if case .text(let text) = slots[index] { return text.string }
    throw wrongKind(index, "a string")
  }

  /// The items of a list or of anything that has some.
  func list(_ index: Int) throws(Exit) -> ContiguousArray<Value> {
    switch slots[index] {
    case .list(let items): return items
    case .host(let host): if let count = host.length { return ContiguousArray((0..<count).map { host.item(at: $0) }) }
    default: break
    }
    throw wrongKind(index, "a list")
  }

  func record(_ index: Int) throws(Exit) -> Record {
    if case .record(let record) = slots[index] { return record }
    throw wrongKind(index, "a record")
  }

  func host<H: Host>(_ index: Int, _ type: H.Type, _ expected: String) throws(Exit) -> H {
    if case .host(let host) = slots[index], let host = host as? H { return host }
    throw wrongKind(index, expected)
  }

  /// `read(index)`, or nil where the argument was not given or is `none`.
  func optional<T>(_ index: Int, _ read: (Int) throws(Exit) -> T) throws(Exit) -> T? {
    slots[index].isNone ? nil : try read(index)
  }

  /// The numbers of a list of numbers.
  func numbers(_ index: Int) throws(Exit) -> [Double] {
    var numbers: [Double] = []
    for item in try list(index) {
      guard let number = item.number else {
        throw failure("`\(name(index))` must be a list of numbers; it holds \(item.kind)", span)
      }
      numbers.append(number)
    }
    return numbers
  }

  private func name(_ index: Int) -> String { form.parameters[min(index, form.parameters.count - 1)].symbol.name }

  @inline(never)
  func wrongKind(_ index: Int, _ expected: String) -> Exit {
    failure("`\(name(index))` must be \(expected), not \(slots[index].kind)", span)
  }
}
