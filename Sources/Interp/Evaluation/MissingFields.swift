import Basics
import DSL

// What is said about a field that is not there.

/// What is written around a field.
struct FieldUse {
  /// What is written here instead, if the value has no such field: for a function that is called like a method elsewhere.
  let meant: String?
  /// The value as it is written.
  let value: String
  /// The first argument, where the field is called.
  let argument: String?
}

@inline(never)
func noField(_ value: Value, _ name: String, use: FieldUse? = nil, _ span: Span) -> Exit {
  let title = "\(value.isNone ? "`none`" : value.kind) has no field `\(name)`"
  let meant = use?.meant
  let names: [String]
  if let use, !isField(name, ofItemsOf: value),
    let habit = FieldHabits.meant(name, of: value.kind, use.value, use.argument)
  {
    return failure(.unknownField, title, span, label: habit)
  }
  if let use, let column = columnHabit(name, value, use) { return failure(.unknownField, title, span, label: column) }
  switch value {
  case .record(let record): names = record.fields.map(\.name)
  case .host(let host) where !host.fieldNames.isEmpty: names = host.fieldNames
  case .none, .missing:
    let part = ["valid", "test"].first { use?.value.hasSuffix(".\($0)") == true }
    return failure(
      .unknownField,
      "`none` has no field `\(name)`", span, label: "this is `none`",
      hint: part.map { "the data had no such part: `split(data, \($0): 20%)` gives it one." })
  default:
    if let meant, value.ownName == nil { return failure(.unknownField, title, span, label: "write `\(meant)`") }
    let hint = owner(of: name, value, use?.value)
    let isMethod = use?.argument != nil && firstItem(of: value) != nil
    return failure(
      .unknownField,
      title, span,
      hint: hint
        ?? (isMethod
          ? "functions take it in front, as in `length(\(use?.value ?? "xs"))`; `hpo doc` lists them." : nil))
  }
  if let path = path(to: name, in: value) { return failure(.unknownField, title, span, label: "write `\(path)`") }
  if case .host = value, let owner = owner(of: name, value, use?.value) {
    return failure(.unknownField, title, span, hint: owner)
  }
  if let near = Suggestion.nearest(to: name, among: names) {
    return failure(.unknownField, title, span, label: "did you mean `\(near)`?")
  }
  if let path = path(toLike: name, in: value) { return failure(.unknownField, title, span, label: "write `\(path)`") }
  if let meant, case .record = value,
    ["items", "keys", "values", "entries", "get", "size", "length", "has"].contains(name)
  {
    return failure(.unknownField, title, span, label: "write `\(meant)`")
  }
  // The fields of a record are the program's own, so that one that is missing is rather misspelt than a method.
  if let meant, case .host = value { return failure(.unknownField, title, span, label: "write `\(meant)`") }
  if case .host(let host) = value, let trial = host as? TrialValue, case .record(let parameters) = trial.parameters,
    let own = parameters.fields.first?.name
  {
    return failure(.unknownField, title, span, hint: "\(listed(names) ?? "") A parameter is written `params.\(own)`.")
  }
  if let meant, use?.argument != nil, case .record = value {
    return failure(.unknownField, title, span, label: "write `\(meant)`")
  }
  return failure(.unknownField, title, span, hint: owner(of: name, value, use?.value) ?? listed(names))
}

/// `rows.mean()`: what is worked out of numbers, asked of records.
private func columnHabit(_ name: String, _ value: Value, _ use: FieldUse) -> String? {
  guard case .record(let item)? = firstItem(of: value) else { return nil }
  if let group = item["rows"], case .record(let row)? = firstItem(of: group),
    ["mean", "sum", "std", "median", "max", "min", "agg", "count", "size"].contains(name)
  {
    let column = row.fields.first { $0.value.number != nil }?.name ?? "x"
    let function = ["agg": "mean", "count": "length", "size": "length"][name] ?? name
    return "write `summarize(\(use.value), \"\(column)\", \(function))`"
  }
  if ["sort", "sorted", "order", "sort_values"].contains(name), use.argument == "", let column = item.fields.first?.name
  {
    return "write `sort_by(\(use.value), \"\(column)\")`, by one of its columns"
  }
  if name == "agg" { return columnHabit("mean", value, use) }
  guard let function = ["mean", "sum", "std", "median", "max", "min", "variance"].first(where: { $0 == name }),
    case .record(let row)? = firstItem(of: value),
    let column = row.fields.first(where: { $0.value.number != nil })?.name
  else { return nil }
  return "write `\(function)([row.\(column) for row in \(use.value)])`, of one of its columns"
}

private func isField(_ name: String, ofItemsOf value: Value) -> Bool {
  guard case .record(let item)? = firstItem(of: value) else { return false }
  return item[name] != nil
}

private func firstItem(of value: Value) -> Value? {
  switch value {
  case .list(let items): items.first
  case .host(let host): (host.length ?? 0) > 0 ? host.item(at: 0) : nil
  default: nil
  }
}

func listed(_ names: [String]) -> String? {
  names.isEmpty ? nil : "it has \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " and others" : "")."
}

/// What has the field that a function, a list or a text is asked for.
func owner(of name: String, _ value: Value, _ written: String? = nil) -> String? {
  let items = written ?? "xs"
  switch value {
  case .function, .builtin:
    guard let function = value.ownName else { return nil }
    if function == "study", ["best", "value", "params", "trials", "front", "seconds"].contains(name) {
      return
        "`study` opens a stored study; at the prompt the last one is `_`: `_.\(name)`, and `let s = search ...` gives it a name."
    }
    if isFileEnding(name) { return "a file stands in quotes: `\"\(function).\(name)\"`." }
    return "`\(function)` is a function; what it gives has fields, as in `let x = \(function)(...)` and `x.\(name)`."
  case .list(let list):
    guard let first = list.first else { return nil }
    if let row = row(called: name, list, items) { return row }
    if !fieldNames(of: first).contains(name) {
      return path(to: name, in: first).map { "its items have it: `[row.\($0) for row in \(items)]` are all of them." }
    }
    return "its items have it: `[row.\(name) for row in \(items)]` are all of them, `\(items)[0].\(name)` is the first."
  case .host(let host) where (host.length ?? 0) > 0 && fieldNames(of: host.item(at: 0)).contains(name):
    return "its items have it: `[row.\(name) for row in \(items)]` are all of them, `\(items)[0].\(name)` is the first."
  case .host(let host) where (host.length ?? 0) > 0:
    return row(called: name, ContiguousArray((0..<min(host.length ?? 0, 50)).map(host.item)), items)
  case .text where ["best", "params", "trials", "value"].contains(name):
    return "a stored study is opened by `study(\(value))`."
  default: return nil
  }
}

/// The row in which a text stands that is asked for as a field: `importance(study).lr`.
private func row(called name: String, _ rows: ContiguousArray<Value>, _ written: String) -> String? {
  for case .record(let row) in rows.prefix(50) {
    guard let column = row.fields.first(where: { $0.value.string == name })?.name else { continue }
    return "write `find(\(written), fn(row) = row.\(column) == \(Value.text(Text(name))))`: its row."
  }
  return nil
}

/// Where a field lies that is looked for too far out: `best.params` for `best_params`, `params.lr` for `lr`.
private func path(to name: String, in value: Value) -> String? {
  for (outer, inner) in quickMembers(of: value) where members(of: inner).contains(where: { $0.name == name }) {
    return "\(outer).\(name)"
  }
  if let path = path(toJoined: name, in: value) { return path }
  for (outer, inner) in quickMembers(of: value) {
    for (middle, innermost) in members(of: inner) where members(of: innermost).contains(where: { $0.name == name }) {
      return "\(outer).\(middle).\(name)"
    }
  }
  return nil
}

/// `valid.accuracy` for `val_acc`, `best.params.lr` for `best_lr`: names of several fields, joined by `_`.
private func path(toJoined name: String, in value: Value) -> String? {
  let outers = fieldNames(of: value)
  for underscore in name.indices where name[underscore] == "_" {
    let (head, rest) = (String(name[..<underscore]), String(name[name.index(after: underscore)...]))
    guard let outer = outers.contains(head) ? head : Suggestion.synonym(of: head, among: outers),
      let inner = try? field(outer, of: value, .nowhere)
    else { continue }
    let names = fieldNames(of: inner)
    if let found = names.contains(rest) ? rest : Suggestion.nearest(to: rest, among: names) {
      return "\(outer).\(found)"
    }
    for middle in quickMembers(of: inner) where fieldNames(of: middle.value).contains(rest) {
      return "\(outer).\(middle.name).\(rest)"
    }
  }
  return nil
}

/// `valid.accuracy` for `acc`: what lies further in and is called so elsewhere.
private func path(toLike name: String, in value: Value) -> String? {
  for (outer, inner) in quickMembers(of: value) {
    if let found = Suggestion.synonym(of: name, among: fieldNames(of: inner)) { return "\(outer).\(found)" }
  }
  return nil
}

/// The fields of a value but for those that take long to work out, or are lists.
private func quickMembers(of value: Value) -> [(name: String, value: Value)] {
  members(of: value).filter { !["train", "test", "trials", "history", "model"].contains($0.name) }
}

private func fieldNames(of value: Value) -> [String] {
  switch value {
  case .record(let record): record.fields.map(\.name)
  case .host(let host): host.fieldNames
  default: []
  }
}

private func members(of value: Value) -> [(name: String, value: Value)] {
  switch value {
  case .record(let record): record.fields.map { ($0.name, $0.value) }
  case .host(let host): host.fieldNames.compactMap { name in (try? host.field(name)).flatMap { $0 }.map { (name, $0) } }
  default: []
  }
}
