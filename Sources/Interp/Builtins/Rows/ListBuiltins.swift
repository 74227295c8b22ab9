import Basics
import DSL

/// Lists, and what else has items: ranges, data.
let listBuiltins: [Builtin] = [
  Builtin(
    "length", [.required("value")],
    "The number of items of a list or a range, characters of a string, fields of a record, or rows of data.",
    examples: [.init("length([4, 5, 6])", "3"), .init("length(\"abc\")", "3"), .init("length(1..100)", "100")],
    seeAlso: ["count"]
  ) { (a: Arguments) throws(Exit) in
    switch a[0] {
    case .list(let items): return .int(items.count)
    case .text(let text): return .int(text.count)
    case .record(let record): return .int(record.count)
    case .host(let host): if let count = host.length { return .int(count) }
    default: break
    }
    throw failure(.argumentKind, "\(a[0].kind) has no length", a.place(0), hint: lengthHint(a[0]))
  },
  Builtin(
    "first", [.required("xs")], "The first item of a list.", examples: [.init("first([4, 5, 6])", "4")],
    seeAlso: ["last", "take"]
  ) { (a: Arguments) throws(Exit) in
    guard let item = try a.prefix(0, 1).first else { throw a.nothing("the first item") }
    return item
  },
  Builtin(
    "last", [.required("xs")], "The last item of a list.", examples: [.init("last([4, 5, 6])", "6")],
    seeAlso: ["first", "drop"]
  ) { (a: Arguments) throws(Exit) in
    guard let item = try a.list(0).last else { throw a.nothing("the last item") }
    return item
  },
  Builtin(
    "take", [.required("xs"), .required("count")], "The first `count` items, or all if there are fewer.",
    examples: [.init("take([4, 5, 6], 2)", "[4, 5]")], seeAlso: ["drop", "first"]
  ) { (a: Arguments) throws(Exit) in try a.asGiven(0, try a.prefix(0, try a.count(1))) },
  Builtin(
    "drop", [.required("xs"), .required("count")], "The items after the first `count`.",
    examples: [.init("drop([4, 5, 6], 2)", "[6]")], seeAlso: ["take", "last"]
  ) { (a: Arguments) throws(Exit) in try a.asGiven(0, ContiguousArray(try a.list(0).dropFirst(try a.count(1)))) },
  Builtin(
    "reverse", [.required("xs")], "The items of a list, or the characters of a string, from the end.",
    examples: [.init("reverse([4, 5, 6])", "[6, 5, 4]"), .init("reverse(\"abc\")", "\"cba\"")], seeAlso: ["sort"]
  ) { (a: Arguments) throws(Exit) in
    if case .text(let text) = a[0] {
      return .text(Text(utf8: ContiguousArray(text.characters.reversed().flatMap(\.utf8))))
    }
    return try a.asGiven(0, ContiguousArray(try a.list(0).reversed()))
  },
  Builtin(
    "flatten", forms: [flattenLists, flattenLayer],
    examples: [.init("flatten([[1, 2], [3]])", "[1, 2, 3]"), .init("flatten()", "flatten")],
    seeAlso: ["map", "dense"]),
  Builtin(
    "unique", [.required("xs")], "The items of a list without those that were there before.",
    examples: [.init("unique([3, 1, 3, 2, 1])", "[3, 1, 2]")], seeAlso: ["group_by", "sort"]
  ) { (a: Arguments) throws(Exit) in
    var seen: Set<Key> = []
    return try a.asGiven(0, try a.filter(try a.list(0)) { (item) throws(Exit) in seen.insert(Key(item)).inserted })
  },
  Builtin(
    "zip", [.rest("lists")], "Lists of the first items, of the second items, and so on.",
    examples: [.init("zip([1, 2], [\"a\", \"b\"])", "[[1, \"a\"], [2, \"b\"]]")], seeAlso: ["enumerate"]
  ) { (a: Arguments) throws(Exit) in
    var lists: [ContiguousArray<Value>] = []
    for (index, value) in a.rest.enumerated() {
      guard let items = try a.items(of: value) else {
        throw failure(.argumentKind, "`zip` needs lists, not \(value.kind)", a.place(index))
      }
      if let first = lists.first, first.count != items.count {
        throw failure(
          .argumentRange,
          "`zip` needs lists of one length, not of \(first.count) and \(items.count) items", a.place(index),
          hint: "`take(xs, \(min(first.count, items.count)))` shortens the longer one.")
      }
      lists.append(items)
    }
    let count = lists.first?.count ?? 0
    return .list(
      try a.map(0..<count) { (index) throws(Exit) in .list(try a.map(lists) { (list) throws(Exit) in list[index] }) })
  },
  Builtin(
    "enumerate", [.required("xs")], "The items of a list, each with its index before it.",
    examples: [.init("enumerate([\"a\", \"b\"])", "[[0, \"a\"], [1, \"b\"]]")], seeAlso: ["zip", "for"]
  ) { (a: Arguments) throws(Exit) in
    .list(try a.map(try a.list(0).enumerated()) { (item) throws(Exit) in .list([.int(item.offset), item.element]) })
  },
  Builtin(
    "index_of", [.required("xs"), .required("item")],
    "The index of the first such item of a list, or of the first such part of a string; `none` if there is none.",
    examples: [.init("index_of([4, 5, 6], 5)", "1"), .init("index_of(\"abc\", \"c\")", "2")], seeAlso: ["find", "in"]
  ) { (a: Arguments) throws(Exit) in
    if case .text(let text) = a[0] {
      guard let found = try a.machine.firstRange(of: try a.text(1), in: text) else { return .none }
      return .int(text.index(ofCharacterAt: found.lowerBound))
    }
    let sought = a[1]
    return try a.first(of: try a.list(0).enumerated()) { (item) throws(Exit) in item.element == sought }
      .map { .int($0.offset) } ?? .none
  },
]

/// `flatten(lists)`; the other form of the name is a layer.
private let flattenLists = Builtin.Form(
  parameters: [.required("lists")], summary: "The items of the lists in a list, as one list."
) { (a: Arguments) throws(Exit) in
  var flat = ContiguousArray<Value>()
  try a.forEach(try a.list(0)) { (item) throws(Exit) in
    guard let items = try a.machine.items(of: item, besides: flat.count, a.span) else {
      throw failure(.argumentKind, "`flatten` needs a list of lists; this one holds \(item.kind)", a.place(0))
    }
    flat += items
  }
  return .list(flat)
}

private func lengthHint(_ value: Value) -> String? {
  guard case .host(let host) = value else { return nil }
  if host is StudyValue { return "its trials are a list: write `length(study.trials)`." }
  guard host is DomainValue else { return nil }
  return "a range of reals has one if it has a step: `0.0..1.0 by 0.1`."
}

extension Arguments {
  /// The failure of asking for an item of a list that has none.
  fileprivate func nothing(_ what: String) -> Exit {
    failure(.emptyList, "\(what) of an empty list", place(0), hint: machine.pointee.endedProgram?.hint)
  }
}
