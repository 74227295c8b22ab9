import Basics
import Charts
import DSL
import Studies

/// Tables for people.
let tableBuiltins: [Builtin] = [
  Builtin(
    "table", .studies, [.required("rows")],
    "A table to be printed or saved: of a study's trials, or of a list of records with a column for each field.",
    examples: [
      .init("table([{lr: 0.1, loss: 0.25}, {lr: 1, loss: 2}])", " lr  loss\n───  ────\n0.1  0.25\n1    2"),
      .init("print(table(search x in 0.0..1.0 for 5 trials minimize x^2))"),
    ], seeAlso: ["print", "save", "sort_by", "summarize"]
  ) { (a: Arguments) throws(Exit) in
    guard let table = Table(a[0]) else { throw a.wrongKind(0, "a study or a list of records") }
    return .host(TableValue(table))
  }
]

/// A table as a value; it prints as its text.
final class TableValue: Host, @unchecked Sendable {
  let table: Table

  init(_ table: Table) { self.table = table }

  override var kind: String { "a table" }
  override var description: String { table.text() }
  override var length: Int? { table.rows.count }

  override func item(at index: Int) -> Value {
    .record(zip(table.titles, table.rows[index]).map { ($0, Value($1)) })
  }

  override func isEqual(to other: Host) -> Bool { (other as? TableValue)?.table == table }
}

extension Table {
  /// The table of a study, of a list of records or trials, or of a table; nil for anything else.
  init?(_ value: Value) {
    if let study = value.study {
      self.init(study.study)
      return
    }
    if case .host(let host) = value, let table = host as? TableValue {
      self = table.table
      return
    }
    guard case .list(let items) = value else { return nil }
    var records: [[JSON.Member]] = []
    for item in items {
      guard case .record(let record) = item else { return nil }
      records.append(record.fields.map { JSON.Member($0.name, $0.value.json) })
    }
    self.init(records: records)
  }

  /// The table in CSV (RFC 4180): a line of titles, then a line for each row; null is empty.
  var csv: String {
    func line(_ cells: [String]) -> String { cells.map(Self.csvCell).joined(separator: ",") + "\n" }
    func text(_ cell: JSON) -> String {
      switch cell {
      case .null: ""
      case .string(let text): text
      default: cell.description
      }
    }
    return line(titles) + rows.map { line($0.map(text)) }.joined()
  }

  /// Quoted where it holds a comma, a quote or a line break.
  private static func csvCell(_ text: String) -> String {
    let isPlain = !text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
