import Charts

/// A table as a value; it prints as its text.
final class TableValue: Host {
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
