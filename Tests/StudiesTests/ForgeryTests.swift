import Basics
import BayesOpt
import Testing

@testable import Studies

/// Databases whose values were changed by hand or damaged: refused with the place, or left alone; never a trap.
@Suite struct ForgeryTests {
  let scratch = Scratch()

  /// A study of one running trial of a process that has ended.
  private func orphan() throws {
    let dead = try DatabaseStorage(path: scratch.path, owner: .dead)
    let study = try dead.open(.sample())
    _ = try dead.claim(in: study) { next, _ in .sample(next) }
  }

  private func forge(_ script: String) throws {
    try SQLiteDatabase(path: scratch.path, timeout: 0).runScript(script)
  }

  @Test(arguments: [
    #""attempt":9223372036854775807"#, #""attempt":-1"#, #""attempt":1001"#, #""attempt":0.5"#, #""attempt":"2""#,
    #""attempt":1e300"#, #""attempt":null"#, "", #""attempt":1,"host":3,"boot":"","process":1,"started":1"#,
    #""attempt":1,"host":"h""#, #""attempt":1,"host":"h","boot":"b","process":0,"started":1"#,
    #""attempt":1,"host":"h","boot":"b","process":-1,"started":1"#,
    #""attempt":1,"host":"h","boot":"b","process":99999999999,"started":1"#,
    #""attempt":1,"host":"h","boot":"b","process":1,"started":-1"#, #""attempt":1,"paused":"yes""#,
  ])
  func aDamagedClaimLeavesItsTrialAlone(members: String) throws {
    try orphan()
    try forge("UPDATE trial_system_attributes SET value_json = '{\(members)}'")
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    #expect(try storage.claim(in: study) { next, _ in .sample(next) }?.number == 1)
    #expect(try storage.trials(of: study).map(\.state) == [.running, .running])
  }

  @Test func theLargestAttemptIsHopeless() throws {
    try orphan()
    try forge(#"UPDATE trial_system_attributes SET value_json = '{"attempt":1000}'"#)
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    #expect(try storage.adopt(in: study)?.state == .failed)
    #expect(try storage.trials(of: study).map(\.state) == [.failed])
  }

  @Test(arguments: [
    ("UPDATE trials SET number = 5", "the number of trial 0"),
    ("UPDATE trials SET number = 9223372036854775807", "the number of the last trial of `sample`"),
    ("UPDATE trials SET number = -1", "the number of the last trial of `sample`"),
    ("UPDATE trials SET number = 'x'", "the number of the last trial of `sample`"),
    ("UPDATE trials SET state = 'LOST'", "the state of trial 0"),
    ("UPDATE trials SET state = 'COMPLETE'", "the values of trial 0: 0 of 1"),
    ("UPDATE trial_params SET param_value = 'x' WHERE param_name = 'lr'", "parameter `lr` of trial 0"),
    ("UPDATE trial_params SET param_value = NULL WHERE param_name = 'lr'", "parameter `lr` of trial 0"),
    ("UPDATE trial_params SET param_value = 9e999 WHERE param_name = 'lr'", "parameter `lr` of trial 0"),
    ("UPDATE trial_params SET param_value = 8.5 WHERE param_name = 'width'", "parameter `width` of trial 0"),
    ("UPDATE trial_params SET param_value = 9e999 WHERE param_name = 'width'", "parameter `width` of trial 0"),
    ("UPDATE trial_params SET param_value = -1 WHERE param_name = 'optimizer'", "parameter `optimizer` of trial 0"),
    ("UPDATE trial_params SET param_value = 1e300 WHERE param_name = 'optimizer'", "parameter `optimizer` of trial 0"),
    (
      "INSERT INTO trial_values VALUES (1, 1, 0, 9e999, 'FINITE'); UPDATE trials SET state = \'COMPLETE\'",
      "the value of trial 0"
    ),
    (
      "INSERT INTO trial_values VALUES (1, 1, 0, NULL, 'FINITE'); UPDATE trials SET state = \'COMPLETE\'",
      "the value of trial 0"
    ),
    (
      "INSERT INTO trial_values VALUES (1, 1, 0, NULL, 'NAN'); UPDATE trials SET state = \'COMPLETE\'",
      "the value of trial 0"
    ),
    (
      "INSERT INTO trial_values VALUES (1, 1, 7, 1, 'FINITE'); UPDATE trials SET state = \'COMPLETE\'",
      "the value of trial 0"
    ),
    ("INSERT INTO trial_intermediate_values VALUES (1, 1, 'x', 1, 'FINITE')", "a report of trial 0"),
    ("INSERT INTO trial_intermediate_values VALUES (1, 1, 1, 1, 'HUGE')", "a report of trial 0"),
  ])
  func aDamagedTrialIsNamed(forgery: String, what: String) throws {
    try orphan()
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let cursor = try storage.changes(in: study, since: StudyCursor()).cursor
    try forge(forgery)
    #expect(throws: StorageError.unreadable(what: what)) { try storage.trials(of: study) }
    // Nor does someone who has read before believe it.
    #expect(throws: StorageError.unreadable(what: what)) { try storage.changes(in: study, since: cursor) }
  }

  @Test(arguments: [
    "9999-99-99 99:99:99", "-292277022657-01-27 08:29:52", "2026-02-30 00:00:00", "x", "9223372036854775807",
  ])
  func aMomentThatCannotBeReadIsUnknown(text: String) throws {
    try orphan()
    try forge("UPDATE trials SET datetime_start = '\(text)', datetime_complete = '\(text)'")
    let storage = try DatabaseStorage(path: scratch.path)
    let trials = try storage.trials(of: storage.open(.sample()))
    #expect(trials.map(\.start) == [nil])
    #expect(Study(.sample(), trials: trials).seconds == 0)
  }

  @Test(arguments: [#"{"width":5}"#, #"{"width":9e99}"#, #"{"width":9007199254740993,"none":1}"#, "[1]", "x"])
  func integersThatContradictTheirColumnAreNotBelieved(text: String) throws {
    var description = StudyDescription.sample()
    description.parameters[1].domain = .integer(low: 0, high: .max, scale: .linear, step: 1)
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(description)
    let trial = try storage.claim(in: study) { _, _ in
      Configuration(values: [.real(0.5), .integer(1 << 60), .choice(0)])
    }
    try forge("INSERT INTO trial_system_attributes (trial_id, key, value_json) VALUES (1, 'hpo:integers', '\(text)')")
    #expect(try storage.trials(of: study).map(\.configuration) == [trial?.configuration])
  }

  @Test func theEndsOfTheStepsAreSteps() throws {
    try orphan()
    try forge(
      """
      INSERT INTO trial_intermediate_values VALUES (1, 1, 9223372036854775807, 1, 'FINITE');
      INSERT INTO trial_intermediate_values VALUES (2, 1, -9223372036854775808, 1, 'FINITE');
      """)
    let storage = try DatabaseStorage(path: scratch.path)
    #expect(try storage.trials(of: storage.open(.sample())).first?.reports.map(\.step) == [.min, .max])
  }

  @Test(arguments: [
    ("study_directions SET direction = 'SIDEWAYS'", "the direction of the study `sample`"),
    ("study_directions SET direction = 'minimize'", "the direction of the study `sample`"),
    ("study_system_attributes SET value_json = '['", "the attribute `hpo:space` of the study `sample`"),
    ("study_system_attributes SET value_json = NULL", "the attribute `hpo:space` of the study `sample`"),
    ("study_system_attributes SET value_json = '{}'", "the space of the study `sample`"),
    ("study_system_attributes SET value_json = '[1]'", "the space of the study `sample`"),
    (
      "study_user_attributes SET value_json = '\"x\"' WHERE \"key\" = 'hpo:seed'",
      "the attribute `hpo:seed` of the study `sample`"
    ),
    (
      "study_user_attributes SET value_json = '1e300' WHERE \"key\" = 'hpo:seed'",
      "the attribute `hpo:seed` of the study `sample`"
    ),
  ])
  func aDamagedStudyIsNamed(change: String, what: String) throws {
    try orphan()
    try forge("UPDATE \(change)")
    let storage = try DatabaseStorage(path: scratch.path)
    #expect(throws: StorageError.unreadable(what: what)) { try storage.open(.sample()) }
  }

  @Test(arguments: [
    #"{"name":"x","kind":"real","low":1,"high":0,"log":false,"step":null}"#,
    #"{"name":"x","kind":"real","low":0,"high":Infinity,"log":false,"step":null}"#,
    #"{"name":"x","kind":"real","low":0,"high":1,"log":true,"step":null}"#,
    #"{"name":"x","kind":"real","low":0,"high":1,"log":false,"step":0}"#,
    #"{"name":"x","kind":"real","low":0,"high":1,"log":false,"step":"1"}"#,
    #"{"name":"x","kind":"integer","low":1,"high":9,"log":false,"step":0}"#,
    #"{"name":"x","kind":"integer","low":1,"high":9,"log":false}"#,
    #"{"name":"x","kind":"integer","low":1,"high":1e300,"log":false,"step":1}"#,
    #"{"name":"x","kind":"choice","choices":[],"ordered":false}"#,
    #"{"name":"x","kind":"normal","mean":0,"deviation":0}"#,
    #"{"name":"x","kind":"real","low":0,"high":1,"log":false,"step":null,"rule":1}"#,
  ])
  func aDomainWithoutMeaningIsNoParameter(text: String) throws {
    let json = try #require(JSON(parsing: text))
    #expect(ParameterDescription(json: json) == nil)
  }

  @Test(arguments: [
    #"{"type":"float","low":1,"high":0}"#, #"{"type":"float","low":0,"high":Infinity}"#,
    #"{"type":"float","low":0,"high":1,"log":true}"#, #"{"type":"int","low":0,"high":4,"step":0}"#,
    #"{"type":"categorical","choices":[]}"#,
  ])
  func aDistributionWithoutMeaningIsNoParameter(text: String) throws {
    let json = try #require(JSON(parsing: text))
    #expect(OptunaDistribution.parameter(json, name: "x") == nil)
  }
}
