import Basics
import DSL

// What is said about a field that is not there.

@inline(never)
func noField(_ value: Value, _ name: String, meant: String? = nil, _ span: Span) -> Exit {
  let title = "\(value.kind) has no field `\(name)`"
  let names: [String]
  switch value {
  case .record(let record): names = record.fields.map(\.name)
  case .host(let host) where !host.fieldNames.isEmpty: names = host.fieldNames
  case .none, .missing: return failure("`none` has no field `\(name)`", span, label: "this is `none`")
  default:
    if let meant, value.ownName == nil { return failure(title, span, label: "write `\(meant)`") }
    return failure(title, span, hint: owner(of: name, value))
  }
  if let path = path(to: name, in: value) { return failure(title, span, label: "write `\(path)`") }
  if let near = Suggestion.nearest(to: name, among: names) {
    return failure(title, span, label: "did you mean `\(near)`?")
  }
  if let path = path(toLike: name, in: value) { return failure(title, span, label: "write `\(path)`") }
  if let meant, case .record = value,
    ["items", "keys", "values", "entries", "get", "size", "length", "has"].contains(name)
  {
    return failure(title, span, label: "write `\(meant)`")
  }
  // The fields of a record are the program's own, so that one that is missing is rather misspelt than a method.
  if let meant, case .host = value { return failure(title, span, label: "write `\(meant)`") }
  if case .host(let host) = value, let trial = host as? TrialValue, case .record(let parameters) = trial.parameters,
    let own = parameters.fields.first?.name
  {
    return failure(title, span, hint: "\(listed(names) ?? "") A parameter is written `params.\(own)`.")
  }
  return failure(title, span, hint: listed(names))
}

func listed(_ names: [String]) -> String? {
  names.isEmpty ? nil : "it has \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " and others" : "")."
}

/// What has the field that a function, a list or a text is asked for.
func owner(of name: String, _ value: Value) -> String? {
  switch value {
  case .function, .builtin:
    guard let function = value.ownName else { return nil }
    if isFileEnding(name) { return "a file stands in quotes: `\"\(function).\(name)\"`." }
    return "`\(function)` is a function; what it gives has fields, as in `let x = \(function)(...)` and `x.\(name)`."
  case .list(let items):
    guard let first = items.first, fieldNames(of: first).contains(name) else { return nil }
    return "its items have it: `[x.\(name) for x in xs]` are all of them, `xs[0].\(name)` is the first."
  case .host(let host) where (host.length ?? 0) > 0 && fieldNames(of: host.item(at: 0)).contains(name):
    return "its items have it: `[x.\(name) for x in xs]` are all of them, `xs[0].\(name)` is the first."
  case .text where ["best", "params", "trials", "value"].contains(name):
    return "a stored study is opened by `study(\(value))`."
  default: return nil
  }
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
