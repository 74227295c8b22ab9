/// A connection to a database: what the tables of studies need of it.
///
/// A connection is used by one thread at a time.
protocol SQLConnection: AnyObject {
  /// How errors name the database: its file, or its address without the password.
  var name: String { get }
  /// What this database says in words of its own.
  var dialect: SQLDialect { get }
  /// The number of rows that the last statement inserted, changed or deleted.
  var changedRows: Int { get }

  /// How many milliseconds a lock of another connection is waited for.
  var timeout: Int { get set }

  /// Begins a transaction.
  func begin(_ kind: SQLTransaction) throws(StorageError)

  /// Runs one statement, its arguments written `?`, and hands on its rows one by one.
  func run(
    _ sql: String, _ arguments: [SQLValue], row: (SQLRow) throws(StorageError) -> Void
  ) throws(StorageError)

  /// Runs statements without arguments and results, separated by semicolons.
  func runScript(_ script: String) throws(StorageError)

  /// Makes sure that the database is still the one that was opened.
  func requirePresence() throws(StorageError)

  /// Undoes the transaction, if there still is one: some errors have undone it already.
  func rollBack()
}

extension SQLConnection {
  /// Runs one statement with its arguments and returns all its rows.
  @discardableResult
  func run(_ sql: String, _ arguments: SQLValue...) throws(StorageError) -> [SQLRow] {
    var rows: [SQLRow] = []
    try run(sql, arguments) { (row) throws(StorageError) in rows.append(row) }
    return rows
  }

  /// Runs `body` with so many milliseconds of patience, if the connection has more.
  func hurrying<Result>(_ most: Int, _ body: () throws(StorageError) -> Result) throws(StorageError) -> Result {
    let usual = timeout
    timeout = min(usual, most)
    defer { timeout = usual }
    return try body()
  }

  /// Runs `body` in a transaction that is undone where it throws.
  func transaction<Result>(
    _ kind: SQLTransaction, _ body: () throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    try requirePresence()
    try begin(kind)
    do throws(StorageError) {
      let result = try body()
      try run("COMMIT")
      if kind == .reading { try requirePresence() }
      return result
    } catch {
      rollBack()
      throw error
    }
  }
}

/// What a transaction is for.
enum SQLTransaction {
  /// One look at one moment; others may write meanwhile.
  case reading
  /// What it reads of a study, once it has locked it, stays true until its end.
  case writing
  /// Writes what a crash of the database may undo, with all that came after it: a beginning, and never a result.
  case beginning
}
