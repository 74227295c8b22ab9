import Basics
import DSL
import Studies

extension UnsafeMutablePointer<Machine> {
  /// A value as a storage or a file keeps it; what JSON has no form for becomes its text.
  ///
  /// - Parameters:
  ///   - value: the value, which may hold its parts many times over.
  ///   - levels: how many arrays and objects it will lie in.
  ///   - span: where it comes from.
  ///   - refusal: the failure for a part that a text would only describe, such as a run; without it, it is described. It is
  ///     told what the part is, and what could be kept instead.
  /// - Returns: the JSON.
  /// - Throws: a failure of the program where nobody could read it, or the memory might not hold it.
  func json(
    _ value: Value, inside levels: Int = 0, _ span: Span, refusal: ((_ kind: String, _ hint: String) -> Exit)? = nil
  ) throws(Exit) -> JSON {
    var size = 0
    return try json(value, depth: levels, &size, span, refusal)
  }

  /// The same of a value that lies in `depth` arrays and objects; `size` counts values and bytes of strings.
  private func json(
    _ value: Value, depth: Int, _ size: inout Int, _ span: Span, _ refusal: ((String, String) -> Exit)?
  ) throws(Exit) -> JSON {
    try poll()
    if depth > JSON.deepestNesting {
      throw failure(
        .capacity,
        "the value is nested too deeply to be kept", span,
        hint: "lists and records can be kept up to \(JSON.deepestNesting) levels deep.")
    }
    size += 1
    if case .text(let text) = value { size += text.utf8.count }
    try Capacity.check(bytes: size, span)
    switch value {
    case .none, .missing: return .null
    case .bool(let truth): return .bool(truth)
    case .int(let i): return .integer(i)
    case .real(let r): return .real(r)
    case .text(let text): return .string(text.string)
    case .list(let items):
      var array: [JSON] = []
      array.reserveCapacity(items.count)
      for item in items { array.append(try json(item, depth: depth + 1, &size, span, refusal)) }
      return .array(array)
    case .record(let record):
      var members: [JSON.Member] = []
      for (name, field) in record.fields {
        members.append(JSON.Member(name, try json(field, depth: depth + 1, &size, span, refusal)))
      }
      return .object(members)
    default:
      if let refusal, value.isOnlyDescribed { throw refusal(value.kind, value.storageHint) }
      return .string(value.description)
    }
  }
}

extension Value {
  /// Whether its text is no more than a description, and not what a program would write.
  fileprivate var isOnlyDescribed: Bool {
    switch self {
    case .function, .builtin: true
    case .host(let host): !host.isWrittenInFull
    default: false
    }
  }

  /// What could be kept instead.
  fileprivate var storageHint: String {
    let plain = "numbers, strings, booleans, lists and records can be kept"
    guard case .host(let host) = self, !host.fieldNames.isEmpty else {
      return plain + (ownName == nil ? "." : ", such as its `name(...)`.")
    }
    return plain + ", such as what its fields hold: \(host.fieldNames.prefix(6).joined(separator: ", "))."
  }

  /// The value that `json` describes.
  init(_ json: JSON) {
    switch json {
    case .null: self = .none
    case .bool(let truth): self = .bool(truth)
    case .integer(let i): self = .int(i)
    case .real(let r): self = .real(r)
    case .string(let string): self = .text(string)
    case .array(let items): self = .list(ContiguousArray(items.map(Value.init)))
    case .object(let members): self = .record(members.map { ($0.name, Value($0.value)) })
    }
  }
}
