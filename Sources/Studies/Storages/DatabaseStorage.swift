import BayesOpt
import Glibc
import Synchronization

/// Studies in a database, a SQLite file or one of PostgreSQL's, in the schema of Optuna, whose tools open it and whose workers may
/// join.
///
/// One storage may be shared by threads; processes open one each. A trial costs two transactions: one as it starts,
/// with its parameters, and one as it ends, with everything else.
public final class DatabaseStorage: Storage {
  private let tables: Mutex<OptunaTables>
  private let lease: Double
  /// How many claims are still made in turns, after one that came too late.
  private let crowd = Atomic(0)

  /// How many seconds the owner of a trial is taken to live without a sign of life, unless told otherwise.
  public static let usualLease = 60.0

  /// Opens the database, and makes its tables where they are missing, and a file too.
  ///
  /// - Parameters:
  ///   - location: where it is.
  ///   - patience: how many seconds to wait for other processes that are writing.
  ///   - lease: for how many seconds the owner of a trial is taken to live without a sign of life.
  ///   - program: what the database is told to be made by: name and version.
  ///   - isInterrupted: asked while others are waited for.
  /// - Throws: what is wrong with the database.
  public convenience init(
    _ location: StorageLocation, patience: Double = 20, lease: Double = usualLease, program: String = "hpo",
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(StorageError) {
    try self.init(
      location, patience: patience, lease: lease, program: program, owner: .ofNewStorage(), isInterrupted: isInterrupted
    )
  }

  /// Opens a database that is there, to look at its studies: neither a file nor tables are made.
  ///
  /// - Parameters:
  ///   - location: where it is.
  ///   - patience: how many seconds to wait for other processes that are writing.
  /// - Throws: `missing` where a file is not there, or what is wrong with the database.
  public init(existing location: StorageLocation, patience: Double = 20) throws(StorageError) {
    if case .file(let path) = location, access(path, F_OK) != 0 { throw .missing(storage: path) }
    let database = try location.connect(timeout: Self.milliseconds(patience), isMade: false) { false }
    try OptunaTables.requireTables(in: database)
    lease = Self.usualLease
    tables = Mutex(OptunaTables(database, owner: .ofNewStorage(), lease: lease))
  }

  /// Opens the database for trials of a process that need not be this one.
  init(
    _ location: StorageLocation, patience: Double = 20, lease: Double = usualLease, program: String = "hpo",
    owner: Owner, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(StorageError) {
    // Nobody waits for others for so long that leases run out meanwhile.
    let database = try location.connect(
      timeout: Self.milliseconds(min(patience, lease / 3)), isMade: true, isInterrupted: isInterrupted)
    try OptunaTables.prepare(database, program: program)
    self.lease = lease
    tables = Mutex(OptunaTables(database, owner: owner, lease: lease))
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int(max(0, min(seconds, 1e6)) * 1000) }

  /// The studies with what there is to say of them, in the order they were made.
  public func overviews() throws(StorageError) -> [StudyOverview] {
    try tables.withLock { tables throws(StorageError) in try tables.overviews() }
  }

  /// The study of a name as it is stored; nil where there is none.
  public func find(_ name: String) throws(StorageError) -> StoredStudy? {
    try tables.withLock { tables throws(StorageError) in try tables.find(name) }
  }

  /// Deletes the study of a name with all of its trials.
  ///
  /// - Parameter name: the name.
  /// - Returns: whether there was one.
  /// - Throws: `studyInUse` where trials of it are running.
  public func delete(_ name: String) throws(StorageError) -> Bool {
    try tables.withLock { tables throws(StorageError) in try tables.delete(name) }
  }

  /// The study of a name with all that belongs to it, at one moment.
  ///
  /// A trial that a process runs, or keeps paused, is nobody's in the record.
  ///
  /// - Parameter name: the name.
  /// - Returns: the study; nil where there is none.
  /// - Throws: why it cannot be read.
  /// - Complexity: O(*n*) for *n* rows; a constant number of queries.
  public func record(of name: String) throws(StorageError) -> StudyRecord? {
    try tables.withLock { tables throws(StorageError) in try tables.record(of: name) }
  }

  /// All studies with all that belongs to them, at one moment, in the order they were made.
  public func records() throws(StorageError) -> [StudyRecord] {
    try tables.withLock { tables throws(StorageError) in try tables.records() }
  }

  /// Writes studies whole: all of them in one transaction, or none.
  ///
  /// - Parameter records: the studies.
  /// - Throws: `studyExists` where there is one of such a name, or why the storage cannot be written.
  /// - Complexity: O(*n*) for *n* rows, several by one statement.
  public func add(_ records: [StudyRecord]) throws(StorageError) {
    try tables.withLock { tables throws(StorageError) in try tables.add(records) }
  }

  /// The names of the studies, in the order they were made.
  public func studyNames() throws(StorageError) -> [String] {
    try tables.withLock { tables throws(StorageError) in try tables.studyNames() }
  }

  /// Makes the study, or joins the one of its name; one without a name is given the time as its name.
  public func open(_ description: StudyDescription, adopting: Bool) throws(StorageError) -> StoredStudy {
    try tables.withLock { tables throws(StorageError) in try tables.open(description, adopting: adopting) }
  }

  /// What has happened since someone last looked.
  public func changes(in study: StoredStudy, since cursor: StudyCursor) throws(StorageError) -> TrialChanges {
    try tables.withLock { tables throws(StorageError) in try tables.changes(in: study, since: cursor) }
  }

  /// Takes over a trial whose process has ended or has given it back.
  ///
  /// A trial that has ended its process several times is recorded as failed instead, and returned so.
  public func adopt(in study: StoredStudy, among cursor: StudyCursor) throws(StorageError) -> Trial? {
    try tables.withLock { tables throws(StorageError) in try tables.adopt(in: study, among: cursor) }
  }

  /// Makes an attempt to claim a trial, in turn with others where one came too late a short while ago.
  public func takingTurns(in study: StoredStudy, _ attempt: () throws -> ClaimAttempt) throws -> ClaimAttempt {
    var hasTurn = false
    if crowd.load(ordering: .relaxed) > 0 {
      hasTurn = try tables.withLock { tables throws(StorageError) in try tables.takeTurn(in: study) }
      if hasTurn { crowd.wrappingSubtract(1, ordering: .relaxed) } else { crowd.store(0, ordering: .relaxed) }
    }
    defer { if hasTurn { tables.withLock { $0.giveTurn(in: study) } } }
    let result = try attempt()
    if case .tooLate = result { crowd.store(Self.claimsInTurn, ordering: .relaxed) }
    return result
  }

  /// So many claims are made in turns before one is tried without.
  private static let claimsInTurn = 16

  /// Starts the next trial.
  public func start(
    _ configuration: Configuration, number: Int, in study: StoredStudy
  ) throws(StorageError) -> Trial? {
    try tables.withLock { tables throws(StorageError) in try tables.start(configuration, number: number, in: study) }
  }

  /// Takes up a trial that waits.
  public func take(
    _ number: Int, _ configuration: Configuration, in study: StoredStudy, among cursor: StudyCursor
  ) throws(StorageError) -> Trial? {
    try tables.withLock { tables throws(StorageError) in
      try tables.take(number, configuration, in: study, among: cursor)
    }
  }

  /// Records a trial that has ended.
  public func finish(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    try tables.withLock { tables throws(StorageError) in try tables.finish(trial, in: study) }
  }

  /// Records how a running trial is doing.
  public func report(_ reports: [Report], of trial: Trial, in study: StoredStudy) throws(StorageError) {
    try tables.withLock { tables throws(StorageError) in try tables.report(reports, of: trial, in: study) }
  }

  /// Several signs of life fit into a lease: one may come late.
  public var renewalInterval: Double? { lease / 4 }

  /// Renews the lease of a trial.
  public func renew(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    try tables.withLock { tables throws(StorageError) in try tables.renew(trial, in: study) }
  }

  /// Lays a running trial aside.
  public func pause(_ trial: Trial, isKept: Bool, in study: StoredStudy) throws(StorageError) {
    try tables.withLock { tables throws(StorageError) in try tables.pause(trial, isKept: isKept, in: study) }
  }

  /// Goes on with a paused trial.
  public func resume(
    _ number: Int, in study: StoredStudy, among cursor: StudyCursor
  ) throws(StorageError) -> Trial? {
    try tables.withLock { tables throws(StorageError) in try tables.resume(number, in: study, among: cursor) }
  }

  /// Gives back a trial that has not ended.
  public func release(_ trial: Trial, in study: StoredStudy) throws(StorageError) {
    try tables.withLock { tables throws(StorageError) in try tables.release(trial, in: study) }
  }
}

extension StorageLocation {
  /// A connection to the database.
  fileprivate func connect(
    timeout: Int, isMade: Bool, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(StorageError) -> sending any SQLConnection {
    switch self {
    case .file(let path):
      guard isMade else { return try SQLiteDatabase.looking(at: path, timeout: timeout) }
      let database = try SQLiteDatabase(path: path, timeout: timeout, isInterrupted: isInterrupted)
      try database.setJournal()
      return database
    case .postgreSQL(let url):
      return try PostgreSQLDatabase(url: url, name: name, timeout: timeout, isInterrupted: isInterrupted)
    }
  }
}
