import Basics
import BayesOpt
import Foundation
import Servers
import Testing

@testable import Studies

/// What only Optuna itself, or its own description of the tables, can judge.
@Suite struct OptunaTests {
  let scratch = Scratch()

  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let schemaFile = package.appending(path: "Tests/Support/optuna_schema.sql")
  static let checker = package.appending(path: "Tests/Support/optuna_check.py")
  static let maker = package.appending(path: "Tests/Support/optuna_study.py")
  static let kinds = StorageKind.allCases.filter { $0 != .memory }

  private func location(_ kind: StorageKind) throws -> StorageLocation {
    kind == .postgreSQL ? try scratch.database() : .file(scratch.path)
  }

  /// Where SQLAlchemy finds a storage.
  private func url(_ kind: StorageKind) throws -> String {
    switch try location(kind) {
    case .file(let path): "sqlite:///\(path)"
    case .postgreSQL(let url): url
    }
  }

  static let hasOptuna = (try? python(["-c", "import optuna"]).status) == 0
  static let hasPlots = (try? python(["-c", "import plotly, sklearn, pandas"]).status) == 0

  static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test func theTablesAreOptunas() throws {
    func statements(_ script: String) throws -> [String] {
      let database = try SQLiteDatabase(path: ":memory:", timeout: 0)
      try database.runScript(script)
      return try database.run("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").map { row in
        let lines = (row[0].text ?? "").split(separator: "\n").map {
          $0.prefix(upTo: $0.range(of: "--")?.lowerBound ?? $0.endIndex)
        }
        return lines.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
    }
    let reference = try statements(String(contentsOf: Self.schemaFile, encoding: .utf8))
    #expect(reference.count > 10)
    #expect(try statements(SQLDialect.sqlite.schema) == reference)
  }

  /// PostgreSQL's own description of the tables is the same whoever has made them.
  @Test(
    .enabled(if: hasOptuna, "python3 has no optuna"),
    .enabled(if: PostgreSQLServer.isInstalled, "postgresql is not installed"))
  func theTablesOfPostgreSQLAreOptunas() throws {
    let server = try #require(PostgreSQLServer.shared)
    let (ours, theirs) = (try server.makeDatabase(), try server.makeDatabase())
    _ = try DatabaseStorage(StorageLocation(ours))
    let (status, output) = try Self.python(["-c", "import optuna; optuna.create_study(storage='\(theirs)')"])
    try #require(status == 0, "\(output)")
    func tables(_ url: String) throws -> [Substring] {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/pg_dump")
      process.arguments = ["--schema-only", "--dbname", url]
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      // A newer pg_dump ends with a random word.
      return text.split(separator: "\n").filter { !$0.hasPrefix("\\") }
    }
    let ourTables = try tables(ours)
    #expect(ourTables.count > 200)
    #expect(try ourTables == tables(theirs))
  }

  /// Fills studies with everything a study can hold.
  private func fill(_ kind: StorageKind) throws {
    let storage = try DatabaseStorage(location(kind), program: "hpo 0.1")
    var description = StudyDescription.sample("one", objectives: [Objective(.maximize, metric: "accuracy")])
    description.parameters += [
      .init(name: "dropout", domain: .real(low: 0, high: 1, scale: .linear, step: 0.3)),
      .init(name: "batch", domain: .integer(low: 16, high: 500, scale: .logarithmic, step: 2)),
      .init(name: "layers", domain: .integer(low: 1, high: 9, scale: .logarithmic, step: 1)),
      .init(name: "decay", domain: .real(low: 1e-6, high: 1e-2, scale: .logarithmic, step: 10)),
      .init(name: "weight", domain: .normal(mean: 0, deviation: 2)),
      .init(name: "rate", domain: .gamma(low: 0, high: 1, shape: 2, scale: 0.1)),
      .init(name: "level", domain: .choice(count: 3, isOrdered: true), choices: ["low", [1, 2], ["a": 1]]),
    ]
    let domains = description.parameters.map(\.domain)
    let study = try storage.open(description)
    for number in 0..<12 {
      // Both ends and inner points of every domain; the last parameter is inactive now and then.
      var configuration = Configuration(
        values: domains.enumerated().map {
          $1.value(at: number < 2 ? Double(number) : Double((number * ($0 + 3)) % 12) / 12)
        })
      if number % 3 == 2 { configuration.values[domains.count - 1] = nil }
      let trial = try #require(try storage.claim(in: study) { _, _ in configuration })
      let outcome: Outcome =
        [3: .pruned, 5: .failed("diverged"), 7: .complete([.nan])][number] ?? .complete([0.1 * Double(number)])
      let reports = (1...3).map { Report(step: $0, value: number == 6 ? .nan : Double(number * $0)) }
      let notes: [JSON.Member] = [.init("mcc", 0.5), .init("text", "a \"b\" ü"), .init("ok", true)]
      if number < 11 { try storage.finish(trial.finished(outcome, notes: notes, reports: reports), in: study) }
    }
    let several = try storage.open(.sample("two", objectives: [Objective(.minimize), Objective(.maximize)]))
    for number in 0..<5 {
      let trial = try #require(try storage.claim(in: several) { next, _ in .sample(next) })
      try storage.finish(trial.finished(.complete([Double(number), Double(number % 3)]), objectives: 2), in: several)
    }
    let constrained = try storage.open(.sample("three"))
    for number in 0..<4 {
      let trial = try #require(try storage.claim(in: constrained) { next, _ in .sample(next) })
      let distances = [Double(2 - number), -0.5]
      try storage.finish(
        trial.finished(.complete([-Double(number)]), constraints: distances, objectives: 1), in: constrained)
    }
    let read = try storage.trials(of: constrained)
    #expect(read.map(\.constraints) == (0..<4).map { [Double(2 - $0), -0.5] })
    #expect(Study(constrained.description, trials: read).best?.number == 2)
  }

  @Test(.enabled(if: hasOptuna && hasPlots, "python3 has no optuna, plotly, scikit-learn and pandas"), arguments: kinds)
  func optunaReadsAStudy(kind: StorageKind) throws {
    try fill(kind)
    let (status, output) = try Self.python([Self.checker.path, url(kind), "one", "two", "three"])
    #expect(status == 0, "\(output)")
    #expect(output.contains("passed: every trial is valid\n"), "\(output)")
    #expect(output.contains("\n0 checks failed with Optuna "), "\(output)")
  }

  /// Optuna reads the importance of parameters from a file as we do from the study.
  @Test(.enabled(if: hasOptuna, "python3 has no optuna"))
  func importancesAreOptunas() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    for number in 0..<60 {
      var configuration = Configuration(
        values: StudyDescription.sample().parameters.enumerated().map { axis, parameter in
          let turns = 0.31 + 0.618034 * Double(number * (axis + 1))
          return parameter.domain.value(at: turns.truncatingRemainder(dividingBy: 1))
        })
      if number % 4 == 1 { configuration.values[1] = nil }
      let score = (configuration.values[0]?.number ?? 0) - 0.001 * (configuration.values[1]?.number ?? 90)
      let outcomes: [Int: Outcome] = [3: .pruned, 5: .failed("diverged"), 7: .complete([.infinity])]
      let trial = try #require(try storage.claim(in: study) { _, _ in configuration })
      let reports = [Report(step: 1, value: 9)]
      try storage.finish(trial.finished(outcomes[number] ?? .complete([score]), reports: reports), in: study)
    }
    let stored = try #require(try storage.find("sample"))
    let read = Study(stored.description, trials: try storage.trials(of: stored))
    let importance = try PedAnova().importance(read.history(.maximize) { $0.values.first }, in: read.space())
    let script = """
      import optuna
      study = optuna.load_study(study_name="sample", storage="sqlite:///\(scratch.path)")
      for name, share in optuna.importance.get_param_importances(study).items(): print(name, share)
      """
    let (status, output) = try Self.python(["-W", "ignore", "-c", script])
    try #require(status == 0, "\(output)")
    let lines = output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map { String($0[0]) } == importance.parameters.map { $0.parameters[0] })
    for (line, share) in zip(lines, importance.parameters) {
      #expect(abs(try #require(Double(line[1])) - share.value) < 1e-9)
    }
  }

  /// Trials keep the ranges that they were drawn from; Optuna's samplers use those of before and after.
  @Test(.enabled(if: hasOptuna, "python3 has no optuna"), arguments: ["TPESampler", "CmaEsSampler"])
  func optunaGoesOnWithAWidenedStudy(sampler: String) throws {
    let storage = try DatabaseStorage(path: scratch.path)
    var description = StudyDescription.sample()
    description.parameters.removeLast()
    for high in [1.0, 10] {
      description.parameters[0].domain = .real(low: 1e-4, high: high, scale: .logarithmic, step: nil)
      let study = try storage.open(description)
      for _ in 0..<6 {
        let trial = try storage.claim(in: study) { next, _ in
          Configuration(values: [.real(high / Double(next + 2)), .integer(8 * (next + 1))])
        }
        try storage.finish(try #require(trial).finished(.complete([Double(trial?.number ?? 0)])), in: study)
      }
    }
    let script = """
      import optuna
      sampler = optuna.samplers.\(sampler)(seed=1)
      study = optuna.load_study(study_name="sample", storage="sqlite:///\(scratch.path)", sampler=sampler)
      study.optimize(lambda t: t.suggest_float("lr", 1e-4, 10, log=True) + t.suggest_int("width", 8, 256, step=8), n_trials=2)
      print(sorted({t.distributions["lr"].high for t in study.trials}), len(study.trials))
      """
    let (status, output) = try Self.python(["-W", "ignore", "-c", script])
    try #require(status == 0, "\(output)")
    #expect(output.hasSuffix("[1.0, 10.0] 14\n"), "\(output)")
  }

  @Test(.enabled(if: hasOptuna, "python3 has no optuna"))
  func optunaReadsWhatIsUnderWay() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    let trials = try (0..<3).map { _ in try #require(try storage.claim(in: study) { next, _ in .sample(next) }) }
    let reports = [Report(step: 1, value: 0.5), Report(step: 2, value: .infinity), Report(step: 3, value: .nan)]
    for trial in trials { try storage.report(reports, of: trial, in: study) }
    try storage.pause(trials[0], isKept: true, in: study)
    try storage.pause(trials[1], isKept: false, in: study)
    let script = """
      import optuna
      study = optuna.load_study(study_name="sample", storage="sqlite:///\(scratch.path)")
      for trial in study.trials: print(trial.number, trial.state.name, trial.intermediate_values, trial.user_attrs)
      print(study.ask().number)
      """
    let (status, output) = try Self.python(["-c", script])
    try #require(status == 0, "\(output)")
    // A paused trial is one that runs, and none that a worker would take up.
    let line = "RUNNING {1: 0.5, 2: inf, 3: nan} {}"
    #expect(output == "0 \(line)\n1 \(line)\n2 \(line)\n3\n")
  }

  @Test(.enabled(if: hasOptuna, "python3 has no optuna"), arguments: kinds)
  func aStudyOfOptunasIsJoinedAndCarriedOn(kind: StorageKind) throws {
    let (status, output) = try Self.python([Self.maker.path, "make", url(kind), "sample"])
    try #require(status == 0, "\(output)")
    let storage = try DatabaseStorage(location(kind))
    let study = try storage.open(.sample())
    let trials = try storage.trials(of: study)
    #expect(trials.map(\.state) == [.complete, .pruned, .failed, .complete, .running, .waiting])
    #expect(trials[0].notes.map(\.name) == ["note"])
    #expect(trials[1].values.count == 1)
    #expect(trials[3].start.map { abs($0.seconds(since: .now)) < 60 } == true)
    let trial = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    #expect(trial.number == 6)
    try storage.finish(trial.finished(.complete([1])), in: study)

    let carriedOn = try Self.python([Self.maker.path, "continue", url(kind), "sample"])
    #expect(carriedOn.status == 0, "\(carriedOn.output)")
    #expect(carriedOn.output.hasPrefix("7 "), "\(carriedOn.output)")
    #expect(try storage.trials(of: study).count { $0.state == .complete } == 6)

    var other = StudyDescription.sample()
    other.parameters[1].domain = .integer(low: 8, high: 256, scale: .linear, step: 4)
    #expect(throws: StorageError.self) { try storage.open(other) }
  }

  @Test func aForeignStudyIsComparedByWhatItsTrialsHad() throws {
    let storage = try DatabaseStorage(path: scratch.path)
    let study = try storage.open(.sample())
    _ = try storage.claim(in: study) { _, _ in Configuration(values: [.real(0.1), nil, .choice(1)]) }
    try SQLiteDatabase(path: scratch.path, timeout: 0).runScript("DELETE FROM study_system_attributes")
    // The width was never seen, so its domain may be any; the rate was seen.
    var other = StudyDescription.sample()
    other.parameters[0].domain = .real(low: 1e-3, high: 1, scale: .logarithmic, step: nil)
    other.parameters[1].domain = .integer(low: 1, high: 2, scale: .linear, step: 1)
    let changes = [StudyChange.rangeChanged(name: "lr", was: "log(0.0001, 1)", is: "log(0.001, 1)")]
    #expect(throws: StorageError.differentStudy(name: "sample", changes: changes)) { try storage.open(other) }
    other.parameters[0] = StudyDescription.sample().parameters[0]
    _ = try storage.open(other)
    // Now it is known.
    #expect(throws: StorageError.self) { try storage.open(.sample()) }
  }
}
