import Basics
import DSL

/// Lists of records, that is rows of a table.
let rowBuiltins: [Builtin] = [
  Builtin(
    "group_by", [.required("rows"), .required("columns")],
    "The rows of each value of a column, or of several: records of these columns and of `rows`.",
    examples: [
      .init(
        "group_by([{s: \"a\", x: 1}, {s: \"b\", x: 2}, {s: \"a\", x: 3}], \"s\") |> first",
        "{s: \"a\", rows: [{s: \"a\", x: 1}, {s: \"a\", x: 3}]}")
    ], seeAlso: ["summarize", "sort_by", "unique"]
  ) { (a: Arguments) throws(Exit) in
    let rows = try a.list(0)
    let columns = try names(a, 1)
    if columns.contains("rows") {
      throw failure(.argumentRange, "a column to group by cannot be called `rows`", a.place(1))
    }
    let symbols = columns.map { InternedName($0) }
    var indices: [Key: Int] = [:]
    var groups: [(values: [Value], rows: ContiguousArray<Value>)] = []
    try a.forEach(rows) { (row) throws(Exit) in
      var values = ContiguousArray<Value>()
      var value = Value.none
      if symbols.count == 1 {
        value = try a.field(symbols[0], of: row, 1)
      } else {
        for symbol in symbols { values.append(try a.field(symbol, of: row, 1)) }
        value = .list(values)
      }
      let key = Key(value)
      if let index = indices[key] {
        groups[index].rows.append(row)
      } else {
        indices[key] = groups.count
        groups.append((symbols.count == 1 ? [value] : Array(values), [row]))
      }
    }
    return .list(
      try a.map(groups) { (group) throws(Exit) in
        .record(Array(zip(columns, group.values)) + [("rows", .list(group.rows))])
      })
  },
  Builtin(
    "summarize", [.required("groups"), .required("columns"), .required("functions")],
    """
    One row for each group: its columns, and a column of each function, called with the values of a column that are \
    not `none`.
    """,
    examples: [
      .init(
        "[{s: \"a\", x: 1}, {s: \"a\", x: 3}] |> group_by(\"s\") |> summarize(\"x\", [max, length]) |> table",
        "s  max  length\n─  ───  ──────\na    3       2"),
      .init(
        "[{x: 1}, {x: 3}] |> group_by([]) |> summarize(\"x\", {range: fn(xs) = max(xs) - min(xs)}) |> first",
        "{range: 2}"),
    ], seeAlso: ["group_by", "mean", "std", "median"]
  ) { (a: Arguments) throws(Exit) in
    let columns = try names(a, 1)
    let functions = try namedFunctions(a)
    var summaries = ContiguousArray<Value>()
    try a.forEach(try a.list(0)) { (group) throws(Exit) in
      guard case .record(let record) = group, case .list(let rows)? = record["rows"] else {
        throw failure(
          .argumentKind, "`summarize` needs groups", a.place(0), hint: "`rows |> group_by(\"column\")` makes them.")
      }
      var fields = record.fields.filter { $0.name != "rows" }.map { ($0.name, $0.value) }
      for column in columns {
        let symbol = InternedName(column)
        var values = ContiguousArray<Value>()
        values.reserveCapacity(rows.count)
        try a.forEach(rows) { (row) throws(Exit) in
          let value = try a.field(symbol, of: row, 1)
          if !value.isNone { values.append(value) }
        }
        for (name, function) in functions {
          let title = columns.count == 1 ? name : "\(column)_\(name)"
          fields.append((title, values.isEmpty ? .none : try a.call(function, .list(values))))
        }
      }
      summaries.append(.record(fields))
    }
    return .list(summaries)
  },
]

/// One name, or a list of them.
func names(_ a: Arguments, _ index: Int) throws(Exit) -> [String] {
  if case .text(let name) = a[index] { return [name.string] }
  var names: [String] = []
  for item in try a.list(index) {
    guard let name = item.string else {
      throw failure(.argumentKind, "a column is named by a string, not by \(item.kind)", a.place(index))
    }
    names.append(name)
  }
  return names
}

/// The functions of `summarize` with the names of their columns: those of the functions, or of a record's fields.
private func namedFunctions(_ a: Arguments) throws(Exit) -> [(String, Value)] {
  if case .record(let record) = a[2] { return record.fields.map { ($0.name, $0.value) } }
  var functions = ContiguousArray([a[2]])
  if case .list(let several) = a[2] { functions = several }
  var named: [(String, Value)] = []
  for function in functions {
    guard let name = function.ownName else {
      throw failure(
        .argumentKind,
        "\(function.kind) without a name cannot name a column", a.place(2),
        hint: "give the column a name: `{range: fn(xs) = max(xs) - min(xs)}`.")
    }
    named.append((name, function))
  }
  return named
}
