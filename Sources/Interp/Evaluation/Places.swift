import Basics
import DSL
import Synchronization

// Assignments. A value is changed where it lies; Swift's own uniqueness test decides between changing in place and copying.
// Values and indices are evaluated before the walk along the path begins: no code of the user runs during it.

final class SetLocal: Effect {
  let target: Int
  let value: Node
  init(_ slot: Int, _ value: Node) {
    target = slot
    self.value = value
    super.init(value.span)
  }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try value.value(&f)) }
}

/// `slot = value`: an arithmetic node stores its own result; anything else is wrapped.
func assignment(_ slot: Int, _ value: Node) -> Node {
  if let sum = value as? Binary, sum.storesItself { return sum.assigning(to: slot) }
  return SetLocal(slot, value)
}

/// `xs[i] = v`, `r.f = v`, `xs[i].f = v` and so on, for the variable in `target`.
final class Update: Effect {
  let target: Int
  let path: Path
  /// Puts indices that are not near into temporaries.
  let prepare: Node
  let needsPreparing: Bool
  let value: Node
  init(_ slot: Int, _ path: Path, prepare: Node, _ value: Node) {
    target = slot
    self.path = path
    self.prepare = prepare
    needsPreparing = !prepare.isNear
    self.value = value
    super.init(value.span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    if needsPreparing { try prepare.run(&f) }
    let v = try value.value(&f)
    try path.store(v, in: f.slots + target, &f)
  }
}

/// One step of a place; each step but the last knows the steps after it.
class Path {
  let span: Span
  init(_ span: Span) { self.span = span }
  func store(_ value: Value, in target: UnsafeMutablePointer<Value>, _ f: inout Frame) throws(Exit) {
    target.pointee = value
  }
}

final class ElementStep: Path {
  /// Near.
  let index: Node
  // Not `Path?`: an optional child would be counted.
  let next: Path
  let isLast: Bool

  init(_ index: Node, _ next: Path?, _ span: Span) {
    self.index = index
    self.next = next ?? Path(span)
    isLast = next == nil
    super.init(span)
  }

  override func store(_ value: Value, in target: UnsafeMutablePointer<Value>, _ f: inout Frame) throws(Exit) {
    guard case .list = target.pointee, case .int(let i) = index.surelyNear(&f).pointee,
      let position = position(i, target.items.pointee.count)
    else { return try storeField(value, index.surelyNear(&f).pointee, isLast ? nil : next, in: target, span, &f) }
    // Copies the list first if somebody else has it too.
    let element = target.items.pointee.withUnsafeMutableBufferPointer { $0.baseAddress.unsafelyUnwrapped + position }
    if isLast {
      element.put(value)
    } else {
      try next.store(value, in: element, &f)
    }
  }
}

final class FieldStep: Path {
  let symbol: InternedName
  let next: Path
  let isLast: Bool
  /// Where the field lay last time; see `Field`.
  let guess = Atomic<Int>(0)

  init(_ symbol: InternedName, _ next: Path?, _ span: Span) {
    self.symbol = symbol
    self.next = next ?? Path(span)
    isLast = next == nil
    super.init(span)
  }

  override func store(_ value: Value, in target: UnsafeMutablePointer<Value>, _ f: inout Frame) throws(Exit) {
    var position = guess.load(ordering: .relaxed)
    guard case .record = target.pointee else { throw noField(target.pointee, symbol.name, span) }
    let (names, values, count) = target.ownRecord._withUnsafeGuaranteedRef { ($0.names, $0.values, $0.count) }
    if position >= count || names[position] != symbol {
      guard let found = target.ownRecord._withUnsafeGuaranteedRef({ $0.index(of: symbol) }) else {
        return try add(value, to: target)
      }
      guess.store(found, ordering: .relaxed)
      position = found
    }
    if isLast { (values + position).put(value) } else { try next.store(value, in: values + position, &f) }
  }

  /// A new field, if this is the last step.
  @inline(never)
  private func add(_ value: Value, to target: UnsafeMutablePointer<Value>) throws(Exit) {
    guard isLast, case .record(let record) = target.pointee else { throw noField(target.pointee, symbol.name, span) }
    target.recordStorage.pointee = record.adding(symbol, value)
  }
}

/// `xs[i] = v` on a plain local: the commonest update, in one node.
final class UpdateElement: Effect {
  let target: Int
  let index: Node
  let value: Node
  init(_ slot: Int, _ index: Node, _ value: Node, _ span: Span) {
    target = slot
    self.index = index
    self.value = value
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    let key = try index.value(&f)
    let v = try value.value(&f)
    let variable = f.slots + target
    guard case .list = variable.pointee, case .int(let i) = key,
      let position = position(i, variable.items.pointee.count)
    else { return try storeField(v, key, nil, in: variable, span, &f) }
    let element = variable.items.pointee.withUnsafeMutableBufferPointer { $0.baseAddress.unsafelyUnwrapped + position }
    element.put(v)
  }
}

/// `r["key"] = v` and further steps, and the errors of all other indices.
@inline(never)
private func storeField(
  _ value: Value, _ key: Value, _ next: Path?, in target: UnsafeMutablePointer<Value>, _ span: Span, _ f: inout Frame
) throws(Exit) {
  guard case .record = target.pointee, case .text(let name) = key else { throw noElement(target.pointee, key, span) }
  try FieldStep(InternedName(name.string), next, span).store(value, in: target, &f)
}

/// `s = s + e` and `xs = xs + e` on a plain local grow in place.
///
/// So does `xs = [...xs, e]`, which is the same node.
final class Append: Effect {
  let target: Int
  let value: Node
  init(_ slot: Int, _ value: Node, _ span: Span) {
    target = slot
    self.value = value
    super.init(span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    let v = try value.value(&f)
    let variable = f.slots + target
    switch (variable.pointee, v) {
    case (.text, .text(let more)):
      try Capacity.check(bytes: variable.text.pointee.utf8.count + more.utf8.count, span)
      variable.text.pointee.utf8 += more.utf8
    case (.list, .list(let more)):
      try Capacity.check(items: variable.items.pointee.count + more.count, span)
      variable.items.pointee += more
    default: variable.pointee = try Adding.slow(variable.pointee, v, span)
    }
  }
}

/// `s = s + "{i},"`: the pieces, which do not mention `s`, are written straight to its end.
final class AppendPieces: Effect {
  let target: Int
  /// Where the pieces lie, which are near, all of them; behind a pointer, so that none is counted.
  let pieces: UnsafeMutableBufferPointer<Address>
  /// What the addresses lead to.
  private let nodes: [Node]
  init(_ slot: Int, _ pieces: [Node], _ span: Span) {
    target = slot
    nodes = pieces
    self.pieces = .allocate(capacity: pieces.count)
    _ = self.pieces.initialize(from: pieces.map(\.address))
    super.init(span)
  }
  deinit { pieces.deallocate() }
  override func run(_ f: inout Frame) throws(Exit) {
    let variable = f.slots + target
    guard case .text = variable.pointee else {
      throw failure(.operandKinds, "\(variable.pointee.kind) and a string cannot be added", span)
    }
    let count = variable.text.pointee.utf8.count
    do throws(Exit) {
      for piece in pieces {
        try f.machine.write(at: piece.pointer(&f).unsafelyUnwrapped, to: &variable.text.pointee.utf8, span)
      }
    } catch {
      // All pieces or none.
      variable.text.pointee.utf8.removeLast(variable.text.pointee.utf8.count - count)
      throw error
    }
  }
}

/// Puts an item at the end of the list in a slot: the innermost part of a comprehension.
final class Collect: Effect {
  let target: Int
  let value: Node
  init(_ slot: Int, _ value: Node) {
    target = slot
    self.value = value
    super.init(value.span)
  }
  override func run(_ f: inout Frame) throws(Exit) {
    let v = try value.value(&f)
    let list = (f.slots + target).items
    try Capacity.check(items: list.pointee.count + 1, span)
    list.pointee.append(v)
  }
}
