import Basics
import Charts
import DSL
import Studies

/// Tables for people.
let tableBuiltins: [Builtin] = [
  Builtin(
    "table", [.required("rows")],
    """
    A table to be printed or saved: of a study's trials, of data that comes from one, or of a list of records with a \
    column for each field.
    """,
    examples: [
      .init("table([{lr: 0.1, loss: 0.25}, {lr: 1, loss: 2}])", " lr  loss\n───  ────\n0.1  0.25\n1    2"),
      .init("print(table(search x in 0.0..1.0 for 5 trials minimize x^2))"),
    ], seeAlso: ["print", "save", "sort_by", "summarize"]
  ) { (a: Arguments) throws(Exit) in
    guard let table = try Table(a[0], a) else { throw a.wrongKind(0, "a study or a list of records") }
    return .host(TableValue(table))
  },
  Builtin(
    "show", [.required("items"), .optional("count", .int(10))],
    "Prints the first items of data or of a list: images side by side, rows of a table below each other.",
    examples: [.init("show(digits(), 3)"), .init("show(load(\"iris.csv\"))")], seeAlso: ["table", "print", "load"]
  ) { (a: Arguments) throws(Exit) in
    let count = try a.count(1)
    let columns = a.context.settings.columns
    if case .host(let host) = a[0], let data = host as? DataValue, !data.parts.train.schema.columns.isEmpty {
      let table = try Table(data, first: count, a)
      let more = data.parts.count - table.rows.count
      a.context.output(table.text(width: columns) + (more > 0 ? "\n… \(more) more" : ""))
      return .none
    }
    var items: ContiguousArray<Value> = [a[0]]
    if (a[0].host as? ImageValue) == nil { items = try a.prefix(0, count) }
    let images = items.compactMap { ($0.host as? ImageValue)?.picture }
    if images.count == items.count, !images.isEmpty {
      a.context.output(Picture.text(images, width: columns))
    } else if let table = try Table(.list(items), a) {
      a.context.output(table.text(width: columns))
    } else {
      for item in items { a.context.output(try a.shown(item).string) }
    }
    return .none
  },
]
