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
