/// What one database says otherwise than another, where a statement cannot be written for both.
///
/// Arguments are written `?` everywhere: a connection whose database numbers them replaces them as it prepares a statement.
struct SQLDialect: Sendable {
  /// What follows a SELECT of a study's row to keep other writers out of the study; empty where beginning to write has
  /// locked the whole database.
  let rowLock: String
  /// Keeps others from making tables until the end of a writing transaction; nil where beginning to write does.
  let schemaLock: String?
  /// Statements with a study's key that have whoever is about to begin a trial wait for the others, one by one, and that let the next
  /// one in; nil where writers are few.
  let turn: (take: String, give: String)?
  /// Lists the names of the tables.
  let tableNames: String
  /// Makes Optuna's tables in an empty database.
  let schema: String
  /// The seconds since 1970 by the database's clock, as an expression.
  let now: String
  /// Whether that clock is the same for all who connect: that of a file is the clock of each process.
  let hasOneClock: Bool
}
