import Basics
import BayesOpt
import Testing

@testable import Studies

/// Trials that another program has left to be run.
@Suite struct WaitingTests {
  let scratch = Scratch()

  /// Adds a waiting trial as Optuna's `enqueue_trial` does.
  private func enqueue(_ fixed: String, number: Int) throws {
    let database = try SQLiteDatabase(path: scratch.path, timeout: 0)
    try database.run("INSERT INTO trials (number, study_id, state) VALUES (?, 1, 'WAITING')", .integer(number))
    try database.run(
      "INSERT INTO trial_system_attributes (trial_id, \"key\", value_json) SELECT MAX(trial_id), ?, ? FROM trials",
      .text("fixed_params"), .text(fixed))
  }

  @Test func aWaitingTrialIsTakenFirstAndOnce() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let first = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    try storage.finish(first.finished(.complete([1])), in: study)
    try enqueue(#"{"lr": 0.5}"#, number: 1)
    #expect(try storage.trials(of: study).map(\.state) == [.complete, .waiting])

    var cursor = StudyCursor()
    let taken = try storage.claim(in: study, since: &cursor) { waiting, _ in
      #expect(waiting.fixed == [.init("lr", 0.5)])
      return Configuration(values: [.real(0.5), .integer(16), .choice(1)])
    } propose: { next, _ in
      .sample(next)
    }
    let trial = try #require(taken)
    #expect(trial.number == 1)
    #expect(trial.configuration.values[0] == .real(0.5))
    let other = try DatabaseStorage(path: scratch.path)
    #expect(
      try other.take(1, trial.configuration, in: try other.open(.sample()), among: cursor) == nil)
    try storage.finish(trial.finished(.complete([2])), in: study)
    let trials = try storage.trials(of: study)
    #expect(trials.map(\.state) == [.complete, .complete])
    #expect(trials[1].configuration == trial.configuration)
    #expect(try storage.claim(in: study) { next, _ in .sample(next) }?.number == 2)
  }

  @Test func aWaitingTrialThatIsLeftKeepsWaiting() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    try enqueue("{}", number: 0)
    #expect(try storage.claim(in: study) { next, _ in .sample(next) }?.number == 1)
    #expect(try storage.trials(of: study).map(\.state) == [.waiting, .running])
  }
}
