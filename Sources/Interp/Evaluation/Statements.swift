import Basics
import DSL

// Sequences. An array of nodes would count a reference for each element it hands out; `let` fields do not.

final class Two: Node {
  let first: Node
  let second: Node
  init(_ first: Node, _ second: Node) {
    self.first = first
    self.second = second
    super.init(first.span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    try first.run(&f)
    return try second.eval(&f)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    try first.run(&f)
    try second.run(&f)
  }
}

final class Four: Node {
  let a: Node
  let b: Node
  let c: Node
  let d: Node
  init(_ a: Node, _ b: Node, _ c: Node, _ d: Node) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
    super.init(a.span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    try a.run(&f)
    try b.run(&f)
    try c.run(&f)
    return try d.eval(&f)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    try a.run(&f)
    try b.run(&f)
    try c.run(&f)
    try d.run(&f)
  }
}

/// Runs all of `nodes`; the value is that of the last.
func sequence(_ nodes: ArraySlice<Node>, _ span: Span) -> Node {
  switch nodes.count {
  case 0: return Constant(.none, span)
  case 1: return nodes[nodes.startIndex]
  case 2, 3: return Two(nodes[nodes.startIndex], sequence(nodes.dropFirst(), span))
  default:
    let i = nodes.startIndex
    return Four(nodes[i], nodes[i + 1], nodes[i + 2], sequence(nodes.dropFirst(3), span))
  }
}

/// An expression as a statement whose value nobody asks for.
final class Discard: Effect {
  let value: Node
  init(_ value: Node) {
    self.value = value
    super.init(value.span)
  }
  override func run(_ f: inout Frame) throws(Exit) { _ = try value.eval(&f) }
}

final class If: Node {
  let condition: Node
  let consequence: Node
  let alternative: Node
  init(_ condition: Node, _ consequence: Node, _ alternative: Node, _ span: Span) {
    self.condition = condition
    self.consequence = consequence
    self.alternative = alternative
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    if try condition.test(&f) { return try consequence.eval(&f) }
    return try alternative.eval(&f)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    if try condition.test(&f) { try consequence.run(&f) } else { try alternative.run(&f) }
  }
}

final class While: Effect {
  let condition: Node
  let body: Node
  init(_ condition: Node, _ body: Node, _ span: Span) {
    self.condition = condition
    self.body = body
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    while try condition.test(&f) {
      try f.machine.poll()
      do throws(Exit) { try body.run(&f) } catch {
        if case .continued = error { continue }
        if case .broke = error { return }
        throw error
      }
    }
  }
}

/// `break` or `continue`.
final class Jump: Effect {
  let exit: Exit
  init(_ exit: Exit, _ span: Span) {
    self.exit = exit
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) { throw exit }
}

final class Return: Effect {
  let value: Node
  init(_ value: Node, _ span: Span) {
    self.value = value
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    f.machine.pointee.result = try value.value(&f)
    throw .returned
  }
}

/// The default of a parameter that was not given.
final class DefaultArgument: Effect {
  let target: Int
  let value: Node
  init(_ slot: Int, _ value: Node) {
    target = slot
    self.value = value
    super.init(value.span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    if case .missing = f.slots[target] { f.slots[target] = try value.value(&f) }
  }
}

/// `expect`; a comparison that does not hold shows both sides.
final class Expect: Effect {
  let condition: Node
  let text: String
  init(_ condition: Node, text: String, _ span: Span) {
    self.condition = condition
    self.text = text
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    if try condition.test(&f) { return }
    throw failure(.expectation, "expected `\(text)`", span, label: "this is false")
  }
}

/// `expect a == b`, with any comparison.
final class ExpectComparison: Effect {
  let left: Node
  let right: Node
  /// Compares the two values found, as constants.
  let op: BinaryOperator
  let text: String
  init(_ op: BinaryOperator, _ left: Node, _ right: Node, text: String, _ span: Span) {
    self.op = op
    self.left = left
    self.right = right
    self.text = text
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    let a = try left.value(&f)
    let b = try right.value(&f)
    if try binary(op, Constant(a, left.span), Constant(b, right.span), span).test(&f) { return }
    throw .failed(
      Fault(.expectation, "expected `\(text)`", span, label: "this is false", details: ["left   \(a)", "right  \(b)"]))
  }
}
