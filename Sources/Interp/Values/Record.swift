/// The field names of a record, in order.
///
/// All records made by one literal share one shape.
public final class RecordShape: @unchecked Sendable {
  let names: UnsafeMutablePointer<InternedName>
  let count: Int
  /// Whether the shape belongs to the text of a program and stays for good: its records need not count it.
  let isPermanent: Bool

  init(_ symbols: [InternedName], isPermanent: Bool = false) {
    count = symbols.count
    self.isPermanent = isPermanent
    names = .allocate(capacity: max(1, symbols.count))
    for (index, symbol) in symbols.enumerated() { (names + index).initialize(to: symbol) }
    if isPermanent { _ = Unmanaged.passRetained(self) }
  }

  deinit { names.deallocate() }

  var symbols: [InternedName] { (0..<count).map { names[$0] } }

  func adding(_ symbol: InternedName) -> RecordShape { RecordShape(symbols + [symbol]) }
}

/// What stands before the values of a record.
public struct RecordHeader {
  /// Counted by the record, unless it is permanent.
  let shape: Unmanaged<RecordShape>
  /// The shape's names, one step nearer.
  let names: UnsafeMutablePointer<InternedName>
  let count: Int
}

/// A record: one allocation, with the values behind the header.
///
/// Changed only while uniquely referenced.
public final class Record: ManagedBuffer<RecordHeader, Value> {
  // The pointers outlive the call that gives them: they may be used only while something else keeps the record alive.
  @inline(__always) var names: UnsafeMutablePointer<InternedName> {
    withUnsafeMutablePointerToHeader { $0.pointee.names }
  }
  @inline(__always) var count: Int { withUnsafeMutablePointerToHeader { $0.pointee.count } }
  @inline(__always) var values: UnsafeMutablePointer<Value> { withUnsafeMutablePointerToElements { $0 } }
  /// The name of field `index`, which must be below `count`; keeps the record alive while it looks.
  @inline(__always) func name(_ index: Int) -> InternedName {
    withUnsafeMutablePointerToHeader { $0.pointee.names[index] }
  }
  /// The value of field `index`, which must be below `count`; keeps the record alive while it looks.
  @inline(__always) func value(_ index: Int) -> Value { withUnsafeMutablePointerToElements { $0[index] } }
  var shape: RecordShape { sharedShape.takeUnretainedValue() }
  private var sharedShape: Unmanaged<RecordShape> { withUnsafeMutablePointerToHeader { $0.pointee.shape } }

  private static func make(_ shape: Unmanaged<RecordShape>) -> Record {
    let (names, count, isPermanent) = shape._withUnsafeGuaranteedRef { ($0.names, $0.count, $0.isPermanent) }
    if !isPermanent { _ = shape.retain() }
    let made = create(minimumCapacity: count) { _ in RecordHeader(shape: shape, names: names, count: count) }
    return unsafeDowncast(made, to: Record.self)
  }

  /// A record of `shape` whose values are `none`.
  static func empty(_ shape: RecordShape) -> Record {
    let record = make(.passUnretained(shape))
    for index in 0..<shape.count { (record.values + index).initialize(to: .none) }
    return record
  }

  // A loop, not `initialize(from:count:)`: that one calls a value witness for every element.
  func copy() -> Record {
    let record = Record.make(sharedShape)
    for index in 0..<count { (record.values + index).initialize(to: (values + index).copied) }
    return record
  }

  func adding(_ symbol: InternedName, _ value: Value) -> Record {
    let larger = shape.adding(symbol)
    let record = Record.make(.passUnretained(larger))
    for index in 0..<count { (record.values + index).initialize(to: (values + index).copied) }
    (record.values + count).initialize(to: value)
    return record
  }

  deinit {
    for index in 0..<count { (values + index).put(.none) }
    if !sharedShape._withUnsafeGuaranteedRef({ $0.isPermanent }) { sharedShape.release() }
  }

  func index(of symbol: InternedName) -> Int? {
    for index in 0..<count where name(index) == symbol { return index }
    return nil
  }
}

extension Value {
  /// A record value of fields in order; of two with one name, the later one counts.
  public static func record(_ fields: KeyValuePairs<String, Value>) -> Value {
    record(fields.map { ($0.key, $0.value) })
  }

  /// A record value of fields in order; of two with one name, the later one counts.
  public static func record(_ fields: [(String, Value)]) -> Value {
    var builder = RecordBuilder()
    for (name, value) in fields { builder.set(InternedName(name), value) }
    return .record(builder.build())
  }
}

/// Fields on their way into a record.
struct RecordBuilder {
  private(set) var symbols: [InternedName] = []
  private(set) var values: [Value] = []

  mutating func set(_ symbol: InternedName, _ value: Value) {
    if let index = symbols.firstIndex(of: symbol) {
      values[index] = value
    } else {
      symbols.append(symbol)
      values.append(value)
    }
  }

  mutating func set(contentsOf record: Record) {
    for index in 0..<record.count { set(record.name(index), record.value(index)) }
  }

  func build() -> Record { Record.make(RecordShape(symbols), values) }
}

extension Record {
  /// A record of `shape` with `values`, of the same number.
  static func make(_ shape: RecordShape, _ values: [Value]) -> Record {
    let record = Record.empty(shape)
    for (index, value) in values.enumerated() where index < record.count { record.values[index] = value }
    return record
  }

  /// The value under `name`, if there is such a field.
  public subscript(name: String) -> Value? {
    guard let symbol = InternedName.known(name), let index = index(of: symbol) else { return nil }
    return value(index)
  }

  /// The fields in order.
  public var fields: [(name: String, value: Value)] {
    (0..<count).map { (name($0).name, value($0)) }
  }
}
