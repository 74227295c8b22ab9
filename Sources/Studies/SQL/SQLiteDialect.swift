extension SQLDialect {
  /// SQLite's: a writing transaction takes the one lock of the file at its start, so that what it reads stays true.
  static let sqlite = SQLDialect(
    rowLock: "", schemaLock: nil, turn: nil,
    tableNames: "SELECT name FROM sqlite_master WHERE type = 'table'",
    schema: OptunaSchema.script(
      OptunaSchema.Types(
        key: "INTEGER", real: "FLOAT", moment: "DATETIME", direction: "VARCHAR(8)", state: "VARCHAR(8)",
        valueType: "VARCHAR(7)", reportType: "VARCHAR(7)")),
    // 2440587.5 is the Julian day on which 1970 began.
    now: "((julianday('now') - 2440587.5) * 86400)", hasOneClock: false)
}
