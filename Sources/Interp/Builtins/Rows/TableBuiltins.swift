import Basics
import Charts
import DSL
import Studies

/// Tables for people.
let tableBuiltins: [Builtin] = [
  Builtin(
    "table", [.required("rows")],
    "A table to be printed or saved: of a study's trials, or of a list of records with a column for each field.",
    examples: [
      .init("table([{lr: 0.1, loss: 0.25}, {lr: 1, loss: 2}])", " lr  loss\n───  ────\n0.1  0.25\n1    2"),
      .init("print(table(search x in 0.0..1.0 for 5 trials minimize x^2))"),
    ], seeAlso: ["print", "save", "sort_by", "summarize"]
  ) { (a: Arguments) throws(Exit) in
    guard let table = try Table(a[0], a) else { throw a.wrongKind(0, "a study or a list of records") }
    return .host(TableValue(table))
  }
]
