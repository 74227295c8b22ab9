import Basics
import Charts
import DSL
import Studies

/// Tables for people.
let tableBuiltins: [Builtin] = [
  Builtin(
    "table", [.required("rows"), .label("columns"), .label("caption")],
    """
    A table to be printed or saved: of a study, of data that comes from one, or of a list of trials or records with a column \
    for each field. \
    `columns` names those that are shown, in their order; `sort_by`, `filter`, `take`, `drop` and `reverse` keep it a table.
    """,
    examples: [
      .init("table([{lr: 0.1, loss: 0.25}, {lr: 1, loss: 2}])", " lr  loss\n───  ────\n0.1  0.25\n1    2"),
      .init("print(table(search x in 0.0..1.0 for 5 trials minimize x^2))"),
    ], seeAlso: ["print", "save", "sort_by", "summarize"]
  ) { (a: Arguments) throws(Exit) in
    guard var table = try Table(a[0], a) else {
      throw a.wrongKind(0, "a study, or a list of trials or records", hint: a.hintAtFile(0))
    }
    if !a[1].isNone { table = try table.selecting(try names(a, 1), a) }
    if let caption = try a.optional(2, a.string) { table.caption = caption }
    return .host(TableValue(table))
  },
  Builtin(
    "best", [.required("study"), .optional("count", .int(5))],
    "The best trials of a study as a table, the best first; only those that meet `require`.",
    examples: [
      .init("best(search x in 1..9 with grid for 9 trials minimize x, 2) |> map(fn(t) = t.x)", "[1, 2]"),
      .init("best(search x in 0.0..1.0 for 20 trials minimize x^2, 3)"),
    ], seeAlso: ["table", "sort_by", "search"]
  ) { (a: Arguments) throws(Exit) in
    let study = try a.study(0).study
    guard study.description.objectives.count == 1 else {
      throw failure(
        .figure, "a study of several objectives has a front, not an order", a.place(0), hint: "write `study.front`.")
    }
    let sign = study.description.objectives[0].direction == .maximize ? -1.0 : 1.0
    let table = Table(study)
    let ranked = zip(study.trials, table.rows)
      .filter { $0.0.state == .complete && study.isFeasible($0.0) && !$0.0.values.isEmpty }
      .map { (trial, row) in (key: (sign * trial.values[0], trial.number), row: row) }.sorted { $0.key < $1.key }
    return .host(TableValue(Table(titles: table.titles, rows: ranked.prefix(try a.count(1)).map(\.row))))
  },
  Builtin(
    "show", [.required("items"), .optional("count", .int(10))],
    "Prints the first items of data or of a list: images side by side, rows of a table below each other.",
    examples: [.init("show(digits(), 3)"), .init("show(load(\"iris.csv\"))")], seeAlso: ["table", "print", "load"]
  ) { (a: Arguments) throws(Exit) in
    let count = try a.count(1)
    let (columns, glyphs) = (a.context.settings.columns, a.context.settings.glyphs)
    if case .host(let host) = a[0], let data = host as? DataValue, !data.parts.train.schema.columns.isEmpty {
      let table = try Table(data, first: count, a.machine)
      let more = data.parts.count - table.rows.count
      a.context.output(glyphs.drawn(table.text(width: columns) + (more > 0 ? "\n… \(more) more" : "")))
      return .none
    }
    if case .text = a[0] { throw a.wrongKind(0, "data or a list", hint: a.hintAtFile(0)) }
    var items: ContiguousArray<Value> = [a[0]]
    if (a[0].host as? ImageValue) == nil { items = try a.prefix(0, count) }
    let images = items.compactMap { ($0.host as? ImageValue)?.picture }
    if images.count == items.count, !images.isEmpty {
      a.context.output(glyphs.drawn(Picture.text(images, width: columns)))
    } else if let table = try Table(.list(items), a) {
      a.context.output(glyphs.drawn(table.text(width: columns)))
    } else {
      for item in items { a.context.output(try a.shown(item).string) }
    }
    return .none
  },
]

extension Table {
  /// The columns of these titles, in this order.
  fileprivate func selecting(_ wanted: [String], _ a: Arguments) throws(Exit) -> Table {
    var indices: [Int] = []
    for title in wanted {
      guard let index = titles.firstIndex(of: title) else {
        let near = Suggestion.nearest(to: title, among: titles)
        throw failure(
          .missingColumn,
          "the table has no column \"\(title)\"", a.place(1), label: near.map { "did you mean \"\($0)\"?" } ?? "",
          hint: near == nil ? "its columns are \(titles.joined(separator: ", "))." : nil)
      }
      indices.append(index)
    }
    return Table(titles: wanted, rows: rows.map { row in indices.map { row[$0] } }, caption: caption)
  }
}
