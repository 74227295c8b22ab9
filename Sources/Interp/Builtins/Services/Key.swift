/// What makes two values the same, so that they can be looked up: equal values have equal keys.
enum Key: Hashable {
  case none
  case bool(Bool)
  case int(Int)
  case real(Double)
  case text(ContiguousArray<UInt8>)
  case list([Key])
  case record([InternedName: Key])
  case quantity(Quantity)
  case object(ObjectIdentifier)
  /// A host value as it is written.
  case written(String)

  init(_ value: Value) {
    switch value {
    case .none, .missing: self = .none
    case .bool(let truth): self = .bool(truth)
    case .int(let i): self = .int(i)
    // `2 == 2.0`
    case .real(let r): self = Int(exactly: r).map { .int($0) } ?? .real(r)
    case .text(let text): self = .text(text.utf8)
    case .list(let items): self = .list(items.map(Key.init))
    case .record(let record):
      var fields: [InternedName: Key] = [:]
      for index in 0..<record.count { fields[record.name(index)] = Key(record.value(index)) }
      self = .record(fields)
    case .quantity(let quantity): self = .quantity(quantity)
    case .function(let function): self = .object(ObjectIdentifier(function))
    case .builtin(let builtin): self = .object(ObjectIdentifier(builtin))
    case .host(let host): self = .written(host.description)
    }
  }
}
