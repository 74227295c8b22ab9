import Basics
import DSL

/// Operands that are evaluated within the node that they are operands of, without a call.
enum OperandForm {
  case any
  case nearField
  case nearProduct
}

/// A piece of a program that knows how to run itself.
///
/// There are three ways to run one: `eval` gives its value, `test` its truth (a condition need not become a `Value`
/// first), `run` only its effect. Subclasses give the one or two that suit them.
///
/// All stored properties of nodes are `let` and children are never optional or in arrays on fast paths: they are then
/// used without counting references, and threads can share a tree.
class Node {
  let span: Span
  /// The slot, if this node only reads a plain local.
  let slot: Int
  /// The value, if this node is a constant.
  let constant: UnsafeMutablePointer<Value>?
  /// Where the value lies, if this node is near.
  let address: Address
  let operandForm: OperandForm

  init(
    _ span: Span, slot: Int = -1, capture: Int = -1, constant: Value? = nil, operandForm: OperandForm = .any
  ) {
    self.span = span
    self.operandForm = operandForm
    self.slot = slot
    self.constant = constant.map { value in
      let pointer = UnsafeMutablePointer<Value>.allocate(capacity: 1)
      pointer.initialize(to: value)
      return pointer
    }
    address =
      slot >= 0 ? .slot(slot) : capture >= 0 ? .capture(capture) : self.constant.map { .constant($0) } ?? .nowhere
  }

  deinit {
    constant?.deinitialize(count: 1)
    constant?.deallocate()
  }

  func eval(_ f: inout Frame) throws(Exit) -> Value { .none }

  func test(_ f: inout Frame) throws(Exit) -> Bool {
    let value = try eval(&f)
    if case .bool(let truth) = value { return truth }
    throw needsBoolean(value, span)
  }

  func run(_ f: inout Frame) throws(Exit) { _ = try eval(&f) }

  /// Locals, captures and constants are near: their value can be looked at where it lies, without call, copy or count.
  final var isNear: Bool { !address.isNowhere }

  /// Whether the value is there before anything is evaluated, and nothing that is evaluated meanwhile changes it.
  var isFixed: Bool { isNear }

  @inline(__always) final func near(_ f: inout Frame) -> UnsafeMutablePointer<Value>? {
    address.pointer(&f)
  }

  /// `near`, where it is known that the node is.
  @inline(__always) final func surelyNear(_ f: inout Frame) -> UnsafeMutablePointer<Value> {
    address.pointer(&f).unsafelyUnwrapped
  }

  /// `eval`, the short way if possible.
  @inline(__always) final func value(_ f: inout Frame) throws(Exit) -> Value {
    if let pointer = near(&f) { return pointer.copied }
    return try eval(&f)
  }

  /// The value, if it is an integer.
  @inline(__always) final func int(_ f: inout Frame) throws(Exit) -> Int? {
    if let pointer = near(&f) {
      if case .int(let i) = pointer.pointee { return i }
      return nil
    }
    if case .int(let i) = try eval(&f) { return i }
    return nil
  }

  /// Where the value lies, if nothing can change it while a call runs.
  func stable(_ f: inout Frame) -> UnsafeMutablePointer<Value>? { near(&f) }
}

@inline(never)
func needsBoolean(_ value: Value, _ span: Span) -> Exit {
  failure(.conditionKind, "`true` or `false` is needed here, not \(value.kind)", span, label: "this is \(value.kind)")
}

/// Children whose number only the program knows, kept by their parent and used without being counted.
struct Children {
  private let nodes: UnsafeMutableBufferPointer<Unmanaged<Node>>

  init(_ nodes: [Node]) {
    self.nodes = .allocate(capacity: nodes.count)
    _ = self.nodes.initialize(from: nodes.map { .passRetained($0) })
  }

  /// Gives the children up; to be called once.
  func release() {
    for node in nodes { node.release() }
    nodes.deallocate()
  }

  var count: Int { nodes.count }

  /// Where the value of a child lies that is near.
  @inline(__always) func near(_ index: Int, _ f: inout Frame) -> UnsafeMutablePointer<Value>? {
    nodes[index]._withUnsafeGuaranteedRef { $0.address }.pointer(&f)
  }

  @inline(__always) func value(_ index: Int, _ f: inout Frame) throws(Exit) -> Value {
    try nodes[index].borrowed { node throws(Exit) in try node.value(&f) }
  }
}

/// A node that is run for its effect; its value is `none`.
class Effect: Node {
  final override func eval(_ f: inout Frame) throws(Exit) -> Value {
    try run(&f)
    return .none
  }
}

final class Constant: Node {
  init(_ value: Value, _ span: Span) { super.init(span, constant: value) }
  override func eval(_ f: inout Frame) throws(Exit) -> Value { constant.unsafelyUnwrapped.pointee }
  override func run(_ f: inout Frame) throws(Exit) {}
}

// Reading a name: the places where a value can live.

/// A slot of the running function; at the top level, a name of the top level.
final class Local: Node {
  init(_ slot: Int, _ span: Span) { super.init(span, slot: slot) }
  override func eval(_ f: inout Frame) throws(Exit) -> Value { f.slots[slot] }
}

/// A `let` of a function around this one: copied into the closure when it was made.
final class Captured: Node {
  let index: Int
  init(_ index: Int, _ span: Span) {
    self.index = index
    super.init(span, capture: index)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value { f.captures[index] }
}

/// A name of the top level, seen from a function: the slots at the bottom of the stack.
final class Global: Node {
  let index: Int
  let name: String
  init(_ index: Int, _ name: String, _ span: Span) {
    self.index = index
    self.name = name
    super.init(span)
  }
  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    let value = f.machine.pointee.stack[index]
    if case .missing = value { throw notYet() }
    return value
  }
  override var isFixed: Bool { true }
  override func stable(_ f: inout Frame) -> UnsafeMutablePointer<Value>? { f.machine.pointee.stack + index }

  @inline(never) private func notYet() -> Exit {
    failure(.usedTooEarly, "`\(name)` has no value yet", span, hint: "its `let` is below the call that needs it.")
  }
}

/// A function's own name inside its body: needs no capture, so makes no cycle.
final class Itself: Node {
  override var isFixed: Bool { true }
  override func eval(_ f: inout Frame) throws(Exit) -> Value { .function(f.function.takeUnretainedValue()) }
}
