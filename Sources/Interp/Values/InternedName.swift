import Synchronization

/// A field name or label as a small number, so that comparing two is comparing integers.
public struct InternedName: Hashable, Sendable {
  let id: Int32

  /// The symbol of `name`: the same for every call with the same name.
  public init(_ name: String) { id = Self.table.withLock { $0.id(of: name) } }

  /// The name.
  public var name: String { Self.table.withLock { $0.names[Int(id)] } }

  /// The symbol of `name` if some program or builtin has mentioned it.
  static func known(_ name: String) -> InternedName? {
    table.withLock { $0.ids[name].map { InternedName(id: $0) } }
  }

  private init(id: Int32) { self.id = id }

  private struct Table {
    var ids: [String: Int32] = [:]
    var names: [String] = []

    mutating func id(of name: String) -> Int32 {
      if let id = ids[name] { return id }
      let id = Int32(truncatingIfNeeded: names.count)
      ids[name] = id
      names.append(name)
      return id
    }
  }

  private static let table = Mutex(Table())
}
