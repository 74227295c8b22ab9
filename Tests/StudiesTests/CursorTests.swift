import Basics
import BayesOpt
import Testing

@testable import Studies

/// What a reader is told who has read before.
@Suite struct CursorTests {
  let scratch = Scratch()

  private func claim(_ storage: any Storage, _ study: StoredStudy) throws -> Trial {
    try #require(try storage.claim(in: study) { next, _ in .sample(next) })
  }

  @Test(arguments: StorageKind.allCases)
  func onlyWhatIsNewOrChangedIsTold(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    var cursor = StudyCursor()
    var list: [Trial] = []
    func news() throws -> [Int] {
      let changes = try storage.changes(in: study, since: cursor)
      #expect(!changes.replacesAll)
      cursor = changes.cursor
      changes.apply(to: &list)
      #expect(try storage.trials(of: study) == list)
      #expect(cursor.count == list.count)
      return changes.trials.map(\.number)
    }
    #expect(try news() == [])
    let trials = [try claim(storage, study), try claim(storage, study), try claim(storage, study)]
    #expect(try news() == [0, 1, 2])
    #expect(try news() == [])
    try storage.finish(trials[1].finished(.complete([1])), in: study)
    let fourth = try claim(storage, study)
    #expect(try news() == [1, 3])
    #expect(list[1].values == [1])
    #expect(try news() == [])
    try storage.finish(trials[0].finished(.failed("x")), in: study)
    try storage.report([Report(step: 1, value: 2)], of: trials[2], in: study)
    #expect(try news() == [0, 2])
    try storage.finish(fourth.finished(.pruned), in: study)
    try storage.finish(trials[2].finished(.pruned), in: study)
    #expect(try news() == [2, 3])
    #expect(cursor.open.isEmpty)
    #expect(try news() == [])
  }

  @Test(arguments: StorageKind.allCases)
  func aTrialTakenOverIsTold(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let trial = try claim(storage, study)
    let before = try storage.changes(in: study, since: StudyCursor())
    try storage.release(trial, in: study)
    let again = try claim(storage, study)
    let after = try storage.changes(in: study, since: before.cursor)
    #expect(after.trials == [again])
    #expect(after.trials[0].start != trial.start)
    // Nor does its end look like a deletion to anyone.
    try storage.finish(again.finished(.complete([1])), in: study)
    let ended = try storage.changes(in: study, since: after.cursor)
    #expect(!ended.replacesAll)
    #expect(ended.trials.map(\.state) == [.complete])
    let atRest = try storage.changes(in: study, since: ended.cursor)
    #expect(!atRest.replacesAll)
    #expect(atRest.trials.isEmpty)
  }

  /// Another instance, with a connection of its own as another process has, sees each step when it is done.
  @Test(arguments: StorageKind.allCases)
  func anotherInstanceSeesEveryStepAtOnce(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let other = kind != .memory ? try kind.make(scratch) : storage
    var description = StudyDescription.sample()
    description.parameters.reverse()
    let otherStudy = try other.open(description)
    var cursor = StudyCursor()
    func seen() throws -> [Trial] {
      let changes = try other.changes(in: otherStudy, since: cursor)
      cursor = changes.cursor
      return changes.trials
    }
    let trial = try claim(storage, study)
    var told = try seen()
    #expect(told.map(\.state) == [.running])
    #expect(told.first?.configuration.values == trial.configuration.values.reversed())
    try storage.report([Report(step: 3, value: 0.5)], of: trial, in: study)
    told = try seen()
    #expect(told.map(\.reports) == [[Report(step: 3, value: 0.5)]])
    try storage.pause(trial, isKept: false, in: study)
    #expect(try seen().map(\.state) == [.paused])
    let resumed = try #require(try other.resume(0, in: otherStudy, among: cursor))
    #expect(try seen().map(\.state) == [.running])
    try other.finish(resumed.finished(.complete([2]), notes: [.init("n", 1)]), in: otherStudy)
    told = try seen()
    #expect(told.map(\.values) == [[2]])
    #expect(told.first?.notes == [.init("n", 1)])
    #expect(told.first?.reports == [Report(step: 3, value: 0.5)])
    #expect(try storage.trials(of: study).first?.configuration == trial.configuration)
  }

  @Test(arguments: StorageKind.allCases)
  func aProposerIsToldWhatItHasNotBeenToldBefore(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    var cursor = StudyCursor()
    var told: [[Int]] = []
    for number in 0..<4 {
      let trial = try #require(
        try storage.claim(in: study, since: &cursor) { next, changes in
          #expect(next == number)
          told.append(changes.trials.map(\.number))
          return .sample(next)
        })
      if number != 1 { try storage.finish(trial.finished(.complete([1])), in: study) }
    }
    #expect(told == [[], [0], [1], [2]])
    struct Refused: Error {}
    // What was handed to a proposer that throws has been told.
    #expect(throws: Refused.self) { try storage.claim(in: study, since: &cursor) { _, _ in throw Refused() } }
    #expect(cursor.count == 4)
  }

  @Test(arguments: StorageKind.allCases)
  func aNumberThatWasGivenOutMeanwhileIsProposedAnew(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let other = kind != .memory ? try kind.make(scratch) : storage
    let otherStudy = try other.open(.sample())
    var cursor = StudyCursor()
    var told: [[Int]] = []
    let trial = try storage.claim(in: study, since: &cursor) { next, changes in
      told.append(changes.trials.map(\.number))
      if next == 0 { _ = try claim(other, otherStudy) }
      return .sample(next)
    }
    #expect(trial?.number == 1)
    #expect(told == [[], [0]])
  }

  /// Deletes trials with all that belongs to them, as a program would.
  private func delete(_ condition: String) throws {
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    for table in ["params", "values", "intermediate_values", "user_attributes", "system_attributes", "heartbeats"] {
      try database.run("DELETE FROM trial_\(table) WHERE \(condition)")
    }
    try database.run("DELETE FROM trials WHERE \(condition)")
  }

  @Test(arguments: ["trial_id = 4", "trial_id >= 3", "trial_id > 0"], [false, true])
  func deletedTrialsAreNoticed(condition: String, isReplaced: Bool) throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    for number in 0..<4 {
      let trial = try claim(storage, study)
      if number != 2 { try storage.finish(trial.finished(.complete([1])), in: study) }
    }
    let before = try storage.changes(in: study, since: StudyCursor())
    try delete(condition)
    let left = try storage.trials(of: study).count
    // Keys are given again: a trial in the place of a deleted one is not taken for it.
    if isReplaced {
      for number in left..<4 { #expect(try storage.start(.sample(9), number: number, in: study) != nil) }
    }
    let after = try storage.changes(in: study, since: before.cursor)
    #expect(after.replacesAll)
    let all = try storage.trials(of: study)
    #expect(after.trials == all)
    var list = before.trials
    after.apply(to: &list)
    #expect(list == all)
    #expect(after.cursor.count == (isReplaced ? 4 : left))
    // The search goes on with the next number.
    #expect(try storage.start(.sample(0), number: after.cursor.count, in: study) != nil)
  }

  @Test func aDeletedStudyIsNoticed() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let cursor = try storage.changes(in: study, since: StudyCursor()).cursor
    try SQLiteDatabase(path: scratch.path, timeout: 0).runScript(
      """
      DELETE FROM study_directions; DELETE FROM study_user_attributes; DELETE FROM study_system_attributes;
      DELETE FROM studies;
      """)
    #expect(throws: StorageError.noSuchStudy) { try storage.changes(in: study, since: cursor) }
    #expect(throws: StorageError.noSuchStudy) { try storage.start(.sample(0), number: 0, in: study) }
    // The key is given again, to another study.
    _ = try storage.open(.sample("other"))
    #expect(throws: StorageError.noSuchStudy) { try storage.trials(of: study) }
  }

  /// Counts what a connection is asked and what it answers; also shows that the tables need no SQLite by name.
  private final class CountingConnection: SQLConnection {
    let database: SQLiteDatabase
    var statements = 0
    var rows = 0

    init(_ database: SQLiteDatabase) { self.database = database }

    var name: String { database.name }
    var dialect: SQLDialect { database.dialect }
    var changedRows: Int { database.changedRows }
    var timeout: Int {
      get { database.timeout }
      set { database.timeout = newValue }
    }
    func requirePresence() throws(StorageError) { try database.requirePresence() }
    func runScript(_ script: String) throws(StorageError) { try database.runScript(script) }
    func rollBack() { database.rollBack() }
    func begin(_ kind: SQLTransaction) throws(StorageError) {
      statements += 1
      try database.begin(kind)
    }
    func run(
      _ sql: String, _ arguments: [SQLValue], row: (SQLRow) throws(StorageError) -> Void
    ) throws(StorageError) {
      statements += 1
      try database.run(sql, arguments) { (values) throws(StorageError) in
        rows += 1
        try row(values)
      }
    }
  }

  @Test func aClaimCostsWhatHasChangedAndReadingAFewQueries() throws {
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    try database.setJournal()
    let connection = CountingConnection(database)
    try OptunaTables.prepare(connection, program: "hpo")
    var tables = OptunaTables(connection, owner: .current, lease: 60)
    let study = try tables.open(.sample(), adopting: false)
    var cursor = StudyCursor()
    var costs: [[Int]] = []
    for number in 0..<700 {
      let before = (connection.statements, connection.rows)
      let changes = try tables.changes(in: study, since: cursor)
      #expect(try tables.adopt(in: study, among: changes.cursor) == nil)
      cursor = changes.cursor
      let trial = try #require(try tables.start(.sample(number % 4), number: number, in: study))
      try tables.finish(trial.finished(.complete([1]), reports: [Report(step: 1, value: 1)]), in: study)
      costs.append([connection.statements - before.0, connection.rows - before.1])
    }
    // The first two know no trial of which to make sure that it is still there.
    #expect(Set(costs[2...]).count == 1)
    let before = connection.statements
    #expect(try tables.changes(in: study, since: StudyCursor()).trials.count == 700)
    #expect(connection.statements - before < 10)
  }
}
