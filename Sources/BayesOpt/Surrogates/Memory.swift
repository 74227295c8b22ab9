import Synchronization

/// The last values of an expensive pure function, by its argument: what is found in it is what would be computed.
final class Memory<Key: Equatable & Sendable, Value: Sendable>: Sendable {
  private let entries = Mutex<[(key: Key, value: Value)]>([])

  /// Enough for a search whose models take turns, and another one beside it.
  private static var capacity: Int { 4 }

  /// The value of an argument, computed unless it is remembered.
  func value(of key: Key, _ compute: () -> Value) -> Value {
    if let known = entries.withLock({ $0.first { $0.key == key }?.value }) { return known }
    let value = compute()
    entries.withLock { entries in
      if entries.count == Self.capacity { entries.removeFirst() }
      entries.append((key, value))
    }
    return value
  }
}
