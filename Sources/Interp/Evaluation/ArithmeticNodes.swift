import DSL

// Generic *classes* are not specialized by the compiler, generic *methods* are: hence three base classes with inlined
// generic methods, by how near the operands are, and one short class per operator and base. `run` of an arithmetic
// operator is `x = a + b`, with the sum stored by the sum itself; as a statement of its own it is wrapped (`Discard`).

class Binary: Node {
  let a: Node
  let b: Node
  /// The slot that `run` assigns.
  let target: Int

  required init(_ a: Node, _ b: Node, _ span: Span, target: Int = -1) {
    self.a = a
    self.b = b
    self.target = target
    super.init(span)
  }

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
    let p = a.surelyNear(&f)
    let q = b.surelyNear(&f)
    if case .int(let x) = p.pointee, case .int(let y) = q.pointee {
      let (r, overflow) = Op.int(x, y)
      if !overflow { return .int(r) }
    } else if case .real(let x) = p.pointee, case .real(let y) = q.pointee, let r = Op.real(x, y) {
      return .real(r)
    }
    return try slow(op, &f)
  }

  @inline(never) private final func slow<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    try Op.slow(a.surelyNear(&f).pointee, b.surelyNear(&f).pointee, span)
  }

  @inline(__always) final func compare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    let p = a.surelyNear(&f)
    let q = b.surelyNear(&f)
    if case .int(let x) = p.pointee, case .int(let y) = q.pointee { return Op.int(x, y) }
    if case .real(let x) = p.pointee, case .real(let y) = q.pointee { return Op.real(x, y) }
    return try slowCompare(op, &f)
  }

  @inline(never) private final func slowCompare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    try Op.slow(a.surelyNear(&f).pointee, b.surelyNear(&f).pointee, span)
  }
}

/// The right operand is near.
class FarNear: Binary {
  @inline(__always) final func compute<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    let v = try a.eval(&f)
    let q = b.surelyNear(&f)
    if case .int(let x) = v, case .int(let y) = q.pointee {
      let (r, overflow) = Op.int(x, y)
      if !overflow { return .int(r) }
    } else if case .real(let x) = v, case .real(let y) = q.pointee, let r = Op.real(x, y) {
      return .real(r)
    }
    return try Op.slow(v, q.pointee, span)
  }

  @inline(__always) final func compare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    let v = try a.eval(&f)
    let q = b.surelyNear(&f)
    if case .int(let x) = v, case .int(let y) = q.pointee { return Op.int(x, y) }
    if case .real(let x) = v, case .real(let y) = q.pointee { return Op.real(x, y) }
    return try Op.slow(v, q.pointee, span)
  }
}

/// Any operands.
class FarFar: Binary {
  @inline(__always) final func compute<Op: Arithmetic>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Value {
    let v = try a.value(&f)
    let w = try b.value(&f)
    if case .int(let x) = v, case .int(let y) = w {
      let (r, overflow) = Op.int(x, y)
      if !overflow { return .int(r) }
    } else if case .real(let x) = v, case .real(let y) = w, let r = Op.real(x, y) {
      return .real(r)
    }
    return try Op.slow(v, w, span)
  }

  @inline(__always) final func compare<Op: Comparison>(_ op: Op.Type, _ f: inout Frame) throws(Exit) -> Bool {
    let v = try a.value(&f)
    let w = try b.value(&f)
    if case .int(let x) = v, case .int(let y) = w { return Op.int(x, y) }
    if case .real(let x) = v, case .real(let y) = w { return Op.real(x, y) }
    return try Op.slow(v, w, span)
  }
}

final class AddNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Adding.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Adding.self, &f) }
  override var storesItself: Bool { true }
}

final class AddFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Adding.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Adding.self, &f) }
  override var storesItself: Bool { true }
}

final class AddFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Adding.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Adding.self, &f) }
  override var storesItself: Bool { true }
}

final class SubtractNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Subtracting.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Subtracting.self, &f) }
  override var storesItself: Bool { true }
}

final class SubtractFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Subtracting.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Subtracting.self, &f) }
  override var storesItself: Bool { true }
}

final class SubtractFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Subtracting.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Subtracting.self, &f) }
  override var storesItself: Bool { true }
}

final class MultiplyNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Multiplying.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Multiplying.self, &f) }
  override var storesItself: Bool { true }
}

final class MultiplyFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Multiplying.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Multiplying.self, &f) }
  override var storesItself: Bool { true }
}

final class MultiplyFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Multiplying.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Multiplying.self, &f) }
  override var storesItself: Bool { true }
}

final class DivideNearNear: NearNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Dividing.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Dividing.self, &f) }
  override var storesItself: Bool { true }
}

final class DivideFarNear: FarNear {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Dividing.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Dividing.self, &f) }
  override var storesItself: Bool { true }
}

final class DivideFarFar: FarFar {
  override func eval(_ f: inout Frame) throws(Exit) -> Value { try compute(Dividing.self, &f) }
  override func run(_ f: inout Frame) throws(Exit) { f.slots[target] = try compute(Dividing.self, &f) }
  override var storesItself: Bool { true }
}
