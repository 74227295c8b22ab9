import Basics
import BayesOpt
import Foundation
import Servers
import Testing

@testable import Studies

/// A server as studies meet it: away, cut off, or with something else in it.
@Suite(.enabled(if: PostgreSQLServer.isInstalled, "postgresql is not installed"))
struct PostgreSQLTests {
  private func error(_ url: String) throws -> StorageError {
    try #require(throws: StorageError.self) { _ = try DatabaseStorage(StorageLocation(url)) }
  }

  @Test func whatIsWrongWithAnAddressIsSaidWithoutThePassword() throws {
    let server = try #require(PostgreSQLServer.shared)
    let address = server.url.dropFirst("postgresql://hpo@".count)
    let nobody = try error("postgresql://hpo:se%2Fcret@\(address)/nowhere")
    #expect(
      nobody.message
        == "cannot open the storage `postgresql://hpo@\(address)/nowhere`: database \"nowhere\" does not exist")
    let refused = try error("postgresql://hpo:secret@127.0.0.1:1/studies")
    #expect(refused.message == "cannot open the storage `postgresql://hpo@127.0.0.1:1/studies`: connection refused")
    let unknown = try error("postgres://hpo:secret@no.such.host.invalid/studies?password=secret")
    #expect(unknown.message.hasPrefix("cannot open the storage `postgresql://hpo@no.such.host.invalid/studies`: "))
    for url in [
      "postgresql://hpo:sec/ret@\(address)/x", "postgresql://hpo:sec?ret@\(address)/x",
      "postgresql://hpo:sec#ret@\(address)/x", "postgresql://hpo:sec@secret@\(address)/x",
      "postgresql://hpo:secret@h:port/x", "postgresql://hpo:secret@[/x",
    ] {
      let error = try error(url)
      #expect(!error.message.contains("sec") && error.hint?.contains("sec") != true, "\(error.message)")
      #expect(error.hint != nil)
    }
  }

  @Test func anOptionThatIsNotKnownIsNamed() throws {
    let url = try #require(PostgreSQLServer.shared).url
    #expect(try error(url + "?foo=1") == .unknownOption(storage: url, option: "foo"))
    #expect(try error(url + "?sslmode=prefer&bar=b") == .unknownOption(storage: url, option: "bar"))
    #expect(try error("postgresql://ann:sec?ret=1@host/x") == .unreadableURL(storage: "postgresql://..."))
  }

  @Test func anotherProgramsDatabaseIsLeftAlone() throws {
    let server = try #require(PostgreSQLServer.shared)
    let url = try server.makeDatabase()
    let name = String(try #require(url.split(separator: "/").last))
    let empty = #expect(throws: StorageError.self) { _ = try DatabaseStorage(existing: StorageLocation(url)) }
    #expect(empty == .noTables(storage: url))
    try server.query("CREATE TABLE studies (title TEXT)", in: name)
    let foreign = try error(url)
    #expect(foreign == .foreignSchema(storage: url, found: "it has other tables"))
    #expect(foreign.hint?.contains("file") == false)
    try server.query("DROP TABLE studies", in: name)
    do { _ = try DatabaseStorage(StorageLocation(url)).open(.sample()) }
    try server.query("UPDATE alembic_version SET version_num = 'v2.4.0.a'", in: name)
    #expect(try error(url) == .foreignSchema(storage: url, found: "schema version v2.4.0.a"))
  }

  /// Several processes that find an empty database make its tables once, and a study once.
  @Test func tablesAndAStudyAreMadeOnce() async throws {
    let url = try #require(PostgreSQLServer.shared).makeDatabase()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { _ = try DatabaseStorage(StorageLocation(url)).open(.sample()) }
      }
      try await group.waitForAll()
    }
    #expect(try DatabaseStorage(StorageLocation(url)).studyNames() == ["sample"])
  }

  @Test func aLockIsWaitedForAndThenSaid() throws {
    let url = try #require(PostgreSQLServer.shared).makeDatabase()
    let storage = try DatabaseStorage(StorageLocation(url), patience: 0.3)
    let study = try storage.open(.sample())
    let other = try PostgreSQLDatabase(url: url, name: url, timeout: 1000)
    try other.run("BEGIN")
    try other.run("SELECT study_id FROM studies FOR UPDATE")
    #expect(throws: StorageError.locked(storage: url)) { _ = try storage.start(.sample(0), number: 0, in: study) }
    try other.run("COMMIT")
    #expect(try storage.start(.sample(0), number: 0, in: study)?.number == 0)
  }

  /// Whoever is stopped in the middle of a transaction loses its connection, and makes another when it goes on.
  @Test func nobodyKeepsOthersWaiting() throws {
    let url = try #require(PostgreSQLServer.shared).makeDatabase()
    let storage = try DatabaseStorage(StorageLocation(url))
    let study = try storage.open(.sample())
    let stopped = try PostgreSQLDatabase(url: url, name: url, timeout: 1000)
    #expect(try stopped.run("SHOW idle_in_transaction_session_timeout").first?[0] == "10s")
    try stopped.run("SET idle_in_transaction_session_timeout TO '300ms'")
    try stopped.begin(.writing)
    try stopped.run("SELECT study_id FROM studies FOR UPDATE")
    #expect(try storage.start(.sample(0), number: 0, in: study)?.number == 0)
    let error = #expect(throws: StorageError.self) { try stopped.run("COMMIT") }
    #expect(error?.isTemporary == true)
    let answer = try stopped.transaction(.reading) { () throws(StorageError) in try stopped.run("SELECT 6 * 7") }
    #expect(answer.first?[0] == 42)
  }

  /// Of many that begin trials each waits for its turn, and one that holds it for too long is not waited for.
  @Test func whoeverHasTheTurnHoldsUpNobody() throws {
    let url = try #require(PostgreSQLServer.shared).makeDatabase()
    let storage = try DatabaseStorage(StorageLocation(url))
    let study = try storage.open(.sample())
    let other = try DatabaseStorage(StorageLocation(url))
    let othersStudy = try other.open(.sample())
    func claim(_ storage: DatabaseStorage, _ study: StoredStudy, whenProposing: () throws -> Void = {}) throws -> Int? {
      try storage.claim(in: study) { number, _ in
        try whenProposing()
        return .sample(number)
      }?.number
    }
    // The first attempt comes too late, so that the next claims are made in turns.
    var isLate = false
    let number = try claim(storage, study) {
      if !isLate { _ = try other.start(.sample(0), number: 0, in: othersStudy) }
      isLate = true
    }
    #expect(number == 1)
    let holder = try PostgreSQLDatabase(url: url, name: url, timeout: 1000)
    let turn = try #require(SQLDialect.postgreSQL.turn)
    try holder.run(turn.take, 1)
    #expect(try claim(storage, study) == 2)
    #expect(try claim(storage, study) == 3)
    try holder.run(turn.give, 1)
    #expect(try claim(other, othersStudy) == 4)
  }

  @Test func aServerThatEndsAndComesBackIsConnectedAgain() throws {
    let server = try PostgreSQLServer()
    let url = try server.makeDatabase()
    let storage = try DatabaseStorage(StorageLocation(url))
    let study = try storage.open(.sample())
    let trial = try #require(try storage.start(.sample(0), number: 0, in: study))
    try storage.report([Report(step: 1, value: 0.25)], of: trial, in: study)
    try server.kill()
    for _ in 0..<3 {
      let error = #expect(throws: StorageError.self) { try storage.finish(trial.finished(.complete([1])), in: study) }
      #expect(error?.isTemporary == true)
    }
    try server.start()
    try storage.finish(trial.finished(.complete([1])), in: study)
    let read = try storage.trials(of: study)
    #expect(read.map(\.values) == [[1]])
    #expect(read[0].reports == [Report(step: 1, value: 0.25)])
  }
}
