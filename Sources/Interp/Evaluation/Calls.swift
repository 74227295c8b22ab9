import DSL

// An argument is an assignment to a slot above the caller's own: that slot is the callee's parameter. No argument list is
// built, and nothing is copied.

/// A call with positional arguments only, whose callee is known when it runs.
final class Call: Node {
  let callee: Node
  /// Puts the arguments into the slots from `base`.
  let arguments: Node
  let count: Int
  let base: Int
  init(_ callee: Node, _ arguments: Node, _ count: Int, base: Int, _ span: Span) {
    self.callee = callee
    self.arguments = arguments
    self.count = count
    self.base = base
    super.init(span)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    try arguments.run(&f)
    let slots = f.slots + base
    let machine = f.machine
    if let pointer = callee.stable(&f), case .function = pointer.pointee {
      let count = count
      let span = span
      return try pointer.function.borrowed { function throws(Exit) in
        if count == function.parameterCount, function.isPlain { return try function.call(slots, machine, span) }
        return try function.callRebound(slots, count, machine, span)
      }
    }
    let callee = try callee.eval(&f)
    if case .function(let function) = callee {
      if count == function.parameterCount, function.isPlain { return try function.call(slots, machine, span) }
      return try function.callRebound(slots, count, machine, span)
    }
    return try invoke(callee, BoundArguments(positional: taken(slots, count)), slots, machine, span)
  }
}

/// A function that calls itself by its own name, with as many arguments as it has parameters.
final class CallItself: Node {
  let arguments: Node
  let base: Int
  init(_ arguments: Node, base: Int, _ span: Span) {
    self.arguments = arguments
    self.base = base
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    try arguments.run(&f)
    let slots = f.slots + base
    let machine = f.machine
    let span = span
    return try f.function.borrowed { function throws(Exit) in try function.call(slots, machine, span) }
  }
}

/// A call with labels or spreads: the arguments are gathered, then bound by name.
final class CallGathering: Node {
  enum Argument {
    case positional(Node)
    case labelled(InternedName, Node)
    case spread(Node)
  }
  let callee: Node
  let arguments: [Argument]
  /// How many of the arguments have a label.
  let labelledCount: Int
  let base: Int
  init(_ callee: Node, _ arguments: [Argument], base: Int, _ span: Span) {
    self.callee = callee
    self.arguments = arguments
    labelledCount = arguments.count { if case .labelled = $0 { true } else { false } }
    self.base = base
    super.init(span)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let function = try callee.value(&f)
    var bound = BoundArguments()
    bound.positional.reserveCapacity(arguments.count - labelledCount)
    bound.labelled.reserveCapacity(labelledCount)
    for argument in arguments {
      switch argument {
      case .positional(let node): bound.positional.append(try node.value(&f))
      case .labelled(let symbol, let node): bound.labelled.append((symbol, try node.value(&f)))
      case .spread(let node):
        let value = try node.value(&f)
        if case .record(let record) = value {
          for index in 0..<record.count { bound.labelled.append((record.name(index), record.value(index))) }
        } else {
          try appendItems(of: value, to: &bound.positional, f.machine, node.span)
        }
      }
    }
    return try invoke(function, bound, f.slots + base, f.machine, span)
  }
}

/// Makes a function value: copies what the function captures.
final class MakeFunction: Node {
  let code: Code
  let captures: [Node]
  init(_ code: Code, _ captures: [Node], _ span: Span) {
    self.code = code
    self.captures = captures
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let function = Function(code)
    for index in 0..<captures.count { function.captures[index] = try captures[index].value(&f) }
    return .function(function)
  }
}

/// A call of a builtin that is known by name: its arguments go straight to the slots of its parameters.
final class CallBuiltin: Node {
  let form: Builtin.Form
  let arguments: Node
  /// Slots of parameters that are not given.
  let absent: [Int]
  let isComplete: Bool
  let base: Int
  let count: Int
  init(_ form: Builtin.Form, _ arguments: Node, absent: [Int], count: Int, base: Int, _ span: Span) {
    self.form = form
    self.arguments = arguments
    self.absent = absent
    isComplete = absent.isEmpty
    self.count = count
    self.base = base
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    if !isComplete { for slot in absent { f.slots[slot] = .missing } }
    try arguments.run(&f)
    let slots = f.slots + base
    guard slots + count + 64 <= f.machine.pointee.stackEnd else { throw tooDeep(span) }
    let result = try form.body(Arguments(slots: slots, count: count, form: form, machine: f.machine, span: span))
    // A list left behind would be shared, and copied at its next change.
    for index in 0..<count { (slots + index).put(.none) }
    return result
  }
}
