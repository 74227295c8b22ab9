import DSL

// Generic *classes* are not specialized by the compiler, generic *methods* are: hence four base classes with inlined
// generic methods, by which operands are near, and one short class per operator and base. `run` of an arithmetic
// operator is `x = a + b`, with the sum stored by the sum itself; as a statement of its own it is wrapped (`Discard`).

extension Node {
  /// `eval`, which is not called for the commonest operands.
  @inline(__always) func operand(_ f: inout Frame) throws(Exit) -> Value {
    switch operandForm {
    case .any: return try eval(&f)
    case .nearField: return try unsafeDowncast(self, to: NearField.self).read(&f)
    case .nearProduct: return try unsafeDowncast(self, to: MultiplyNearNear.self).compute(Multiplying.self, &f)
    }
  }
}

class Binary: Node {
  let a: Node
  let b: Node
  /// Where the operands lie, if they are near.
  let left: Address
  let right: Address
  /// The slot that `run` assigns.
  let target: Int

  required init(_ a: Node, _ b: Node, _ span: Span, target: Int = -1) {
    self.a = a
    self.b = b
    (left, right) = (a.address, b.address)
    self.target = target
    super.init(span, operandForm: type(of: self).kind)
  }

  class var kind: OperandForm { .any }

  /// Whether `run` is an assignment.
  var storesItself: Bool { false }

  /// The same operator as an assignment.
  final func assigning(to slot: Int) -> Binary { type(of: self).init(a, b, span, target: slot) }
}

/// Two near operands: a leaf.
///
/// The slow path is a tail call with the same arguments, so the fast one saves no registers.
class NearNear: Binary {
  @inline(__always) final func compute<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    let p = left.pointer(&f).unsafelyUnwrapped
    let q = right.pointer(&f).unsafelyUnwrapped
    switch (p.pointee, q.pointee) {
    case (.int(let x), .int(let y)):
      let (r, overflow) = Op.int(x, y)
      if !overflow { return .int(r) }
    case (.real(let x), .real(let y)): if let r = Op.real(x, y) { return .real(r) }
    default: break
    }
    return try slow(op, &f)
  }

  @inline(__always) final func compare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    let p = left.pointer(&f).unsafelyUnwrapped
    let q = right.pointer(&f).unsafelyUnwrapped
    switch (p.pointee, q.pointee) {
    case (.int(let x), .int(let y)): return Op.int(x, y)
    case (.real(let x), .real(let y)): return Op.real(x, y)
    default: return try slow(op, &f)
    }
  }

  @inline(never) private final func slow<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    try Op.slow(a.surelyNear(&f).pointee, b.surelyNear(&f).pointee, span)
  }

  @inline(never) private final func slow<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    try Op.slow(a.surelyNear(&f).pointee, b.surelyNear(&f).pointee, span)
  }
}

/// The right operand is near.
class FarNear: Binary {
  @inline(__always) final func compute<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    let v = try a.operand(&f)
    let q = right.pointer(&f).unsafelyUnwrapped
    switch (v, q.pointee) {
    case (.int(let x), .int(let y)):
      let (r, overflow) = Op.int(x, y)
      if !overflow { return .int(r) }
    case (.real(let x), .real(let y)): if let r = Op.real(x, y) { return .real(r) }
    default: break
    }
    return try Op.slow(v, q.pointee, span)
  }

  @inline(__always) final func compare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    let v = try a.operand(&f)
    let q = right.pointer(&f).unsafelyUnwrapped
    switch (v, q.pointee) {
    case (.int(let x), .int(let y)): return Op.int(x, y)
    case (.real(let x), .real(let y)): return Op.real(x, y)
    default: return try Op.slow(v, q.pointee, span)
    }
  }
}

/// The left operand is near; its value is taken first, as it may change meanwhile.
class NearFar: Binary {
  @inline(__always) final func compute<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    let v = left.pointer(&f).unsafelyUnwrapped.copied
    let w = try b.operand(&f)
    switch (v, w) {
    case (.int(let x), .int(let y)):
      let (r, overflow) = Op.int(x, y)
      if !overflow { return .int(r) }
    case (.real(let x), .real(let y)): if let r = Op.real(x, y) { return .real(r) }
    default: break
    }
    return try Op.slow(v, w, span)
  }

  @inline(__always) final func compare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    let v = left.pointer(&f).unsafelyUnwrapped.copied
    let w = try b.operand(&f)
    switch (v, w) {
    case (.int(let x), .int(let y)): return Op.int(x, y)
    case (.real(let x), .real(let y)): return Op.real(x, y)
    default: return try Op.slow(v, w, span)
    }
  }
}

/// Neither operand is near.
class FarFar: Binary {
  @inline(__always) final func compute<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    let v = try a.operand(&f)
    let w = try b.operand(&f)
    switch (v, w) {
    case (.int(let x), .int(let y)):
      let (r, overflow) = Op.int(x, y)
      if !overflow { return .int(r) }
    case (.real(let x), .real(let y)): if let r = Op.real(x, y) { return .real(r) }
    default: break
    }
    return try Op.slow(v, w, span)
  }

  @inline(__always) final func compare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    let v = try a.operand(&f)
    let w = try b.operand(&f)
    switch (v, w) {
    case (.int(let x), .int(let y)): return Op.int(x, y)
    case (.real(let x), .real(let y)): return Op.real(x, y)
    default: return try Op.slow(v, w, span)
    }
  }
}

final class AddNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Adding.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Adding.self, &f)) }
  override var storesItself: Bool { true }
}

final class AddFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Adding.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Adding.self, &f)) }
  override var storesItself: Bool { true }
}

final class AddNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Adding.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Adding.self, &f)) }
  override var storesItself: Bool { true }
}

final class AddFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Adding.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Adding.self, &f)) }
  override var storesItself: Bool { true }
}

final class SubtractNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Subtracting.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Subtracting.self, &f)) }
  override var storesItself: Bool { true }
}

final class SubtractFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Subtracting.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Subtracting.self, &f)) }
  override var storesItself: Bool { true }
}

final class SubtractNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Subtracting.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Subtracting.self, &f)) }
  override var storesItself: Bool { true }
}

final class SubtractFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Subtracting.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Subtracting.self, &f)) }
  override var storesItself: Bool { true }
}

final class MultiplyNearNear: NearNear {
  override class var kind: OperandForm { .nearProduct }
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Multiplying.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Multiplying.self, &f)) }
  override var storesItself: Bool { true }
}

final class MultiplyFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Multiplying.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Multiplying.self, &f)) }
  override var storesItself: Bool { true }
}

final class MultiplyNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Multiplying.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Multiplying.self, &f)) }
  override var storesItself: Bool { true }
}

final class MultiplyFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Multiplying.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Multiplying.self, &f)) }
  override var storesItself: Bool { true }
}

final class DivideNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Dividing.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Dividing.self, &f)) }
  override var storesItself: Bool { true }
}

final class DivideFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Dividing.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Dividing.self, &f)) }
  override var storesItself: Bool { true }
}

final class DivideNearFar: NearFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Dividing.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Dividing.self, &f)) }
  override var storesItself: Bool { true }
}

final class DivideFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Dividing.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { (f.slots + target).put(try compute(Dividing.self, &f)) }
  override var storesItself: Bool { true }
}
