extension SQLDialect {
  /// SQLite's: a writing transaction takes the one lock of the file at its start, so that what it reads stays true.
  static let sqlite = SQLDialect(
    beginReading: "BEGIN DEFERRED", beginWriting: "BEGIN IMMEDIATE", rowLock: "",
    tableNames: "SELECT name FROM sqlite_master WHERE type = 'table'", schema: OptunaSchema.sqlite)
}
