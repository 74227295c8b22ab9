// Nothing here changes a bit of a result: what is remembered is a function of the history, and is what would be computed.

import Synchronization

/// The last values of an expensive pure function, by its argument.
final class Memory<Key: Sendable, Value: Sendable>: Sendable {
  private let entries = Mutex<[(key: Key, value: Value)]>([])

  /// Enough for a search whose models take turns, and another one beside it.
  private static var capacity: Int { 4 }

  /// The youngest value whose argument is as wanted.
  func latest(where isWanted: (Key) -> Bool) -> Value? {
    entries.withLock { $0.last { isWanted($0.key) }?.value }
  }

  /// Remembers the value of an argument, and forgets the oldest.
  func remember(_ value: Value, of key: Key) {
    entries.withLock { entries in
      if entries.count == Self.capacity { entries.removeFirst() }
      entries.append((key, value))
    }
  }
}

extension Memory where Key: Equatable {
  /// The value of an argument, computed unless it is remembered.
  func value(of key: Key, _ compute: () -> Value) -> Value {
    if let known = latest(where: { $0 == key }) { return known }
    let value = compute()
    remember(value, of: key)
    return value
  }
}
