import Basics
import BayesOpt
import Glibc
import Testing

@testable import Studies

/// What becomes of the trials of processes that ended in the middle of one.
@Suite struct OrphanTests {
  let scratch = Scratch()

  private func claim(_ storage: DatabaseStorage, _ study: StoredStudy, limit: Int = .max) throws -> Trial? {
    try storage.claim(in: study) { next, _ in next < limit ? .sample(next) : nil }
  }

  @Test func anOrphanIsRunAgainUnderItsNumberWithItsConfiguration() throws {
    let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
    let deadStudy = try dead.open(.sample())
    let finished = try #require(try claim(dead, deadStudy))
    try dead.finish(finished.finished(.complete([1])), in: deadStudy)
    let orphan = try #require(try claim(dead, deadStudy))

    // The same line again: the whole budget is finished, and no number is there twice.
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    var numbers: [Int] = []
    while let trial = try claim(storage, study, limit: 5) {
      if trial.number == orphan.number { #expect(trial.configuration == orphan.configuration) }
      numbers.append(trial.number)
      try storage.finish(trial.finished(.complete([2])), in: study)
    }
    #expect(numbers == [1, 2, 3, 4])
    #expect(try storage.trials(of: study).map(\.values) == [[1], [2], [2], [2], [2]])

    // A process that was only thought dead comes too late.
    #expect(throws: StorageError.trialLost(number: 1)) {
      try dead.finish(orphan.finished(.complete([3])), in: deadStudy)
    }
    #expect(throws: StorageError.trialLost(number: 1)) { try dead.release(orphan, in: deadStudy) }
  }

  @Test func anOrphanIsHandedOutOnce() throws {
    let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
    _ = try claim(dead, try dead.open(.sample()))
    let storages = try (0..<3).map { _ in try DatabaseStorage(path: scratch.path) }
    let numbers = try storages.map { try claim($0, try $0.open(.sample()))?.number }
    #expect(numbers == [0, 1, 2])
  }

  @Test func theTrialOfALivingOrUnknownProcessIsLeftAlone() throws {
    let remote = try DatabaseStorage(path: scratch.path, owner: .remote)
    _ = try claim(remote, try remote.open(.sample()))
    let other = try DatabaseStorage(path: scratch.path)
    _ = try claim(other, try other.open(.sample()))
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    #expect(try storage.adopt(in: study) == nil)
    #expect(try claim(storage, study)?.number == 2)
  }

  /// From outside, an end looks like any other.
  @Test func aTrialWhoseProcessIsKilledIsRunAgainHoweverOften() throws {
    for _ in 1...50 {
      let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
      #expect(try claim(dead, try dead.open(.sample()))?.number == 0)
    }
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let trial = try #require(try claim(storage, study))
    try storage.finish(trial.finished(.complete([1])), in: study)
    #expect(try storage.trials(of: study).map(\.state) == [.complete])
  }

  /// None of the trials that a process had under way can be told to be why it ended.
  @Test func severalTrialsOfAProcessAreNeverGivenUp() throws {
    let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
    let deadStudy = try dead.open(.sample())
    for number in 0..<3 { _ = try dead.start(.sample(number), number: number, in: deadStudy) }
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    for number in 0..<3 { #expect(try claim(storage, study)?.number == number) }
    let claims = try SQLiteDatabase(path: scratch.path, timeout: 0)
      .run("SELECT value_json FROM trial_system_attributes").compactMap { $0[0].text.flatMap { Claim(text: $0) } }
    #expect(claims.map(\.attempt) == [1, 1, 1])
  }

  @Test func aConfigurationThatEndsItsProcessEveryTimeIsGivenUp() throws {
    for attempt in 1...Claim.mostAttempts {
      let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
      let trial = try #require(try claim(dead, try dead.open(.sample())))
      #expect(trial.number == 0, "attempt \(attempt)")
    }
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    var cursor = StudyCursor()
    let next = try storage.claim(in: study, since: &cursor) { next, changes in
      // Whoever proposes knows of the failure.
      #expect(changes.trials.map(\.state) == [.failed])
      return .sample(next)
    }
    #expect(next?.number == 1)
    let given = try #require(try storage.trials(of: study).first)
    #expect(given.state == .failed)
    #expect(given.message == "the process that ran it ended, 100 times")
  }

  @Test func aTrialWhoseStartWasNotCommittedIsNoTrial() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    do {
      let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
      try database.run("BEGIN IMMEDIATE")
      try database.run(OptunaStatements.makeTrial, 0, 1, nil)
    }
    #expect(try storage.trials(of: study).isEmpty)
    #expect(try claim(storage, study)?.number == 0)
  }

  @Test func aKilledProcessHasEnded() throws {
    var process: pid_t = 0
    let path = strdup("/bin/sleep")
    let seconds = strdup("100")
    defer {
      free(path)
      free(seconds)
    }
    try #require(posix_spawn(&process, "/bin/sleep", nil, nil, [path, seconds, nil], environ) == 0)
    let owner = Owner(process: Int(process))
    #expect(owner.started > 0)
    #expect(owner.life == .alive)
    let earlier = Owner(host: owner.host, boot: owner.boot, process: owner.process, started: owner.started - 1)
    #expect(earlier.life == .ended)
    let beforeTheBoot = Owner(host: owner.host, boot: "earlier", process: owner.process, started: owner.started)
    #expect(beforeTheBoot.life == .beforeTheBoot)
    let elsewhere = Owner(
      host: owner.host, boot: owner.boot, process: 1 << 23, started: 1, namespace: "pid:[1]")
    #expect(elsewhere.life == .unknown)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    #expect(owner.life == .ended)
    #expect(Owner.current.life == .alive)
    #expect(Owner.remote.life == .unknown)
  }

  @Test(arguments: [Claim(owner: .current, attempt: 2), Claim(owner: nil, attempt: 0)])
  func aClaimIsReadAsItWasWritten(claim: Claim) {
    #expect(JSON(parsing: claim.json.description).flatMap { Claim(json: $0) } == claim)
  }
}
