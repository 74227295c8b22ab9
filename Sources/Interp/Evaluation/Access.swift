import Basics
import DSL
import Synchronization

/// The position that index `i` means in `count` items: from 0, or negative from the end.
@inline(__always) func position(_ i: Int, _ count: Int) -> Int? {
  if i >= 0 && i < count { return i }
  return i < 0 && i >= -count ? i + count : nil
}

final class Index: Node {
  let collection: Node
  let index: Node
  /// The collection as it is written, for what is said of an element that is not there.
  let written: String
  init(_ collection: Node, _ index: Node, written: String, _ span: Span) {
    self.collection = collection
    self.index = index
    self.written = written
    super.init(span)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value { try element(&f) }

  override func test(_ f: inout Frame) throws(Exit) -> Bool {
    let value = try element(&f)
    if case .bool(let truth) = value { return truth }
    throw needsBoolean(value, span)
  }

  @inline(__always) private func element(_ f: inout Frame) throws(Exit) -> Value {
    if let pointer = collection.near(&f) {
      let key = try index.value(&f)
      if case .list = pointer.pointee, case .int(let i) = key, let at = position(i, pointer.items.pointee.count) {
        return pointer.items.pointee.withUnsafeBufferPointer { items in
          UnsafeMutablePointer(mutating: items.baseAddress.unsafelyUnwrapped + at).copied
        }
      }
      return try element(of: pointer.pointee, key, f.machine)
    }
    let v = try collection.eval(&f)
    let key = try index.value(&f)
    if case .list(let items) = v, case .int(let i) = key, let at = position(i, items.count) { return items[at] }
    return try element(of: v, key, f.machine)
  }

  @inline(never)
  private func element(
    of collection: Value, _ key: Value, _ machine: UnsafeMutablePointer<Machine>
  ) throws(Exit) -> Value {
    switch (collection, key) {
    case (.record, .text(let name)): return try field(name.string, of: collection, index.span)
    case (.host(let host), .text(let name)):
      if host.length == nil || host.fieldNames.contains(name.string) {
        return try field(name.string, of: collection, index.span)
      }
    case (.host(let host), .int(let i)):
      if let count = host.length, let at = position(i, count) { return host.item(at: at) }
    case (.text(let text), .int(let i)):
      if text.isPlain {
        if let at = position(i, text.utf8.count) { return .text(Text(utf8: [text.utf8[at]])) }
      } else {
        let characters = Array(text.characters)
        if let at = position(i, characters.count) { return .text(characters[at]) }
      }
    default: break
    }
    throw noElement(collection, key, index.span, after: machine.pointee.endedProgram, written: written)
  }
}

/// The field of a record or a host value.
class Field: Node {
  let record: Node
  let symbol: InternedName
  /// What is written around it, for what is said where the value has no such field.
  let use: (() -> FieldUse)?
  /// Where the field lay last time: a guess that all threads share, and that is looked at before it is believed.
  let guess = Atomic<Int>(0)

  init(
    _ record: Node, _ symbol: InternedName, use: (() -> FieldUse)? = nil, operandForm: OperandForm = .any, _ span: Span
  ) {
    self.record = record
    self.symbol = symbol
    self.use = use
    super.init(span, operandForm: operandForm)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value {
    // First: an atomic load after the record is fetched would make it be counted.
    let at = guess.load(ordering: .relaxed)
    let v = try record.eval(&f)
    if case .record(let r) = v, at < r.count, r.name(at) == symbol { return r.value(at) }
    return try search(v)
  }

  @inline(never)
  fileprivate final func search(_ v: Value) throws(Exit) -> Value {
    if case .record(let r) = v, let index = r.index(of: symbol) {
      guess.store(index, ordering: .relaxed)
      return r.value(index)
    }
    return try field(symbol.name, of: v, use: use, span)
  }
}

/// The field of what is near: it is read where it lies.
final class NearField: Field {
  let source: Address

  init(_ record: Node, _ symbol: InternedName, use: (() -> FieldUse)? = nil, _ span: Span) {
    source = record.address
    super.init(record, symbol, use: use, operandForm: .nearField, span)
  }

  override func eval(_ f: inout Frame) throws(Exit) -> Value { try read(&f) }

  /// `eval`, to be inlined where the field is an operand.
  @inline(__always) func read(_ f: inout Frame) throws(Exit) -> Value {
    let at = guess.load(ordering: .relaxed)
    let pointer = source.pointer(&f).unsafelyUnwrapped
    guard case .record = pointer.pointee else { return try searchNear(&f) }
    let (names, values, count) = pointer.record._withUnsafeGuaranteedRef { ($0.names, $0.values, $0.count) }
    guard at < count, names[at] == symbol else { return try searchNear(&f) }
    return (values + at).copied
  }

  @inline(never) private func searchNear(_ f: inout Frame) throws(Exit) -> Value {
    try search(source.pointer(&f).unsafelyUnwrapped.pointee)
  }
}

/// The field `name` of a record or a host value.
func field(_ name: String, of value: Value, use: (() -> FieldUse)? = nil, _ span: Span) throws(Exit) -> Value {
  switch value {
  case .record(let record): if let found = record[name] { return found }
  case .host(let host): if let found = try explained(span, { try host.field(name) }) { return found }
  default: break
  }
  throw noField(value, name, use: use?(), span)
}

// Messages are made out of line: built where they are thrown, they would cost the fast path its registers.

/// What has the field or the column whose name stands in the place of an index.
private func hint(forKey name: String, _ collection: Value, _ written: String?) -> String? {
  if let owner = owner(of: name, collection, written) { return owner }
  guard case .host(let host) = collection else { return nil }
  return listed(host.fieldNames)
}

@inline(never)
func noElement(
  _ collection: Value, _ key: Value, _ span: Span, after program: EndedProgram? = nil, written: String? = nil
) -> Exit {
  let count: Int
  let name: String
  switch collection {
  case .list(let items): (count, name) = (items.count, "list")
  case .text(let text): (count, name) = (text.count, "string")
  case .host(let host):
    guard let length = host.length else {
      let hint =
        host.fieldNames.contains("trials")
        ? "its trials are a list: write `\(written ?? "")\(written == nil ? "" : ".")trials[0]`."
        : listed(host.fieldNames)
      return failure(.indexKind, "\(host.kind) has no elements", span, hint: hint)
    }
    let kind = host is DomainValue ? "a range" : host.kind
    (count, name) = (length, kind.hasPrefix("a ") ? String(kind.dropFirst(2)) : kind)
  case .record(let record):
    let names = record.fields.map(\.name)
    return failure(.indexKind, "a record is indexed by a string, not \(key.kind)", span, hint: listed(names))
  default: return failure(.indexKind, "\(collection.kind) has no elements", span)
  }
  guard case .int(let i) = key else {
    let isRange = if case .host(let host) = key { host.kind.hasSuffix("range") } else { false }
    return failure(
      .indexKind,
      "\(name == "data" ? name : "a \(name)") is indexed by an integer, not \(key.kind)", span,
      hint: isRange
        ? "`xs |> drop(1) |> take(2)` is a part of a list."
        : key.string.flatMap { hint(forKey: $0, collection, written) })
  }
  return failure(
    .indexOutside,
    "there is no element \(i): the \(name) has \(count)", span,
    hint: count == 0
      ? program?.hint
      : count == 1
        ? "the only element is 0." : "elements count from 0 to \(count - 1), and from -1 at the end.")
}
