import BayesOpt

/// The studies of one database in Optuna's tables, as one connection sees them.
///
/// Not for several threads at once: a storage locks round every call. What was read of the trials is not kept here but in
/// the cursors of those who read.
struct OptunaTables {
  let database: any SQLConnection
  /// The process that claims trials, and for how many seconds it is taken to live without a sign of life.
  let owner: Owner
  let lease: Double
  /// The studies that are open, by their place.
  var studies: [OpenStudy] = []

  init(_ database: any SQLConnection, owner: Owner, lease: Double) {
    self.database = database
    self.owner = owner
    self.lease = lease
  }

  /// A study as it was opened.
  struct OpenStudy {
    /// The study's key and name in the database: a key may be given again after a deletion.
    let key: Int
    let name: String
    /// The parameters that its configurations are aligned with, and their places by name.
    let parameters: [ParameterDescription]
    let places: [String: Int]
    /// Whether there are integers that the column of doubles would round.
    let hasLargeIntegers: Bool
    /// How many values a complete trial has.
    let objectives: Int
    /// What Optuna is told of each parameter, beside every value.
    let distributions: [String]
    /// The trials that this storage owns, by number: their claims, their keys, and when they were begun, since a number may be
    /// given out again after a deletion.
    var claims: [Int: (text: String, trialKey: Int, start: Timestamp?)] = [:]

    init(key: Int, name: String, _ description: StudyDescription) {
      self.key = key
      self.name = name
      parameters = description.parameters
      places = Dictionary(parameters.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      hasLargeIntegers = parameters.contains { $0.domain.hasLargeIntegers }
      objectives = description.objectives.count
      distributions = parameters.map { OptunaDistribution.json(of: $0).description }
    }

    /// What Optuna is told of a parameter beside one of its values.
    func distribution(_ index: Int, of value: ParameterValue) -> String {
      if parameters[index].domain.contains(value) { return distributions[index] }
      return OptunaDistribution.json(of: parameters[index].widened(to: value)).description
    }
  }

  func openStudy(_ study: StoredStudy) throws(StorageError) -> OpenStudy {
    guard studies.indices.contains(study.place) else { throw .noSuchStudy }
    return studies[study.place]
  }

  /// The number of trials of a study.
  ///
  /// - Throws: `noSuchStudy` where it was deleted.
  func trialCount(of study: OpenStudy) throws(StorageError) -> Int {
    let rows = try database.run(OptunaStatements.lastTrial, .integer(study.key), .text(study.name))
    guard let row = rows.first else { throw .noSuchStudy }
    guard row[0] != .null else { return 0 }
    guard let number = row[0].integer, 0..<Int.max ~= number else {
      throw .unreadable(what: "the number of the last trial of `\(study.name)`")
    }
    return number + 1
  }

  /// Keeps other writers out of a study until the end of a writing transaction.
  func lock(_ study: OpenStudy) throws(StorageError) {
    if database.dialect.rowLock.isEmpty { return }
    try database.run(OptunaStatements.studyRow + database.dialect.rowLock, .integer(study.key))
  }

  /// Keeps other writers from a trial, its claim and its lease until the end of a writing transaction.
  ///
  /// Each statement sees what was committed before it began: what is asked after this is true until the end.
  func lock(trial key: Int) throws(StorageError) {
    if database.dialect.rowLock.isEmpty { return }
    try database.run(OptunaStatements.trialRow + database.dialect.rowLock, .integer(key))
  }

  /// Locks a trial as `lock` does; false at once where somebody else has locked it.
  func tryLock(trial key: Int) throws(StorageError) -> Bool {
    if database.dialect.rowLock.isEmpty { return true }
    return try !database.run(OptunaStatements.trialRow + database.dialect.rowLock + " SKIP LOCKED", .integer(key))
      .isEmpty
  }

  func studyNames() throws(StorageError) -> [String] {
    try database.run(OptunaStatements.studyNames).compactMap { $0[0].text }
  }
}

extension OptunaTables {
  /// Makes the tables in an empty file; checks that those of an older file are understood.
  static func prepare(_ database: any SQLConnection, program: String) throws(StorageError) {
    if try isReady(database) { return }
    try database.transaction(.writing) { () throws(StorageError) in
      if let lock = database.dialect.schemaLock { try database.run(lock) }
      let tables = try tableNames(of: database)
      if tables.isEmpty {
        try database.runScript(database.dialect.schema)
      } else if !OptunaSchema.tables.isSubset(of: tables) {
        throw .foreignSchema(storage: database.name, found: "it has other tables")
      }
      try stampVersions(of: database, program: program)
    }
  }

  /// Refuses a file that has not the tables of a version that is understood; nothing is changed.
  static func requireTables(in database: any SQLConnection) throws(StorageError) {
    if try isReady(database) { return }
    let tables = try tableNames(of: database)
    if tables.isEmpty { throw .noTables(storage: database.name) }
    guard OptunaSchema.tables.isSubset(of: tables) else {
      throw .foreignSchema(storage: database.name, found: "it has other tables")
    }
    if tables.contains("alembic_version"), let row = try database.run(OptunaStatements.revision).first,
      let revision = row[0].text, revision != OptunaSchema.revision
    {
      throw .foreignSchema(storage: database.name, found: "\(StorageError.olderSchema) \(revision)")
    }
  }

  /// Whether the file has the tables and both versions, as it has whenever it was used before.
  private static func isReady(_ database: any SQLConnection) throws(StorageError) -> Bool {
    let tables = try tableNames(of: database)
    guard OptunaSchema.tables.isSubset(of: tables), tables.contains("alembic_version") else { return false }
    let revision = try database.run(OptunaStatements.revision).first?[0].text
    let version = try database.run(OptunaStatements.schemaVersion).first?[0].integer
    return revision == OptunaSchema.revision && version == OptunaSchema.version
  }

  private static func tableNames(of database: any SQLConnection) throws(StorageError) -> Set<String> {
    let rows = try database.run(database.dialect.tableNames)
    return Set(rows.compactMap { $0[0].text })
  }

  /// Adds the versions where they are missing, as Optuna does, and refuses any others.
  private static func stampVersions(of database: any SQLConnection, program: String) throws(StorageError) {
    switch try database.run(OptunaStatements.schemaVersion).first?[0].integer {
    case nil: try database.run(OptunaStatements.setSchemaVersion, .integer(OptunaSchema.version), .text(program))
    case OptunaSchema.version: break
    case let version?: throw .foreignSchema(storage: database.name, found: "\(StorageError.olderSchema) \(version)")
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
    case let revision?: throw .foreignSchema(storage: database.name, found: "\(StorageError.olderSchema) \(revision)")
    }
  }
}

extension Domain {
  /// Whether it has integers that are no doubles.
  fileprivate var hasLargeIntegers: Bool {
    if case .integer(let low, let high, _, _) = self { max(low.magnitude, high.magnitude) > 1 << 53 } else { false }
  }
}
