/// What makes two values the same, so that they can be looked up: equal values have equal keys.
///
/// Host values have the same key where they are written the same.
struct Key: Hashable {
  private let value: Value

  init(_ value: Value) { self.value = value }

  static func == (a: Key, b: Key) -> Bool {
    Value.areEqual(a.value, b.value) { $0 === $1 || $0.description == $1.description }
  }

  func hash(into hasher: inout Hasher) {
    var rest = Self.mostParts
    Self.hash(value, depth: 0, &rest, into: &hasher)
  }

  /// So many parts of a value tell it from others; one value can hold its parts over and over.
  private static let mostParts = 100_000
  /// Deeper parts do not count: the thread's stack is not endless.
  private static let mostDepth = 100

  private static func hash(_ value: Value, depth: Int, _ rest: inout Int, into hasher: inout Hasher) {
    guard rest > 0, depth < mostDepth else { return }
    rest -= 1
    switch value {
    case .none, .missing: hasher.combine(0)
    case .bool(let truth): hasher.combine(truth)
    case .int(let i): hasher.combine(i)
    // `2 == 2.0`
    case .real(let r): if let i = Int(exactly: r) { hasher.combine(i) } else { hasher.combine(r) }
    case .text(let text): hasher.combine(text.utf8)
    case .list(let items):
      hasher.combine(items.count)
      for item in items {
        if rest <= 0 { return }
        hash(item, depth: depth + 1, &rest, into: &hasher)
      }
    case .record(let record):
      hasher.combine(record.count)
      // Fields may come in any order.
      for index in (0..<record.count).sorted(by: { record.name($0).id < record.name($1).id }) {
        hasher.combine(record.name(index))
        hash(record.value(index), depth: depth + 1, &rest, into: &hasher)
      }
    case .quantity(let quantity): hasher.combine(quantity)
    case .function(let function): hasher.combine(ObjectIdentifier(function))
    case .builtin(let builtin): hasher.combine(ObjectIdentifier(builtin))
    case .host(let host): hasher.combine(host.description)
    }
  }
}
