import BayesOpt
import Glibc
import Testing

@testable import Studies

/// Files that cannot be used, and what is said about them.
@Suite struct SQLiteFileTests {
  let scratch = Scratch()

  @Test func aMissingDirectoryIsNamed() {
    let path = scratch.directory + "/none/x.db"
    let error = #expect(throws: StorageError.self) { try DatabaseStorage(path: path) }
    #expect(error?.message == "cannot open the storage `\(path)`: unable to open database file")
    #expect(error?.hint == "does its directory exist, and may you write there?")
  }

  @Test func aDirectoryIsNoFile() {
    let directory = scratch.directory
    #expect(throws: StorageError.folder(path: directory)) { try DatabaseStorage(path: directory) }
    let error = #expect(throws: StorageError.self) { try DatabaseStorage(existing: directory) }
    #expect(error?.hint == "name a file in it: `\(directory)/hpo.db`")
  }

  @Test(arguments: [100, 5000])
  func aFileThatIsNoDatabaseIsRefusedAndLeftAlone(size: Int) throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    scratch.write(bytes)
    #expect(throws: StorageError.notADatabase(storage: scratch.path)) { try DatabaseStorage(path: scratch.path) }
    var status = stat()
    try #require(stat(scratch.path, &status) == 0)
    #expect(status.st_size == size)
  }

  @Test func aDamagedFileIsRefused() throws {
    do {
      let storage = try DatabaseStorage(path: scratch.path)
      _ = try storage.open(.sample())
    }
    // Everything behind the header of the first page is overwritten.
    let file = try #require(fopen(scratch.path, "r+"))
    fseek(file, 100, SEEK_SET)
    let bytes = [UInt8](repeating: 0x5A, count: 8000)
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    #expect(throws: StorageError.corrupt(storage: scratch.path)) {
      _ = try DatabaseStorage(path: scratch.path).open(.sample())
    }
  }

  @Test func aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws {
    do {
      let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
      try database.runScript("CREATE TABLE studies (title TEXT)")
    }
    let error = #expect(throws: StorageError.self) { try DatabaseStorage(path: scratch.path) }
    #expect(
      error?.message == "the database `\(scratch.path)` is not a storage of studies: it has other tables")
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    #expect(try database.run("SELECT COUNT(*) FROM sqlite_master").first?[0] == 1)
  }

  @Test(arguments: [
    "UPDATE alembic_version SET version_num = 'v2.6.0.a'", "UPDATE version_info SET schema_version = 11",
  ])
  func anOlderSchemaIsRefused(change: String) throws {
    do { _ = try DatabaseStorage(path: scratch.path) }
    do { try SQLiteDatabase(path: scratch.path, timeout: 0).runScript(change) }
    let error = #expect(throws: StorageError.self) { try DatabaseStorage(path: scratch.path) }
    #expect(error?.hint == "`optuna storage upgrade` brings an older one up to date")
  }

  @Test(arguments: ["DELETE FROM alembic_version", "DELETE FROM version_info", "DROP TABLE alembic_version"])
  func missingVersionsAreAdded(change: String) throws {
    do { _ = try DatabaseStorage(path: scratch.path) }
    do { try SQLiteDatabase(path: scratch.path, timeout: 0).runScript(change) }
    _ = try DatabaseStorage(path: scratch.path)
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    #expect(try database.run(OptunaStatements.revision).map { $0[0] } == ["v3.2.0.a"])
    #expect(try database.run(OptunaStatements.schemaVersion).map { $0[0] } == [12])
  }

  @Test func aLockIsWaitedForAndThenReported() throws {
    let storage = try DatabaseStorage(path: scratch.path, patience: 0.05)
    let study = try storage.open(.sample())
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    try database.transaction(.writing) { () throws(StorageError) in
      #expect(throws: StorageError.locked(storage: scratch.path)) {
        try storage.claim(in: study) { next, _ in .sample(next) }
      }
      // Readers do not wait for a writer.
      #expect(try storage.trials(of: study).isEmpty)
    }
    #expect(try storage.claim(in: study) { next, _ in .sample(next) }?.number == 0)
  }

  @Test func aFullDeviceLosesNothingFinished() throws {
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    try OptunaTables.prepare(database, program: "hpo")
    var tables = OptunaTables(database, owner: .current, lease: 60)
    let study = try tables.open(.sample(), adopting: false)
    let pages = try database.run("PRAGMA page_count").first?[0].integer ?? 0
    try database.runScript("PRAGMA max_page_count = \(pages + 2)")
    let message = String(repeating: "x", count: 2000)
    var finished = 0
    let error = #expect(throws: StorageError.self) {
      for number in 0..<100 {
        let trial = try #require(try tables.start(.sample(number), number: number, in: study))
        try tables.finish(trial.finished(.failed(message)), in: study)
        finished += 1
      }
    }
    #expect(error == .diskFull(storage: scratch.path))
    #expect(finished > 0)
    #expect(try tables.changes(in: study, since: StudyCursor()).trials.count(where: \.isFinished) == finished)
  }

  @Test func aFileThatMayNotBeWrittenIsReported() throws {
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    try database.runScript("CREATE TABLE t (x); PRAGMA query_only = 1")
    #expect(throws: StorageError.readOnly(storage: scratch.path)) { try database.run("INSERT INTO t VALUES (1)") }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may write everything"))
  func aReadOnlyFileIsRefused() throws {
    do { _ = try DatabaseStorage(path: scratch.path) }
    chmod(scratch.path, 0o400)
    #expect(throws: StorageError.readOnly(storage: scratch.path)) { try DatabaseStorage(path: scratch.path) }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may write everything"))
  func aReadOnlyDirectoryIsRefused() throws {
    do { _ = try DatabaseStorage(path: scratch.path) }
    chmod(scratch.directory, 0o500)
    defer { chmod(scratch.directory, 0o700) }
    let error = #expect(throws: StorageError.self) { try DatabaseStorage(path: scratch.path) }
    #expect(error?.hint?.contains("director") == true)
    #expect(throws: StorageError.self) { try DatabaseStorage(path: scratch.directory + "/new.db") }
  }

  @Test func namesThatTheSchemaHasNoRoomForAreRefused() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let longest = String(repeating: "ä", count: 512)
    _ = try storage.open(.sample(longest))
    #expect(throws: StorageError.nameTooLong(name: longest + "a", limit: 512)) {
      try storage.open(.sample(longest + "a"))
    }
    var description = StudyDescription.sample()
    description.parameters[0].name = longest + "b"
    #expect(throws: StorageError.nameTooLong(name: longest + "b", limit: 512)) { try storage.open(description) }
    #expect(try storage.studyNames() == [longest])
  }

  @Test func rowsThatCannotBeUnderstoodAreReported() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    _ = try storage.claim(in: study) { next, _ in .sample(next) }
    try SQLiteDatabase(path: scratch.path, timeout: 0)
      .runScript("UPDATE trial_params SET param_value = 17 WHERE param_name = 'optimizer'")
    #expect(throws: StorageError.unreadable(what: "parameter `optimizer` of trial 0")) {
      try storage.trials(of: study)
    }
  }

  @Test func manyOpenANewFileAtOnce() async throws {
    let path = scratch.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { _ = try DatabaseStorage(path: path).open(.sample()) }
      }
      try await group.waitForAll()
    }
    #expect(try DatabaseStorage(path: path).studyNames() == ["sample"])
  }
}
