import Basics
import BayesOpt
import Glibc
import Servers
import Testing

@testable import Studies

/// What becomes of the trials of processes of which nothing is known: a lease tells whether they live.
@Suite struct LeaseTests {
  let scratch = Scratch()

  static let kinds = StorageKind.allCases.filter { $0 != .memory }

  /// A storage whose trials are another machine's, with a short lease.
  private func remote(_ kind: StorageKind, lease: Double = 3) throws -> DatabaseStorage {
    try DatabaseStorage(location(kind), lease: lease, owner: .remote)
  }

  private func location(_ kind: StorageKind) throws -> StorageLocation {
    kind == .postgreSQL ? try scratch.database() : .file(scratch.path)
  }

  private func wait(_ seconds: Double) { usleep(UInt32(seconds * 1e6)) }

  @Test(arguments: kinds)
  func aTrialWhoseLeaseHasRunOutIsSomebodyElses(kind: StorageKind) throws {
    let remote = try remote(kind)
    let itsStudy = try remote.open(.sample())
    let trial = try #require(try remote.start(.sample(3), number: 0, in: itsStudy))
    try remote.report([Report(step: 1, value: 9)], of: trial, in: itsStudy)
    let storage = try DatabaseStorage(location(kind))
    let study = try storage.open(.sample())
    #expect(try storage.adopt(in: study) == nil)
    var cursor = try storage.changes(in: study, since: StudyCursor()).cursor
    #expect(cursor.abandoned == [])
    wait(3.2)
    // The clock of a file is that of each process: one has to have watched for as long as the lease is.
    let isKnown = kind == .postgreSQL
    #expect(try storage.changes(in: study, since: StudyCursor()).cursor.abandoned == (isKnown ? [0] : []))
    cursor = try storage.changes(in: study, since: cursor).cursor
    #expect(cursor.abandoned == [0])
    #expect(try storage.overviews().map(\.abandoned) == [1])
    let taken = try #require(try storage.adopt(in: study, among: cursor))
    #expect(taken.number == 0)
    #expect(taken.configuration == .sample(3))
    #expect(taken.reports == [])
    // Whoever wakes up changes nothing any more.
    #expect(throws: StorageError.trialLost(number: 0)) { try remote.renew(trial, in: itsStudy) }
    #expect(throws: StorageError.trialLost(number: 0)) {
      try remote.report([Report(step: 2, value: 8)], of: trial, in: itsStudy)
    }
    #expect(throws: StorageError.trialLost(number: 0)) {
      try remote.finish(trial.finished(.complete([1])), in: itsStudy)
    }
    #expect(throws: StorageError.trialLost(number: 0)) { try remote.pause(trial, isKept: true, in: itsStudy) }
    #expect(throws: StorageError.trialLost(number: 0)) { try remote.release(trial, in: itsStudy) }
    try storage.finish(taken.finished(.complete([2])), in: study)
    #expect(try storage.trials(of: study).map(\.values) == [[2]])
    #expect(throws: StorageError.trialLost(number: 0)) { try remote.renew(trial, in: itsStudy) }
  }

  @Test(arguments: kinds)
  func whoeverShowsThatItLivesKeepsItsTrial(kind: StorageKind) throws {
    let remote = try remote(kind)
    let itsStudy = try remote.open(.sample())
    let trial = try #require(try remote.start(.sample(3), number: 0, in: itsStudy))
    let storage = try DatabaseStorage(location(kind))
    let study = try storage.open(.sample())
    var cursor = try storage.changes(in: study, since: StudyCursor()).cursor
    for _ in 0..<6 {
      wait(0.6)
      try remote.renew(trial, in: itsStudy)
      cursor = try storage.changes(in: study, since: cursor).cursor
      #expect(try storage.adopt(in: study, among: cursor) == nil)
    }
    // One who has read the lease as it had run out looks again before it takes the trial.
    wait(3.2)
    let expired = try storage.changes(in: study, since: cursor).cursor
    #expect(expired.abandoned == [0])
    try remote.renew(trial, in: itsStudy)
    #expect(try storage.adopt(in: study, among: expired) == nil)
    try remote.finish(trial.finished(.complete([1])), in: itsStudy)
    #expect(try storage.trials(of: study).map(\.values) == [[1]])
  }

  @Test(arguments: kinds)
  func aTrialThatIsKeptPausedHasALeaseToo(kind: StorageKind) throws {
    let remote = try remote(kind)
    let itsStudy = try remote.open(.sample())
    let trial = try #require(try remote.start(.sample(3), number: 0, in: itsStudy))
    try remote.pause(trial, isKept: true, in: itsStudy)
    let storage = try DatabaseStorage(location(kind))
    let study = try storage.open(.sample())
    var cursor = try storage.changes(in: study, since: StudyCursor()).cursor
    #expect(try storage.resume(0, in: study, among: cursor) == nil)
    wait(3.2)
    cursor = try storage.changes(in: study, since: cursor).cursor
    #expect(cursor.abandoned == [0])
    #expect(try storage.adopt(in: study, among: cursor)?.number == 0)
  }

  /// Without a word from the database nobody knows whether what was asked of it was done.
  @Test(arguments: kinds)
  func whatWasDoneUnheardIsNotDoneTwice(kind: StorageKind) throws {
    let owner = Owner.ofNewStorage()
    let unheard = try DatabaseStorage(location(kind), owner: owner)
    let storage = try DatabaseStorage(location(kind), owner: owner)
    let begun = try #require(try unheard.start(.sample(0), number: 0, in: unheard.open(.sample())))
    // It was begun, but the answer was lost: it is this storage's, and no attempt is counted.
    let study = try storage.open(.sample())
    let trial = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    #expect(trial.number == 0)
    #expect(try storage.claim(in: study) { next, _ in .sample(next) }?.number == 1)
    // It was recorded, but the answer was lost: recording it again is no fault, and changes nothing.
    try unheard.finish(begun.finished(.complete([1])), in: unheard.open(.sample()))
    try storage.finish(trial.finished(.complete([5])), in: study)
    #expect(try storage.trials(of: study)[0].values == [1])
    #expect(throws: StorageError.trialLost(number: 0)) {
      try storage.finish(trial.finished(.complete([5])), in: study)
    }
  }
}
