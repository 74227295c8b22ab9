import Basics
import BayesOpt
import Foundation
import Servers
import Testing

@testable import Studies

/// Studies that are read whole and written whole: journals and tables of Optuna's, copies between databases.
@Suite struct TransferTests {
  let scratch = Scratch()

  static let script = OptunaTests.package.appending(path: "Tests/Support/optuna_transfer.py").path

  private func optuna(_ arguments: String...) throws {
    let (status, output) = try OptunaTests.python(["-W", "ignore", Self.script] + arguments)
    try #require(status == 0, "\(output)")
  }

  /// A place for a file of this test.
  private func path(_ name: String) -> String { "\(scratch.directory)/\(name)" }

  /// All parts of a value, of which some are not numbers and so not equal to themselves.
  private static func text<Value>(_ value: Value) -> String { String(describing: value) }

  private func removeFiles() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: scratch.directory)) ?? [] { unlink(path(name)) }
  }

  private func url(_ kind: StorageKind) throws -> String {
    if case .postgreSQL(let url) = try location(kind) { url } else { "sqlite:///\(scratch.path)" }
  }

  private func location(_ kind: StorageKind) throws -> StorageLocation {
    kind == .postgreSQL ? try scratch.database() : .file(scratch.path)
  }

  /// Optuna reads the same from its journal and from the database that the journal was written into.
  @Test(.enabled(if: OptunaTests.hasOptuna, "python3 has no optuna"), arguments: OptunaTests.kinds)
  func aJournalBecomesTheSameStudies(kind: StorageKind) throws {
    defer { removeFiles() }
    try optuna("make", "journal:" + path("a.journal"))
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path("a.journal"))))
    let journal = try OptunaJournal(reading: bytes)
    #expect(!journal.isCutOff)
    #expect(journal.studies.map(\.name) == ["all kinds", "several", "plain", "empty"])
    let storage = try DatabaseStorage(location(kind))
    try storage.add(journal.studies)
    try optuna("compare", "journal:" + path("a.journal"), url(kind))
    #expect(try Self.text(storage.records()) == Self.text(journal.studies))

    // Once more under other names: keys that are given already stay what they are.
    var others = journal.studies
    for index in others.indices { others[index].name += " again" }
    try storage.add(others)
    let pairs = journal.studies.map { "\($0.name)=\($0.name) again" }
    for pair in pairs { try optuna("compare", "journal:" + path("a.journal"), url(kind), pair) }
  }

  /// From a file to a server and back, whoever made the studies: rows are what they were, and Optuna sees no difference.
  @Test(
    .enabled(if: OptunaTests.hasOptuna, "python3 has no optuna"),
    .enabled(if: PostgreSQLServer.isInstalled, "postgresql is not installed"))
  func copiesAreEqual() throws {
    defer { removeFiles() }
    try optuna("make", "sqlite:///" + scratch.path)
    let first = try DatabaseStorage(path: scratch.path)
    let study = try first.open(.sample("ours", objectives: [Objective(.minimize, metric: "loss")]))
    for number in 0..<200 {
      let trial = try #require(try first.claim(in: study) { next, _ in .sample(next % 30) })
      let outcome: Outcome = number % 7 == 3 ? .failed("no \"luck\"\n") : .complete([Double(number) / 3])
      let reports = [Report(step: 2, value: .nan), Report(step: 1, value: -.infinity)]
      try first.finish(
        trial.finished(outcome, notes: [.init("ü", [1, nil])], reports: reports, constraints: [-1], objectives: 1),
        in: study)
    }
    let server = try DatabaseStorage(scratch.database())
    try server.add(try first.records())
    let back = try DatabaseStorage(path: path("back.db"))
    try back.add(try server.records())
    let all = try Self.text(first.records())
    #expect(all.utf8.count > 100_000)
    #expect(try Self.text(server.records()) == all)
    #expect(try Self.text(back.records()) == all)
    #expect(try Self.text(back.record(of: "ours")) == Self.text(first.record(of: "ours")))
    let found = try #require(try back.find("ours"))
    #expect(try Self.text(back.trials(of: found)) == Self.text(first.trials(of: study)))
    try optuna("compare", "sqlite:///" + scratch.path, url(.postgreSQL))
    try optuna("compare", "sqlite:///" + scratch.path, "sqlite:///" + path("back.db"))
    // Both go on where the other stands.
    let number = try back.claim(in: back.open(.sample("ours", objectives: [Objective(.minimize)]))) { next, _ in
      .sample(next % 30)
    }?.number
    #expect(number == 200)
  }

  @Test(arguments: OptunaTests.kinds)
  func nothingIsOverwrittenOrHalfWritten(kind: StorageKind) throws {
    let storage = try DatabaseStorage(location(kind))
    var record = StudyRecord(name: "new", directions: ["MINIMIZE"])
    record.trials = (0..<100).map { TrialRecord(number: $0, state: .waiting) }
    let there = StudyRecord(name: "there", directions: ["MAXIMIZE"])
    try storage.add([there])
    #expect(throws: StorageError.studyExists(name: "there", storage: try location(kind).name)) {
      try storage.add([record, there])
    }
    #expect(try storage.studyNames() == ["there"])
    var long = record
    long.trials[99].notes = [.init(String(repeating: "n", count: 513), true)]
    #expect(throws: StorageError.self) { try storage.add([long]) }
    long.trials[99].notes = [.init("a", true), .init("a", false)]
    #expect(throws: StorageError.self) { try storage.add([long]) }
    #expect(try storage.records() == [there])
  }

  /// Of a trial that runs, or that a process keeps paused, the copy knows the configuration and the number; a search in the copy
  /// begins it anew, and the search in the original goes on undisturbed.
  @Test(arguments: OptunaTests.kinds)
  func trialsUnderWayAreNobodysInACopy(kind: StorageKind) throws {
    let storage = try DatabaseStorage(location(kind))
    let study = try storage.open(.sample())
    let trials = try (0..<3).map { _ in try #require(try storage.claim(in: study) { next, _ in .sample(next) }) }
    try storage.report([Report(step: 1, value: 0.5)], of: trials[0], in: study)
    try storage.pause(trials[1], isKept: true, in: study)
    try storage.pause(trials[2], isKept: false, in: study)
    var record = try #require(try storage.record(of: "sample"))
    #expect(record.unfinishedCount == 2)
    #expect(record.foreignRunningCount == 0)
    #expect(record.trials[0].reports == [Report(step: 1, value: 0.5)])
    record.name = "copy"
    try storage.add([record])
    let copy = try #require(try storage.find("copy"))
    #expect(try storage.trials(of: copy).map(\.state) == [.running, .running, .paused])
    #expect(try storage.adopt(in: copy)?.number == 0)
    #expect(try storage.adopt(in: copy)?.configuration == .sample(1))
    #expect(try storage.adopt(in: copy) == nil)
    try storage.finish(trials[0].finished(.complete([1])), in: study)
    #expect(try storage.trials(of: study).map(\.state) == [.complete, .paused, .paused])
  }

  // MARK: Journals that are not whole

  private static let study = #"{"op_code":0,"worker_id":"w","study_name":"s","directions":[1]}"#
  private static let trial =
    #"{"op_code":4,"worker_id":"w","study_id":0,"datetime_start":"2026-01-01T00:00:00.000000+00:00"}"#

  private static func parameter(_ value: String, _ distribution: String) -> String {
    #"{"op_code":5,"worker_id":"w","trial_id":0,"param_name":"x","param_value_internal":\#(value),"#
      + #""distribution":\#(JSON.string(distribution))}"#
  }

  private static func state(_ members: String) -> String {
    #"{"op_code":6,"worker_id":"w","trial_id":0,\#(members)}"#
  }

  private static let unit = #"{"name": "FloatDistribution", "attributes": {"low": 0, "high": 1}}"#

  private func read(_ lines: [String], end: String = "\n") throws -> OptunaJournal {
    try OptunaJournal(reading: Array((lines.joined(separator: "\n") + end).utf8))
  }

  @Test func aLineWithoutItsEndIsBeingWritten() throws {
    let lines = [Self.study, Self.trial, Self.state(#""state":1,"values":[1.5],"datetime_complete":null"#)]
    for (end, isCutOff) in [("\n", false), ("", true), ("\n{\"op_co", true)] {
      let journal = try read(lines, end: end)
      #expect(journal.isCutOff == isCutOff)
      #expect(journal.studies[0].trials[0].state == (end.isEmpty ? .running : .complete))
    }
    #expect(try read([], end: "").studies.isEmpty)
  }

  static let damagedJournals: [([String], String)] = [
    (["{\"op_code\":0"], "line 1, column 13: expected `,` or `}`, found the end of the text"),
    ([study, "", trial], "line 2, column 1: expected a value, found the end of the text"),
    ([study, "[1]"], "line 2: this is no step of a journal: it has no `op_code`"),
    ([study, #"{"op_code":77}"#], "line 2: there is no step 77"),
    (
      [study, #"{"op_code":4,"study_id":0,"datetime_start":"yesterday"}"#],
      "line 2: `datetime_start` cannot be `\"yesterday\"`"
    ),
    ([#"{"op_code":0,"study_name":"s","directions":[3]}"#], "line 1: there is no direction 3"),
    ([#"{"op_code":0,"directions":[1]}"#], "line 1: it has no `study_name`"),
    ([study, trial, parameter("2", "{}")], "line 3: the distribution of `x` cannot be understood"),
    ([study, trial, parameter("NaN", unit)], "line 3: the parameter `x` cannot be NaN"),
    ([study, trial, parameter("\"a\"", unit)], "line 3: `param_value_internal` cannot be `\"a\"`"),
    (
      [study, trial, parameter("2.0", #"{"name":"CategoricalDistribution","attributes":{"choices":["a","b"]}}"#)],
      "line 3: the parameter `x` cannot be 2.0"
    ),
    ([study, trial, state(#""state":9"#)], "line 3: `state` cannot be `9`"),
    ([study, trial, state(#""state":1,"values":[NaN]"#)], "line 3: the value of a trial cannot be `NaN`"),
    (
      [study, trial, state(#""state":1,"values":[1,2]"#)],
      "line 3: trial 0 is complete, with 2 values instead of 1"
    ),
    ([study, trial, state(#""state":1,"values":null"#)], "line 3: trial 0 is complete, with 0 values instead of 1"),
    (
      [study, #"{"op_code":2,"study_id":0,"user_attr":{"a":1,"b":2}}"#],
      "line 2: an attribute is an object of one member, not `{\"a\": 1, \"b\": 2}`"
    ),
    (
      [study, trial, #"{"op_code":7,"trial_id":0,"step":1.5,"intermediate_value":1}"#],
      "line 3: `step` cannot be `1.5`"
    ),
  ]

  @Test(arguments: damagedJournals)
  func whichLineIsDamagedIsTold(lines: [String], message: String) {
    let error = #expect(throws: StudyFileError.self) { try read(lines) }
    #expect(error?.message == message)
  }

  /// What did not hold when it was written is passed over, as Optuna does.
  @Test func linesAboutWhatIsNotThereArePassedOver() throws {
    let lines = [
      Self.study, Self.study, Self.trial, Self.parameter("0.5", Self.unit),
      Self.trial.replacing("\"study_id\":0", with: "\"study_id\":4"),
      Self.state(#""state":0,"values":null,"datetime_start":"2026-01-02T00:00:00.000000+00:00""#),
      Self.state(#""state":1,"values":[Infinity],"datetime_complete":"2026-01-01T03:00:00.000000+01:00""#),
      Self.state(#""state":3,"values":null,"datetime_complete":null"#),
      #"{"op_code":8,"trial_id":0,"user_attr":{"late":1}}"#, #"{"op_code":9,"trial_id":5,"system_attr":{"a":1}}"#,
      Self.trial,
      Self.parameter("2", #"{"name":"IntDistribution","attributes":{"low":1,"high":3}}"#)
        .replacing("\"trial_id\":0", with: "\"trial_id\":1"), #"{"op_code":10,"trial_ids":[0]}"#,
    ]
    let studies = try read(lines).studies
    #expect(studies.map(\.name) == ["s"])
    let trials = studies[0].trials
    #expect(trials.map(\.state) == [.complete, .running])
    #expect(trials[0].values == [.infinity])
    #expect(trials[0].notes.isEmpty)
    #expect(trials[0].start == Timestamp("2026-01-01 00:00:00"))
    #expect(trials[0].end == Timestamp("2026-01-01 02:00:00"))
    // Of another kind than in the trial before.
    #expect(trials[1].parameters.isEmpty)
    #expect(studies[0].foreignRunningCount == 1)
  }

  // MARK: Tables

  private func study(
    _ titles: [String], _ rows: [[JSON]], minimize: [String] = ["value"], maximize: [String] = []
  ) throws -> StudyRecord {
    try TrialTable(titles: titles, rows: rows).study(
      name: "t", objectives: minimize.map { ($0, .minimize) } + maximize.map { ($0, .maximize) },
      now: Timestamp(microseconds: 100_000_000)
    ).study
  }

  private func notes(_ titles: [String], _ rows: [[JSON]], minimize: String = "value") throws -> [String] {
    try TrialTable(titles: titles, rows: rows).study(name: "t", objectives: [(minimize, .minimize)]).notes
  }

  /// One damaged cell makes another kind of parameter, and a title that was not meant another study: both are said.
  @Test func whatMayBeMeantOtherwiseIsSaid() throws {
    let titles = ["number", "lr", "x", "value", "state"]
    func rows(_ cell: JSON) -> [[JSON]] { [[0, 0.5, 1.5, 1, "complete"], [1, 0.25, cell, 2, "complete"]] }
    #expect(try notes(titles, rows("1e999")) == ["`x` is a choice, since row 2 has `1e999`"])
    #expect(try notes(titles, rows(true)) == ["`x` is a choice, since row 2 has `true`"])
    #expect(try notes(titles, rows(2.5)).isEmpty)
    #expect(try notes(["number", "opt", "value", "state"], [[0, "sgd", 1, "complete"]]).isEmpty)
    #expect(
      try notes(titles, rows(2.5), minimize: "x")
        == ["`value` is taken for a note of the trials, and `x` for what is sought"])
  }

  /// pandas writes integers as doubles where cells of their column are empty.
  @Test func integersWithGapsAreIntegers() throws {
    func domain(_ cells: [JSON]) throws -> JSON? {
      let rows = cells.enumerated().map { [.integer($0), $1, 1, "complete"] as [JSON] }
      let trials = try study(["number", "x", "value", "state"], rows).trials
      return trials[0].parameters.first.flatMap { JSON(parsing: $0.distribution)?["name"] }
    }
    #expect(try domain([3.0, nil, 5.0]) == "IntDistribution")
    #expect(try domain([3.0, nil, 5.5]) == "FloatDistribution")
    #expect(try domain([3.0, 5.0]) == "FloatDistribution")
    #expect(try domain([3, nil, 5]) == "IntDistribution")
  }

  /// A parameter that the first trials have not keeps its place among the others.
  @Test func parametersKeepTheOrderOfTheColumns() throws {
    defer { removeFiles() }
    let titles = ["number", "a", "b", "c", "d", "value", "state"]
    let rows: [[JSON]] = [
      [0, nil, 1, nil, 1, 1, "complete"], [1, 2, 3, nil, 1, 1, "complete"], [2, nil, 1, 5, 1, 1, "complete"],
    ]
    let storage = try DatabaseStorage(path: scratch.path)
    try storage.add([try study(titles, rows)])
    #expect(try storage.find("t")?.description.parameters.map(\.name) == ["a", "b", "c", "d"])
  }

  @Test func aTableOfOursBecomesAStudy() throws {
    let titles = ["number", "lr", "opt", "params.state", "loss", "n", "state", "feasible", "seconds", "message"]
    let rows: [[JSON]] = [
      [1, nil, "sgd", 2, nil, nil, "failed", nil, 1, "no"], [0, 0.5, 3, 1, 0.25, 7, "complete", false, 2.5, nil],
      [2, 1.5, nil, 1, "inf", 8, "complete", true, 0, nil], [3, nil, nil, 1, nil, nil, "paused", nil, nil, nil],
    ]
    let record = try study(titles, rows, minimize: ["loss"])
    #expect(record.directions == ["MINIMIZE"])
    #expect(record.attributes == [.init("study:metric_names", ["loss"])])
    let trials = record.trials
    #expect(trials.map(\.state) == [.complete, .failed, .complete, .running])
    #expect(trials[0].parameters.map(\.name) == ["lr", "opt", "state"])
    #expect(trials[0].parameters.map(\.value) == [0.5, 1, 1])
    #expect(trials.map(\.values) == [[0.25], [], [.infinity], []])
    #expect(trials[1].notes == [.init("hpo:message", JSON.string("no"))])
    #expect(trials[0].notes == [.init("n", 7)])
    #expect(trials[0].attributes == [.init("constraints", [1])])
    // One after the other, so long each, up to now.
    #expect(trials.map { $0.start?.microseconds } == [96_500_000, 99_000_000, 100_000_000, 100_000_000])
    #expect(trials.map { $0.end?.microseconds } == [99_000_000, 100_000_000, 100_000_000, nil])
    #expect(record.unfinishedCount == 1)
    let distributions = trials[0].parameters.compactMap { JSON(parsing: $0.distribution)?["attributes"] }
    #expect(distributions[0]["low"] == 0.5 && distributions[0]["high"] == 1.5)
    #expect(distributions[1]["choices"] == ["sgd", 3])
    #expect(distributions[2]["high"] == 2)
  }

  static let lackingTables: [([String], [[JSON]], [String], String)] = [
    (["lr", "value"], [], ["value"], "there is no column `number`, which a table of trials has"),
    (["number", "lr", "value"], [], ["value"], "there is no column `state`, which a table of trials has"),
    (["number", "value", "state"], [], [], "the table does not say which way is better"),
    (["number", "value", "state"], [], ["valeu"], "there is no column `valeu`"),
    (["number", "value", "value", "state"], [], ["value"], "two columns are called `value`"),
    (["number", "state", "value"], [], ["value"], "the columns are not those of a table of trials"),
    (["number", "value", "state"], [], ["value", "value"], "the objective `value` is named twice"),
    (
      ["number", "values_0", "values_1", "params_x", "state"], [], ["values_1"],
      "the table does not say which way `values_0` is better"
    ),
    (
      ["number", "value", "state"], [["x", 1, "complete"]], ["value"],
      "row 1: `number` is `x`, and not the number of a trial"
    ),
    (
      ["number", "value", "state"], [[0, 1, "done"]], ["value"], "trial 0: `state` is `done`, and no state of a trial"
    ),
    (
      ["number", "value", "state"], [[0, "nan", "complete"]], ["value"],
      "trial 0: it is complete, and its `value` is `nan`"
    ),
    (
      ["number", "value", "state"], [[0, nil, "COMPLETE"]], ["value"],
      "trial 0: it is complete, and its `value` is empty"
    ),
    (["number", "value", "state"], [[0, 1, "complete"], [0, 1, "complete"]], ["value"], "trial 0 is there twice"),
    (["number", "value", "state"], [[0, 1, "complete"], [2, 1, "complete"]], ["value"], "trial 1 is missing"),
    (["number", "value", "state"], [[0, 1, "complete"]], ["value"], "it has no parameters"),
    (["number", "lr", "value", "state"], [[0, 1, 1, "complete"]], ["lr"], "it has no parameters"),
    (
      ["number", "x", "value", "state", "seconds"], [[0, 1, 1, "complete", -2.5]], ["value"],
      "trial 0: `seconds` is `-2.5`, and no time that a trial takes"
    ),
    (
      ["number", "x", "value", "state", "seconds"], [[0, 1, 1, "complete", "soon"]], ["value"],
      "trial 0: `seconds` is `soon`, and no time that a trial takes"
    ),
    (
      ["number", "value", "datetime_start", "state"], [[0, 1, "now", "COMPLETE"]], ["value"],
      "trial 0: `datetime_start` is `now`, and no moment"
    ),
  ]

  @Test(arguments: lackingTables)
  func whatATableLacksIsTold(titles: [String], rows: [[JSON]], minimize: [String], message: String) {
    let error = #expect(throws: StudyFileError.self) { try study(titles, rows, minimize: minimize) }
    #expect(error?.message == message)
  }

  @Test func momentsHaveZones() {
    let moment = Timestamp("2026-08-01 10:00:00.5")
    for text in ["2026-08-01T10:00:00.500000+00:00", "2026-08-01T12:00:00.5+02:00", "2026-08-01 05:30:00.5-04:30"] {
      #expect(Timestamp(local: text) == moment)
    }
    for text in ["", "2026-08-01", "2026-08-01T10:00:00+2", "2026-08-01T10:00:00+25:00", "a+00:00"] {
      #expect(Timestamp(local: text) == nil)
    }
  }
}
