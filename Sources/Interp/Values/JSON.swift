import Basics
import Studies

extension Value {
  /// The value as a storage keeps it; what JSON has no form for becomes its text.
  var json: JSON {
    switch self {
    case .none, .missing: .null
    case .bool(let truth): .bool(truth)
    case .int(let i): .integer(i)
    case .real(let r): .real(r)
    case .text(let text): .string(text.string)
    case .list(let items): .array(items.map(\.json))
    case .record(let record): .object(record.fields.map { JSON.Member($0.name, $0.value.json) })
    default: .string(description)
    }
  }

  /// The part of the value that JSON can only describe, such as a run, and what could be kept instead; nil where all of it
  /// is kept, or is at least written as in a program.
  var unstorable: (kind: String, hint: String)? { firstDescribed.map { ($0.kind, $0.storageHint) } }

  /// The first part whose text is no more than a description.
  private var firstDescribed: Value? {
    switch self {
    case .list(let items):
      for item in items { if let found = item.firstDescribed { return found } }
      return nil
    case .record(let record):
      for field in record.fields { if let found = field.value.firstDescribed { return found } }
      return nil
    case .function, .builtin: return self
    case .host(let host): return host.isWrittenInFull ? nil : self
    default: return nil
    }
  }

  private var storageHint: String {
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
