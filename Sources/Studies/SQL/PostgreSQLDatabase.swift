import CPostgreSQL
import Glibc

/// A connection to a database of a PostgreSQL server: prepare, send, receive, and typed errors; the whole use of libpq.
///
/// A connection is used by one thread at a time. Statements are prepared once and kept. A connection that was lost is made
/// anew as the next transaction begins.
final class PostgreSQLDatabase: SQLConnection {
  let name: String
  let dialect = SQLDialect.postgreSQL
  var timeout: Int
  private(set) var changedRows = 0

  private let library: PQFunctions
  private let url: String
  private let isInterrupted: () -> Bool
  private var connection: OpaquePointer?
  /// The names under which the server knows statements.
  private var statements: [String: String] = [:]

  /// So many milliseconds a server may take to accept a connection, and beyond its waits for locks to answer.
  private static let patience = 10_000
  /// So many milliseconds are waited once the wait is interrupted.
  private static let lastPatience = 1000

  /// Connects.
  ///
  /// - Parameters:
  ///   - url: the database, as libpq reads it.
  ///   - name: how errors name it.
  ///   - timeout: how many milliseconds to wait for a lock of another connection.
  ///   - isInterrupted: asked while something is waited for.
  /// - Throws: `noLibrary`, or why the server refuses.
  init(url: String, name: String, timeout: Int, isInterrupted: @escaping () -> Bool = { false }) throws(StorageError) {
    var functions = PQFunctions()
    guard PQFindFunctions(&functions) else { throw .noLibrary(storage: name) }
    (library, self.url, self.name) = (functions, url, name)
    (self.timeout, self.isInterrupted) = (timeout, isInterrupted)
    // What libpq says of a URL that it cannot read quotes parts of it, and one of them may be the password.
    var complaint: UnsafeMutablePointer<CChar>?
    let options = library.PQconninfoParse(url, &complaint)
    defer {
      library.PQconninfoFree(options)
      library.PQfreemem(complaint)
    }
    guard options != nil else {
      let option = complaint.flatMap { Self.unknownOption(String(cString: $0)) }
      // Of a URL whose parts can be told from each other the name of an option is no part of a password.
      guard let option, !name.hasSuffix("...") else { throw .unreadableURL(storage: name) }
      throw .unknownOption(storage: name, option: option)
    }
    try connect()
  }

  deinit { disconnect() }

  /// The option that libpq complains of, if it is one that it does not know.
  private static func unknownOption(_ complaint: String) -> String? {
    complaint.firstMatch(of: /URI query parameter: "([a-z_A-Z0-9]+)"/).map { String($0.1) }
  }

  /// Makes the connection anew where it was lost.
  func requirePresence() throws(StorageError) {
    if let connection, library.PQstatus(connection) == Int32(PQ_CONNECTION_OK) { return }
    do throws(StorageError) { try connect() } catch {
      guard case .cannotOpen(_, let reason) = error else { throw error }
      throw .unreachable(storage: name, reason: reason)
    }
  }

  /// Waiting for locks is left to the server, which then tells; one that says nothing at all is given up.
  func run(
    _ sql: String, _ arguments: [SQLValue], row: (SQLRow) throws(StorageError) -> Void
  ) throws(StorageError) {
    let statement = try prepared(sql)
    let texts = try arguments.map { (argument) throws(StorageError) in try text(of: argument) }
    let connection = try open()
    let isSent = withCStrings(texts) { values in
      library.PQsendQueryPrepared(connection, statement, Int32(texts.count), values, nil, nil, 0)
    }
    let result = try result(isSent)
    defer { library.PQclear(result) }
    changedRows = library.PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    let columns = library.PQnfields(result)
    let types = (0..<columns).map { ColumnType(library.PQftype(result, $0)) }
    for index in 0..<library.PQntuples(result) {
      try row(SQLRow(values: (0..<columns).map { value(of: result, index, $0, types[Int($0)]) }))
    }
  }

  func begin(_ kind: SQLTransaction) throws(StorageError) {
    switch kind {
    case .reading: try run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    case .writing: try runScript("BEGIN; SET LOCAL lock_timeout TO \(timeout)")
    case .beginning:
      try runScript("BEGIN; SET LOCAL lock_timeout TO \(timeout); SET LOCAL synchronous_commit TO off")
    }
  }

  func runScript(_ script: String) throws(StorageError) {
    library.PQclear(try result(library.PQsendQuery(try open(), script)))
  }

  func rollBack() {
    guard let connection, library.PQtransactionStatus(connection) != Int32(PQ_TRANSACTION_IDLE) else { return }
    _ = try? run("ROLLBACK")
  }
}

// MARK: Connecting

extension PostgreSQLDatabase {
  private func connect() throws(StorageError) {
    disconnect()
    // A server that is gone without a word is noticed; what the URL says comes later and is what counts.
    let options: [(String, String)] = [
      ("client_encoding", "UTF8"), ("fallback_application_name", "hpo"), ("keepalives_idle", "10"),
      ("keepalives_interval", "5"), ("keepalives_count", "4"), ("tcp_user_timeout", "30000"), ("dbname", url),
    ]
    let started = withCStrings(options.map(\.0)) { keywords in
      withCStrings(options.map(\.1)) { values in library.PQconnectStartParams(keywords, values, 1) }
    }
    guard let started else { throw .failure(storage: name, reason: "no memory is left") }
    connection = started
    // Not to print what the server remarks.
    _ = library.PQsetNoticeProcessor(started, { _, _ in }, nil)
    let begin = ContinuousClock.now
    var state = PQ_POLLING_WRITING
    while library.PQstatus(started) != 1, state != PQ_POLLING_OK, state != PQ_POLLING_FAILED {
      let events = state == PQ_POLLING_READING ? POLLIN : POLLOUT
      let patience = isInterrupted() ? Self.lastPatience : Self.patience
      guard ContinuousClock.now - begin < .milliseconds(patience) else {
        disconnect()
        throw .cannotOpen(storage: name, reason: "the server does not answer")
      }
      if isReady(started, for: Int16(events)) { state = Int(library.PQconnectPoll(started)) }
    }
    guard library.PQstatus(started) == Int32(PQ_CONNECTION_OK) else {
      let reason = Self.reason(library.PQerrorMessage(started))
      disconnect()
      // What stands in the wrong place is quoted, and may be a part of the password.
      let isOdd = name.hasSuffix("...") || reason.contains("connection option") || reason.hasPrefix("invalid port")
      throw isOdd ? .unreadableURL(storage: name) : .cannotOpen(storage: name, reason: reason)
    }
    try runScript(settings)
  }

  /// What a session is told as it begins.
  private var settings: String {
    """
    -- Numbers and moments in the form that is read here, whatever the server's habits.
    SET DateStyle TO 'ISO'; SET extra_float_digits TO 3;
    -- Nobody keeps others waiting whose machine is gone, or who was stopped in the middle of a transaction.
    SET tcp_keepalives_idle TO 10; SET tcp_keepalives_interval TO 5; SET tcp_keepalives_count TO 4;
    SET idle_in_transaction_session_timeout TO '10s';
    -- Outside of transactions only a turn is waited for, and one can do without.
    SET lock_timeout TO \(min(timeout, 3000))
    """
  }

  private func disconnect() {
    if let connection { library.PQfinish(connection) }
    connection = nil
    statements = [:]
  }

  private func open() throws(StorageError) -> OpaquePointer {
    guard let connection else { throw .unreachable(storage: name, reason: "the connection was lost") }
    return connection
  }

  /// Waits for the socket for a moment; whether it is ready.
  private func isReady(_ connection: OpaquePointer, for events: Int16) -> Bool {
    var socket = pollfd(fd: library.PQsocket(connection), events: events, revents: 0)
    return poll(&socket, 1, 20) > 0
  }

  /// The first line of what libpq or the server says, without the address, which stands before it.
  private static func reason(_ message: UnsafeMutablePointer<CChar>?) -> String {
    let text = message.map { String(cString: $0) } ?? ""
    let line = text.split(separator: "\n").first { !$0.hasPrefix("\t") } ?? ""
    var reason = line.range(of: " failed: ").map { line[$0.upperBound...] } ?? line[...]
    if let end = reason.range(of: "FATAL:  ") ?? reason.range(of: "ERROR:  ") { reason = reason[end.upperBound...] }
    return reason.isEmpty ? "the server does not answer" : reason.prefix(1).lowercased() + reason.dropFirst()
  }
}

// MARK: Statements

extension PostgreSQLDatabase {
  private func prepared(_ sql: String) throws(StorageError) -> String {
    if let name = statements[sql] { return name }
    let name = "s\(statements.count)"
    var count = 0
    let numbered = sql.split(separator: "?", omittingEmptySubsequences: false).reduce(into: "") { text, part in
      if count > 0 { text += "$\(count)" }
      text += part
      count += 1
    }
    library.PQclear(try result(library.PQsendPrepare(try open(), name, numbered, 0, nil)))
    statements[sql] = name
    return name
  }

  /// Waits for what comes of a statement that was sent.
  ///
  /// - Returns: the result, to be cleared.
  private func result(_ isSent: Int32) throws(StorageError) -> OpaquePointer {
    let connection = try open()
    guard isSent == 1 else { throw lost(connection) }
    var last: OpaquePointer?
    while true {
      try wait(connection)
      guard let next = library.PQgetResult(connection) else { break }
      // Of a script the first failure is the one to tell.
      if let last, isFailure(last) {
        library.PQclear(next)
      } else {
        library.PQclear(last)
        last = next
      }
    }
    guard let last else { throw lost(connection) }
    guard isFailure(last) else { return last }
    defer { library.PQclear(last) }
    throw error(last, connection)
  }

  private func isFailure(_ result: OpaquePointer) -> Bool {
    let status = Int(library.PQresultStatus(result))
    return status != PQ_COMMAND_OK && status != PQ_TUPLES_OK
  }

  /// Waits until all of an answer is there; gives the connection up where nothing comes for too long.
  private func wait(_ connection: OpaquePointer) throws(StorageError) {
    var begin = ContinuousClock.now
    while library.PQisBusy(connection) != 0 {
      if isReady(connection, for: Int16(POLLIN)) {
        guard library.PQconsumeInput(connection) == 1 else { throw lost(connection) }
        begin = .now
      } else {
        let patience = isInterrupted() ? Self.lastPatience : timeout + Self.patience
        guard ContinuousClock.now - begin < .milliseconds(patience) else { throw lost(connection) }
      }
    }
  }

  /// Gives up a connection that answers no more.
  private func lost(_ connection: OpaquePointer) -> StorageError {
    let reason = Self.reason(library.PQerrorMessage(connection))
    disconnect()
    return .unreachable(storage: name, reason: reason)
  }

  /// What the server says, by its SQLSTATE: appendix A of PostgreSQL's documentation.
  private func error(_ result: OpaquePointer, _ connection: OpaquePointer) -> StorageError {
    func field(_ field: Int) -> String {
      library.PQresultErrorField(result, Int32(field)).map { String(cString: $0) } ?? ""
    }
    let state = field(PQ_DIAGNOSTIC_SQLSTATE)
    let reason = field(PQ_DIAGNOSTIC_MESSAGE)
    if library.PQstatus(connection) != Int32(PQ_CONNECTION_OK) { return lost(connection) }
    switch state {
    // A lock was not to be had, the statement was cancelled, or it lost against others that wait for each other.
    case "55P03", "57014", "40001", "40P01": return .locked(storage: name)
    case "53100": return .diskFull(storage: name)
    case "25006", "42501": return .readOnly(storage: name)
    case _ where state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P"): return lost(connection)
    default: return .failure(storage: name, reason: reason)
    }
  }
}

// MARK: Values

extension PostgreSQLDatabase {
  /// How a column is read, by the number of its type in `pg_type`.
  private enum ColumnType {
    case integer, real, text

    init(_ type: UInt32) {
      switch type {
      case 20, 21, 23: self = .integer
      case 700, 701, 1700: self = .real
      default: self = .text
      }
    }
  }

  private func value(of result: OpaquePointer, _ row: Int32, _ column: Int32, _ type: ColumnType) -> SQLValue {
    guard library.PQgetisnull(result, row, column) == 0, let start = library.PQgetvalue(result, row, column) else {
      return .null
    }
    let length = Int(library.PQgetlength(result, row, column))
    let text = start.withMemoryRebound(to: UInt8.self, capacity: length) {
      String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
    }
    switch type {
    case .integer: return Int(text).map { .integer($0) } ?? .text(text)
    case .real: return Double(text).map { .real($0) } ?? .text(text)
    case .text: return .text(text)
    }
  }

  private func text(of value: SQLValue) throws(StorageError) -> String? {
    switch value {
    case .null: return nil
    case .integer(let integer): return String(integer)
    case .real(let real): return String(real)
    case .text(let text):
      guard !text.utf8.contains(0) else {
        throw .failure(storage: name, reason: "a text with a zero byte cannot be stored")
      }
      return text
    }
  }

  /// Hands texts on as C does.
  private func withCStrings<Result>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = texts.map { text in text.map { strdup($0) } ?? nil }
    defer { for copy in copies { free(copy) } }
    return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { pointers in
      // A list that ends with null is never empty.
      body(pointers.baseAddress.unsafelyUnwrapped)
    }
  }
}
