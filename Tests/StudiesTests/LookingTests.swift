import Basics
import BayesOpt
import Glibc
import Testing

@testable import Studies

/// Studies that are looked at, deleted, or lost while somebody works on them.
@Suite struct LookingTests {
  let scratch = Scratch()

  @Test func lookingMakesNoFile() {
    #expect(throws: StorageError.missing(storage: scratch.path)) { try DatabaseStorage(existing: scratch.path) }
    #expect(access(scratch.path, F_OK) != 0)
  }

  @Test func lookingMakesNoTables() throws {
    scratch.write([])
    #expect(throws: StorageError.noTables(storage: scratch.path)) {
      try DatabaseStorage(existing: scratch.path)
    }
    var status = stat()
    #expect(stat(scratch.path, &status) == 0 && status.st_size == 0)
  }

  @Test func studiesAreSummedUp() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    for outcome: Outcome in [.complete([3]), .failed("x"), .complete([5]), .complete([4])] {
      let trial = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
      try storage.finish(trial.finished(outcome), in: study)
    }
    _ = try storage.claim(in: study) { next, _ in .sample(next) }
    let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
    let other = try dead.open(.sample("other", objectives: [Objective(.minimize)]))
    _ = try dead.claim(in: other) { next, _ in .sample(next) }

    let found = try DatabaseStorage(existing: scratch.path).overviews()
    #expect(found.map(\.description.name) == ["sample", "other"])
    #expect(found.map(\.finished) == [4, 0])
    #expect(found.map(\.best) == [5, nil])
    #expect(found.map(\.running) == [1, 0])
    #expect(found.map(\.abandoned) == [0, 1])
    #expect(found[0].counts[.failed] == 1)
    #expect(found[0].lastMoment != nil)
  }

  /// What does not meet all constraints is no best value, nor is what was never asked whether it does.
  @Test(arguments: [(Direction.minimize, 2.0), (.maximize, 4)])
  func theBestValueIsFeasible(direction: Direction, best: Double) throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample(objectives: [Objective(direction)]))
    let trials: [(value: Double, constraints: [Double])] = [
      (1, [-1, 0.5]), (2, [-1, 0]), (4, [-0.5, -1]), (5, [.nan, -1]), (0, []), (9, []),
    ]
    for (value, constraints) in trials {
      let trial = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
      try storage.finish(trial.finished(.complete([value]), constraints: constraints, objectives: 1), in: study)
    }
    #expect(try DatabaseStorage(existing: scratch.path).overviews().map(\.best) == [best])
  }

  /// The best of the overview is that of the study, also where it is infinite, as values of other programs may be.
  @Test(arguments: OptunaTests.kinds, [Direction.minimize, .maximize])
  func theBestValueMayBeInfinite(kind: StorageKind, direction: Direction) throws {
    let location = kind == .postgreSQL ? try scratch.database() : .file(scratch.path)
    let storage = try DatabaseStorage(location)
    for (name, values, constraints) in [
      ("a", [1, -.infinity, .infinity, 2], []), ("b", [.infinity, .infinity], []), ("c", [1, 2], []),
      ("d", [-.infinity, 3, .infinity], [-1.0]),
    ] as [(String, [Double], [Double])] {
      var record = StudyRecord(name: name, directions: [direction == .minimize ? "MINIMIZE" : "MAXIMIZE"])
      record.trials = values.enumerated().map { number, value in
        var trial = TrialRecord(number: number, state: .complete)
        trial.values = [value]
        let told = JSON.array(constraints.map { .real($0) })
        if !constraints.isEmpty { trial.attributes = [.init(OptunaKey.constraints, told)] }
        return trial
      }
      try storage.add([record])
    }
    for overview in try storage.overviews() {
      let stored = try #require(try storage.find(overview.description.name ?? ""))
      let best = Study(stored.description, trials: try storage.trials(of: stored)).best
      #expect(overview.best == best?.values.first && best != nil)
    }
  }

  /// A file that nothing may be written beside is read as it lies there, while nobody changes it.
  @Test func aFileAtRestIsReadWithoutLocks() throws {
    do { _ = try DatabaseStorage(path: scratch.path).open(.sample("a%20?#b")) }
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0, isMade: false, isAtRest: true)
    func names() throws(StorageError) -> [String] {
      try database.transaction(.reading) { () throws(StorageError) in
        try database.run(OptunaStatements.studyNames).compactMap { $0[0].text }
      }
    }
    #expect(try names() == ["a%20?#b"])
    #expect(access(scratch.path + "-shm", F_OK) != 0)
    let respelt = try SQLiteDatabase(path: "/" + scratch.path, timeout: 0, isMade: false, isAtRest: true)
    #expect(try respelt.run(OptunaStatements.studyNames).count == 1)
    #expect(throws: StorageError.readOnly(storage: scratch.path)) {
      try database.runScript("DELETE FROM studies")
    }
    let writer = try DatabaseStorage(path: scratch.path)
    _ = try writer.open(.sample("other"))
    #expect(throws: StorageError.locked(storage: scratch.path)) { try names() }
  }

  @Test func aStudyIsFoundByItsName() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let trial = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    try storage.finish(trial.finished(.complete([1])), in: study)
    let looking = try DatabaseStorage(existing: scratch.path)
    let found = try #require(try looking.find("sample"))
    #expect(found.description == study.description)
    #expect(try looking.trials(of: found) == storage.trials(of: study))
    #expect(try looking.find("sampel") == nil)
  }

  @Test func aStudyIsDeletedUnlessItsTrialsRun() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    _ = try storage.open(.sample("other"))
    let trial = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    let other = try DatabaseStorage(existing: scratch.path)
    #expect(throws: StorageError.studyInUse(name: "sample", running: 1)) { try other.delete("sample") }
    try storage.finish(trial.finished(.complete([1]), notes: [.init("a", 1)]), in: study)
    #expect(try other.delete("sample"))
    #expect(try !other.delete("sample"))
    #expect(try other.studyNames() == ["other"])
    let rows = try SQLiteDatabase(path: scratch.path, timeout: 0)
    for table in ["trials", "trial_params", "trial_values", "trial_user_attributes", "trial_system_attributes"] {
      #expect(try rows.run("SELECT COUNT(*) FROM \(table)").first?[0] == 0, "\(table)")
    }
  }

  @Test func aTrialOfADeletedStudyIsNotSaidToBeTakenOver() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let trials = try (0..<2).map { _ in try #require(try storage.claim(in: study) { next, _ in .sample(next) }) }
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    try database.runScript(
      "DELETE FROM trial_system_attributes WHERE trial_id = 2; DELETE FROM trials WHERE trial_id = 2")
    #expect(throws: StorageError.trialDeleted(number: 1)) {
      try storage.finish(trials[1].finished(.complete([1])), in: study)
    }
    for statement in OptunaStatements.deleteStudy { try database.run(statement, 1) }
    #expect(throws: StorageError.noSuchStudy) { try storage.finish(trials[0].finished(.complete([1])), in: study) }
    #expect(throws: StorageError.noSuchStudy) { try storage.release(trials[0], in: study) }
    #expect(throws: StorageError.noSuchStudy) {
      try storage.report([Report(step: 1, value: 1)], of: trials[0], in: study)
    }
  }

  @Test(arguments: [true, false])
  func aFileThatIsRemovedOrReplacedIsNoticed(isReplaced: Bool) throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let trial = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    if isReplaced {
      let other = Scratch()
      do { _ = try DatabaseStorage(path: other.path).open(.sample()) }
      rename(other.path, scratch.path)
    } else {
      unlink(scratch.path)
    }
    let gone = StorageError.fileGone(storage: scratch.path)
    #expect(throws: gone) { try storage.finish(trial.finished(.complete([1])), in: study) }
    #expect(throws: gone) { try storage.changes(in: study, since: StudyCursor()) }
    #expect(throws: gone) { try storage.start(.sample(1), number: 1, in: study) }
  }

  @Test func theDigestOfTheObjectiveIsThatOfTheFirstTrials() throws {
    func join(_ digest: String) throws -> String? {
      let storage = try DatabaseStorage(path: scratch.path)
      var description = StudyDescription.sample()
      description.objectiveDigest = digest
      let study = try storage.open(description)
      defer { _ = try? storage.claim(in: study) { next, _ in next < 1 ? .sample(next) : nil } }
      return study.original.objectiveDigest
    }
    #expect(try join("a") == "a")
    #expect(try join("b") == "a")
    #expect(try join("c") == "a")
  }

  /// An interrupted wait is short: Ctrl-C is answered, and the lock of a writer that is just passing is still waited for.
  @Test func aWaitForALockIsInterrupted() throws {
    let storage = try DatabaseStorage(path: scratch.path, patience: 600, isInterrupted: { true })
    let study = try storage.open(.sample())
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    try database.transaction(.writing) { () throws(StorageError) in
      _ = #expect(throws: StorageError.locked(storage: scratch.path)) {
        try storage.start(.sample(0), number: 0, in: study)
      }
    }
  }
}
