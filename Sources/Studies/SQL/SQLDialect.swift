/// What one database says otherwise than another, where a statement cannot be written for both.
///
/// Arguments are written `?` everywhere: a connection whose database numbers them replaces them as it prepares a statement.
struct SQLDialect: Sendable {
  /// How a transaction begins that sees one moment.
  let beginReading: String
  /// How a transaction begins that will write.
  let beginWriting: String
  /// What follows a SELECT of a study's row to keep other writers out of the study; empty where beginning to write has
  /// locked the whole database.
  let rowLock: String
  /// Lists the names of the tables.
  let tableNames: String
  /// Makes Optuna's tables in an empty database.
  let schema: String
}

extension SQLDialect {
  /// A statement that inserts a row, or changes the one that has the same key already.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - key: the columns of a unique index.
  ///   - values: the other columns.
  /// - Returns: a statement whose arguments are the key and then the values.
  func upsert(_ table: String, key: [String], values: [String]) -> String {
    let columns = key + values
    let arguments = columns.map { _ in "?" }.joined(separator: ", ")
    let changes = values.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return """
      INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(arguments))
      ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes)
      """
  }
}
