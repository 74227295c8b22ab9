import Basics
import DSL

/// Lists in order.
let sortingBuiltins: [Builtin] = [
  Builtin(
    "sort", [.required("xs"), .optional("descending", .bool(false))],
    "Numbers or strings in ascending order; `none` comes last.",
    examples: [.init("sort([3, 1, 2])", "[1, 2, 3]"), .init("sort([3, 1, 2], descending: true)", "[3, 2, 1]")],
    seeAlso: ["sort_by", "reverse"]
  ) { (a: Arguments) throws(Exit) in
    let items = try a.list(0)
    let order = try Ordering.indices(sorting: Array(items), descending: try descending(a), a)
    return .list(try a.map(order) { (index) throws(Exit) in items[index] })
  },
  Builtin(
    "sort_by", [.required("rows"), .required("key"), .optional("descending", .bool(false))],
    "A list sorted by a column of its records, by several, or by what a function gives for each item.",
    examples: [
      .init("[{n: 2}, {n: 1}] |> sort_by(\"n\") |> first", "{n: 1}"),
      .init("sort_by([-3, 1, 2], abs, descending: true)", "[-3, 2, 1]"),
    ], seeAlso: ["sort", "group_by"]
  ) { (a: Arguments) throws(Exit) in
    var items = try a.list(0)
    let descending = try a.bool(2)
    var criteria: [Value] = [a[1]]
    if case .list(let several) = a[1] { criteria = Array(several) }
    // The sort keeps the order of equal keys, so the last criterion goes first.
    for criterion in criteria.reversed() {
      let keys = try keys(a, items, criterion)
      let order = try Ordering.indices(sorting: keys, descending: descending, a)
      items = try a.map(order) { (index) throws(Exit) in items[index] }
    }
    return try a.asGiven(0, items)
  },
  extreme("argmin", "smallest", descending: false, ("argmin([3, 1, 2])", "1"), seeAlso: ["min", "argmax"]),
  extreme("argmax", "largest", descending: true, ("argmax([3, 1, 2])", "0"), seeAlso: ["max", "argmin"]),
]

/// The second argument of `sort`, which elsewhere is what is sorted by.
private func descending(_ a: Arguments) throws(Exit) -> Bool {
  if case .bool(let isDescending) = a[1] { return isDescending }
  let hint: String? =
    switch a[1] {
    case .text(let text) where text.string.lowercased().hasPrefix("desc"): "write `descending: true`."
    case .text: "rows are sorted by a column with `sort_by(rows, \(a[1]))`."
    case .function, .builtin: "`sort_by(xs, f)` sorts by what a function gives for each item."
    default: nil
    }
  throw a.wrongKind(1, "`true` or `false`", hint: hint)
}

/// What each item is sorted by: a column of it, or what a function gives for it.
private func keys(_ a: Arguments, _ items: ContiguousArray<Value>, _ criterion: Value) throws(Exit) -> [Value] {
  Array(
    try a.map(items) { (item) throws(Exit) in
      switch criterion {
      case .text(let column): return try a.field(column.string, of: item, 1)
      case .function, .builtin: return try a.call(criterion, item)
      default:
        throw failure(
          .argumentKind, "the key must be the name of a column or a function, not \(criterion.kind)", a.place(1))
      }
    })
}

private func extreme(
  _ name: String, _ word: String, descending: Bool, _ example: (String, String), seeAlso: [String]
) -> Builtin {
  Builtin(
    name, [.required("xs")], "The index of the \(word) item of a list, the first if there are several.",
    examples: [.init(example.0, example.1)], seeAlso: seeAlso
  ) { (a: Arguments) throws(Exit) in
    let items = Array(try a.list(0))
    let order = try Ordering.indices(sorting: items, descending: descending, a)
    guard let index = order.first, !Ordering.isUnknown(items[index]) else {
      throw failure(.emptyList, "`\(name)` of a list without a number", a.place(0))
    }
    return .int(index)
  }
}
