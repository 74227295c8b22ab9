import Glibc

/// The studies of one database in Optuna's tables, as one connection sees them.
///
/// Not for several threads at once: `SQLiteStorage` locks round every call.
struct OptunaTables {
  let database: SQLiteDatabase
  /// The process that claims trials.
  let owner: Owner
  /// The studies that are open, by their place.
  var studies: [OpenStudy] = []

  init(_ database: SQLiteDatabase, owner: Owner) {
    self.database = database
    self.owner = owner
  }

  /// A study as it was opened, and what is known of it already: finished trials are never read again.
  struct OpenStudy {
    /// The study's key in the database.
    let key: Int
    /// The parameters that its configurations are aligned with.
    let parameters: [ParameterDescription]
    /// What Optuna is told of each parameter, beside every value.
    let distributions: [String]
    /// All trials by number, and their keys in the database.
    var trials: [Trial] = []
    var trialKeys: [Int] = []
    /// How many trials from the first on have ended without a gap.
    var settled = 0
    /// The claims of this process, and the keys of their trials, by number.
    var claims: [Int: (text: String, trialKey: Int)] = [:]

    init(key: Int, parameters: [ParameterDescription]) {
      self.key = key
      self.parameters = parameters
      distributions = parameters.map { OptunaDistribution.json(of: $0).description }
    }

    /// The trial key after which there may be news.
    var lastSettledKey: Int { settled > 0 ? trialKeys[settled - 1] : 0 }

    /// Notes a trial as the database has it, where all trials before it are known.
    mutating func note(_ trial: Trial, key: Int) {
      if trial.number < trials.count {
        trials[trial.number] = trial
      } else if trial.number == trials.count {
        trials.append(trial)
        trialKeys.append(key)
      }
    }
  }

  func openStudy(_ study: StoredStudy) throws(StorageError) -> OpenStudy {
    guard studies.indices.contains(study.place) else { throw .noSuchStudy }
    return studies[study.place]
  }

  func studyNames() throws(StorageError) -> [String] {
    try database.run(OptunaStatements.studyNames).compactMap { $0[0].text }
  }
}

extension OptunaTables {
  /// Makes the tables in an empty file; checks that those of an older file are understood.
  static func prepare(_ database: SQLiteDatabase, program: String) throws(StorageError) {
    try setJournal(of: database)
    try database.runScript("PRAGMA synchronous = NORMAL")
    if try isReady(database) { return }
    try database.transaction(.writing) { () throws(StorageError) in
      let tables = try tableNames(of: database)
      if tables.isEmpty {
        try database.runScript(OptunaSchema.sqlite)
      } else if !OptunaSchema.tables.isSubset(of: tables) {
        throw .foreignSchema(path: database.path, found: "it has other tables")
      }
      try stampVersions(of: database, program: program)
    }
  }

  /// Whether the file has the tables and both versions, as it has whenever it was used before.
  private static func isReady(_ database: SQLiteDatabase) throws(StorageError) -> Bool {
    let tables = try tableNames(of: database)
    guard OptunaSchema.tables.isSubset(of: tables), tables.contains("alembic_version") else { return false }
    let revision = try database.run(OptunaStatements.revision).first?[0].text
    let version = try database.run(OptunaStatements.schemaVersion).first?[0].integer
    return revision == OptunaSchema.revision && version == OptunaSchema.version
  }

  private static func tableNames(of database: SQLiteDatabase) throws(StorageError) -> Set<String> {
    let rows = try database.run("SELECT name FROM sqlite_master WHERE type = 'table'")
    return Set(rows.compactMap { $0[0].text })
  }

  /// Adds the versions where they are missing, as Optuna does, and refuses any others.
  private static func stampVersions(of database: SQLiteDatabase, program: String) throws(StorageError) {
    switch try database.run(OptunaStatements.schemaVersion).first?[0].integer {
    case nil: try database.run(OptunaStatements.setSchemaVersion, .integer(OptunaSchema.version), .text(program))
    case OptunaSchema.version: break
    case let version?: throw .foreignSchema(path: database.path, found: "\(StorageError.olderSchema) \(version)")
    }
    try database.runScript(
      """
      CREATE TABLE IF NOT EXISTS alembic_version (
        version_num VARCHAR(32) NOT NULL,
        CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
      )
      """)
    switch try database.run(OptunaStatements.revision).first?[0].text {
    case nil: try database.run(OptunaStatements.setRevision, .text(OptunaSchema.revision))
    case OptunaSchema.revision: break
    case let revision?: throw .foreignSchema(path: database.path, found: "\(StorageError.olderSchema) \(revision)")
    }
  }

  /// Turns the write-ahead log on, so that readers and one writer do not wait for each other.
  ///
  /// The change itself does not wait for a lock, so waiting is done here. Where the file system has no shared memory
  /// SQLite keeps its old journal, which is slower and no less safe.
  private static func setJournal(of database: SQLiteDatabase) throws(StorageError) {
    var attempts = 0
    while true {
      do throws(StorageError) {
        try database.run("PRAGMA journal_mode = WAL")
        return
      } catch {
        attempts += 1
        guard case .locked = error, attempts < 100 else { throw error }
        usleep(20_000)
      }
    }
  }
}
