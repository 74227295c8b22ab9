import Basics
import DSL

/// Records, and what else has named fields.
let recordBuiltins: [Builtin] = [
  Builtin(
    "keys", [.required("record")], "The names of a record's fields.",
    examples: [.init("keys({lr: 0.1, batch: 32})", "[\"lr\", \"batch\"]")], seeAlso: ["values", "entries", "has"]
  ) { (a: Arguments) throws(Exit) in .list(ContiguousArray(try fields(a).map { .text($0.name) })) },
  Builtin(
    "values", [.required("record")], "The values of a record's fields.",
    examples: [.init("values({lr: 0.1, batch: 32})", "[0.1, 32]")], seeAlso: ["keys", "entries"]
  ) { (a: Arguments) throws(Exit) in .list(ContiguousArray(try fields(a).map(\.value))) },
  Builtin(
    "entries", [.required("record")], "The fields of a record, each as a list of its name and its value.",
    examples: [.init("entries({lr: 0.1, batch: 32})", "[[\"lr\", 0.1], [\"batch\", 32]]")],
    seeAlso: ["record", "keys", "values"]
  ) { (a: Arguments) throws(Exit) in
    .list(ContiguousArray(try fields(a).map { .list([.text($0.name), $0.value]) }))
  },
  Builtin(
    "record", [.required("entries")], "The record of a list of names and values; later ones override.",
    examples: [.init("record([[\"lr\", 0.1], [\"batch\", 32]])", "{lr: 0.1, batch: 32}")], seeAlso: ["entries", "zip"]
  ) { (a: Arguments) throws(Exit) in
    var builder = RecordBuilder()
    try a.forEach(try a.list(0)) { (entry) throws(Exit) in
      guard case .list(let pair) = entry, pair.count == 2, case .text(let name) = pair[0] else {
        throw failure(.argumentKind, "`record` needs a list of names and values, as `[[\"lr\", 0.1]]`", a.place(0))
      }
      builder.set(InternedName(name.string), pair[1])
    }
    return .record(builder.build())
  },
  Builtin(
    "has", [.required("record"), .required("name")], "Whether a record has a field of that name.",
    examples: [.init("has({lr: 0.1}, \"lr\")", "true")], seeAlso: ["keys", "in"]
  ) { (a: Arguments) throws(Exit) in
    let name = try a.string(1)
    return .bool(try fields(a).contains { $0.name == name })
  },
  Builtin(
    "without", [.required("record"), .rest("names")], "A record without some of its fields.",
    examples: [.init("without({lr: 0.1, batch: 32}, \"lr\")", "{batch: 32}")], seeAlso: ["has", "keys"]
  ) { (a: Arguments) throws(Exit) in
    let record = try a.record(0)
    var names: Set<String> = []
    for (index, value) in a.rest.enumerated() {
      guard let name = value.string else {
        throw failure(.argumentKind, "a name must be a string, not \(value.kind)", a.place(1 + index))
      }
      // A name that is not there is as good as taken away, but a misspelt one would go unnoticed.
      _ = try field(name, of: a[0], a.place(1 + index))
      names.insert(name)
    }
    return .record(record.fields.filter { !names.contains($0.name) }.map { ($0.name, $0.value) })
  },
]

private func fields(_ a: Arguments) throws(Exit) -> [(name: String, value: Value)] {
  if case .host(let host) = a[0], !host.fieldNames.isEmpty {
    return try host.fieldNames.map { (name) throws(Exit) in (name, try field(name, of: a[0], a.span)) }
  }
  return try a.record(0).fields
}
