/// A value of the language: 9 bytes in 16, so that it travels in two registers.
///
/// Numbers and truth values lie in the enum itself and never touch a reference count; every other payload is one
/// counted word. A list is a Swift array and a string an array of bytes: their copy-on-write *is* the value semantics
/// of the language, so values may be handed from thread to thread.
public enum Value: @unchecked Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case real(Double)
  case text(Text)
  case list(ContiguousArray<Value>)
  case record(Record)
  case function(Function)
  case builtin(Builtin)
  case host(Host)
  /// A number with a unit.
  indirect case quantity(Quantity)
  /// In slots only: an argument that was not given, or a name whose `let` was not reached yet. No program sees it.
  case missing
}

extension Value {
  /// A string value.
  public static func text(_ string: String) -> Value { .text(Text(string)) }

  /// What messages call a value of this kind, with its article.
  public var kind: String {
    switch self {
    case .none, .missing: "none"
    case .bool: "a boolean"
    case .int: "an integer"
    case .real: "a real"
    case .text: "a string"
    case .list: "a list"
    case .record: "a record"
    case .function, .builtin: "a function"
    case .host(let host): host.kind
    case .quantity(let quantity): quantity.unit.kind
    }
  }

  /// The number, if this is an integer or a real.
  var number: Double? {
    switch self {
    case .int(let i): Double(i)
    case .real(let r): r
    default: nil
    }
  }

  /// The host value, if this is one.
  var host: Host? {
    if case .host(let host) = self { host } else { nil }
  }

  /// The string, if this is one.
  var string: String? {
    if case .text(let text) = self { return text.string }
    return nil
  }

  var isNone: Bool {
    switch self {
    case .none, .missing: true
    default: false
    }
  }
}

// Looking into a value where it lies.
//
// `if case .list(var items) = slot.pointee` makes a second reference, and with it a copy at the next change. Moving the
// value out and back leaves a hole that an error on the way would expose. So one thing is assumed of the enum: that a
// payload of one word lies at its first byte, with the tag behind it. `Value.layoutIsAsAssumed` checks that; a session
// refuses to start where it does not hold.

extension UnsafeMutablePointer<Value> {
  @inline(__always)
  private func payload<T>(as type: T.Type) -> UnsafeMutablePointer<T> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: type)
  }

  /// The array of a `.list`, to be changed in place; Swift copies it first if someone else has it too.
  @inline(__always) var items: UnsafeMutablePointer<ContiguousArray<Value>> {
    payload(as: ContiguousArray<Value>.self)
  }

  /// The string of a `.text`, likewise.
  @inline(__always) var text: UnsafeMutablePointer<Text> { payload(as: Text.self) }

  /// The record of a `.record`, after making sure that nobody else sees it.
  ///
  /// Not counted.
  @inline(__always) var ownRecord: Unmanaged<Record> {
    let record = payload(as: Record.self)
    if !isKnownUniquelyReferenced(&record.pointee) { record.pointee = record.pointee.copy() }
    return payload(as: Unmanaged<Record>.self).pointee
  }

  /// Where the record of a `.record` is kept, to be exchanged for another.
  @inline(__always) var recordStorage: UnsafeMutablePointer<Record> { payload(as: Record.self) }

  /// The record of a `.record`, to be read only and not counted.
  @inline(__always) var record: Unmanaged<Record> { payload(as: Unmanaged<Record>.self).pointee }

  /// `pointee`, which is had without a call where it is a number.
  @inline(__always) var copied: Value {
    switch pointee {
    case .int(let i): .int(i)
    case .real(let r): .real(r)
    default: pointee
    }
  }

  /// `pointee = value`, which is done without a call where nothing has to be given up.
  @inline(__always) func put(_ value: consuming Value) {
    if isCounted { exchange(value) } else { initialize(to: value) }
  }

  /// Whether the value is a reference, which has to be given up.
  @inline(__always) var isCounted: Bool {
    switch pointee {
    case .none, .bool, .int, .real, .missing: false
    default: true
    }
  }

  @inline(never) private func exchange(_ value: consuming Value) { pointee = value }

  /// The function of a `.function`, not counted.
  @inline(__always) var function: Unmanaged<Function> { payload(as: Unmanaged<Function>.self).pointee }
}

extension Value {
  /// Whether the compiler lays values out as the accessors above assume.
  static var layoutIsAsAssumed: Bool {
    let array: ContiguousArray<Value> = [.int(1)]
    var list = Value.list(array)
    let record = Record.empty(RecordShape([]))
    var held = Value.record(record)
    var truth = Value.bool(false)
    return MemoryLayout<Value>.size == 9
      && withUnsafeBytes(of: &truth) { $0.prefix(9).allSatisfy { $0 == 0 } }
      && withUnsafeBytes(of: &list) { $0.load(as: UInt.self) } == withUnsafeBytes(of: array) { $0.load(as: UInt.self) }
      && withUnsafeBytes(of: &held) { $0.load(as: UInt.self) }
        == UInt(bitPattern: Unmanaged.passUnretained(record).toOpaque())
  }
}
