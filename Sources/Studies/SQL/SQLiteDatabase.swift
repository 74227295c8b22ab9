import CSQLite
import Glibc

/// A connection to a SQLite database: prepare, bind, step, and typed errors; the whole use of the C library.
///
/// A connection is used by one thread at a time. Statements are prepared once and kept.
final class SQLiteDatabase: SQLConnection {
  /// The file.
  let name: String
  let dialect = SQLDialect.sqlite
  private let connection: OpaquePointer
  private var statements: [String: OpaquePointer] = [:]
  /// How many milliseconds a lock of another connection is waited for.
  var timeout: Int
  private let isInterrupted: () -> Bool
  /// When a file was last changed that is read without locks, since nothing may be written beside it; nil for any other.
  private let unchangedSince: timespec?
  private var waitBegin = ContinuousClock.now

  /// So many milliseconds are waited for a lock once the wait is interrupted: others hold one for as long as they write.
  private static let lastPatience = 1000

  /// Opens the file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - timeout: how many milliseconds to wait for a lock of another connection.
  ///   - isMade: whether the file is made where it is missing; otherwise it need not be one that may be written.
  ///   - isAtRest: whether nobody uses the file, so that it is read without locks and nothing is written beside it.
  ///   - isInterrupted: asked while a lock is waited for.
  /// - Throws: what is wrong with the file.
  init(
    path: String, timeout: Int, isMade: Bool = true, isAtRest: Bool = false,
    isInterrupted: @escaping () -> Bool = { false }
  ) throws(StorageError) {
    var opened: OpaquePointer?
    unchangedSince = isAtRest ? Self.lastChange(of: path) : nil
    let flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code =
      isAtRest
      ? sqlite3_open_v2(Self.immutable(path), &opened, flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
      : sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_READWRITE | (isMade ? SQLITE_OPEN_CREATE : 0), nil)
    guard code == SQLITE_OK, let opened else {
      let error = Self.error(code: code, connection: opened, path: path)
      sqlite3_close_v2(opened)
      throw error
    }
    name = path
    connection = opened
    self.timeout = timeout
    self.isInterrupted = isInterrupted
    sqlite3_busy_handler(
      connection,
      { database, count in
        guard let database else { return 0 }
        return Unmanaged<SQLiteDatabase>.fromOpaque(database).takeUnretainedValue().waits(Int(count)) ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
    // A file without permission to write is opened for reading, without a word.
    guard !isMade || sqlite3_db_readonly(connection, "main") == 0 else { throw .readOnly(storage: path) }
  }

  /// Sleeps for a moment while another connection holds a lock; false once that has taken too long.
  private func waits(_ count: Int) -> Bool {
    let now = ContinuousClock.now
    if count == 0 { waitBegin = now }
    let patience = isInterrupted() ? min(timeout, Self.lastPatience) : timeout
    guard now - waitBegin < .milliseconds(patience) else { return false }
    usleep(count < 20 ? 1_000 : 20_000)
    return true
  }

  /// Opens a file to look at it, also where nothing may be written: neither it nor beside it.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - timeout: how many milliseconds to wait for a lock of another connection.
  /// - Returns: the connection.
  /// - Throws: what is wrong with the file.
  static func looking(at path: String, timeout: Int) throws(StorageError) -> SQLiteDatabase {
    let database = try SQLiteDatabase(path: path, timeout: timeout, isMade: false)
    do throws(StorageError) {
      try database.run(database.dialect.tableNames)
      return database
    } catch {
      switch error {
      // SQLite wants to make its files of shared memory, which others who use the storage have made already.
      case .readOnly, .cannotOpen: break
      default: throw error
      }
      guard access(path, R_OK) == 0 else { throw error }
      guard !hasLog(path) else { throw .notReadableInPlace(storage: path) }
      return try SQLiteDatabase(path: path, timeout: timeout, isMade: false, isAtRest: true)
    }
  }

  /// Whether somebody uses the file, or has ended without tidying up.
  private static func hasLog(_ path: String) -> Bool {
    ["-wal", "-journal"].contains { suffix in
      var status = stat()
      return stat(path + suffix, &status) == 0 && status.st_size > 0
    }
  }

  /// The URI of a file that nobody changes.
  private static func immutable(_ path: String) -> String {
    let escaped = path.utf8.reduce(into: "") { text, byte in
      let isPlain = byte < 0x80 && !"%?#".utf8.contains(byte)
      let digits = String(byte, radix: 16)
      text += isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }
    // Two slashes would begin the name of a host.
    return "file:\(path.hasPrefix("/") ? "//" : "")\(escaped)?immutable=1"
  }

  private static func lastChange(of path: String) -> timespec {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mtim : timespec()
  }

  /// Makes sure that the file has neither been removed nor given its name to another, and of one that nobody used that this is so
  /// still.
  func requirePresence() throws(StorageError) {
    if let unchangedSince {
      let change = Self.lastChange(of: name)
      guard !Self.hasLog(name), change.tv_sec == unchangedSince.tv_sec, change.tv_nsec == unchangedSince.tv_nsec else {
        throw .locked(storage: name)
      }
    }
    var hasMoved: Int32 = 0
    let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
    if code == SQLITE_OK, hasMoved != 0 { throw .fileGone(storage: name) }
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(connection)
  }

  /// The number of rows that the last statement inserted, changed or deleted.
  var changedRows: Int { Int(sqlite3_changes64(connection)) }

  func begin(_ kind: SQLTransaction) throws(StorageError) {
    try run(kind == .reading ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE")
  }

  /// Runs one statement with its arguments and hands on its rows one by one.
  func run(
    _ sql: String, _ arguments: [SQLValue], row: (SQLRow) throws(StorageError) -> Void
  ) throws(StorageError) {
    let statement = try prepared(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, argument) in arguments.enumerated() {
      try check(bind(argument, to: Int32(index + 1), of: statement))
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try row(self.row(of: statement))
      case SQLITE_DONE: return
      case let code: throw error(code)
      }
    }
  }

  /// Runs statements without arguments and results, separated by semicolons.
  func runScript(_ script: String) throws(StorageError) {
    try check(sqlite3_exec(connection, script, nil, nil, nil))
  }

  /// Undoes the transaction, if there still is one.
  func rollBack() {
    if sqlite3_get_autocommit(connection) == 0 { _ = try? run("ROLLBACK") }
  }

  private func prepared(_ sql: String) throws(StorageError) -> OpaquePointer {
    if let statement = statements[sql] { return statement }
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
    guard let statement else { throw .failure(storage: name, reason: "an empty statement") }
    statements[sql] = statement
    return statement
  }

  private func bind(_ value: SQLValue, to index: Int32, of statement: OpaquePointer) -> Int32 {
    // SQLITE_TRANSIENT: the library copies the text before the call returns.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let integer): sqlite3_bind_int64(statement, index, Int64(integer))
    case .real(let real): sqlite3_bind_double(statement, index, real)
    case .text(let text): sqlite3_bind_text(statement, index, text, Int32(clamping: text.utf8.count), copied)
    }
  }

  private func row(of statement: OpaquePointer) -> SQLRow {
    SQLRow(
      values: (0..<sqlite3_column_count(statement)).map { column in
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(statement, column)))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_NULL: return .null
        default:
          let text = sqlite3_column_text(statement, column)
          let length = Int(sqlite3_column_bytes(statement, column))
          return .text(String(decoding: UnsafeBufferPointer(start: text, count: length), as: UTF8.self))
        }
      })
  }

  private func check(_ code: Int32) throws(StorageError) {
    guard code == SQLITE_OK else { throw error(code) }
  }

  private func error(_ code: Int32) -> StorageError {
    Self.error(code: code, connection: connection, path: name)
  }

  private static func error(code: Int32, connection: OpaquePointer?, path: String) -> StorageError {
    let reason = sqlite3_errmsg(connection).map { String(cString: $0) } ?? String(cString: sqlite3_errstr(code))
    // The low byte is the kind of error, the rest its shade.
    return switch code & 0xFF {
    case SQLITE_CANTOPEN where isFolder(path): .folder(path: path)
    case SQLITE_CANTOPEN where hasNoRoom(connection), SQLITE_IOERR where hasNoRoom(connection): .diskFull(storage: path)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen(storage: path, reason: reason)
    case SQLITE_READONLY: .readOnly(storage: path)
    case SQLITE_NOTADB: .notADatabase(storage: path)
    case SQLITE_CORRUPT: .corrupt(storage: path)
    case SQLITE_BUSY, SQLITE_LOCKED: .locked(storage: path)
    case SQLITE_FULL: .diskFull(storage: path)
    default: .failure(storage: path, reason: reason)
    }
  }

  /// Whether the last call of the system that failed found no room.
  private static func hasNoRoom(_ connection: OpaquePointer?) -> Bool {
    [ENOSPC, EDQUOT].contains(connection.map(sqlite3_system_errno) ?? 0)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
