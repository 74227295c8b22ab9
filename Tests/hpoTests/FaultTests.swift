import CSQLite
import Foundation
import Servers
import Testing

/// Studies of real processes through the faults that machines, networks and people have for them: nothing that was finished is lost
/// or counted twice, and the budget is met exactly.
///
/// HPO_FAULT_ROUNDS has each fault tried so many times, for the table of docs/storage.md.
@Suite(.serialized) struct FaultTests {
  static let rounds = ProcessInfo.processInfo.environment["HPO_FAULT_ROUNDS"].flatMap { Int($0) }

  /// Where studies are kept.
  enum Database: String, CaseIterable {
    case sqlite, postgreSQL

    static let allCases: [Database] = PostgreSQLServer.isInstalled ? [.sqlite, .postgreSQL] : [.sqlite]
  }

  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func storage(_ database: Database) throws -> String {
    switch database {
    case .sqlite: scratch.path + "/faults.db"
    case .postgreSQL: try #require(PostgreSQLServer.shared).makeDatabase()
    }
  }

  /// A study whose objective takes a while; it writes down who has begun and ended what.
  private func code(trials: Int, seconds: Double) -> String {
    """
    let s = search x in 0.0..1.0, n in 1..9 with random(seed: 2) for \(trials) trials as "s" minimize {
      print("begins", trial, x)
      let stop = clock() + \(seconds)
      while clock() < stop { }
      print("ends", trial, x)
      x + n
    }
    """
  }

  private func worker(_ storage: String, _ code: String, lease: Double = 60) throws -> Running {
    try Hpo(environment: ["HPO_LEASE": "\(lease)"]).start(["--storage", storage, "-e", code])
  }

  /// A worker whose clock is an hour ahead.
  private func lateWorker(_ storage: String, _ code: String, lease: Double) throws -> Running {
    // The library changes the environment as it is loaded, where Swift looks for the arguments: `env` has that done before.
    try Hpo(
      executable: "/usr/bin/env",
      environment: [
        "HPO_LEASE": "\(lease)", "LD_PRELOAD": Self.clockLibrary, "FAKETIME": "+1h",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
      ]
    ).start([Hpo.path, "--storage", storage, "-e", code])
  }

  private static let clockLibrary = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"

  /// Looks at the study when all is over: every number once, every one complete with the value of its parameters.
  ///
  /// - Parameters:
  ///   - storage: where it is.
  ///   - trials: its budget.
  ///   - outputs: what each worker has printed.
  /// - Throws: where it cannot be looked at.
  private func check(_ storage: String, trials: Int, outputs: [String]) throws {
    let look = """
      let s = study("s")
      print([t.number for t in s.trials] == [n for n in 0..\(trials - 1)], all(s.trials, fn(t) = t.state == "complete"))
      print(all(s.trials, fn(t) = t.value == t.params.x + t.params.n))
      """
    let seen = try Hpo().run(["--storage", storage, "-e", look])
    #expect(seen.output == "true true\ntrue\n", "\(seen.output) \(seen.errors)")
    // Once a worker has gone on to the next trial, the one before is recorded, and nobody begins it again.
    var begun: [Int: Int] = [:]
    var recorded: [Int: Int] = [:]
    for output in outputs {
      var ended: Int?
      for line in output.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard words.count == 3, let number = Int(words[1]) else { continue }
        if words[0] == "begins" {
          begun[number, default: 0] += 1
          if let ended { recorded[ended, default: 0] += 1 }
          ended = nil
        } else {
          ended = number
        }
      }
    }
    #expect(Set(begun.keys) == Set(0..<trials))
    #expect(recorded.values.allSatisfy { $0 == 1 }, "\(recorded.filter { $1 > 1 })")
  }

  /// Runs workers one after the other until the budget is met.
  private func finish(_ storage: String, _ code: String) throws -> String {
    let last = try Hpo().run(["--storage", storage, "-e", code])
    #expect(last.code == 0, "\(last.errors)")
    return last.output
  }

  @Test(arguments: Database.allCases)
  func killedWorkers(database: Database) throws {
    let kills = Self.rounds ?? 12
    let trials = kills + 10
    let (storage, code) = (try storage(database), code(trials: trials, seconds: 0.02))
    var outputs: [String] = []
    var random = SystemRandomNumberGenerator()
    for _ in 0..<kills {
      let workers = try (0..<2).map { _ in try worker(storage, code) }
      Thread.sleep(forTimeInterval: Double.random(in: 0.05...0.4, using: &random))
      for worker in workers { worker.send(SIGKILL) }
      outputs += workers.map { $0.finish().output }
    }
    outputs.append(try finish(storage, code))
    try check(storage, trials: trials, outputs: outputs)
  }

  /// A worker that is stopped is taken for dead once its lease has run out; when it wakes, its result is refused and it goes on
  /// with others.
  @Test(arguments: Database.allCases)
  func aStoppedWorker(database: Database) throws {
    for _ in 0..<(Self.rounds ?? 1) {
      let scratchStorage = try database == .sqlite ? scratch.path + "/\(UUID()).db" : storage(database)
      let code = code(trials: 12, seconds: 0.3)
      let stopped = try worker(scratchStorage, code, lease: 1)
      stopped.waitFor("begins 1 ")
      // A file stays locked for everybody while whoever stands still is in the middle of a transaction: not there.
      repeat {
        stopped.send(SIGCONT)
        Thread.sleep(forTimeInterval: 0.01)
        stopped.send(SIGSTOP)
        Thread.sleep(forTimeInterval: 0.01)
      } while database == .sqlite && isLocked(scratchStorage)
      Thread.sleep(forTimeInterval: 1.2)
      let other = try worker(scratchStorage, code, lease: 1)
      other.waitFor("ends 1 ")
      other.waitFor("begins 3 ")
      stopped.send(SIGCONT)
      let (one, two) = (stopped.finish(), other.finish())
      #expect(one.code == 0 && two.code == 0, "\(one.errors) \(two.errors)")
      #expect(
        one.errors.contains("trial 1 was taken over by another process, since it gave no sign of life"), "\(one.errors)"
      )
      // What it ended of trial 1 was refused: it does not count as recorded.
      let refused = one.output.split(separator: "\n").filter { !$0.hasPrefix("ends 1 ") }.joined(separator: "\n")
      try check(scratchStorage, trials: 12, outputs: [refused, two.output])
    }
  }

  /// Whether nobody else can write to the file.
  private func isLocked(_ path: String) -> Bool {
    var connection: OpaquePointer?
    defer { sqlite3_close_v2(connection) }
    sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil)
    return sqlite3_exec(connection, "BEGIN IMMEDIATE; ROLLBACK", nil, nil, nil) == SQLITE_BUSY
  }

  /// Whoever evaluates shows that it lives, however long that takes.
  @Test(arguments: Database.allCases)
  func aTrialThatTakesLongerThanItsLease(database: Database) throws {
    let (storage, code) = (try storage(database), code(trials: 2, seconds: 7))
    let workers = try (0..<2).map { _ in try worker(storage, code, lease: 3) }
    let results = workers.map { $0.finish() }
    for result in results { #expect(result.code == 0 && !result.errors.contains("lease"), "\(result.errors)") }
    let begun = results.flatMap { $0.output.split(separator: "\n") }.filter { $0.hasPrefix("begins") }
    #expect(begun.count == 2)
    try check(storage, trials: 2, outputs: results.map(\.output))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: clockLibrary), "faketime is not installed"),
    arguments: Database.allCases)
  func clocksThatAreAnHourApart(database: Database) throws {
    for _ in 0..<(Self.rounds ?? 1) {
      let scratchStorage = try database == .sqlite ? scratch.path + "/\(UUID()).db" : storage(database)
      let code = code(trials: 8, seconds: 0.4)
      let late = try lateWorker(scratchStorage, code, lease: 6)
      let early = try worker(scratchStorage, code, lease: 6)
      let results = [late.finish(), early.finish()]
      for result in results { #expect(result.code == 0 && !result.errors.contains("lease"), "\(result.errors)") }
      try check(scratchStorage, trials: 8, outputs: results.map(\.output))
    }
  }

  /// Somebody has a transaction open for some seconds.
  @Test func aLockedFile() throws {
    for _ in 0..<(Self.rounds ?? 1) {
      let storage = scratch.path + "/\(UUID()).db"
      let code = code(trials: 6, seconds: 0.2)
      let running = try worker(storage, code)
      running.waitFor("begins 2 ")
      let other = Process()
      other.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      other.arguments = [
        "python3", "-c",
        "import sqlite3, time; c = sqlite3.connect('\(storage)', timeout=30); c.execute('BEGIN EXCLUSIVE'); time.sleep(5)",
      ]
      try other.run()
      other.waitUntilExit()
      let result = running.finish()
      #expect(result.code == 0, "\(result.errors)")
      try check(storage, trials: 6, outputs: [result.output])
    }
  }

  /// On a file system without room the search ends; once there is room, the same line goes on.
  @Test(.enabled(if: geteuid() == 0, "only the superuser mounts file systems"))
  func aFullDisk() throws {
    let folder = scratch.path + "/small"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try #require(run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder) == 0)
    defer { _ = run("umount", "-l", folder) }
    let storage = folder + "/faults.db"
    let code = code(trials: 8, seconds: 0.1)
    let first = try worker(storage, code)
    first.waitFor("begins 2 ")
    #expect(run("dd", "if=/dev/zero", "of=\(folder)/ballast", "bs=1k", "status=none") != 0)
    let full = first.finish()
    #expect(full.code == 1)
    #expect(full.errors.contains("there is no room left to write the storage"), "\(full.errors)")
    try FileManager.default.removeItem(atPath: folder + "/ballast")
    // The last result was not recorded, and said to be so.
    #expect(full.errors.contains("not recorded: trial"), "\(full.errors)")
    try check(storage, trials: 8, outputs: [full.output, finish(storage, code)])
  }

  /// A file system that has no room when the search begins, or next to none.
  @Test(.enabled(if: geteuid() == 0, "only the superuser mounts file systems"), arguments: [0, 4, 20, 40])
  func aDiskThatIsFullAtTheBeginning(kibibytes: Int) throws {
    let folder = scratch.path + "/full"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try #require(run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", folder) == 0)
    defer { _ = run("umount", "-l", folder) }
    _ = run("dd", "if=/dev/zero", "of=\(folder)/ballast", "bs=1k", "count=\(512 - kibibytes)", "status=none")
    let full = try worker(folder + "/faults.db", code(trials: 2, seconds: 0)).finish()
    #expect(full.code == 1)
    #expect(full.errors.contains("there is no room left to write the storage"), "\(full.errors)")
    #expect(full.errors.contains("make room and run the line again"), "\(full.errors)")
  }

  @Test(.enabled(if: PostgreSQLServer.isInstalled, "postgresql is not installed"))
  func aServerThatIsKilled() throws {
    let server = try PostgreSQLServer()
    for _ in 0..<(Self.rounds ?? 1) {
      let storage = try server.makeDatabase()
      let code = code(trials: 20, seconds: 0.1)
      let workers = try (0..<3).map { _ in try worker(storage, code) }
      for worker in workers { worker.waitFor("begins") }
      Thread.sleep(forTimeInterval: .random(in: 0...0.4))
      try server.kill()
      Thread.sleep(forTimeInterval: Self.rounds == nil ? 2 : 20)
      try server.start()
      let results = workers.map { $0.finish() }
      for result in results { #expect(result.code == 0, "\(result.errors)") }
      #expect(results.contains { $0.errors.contains("cannot be reached") })
      // The server may have forgotten that a trial was begun: then it gives it out again.
      try check(storage, trials: 20, outputs: results.map(withoutDropped))
    }
  }

  @Test(.enabled(if: PostgreSQLServer.isInstalled, "postgresql is not installed"), arguments: ["cut", "freeze"])
  func aNetworkThatIsCut(how: String) throws {
    let server = try #require(PostgreSQLServer.shared)
    for _ in 0..<(Self.rounds ?? 1) {
      let direct = try server.makeDatabase()
      let port = String(try #require(server.url.split(separator: ":").last))
      let network = try Companion("proxy.py", [port])
      let through = direct.replacingOccurrences(of: ":\(port)/", with: ":\(network.greeting)/")
      let code = code(trials: 16, seconds: 0.1)
      let (cut, whole) = (try worker(through, code, lease: 3), try worker(direct, code, lease: 3))
      cut.waitFor("begins")
      try network.tell(how)
      Thread.sleep(forTimeInterval: 4)
      try network.tell("mend")
      let results = [cut.finish(), whole.finish()]
      for result in results { #expect(result.code == 0, "\(result.errors)") }
      try check(direct, trials: 16, outputs: results.map(withoutDropped))
    }
  }

  /// What a worker has printed, without the ends of the trials that it was told it has lost.
  private func withoutDropped(_ result: Hpo.Result) -> String {
    let lost = result.errors.split(separator: "\n").compactMap { line -> Substring? in
      let words = line.split(separator: " ")
      let isLost = line.contains("was taken over by another process") || line.contains("is gone from the storage")
      return isLost && words.count > 2 ? words[2] : nil
    }
    return result.output.split(separator: "\n").filter { line in
      !lost.contains { line.hasPrefix("ends \($0) ") }
    }.joined(separator: "\n")
  }

  private func run(_ arguments: String...) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
