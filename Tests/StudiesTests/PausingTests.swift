import Basics
import BayesOpt
import Testing

@testable import Studies

/// What a trial says while it runs, and how it is laid aside.
@Suite struct PausingTests {
  let scratch = Scratch()

  private func claim(_ storage: any Storage, _ study: StoredStudy) throws -> Trial {
    try #require(try storage.claim(in: study) { next, _ in .sample(next) })
  }

  private func cursor(_ storage: any Storage, _ study: StoredStudy) throws -> StudyCursor {
    try storage.changes(in: study, since: StudyCursor()).cursor
  }

  @Test(arguments: StorageKind.allCases)
  func reportsAreThereBeforeTheEnd(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let trial = try claim(storage, study)
    try storage.report([Report(step: 2, value: 0.5), Report(step: 1, value: .infinity)], of: trial, in: study)
    try storage.report([Report(step: 2, value: 0.25), Report(step: 3, value: -.infinity)], of: trial, in: study)
    let reports = [(1, Double.infinity), (2, 0.25), (3, -.infinity)].map(Report.init)
    #expect(try storage.trials(of: study).map(\.reports) == [reports])
    #expect(try storage.trials(of: study).map(\.state) == [.running])
    // The end adds what was not written yet, and nothing twice.
    let last = [Report(step: 2, value: 0.25), Report(step: 4, value: 1)]
    try storage.finish(trial.finished(.pruned, reports: last), in: study)
    let ended = try #require(try storage.trials(of: study).first)
    #expect(ended.reports == reports + [Report(step: 4, value: 1)])
    #expect(ended.values == [1])
  }

  @Test(arguments: StorageKind.allCases)
  func onlyTheOwnerReports(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let trial = try claim(storage, study)
    let report = Report(step: 1, value: 1)
    try storage.release(trial, in: study)
    #expect(throws: StorageError.trialLost(number: 0)) { try storage.report([report], of: trial, in: study) }
    let again = try claim(storage, study)
    try storage.report([report], of: again, in: study)
    try storage.finish(again.finished(.complete([1])), in: study)
    #expect(throws: StorageError.trialLost(number: 0)) { try storage.report([report], of: again, in: study) }
    #expect(try storage.trials(of: study).map(\.reports) == [[report]])
    if kind != .memory {
      let other = try kind.make(scratch)
      let otherStudy = try other.open(.sample())
      let running = try claim(storage, study)
      #expect(throws: StorageError.trialLost(number: 1)) { try other.report([report], of: running, in: otherStudy) }
    }
  }

  @Test(arguments: StorageKind.allCases)
  func aTrialBegunAnewHasNoReports(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let trial = try claim(storage, study)
    try storage.report([Report(step: 9, value: 1)], of: trial, in: study)
    try storage.release(trial, in: study)
    let again = try claim(storage, study)
    #expect(again.number == 0)
    #expect(again.reports.isEmpty)
    #expect(try storage.trials(of: study).map(\.reports) == [[]])
  }

  @Test(arguments: StorageKind.allCases)
  func aPausedTrialWaitsAndIsResumedUnderItsNumber(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let trial = try claim(storage, study)
    let reports = [Report(step: 1, value: 1)]
    try storage.report(reports, of: trial, in: study)
    // More often than a trial may end its process: to pause does no harm.
    for isKept in [true, false, true, false, true] {
      try storage.pause(trial, isKept: isKept, in: study)
      #expect(try storage.trials(of: study).map(\.state) == [.paused])
      #expect(try storage.trials(of: study).map(\.isFinished) == [false])
      // Nobody begins it anew, reports of it, ends it or pauses it again.
      #expect(try storage.claim(in: study) { next, _ in next == 1 ? nil : .sample(next) } == nil)
      #expect(throws: StorageError.trialLost(number: 0)) { try storage.report(reports, of: trial, in: study) }
      #expect(throws: StorageError.trialLost(number: 0)) { try storage.release(trial, in: study) }
      #expect(throws: StorageError.trialLost(number: 0)) { try storage.pause(trial, isKept: true, in: study) }
      #expect(throws: StorageError.trialLost(number: 0)) {
        try storage.finish(trial.finished(.complete([1])), in: study)
      }
      let cursor = try cursor(storage, study)
      let resumed = try #require(try storage.resume(0, in: study, among: cursor))
      #expect(resumed.number == 0)
      #expect(resumed.configuration == trial.configuration)
      #expect(resumed.state == .running)
      #expect(resumed.start == trial.start)
      #expect(resumed.reports == reports)
      // It is resumed once.
      #expect(try storage.resume(0, in: study, among: cursor) == nil)
    }
    try storage.finish(trial.finished(.complete([2])), in: study)
    #expect(try storage.trials(of: study).map(\.values) == [[2]])
    #expect(try storage.resume(0, in: study, among: try cursor(storage, study)) == nil)
    #expect(try storage.resume(7, in: study, among: try cursor(storage, study)) == nil)
  }

  @Test func aKeptTrialIsItsProcesssWhileThatLives() throws {
    let remote = try DatabaseStorage(path: scratch.path, owner: .remote)
    let remoteStudy = try remote.open(.sample())
    let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
    let deadStudy = try dead.open(.sample())
    let kept = try claim(remote, remoteStudy)
    let free = try claim(remote, remoteStudy)
    let orphan = try claim(dead, deadStudy)
    try remote.pause(kept, isKept: true, in: remoteStudy)
    try remote.pause(free, isKept: false, in: remoteStudy)
    try dead.pause(orphan, isKept: true, in: deadStudy)

    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let cursor = try cursor(storage, study)
    // What the dead process kept is gone: its trial begins anew.
    #expect(try storage.adopt(in: study, among: cursor)?.number == 2)
    #expect(try storage.adopt(in: study, among: cursor) == nil)
    #expect(try storage.resume(0, in: study, among: cursor) == nil)
    #expect(try storage.resume(1, in: study, among: cursor)?.number == 1)
    #expect(try storage.resume(2, in: study, among: cursor) == nil)
    #expect(try remote.resume(0, in: remoteStudy, among: cursor)?.number == 0)
    // Whoever resumed it owns it.
    #expect(throws: StorageError.trialLost(number: 1)) {
      try remote.finish(free.finished(.complete([1])), in: remoteStudy)
    }
    try storage.finish(free.finished(.complete([1])), in: study)
  }

  @Test func aPausedTrialThatSomeoneElseEndedHasEnded() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let trial = try claim(storage, study)
    try storage.pause(trial, isKept: true, in: study)
    let cursor = try cursor(storage, study)
    try SQLiteDatabase(path: scratch.path, timeout: 0).runScript("UPDATE trials SET state = 'FAIL'")
    #expect(try storage.resume(0, in: study, among: cursor) == nil)
    #expect(try storage.changes(in: study, since: cursor).trials.map(\.state) == [.failed])
  }
}
