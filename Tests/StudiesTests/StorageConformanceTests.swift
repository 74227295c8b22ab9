import Basics
import BayesOpt
import Servers
import Testing

@testable import Studies

/// A kind of storage: every one passes the tests of this file.
enum StorageKind: CaseIterable {
  case memory, sqlite, postgreSQL

  /// Those that can be had here.
  static let allCases: [StorageKind] = [.memory, .sqlite] + (PostgreSQLServer.isInstalled ? [.postgreSQL] : [])

  func make(_ scratch: Scratch) throws -> any Storage {
    switch self {
    case .memory: MemoryStorage()
    case .sqlite: try DatabaseStorage(path: scratch.path)
    case .postgreSQL: try DatabaseStorage(scratch.database())
    }
  }
}

@Suite struct StorageConformanceTests {
  let scratch = Scratch()

  @Test(.enabled(if: PostgreSQLServer.isInstalled, "postgresql is not installed"))
  func postgreSQLIsAmongThem() throws {
    let server = try #require(PostgreSQLServer.shared)
    #expect(try server.query("SELECT 6 * 7", in: "postgres") == "42")
    #expect(StorageKind.allCases.contains(.postgreSQL))
  }

  @Test(arguments: StorageKind.allCases)
  func aFinishedTrialIsReadAsItWasRecorded(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    var recorded: [Trial] = []
    let outcomes: [Outcome] = [
      .complete([0.5]), .complete([.infinity]), .complete([-.infinity]), .complete([.nan]), .complete([]), .pruned,
      .failed("out of “memory”\n\u{1}"), .complete([.leastNonzeroMagnitude]),
    ]
    for (number, outcome) in outcomes.enumerated() {
      let running = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
      #expect(running.number == number)
      #expect(running.configuration == .sample(number))
      #expect(running.state == .running)
      let notes: [JSON.Member] = [
        .init("sensitivity", 0.25), .init("note", "ü \"quoted\""), .init("ok", true), .init("n", 3),
        .init("nothing", nil), .init("list", [1, [2.5], ["a": "b"]]), .init("ok", false),
      ]
      let reports = [(3, 0.75), (1, 0.25), (2, Double.infinity), (4, -.infinity), (1, 0.5)].map(Report.init)
      recorded.append(running.finished(outcome, notes: notes, reports: reports))
      try storage.finish(recorded[number], in: study)
    }
    #expect(try storage.trials(of: study) == recorded)
    if kind != .memory {
      let another = try kind.make(scratch)
      #expect(try another.trials(of: another.open(.sample())) == recorded)
    }
    #expect(
      recorded.map(\.state) == [.complete, .complete, .complete, .failed, .failed, .pruned, .failed, .complete])
    #expect(recorded[5].values == [0.75])
    #expect(recorded[0].reports.map(\.step) == [1, 2, 3, 4])
    #expect(recorded[0].reports.first?.value == 0.5)
    #expect(recorded[0].notes.map(\.name) == ["sensitivity", "note", "ok", "n", "nothing", "list"])
    #expect(recorded[0].notes[2].value == false)
  }

  @Test(arguments: StorageKind.allCases)
  func inactiveParametersAndSeveralObjectivesAreKept(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let objectives = [Objective(.minimize, metric: "loss"), Objective(.maximize), Objective(.minimize)]
    let study = try storage.open(.sample(objectives: objectives))
    let configuration = Configuration(values: [nil, .integer(16), nil])
    let running = try #require(try storage.claim(in: study) { _, _ in configuration })
    try storage.finish(running.finished(.complete([1, .infinity, -2]), objectives: 3), in: study)
    let trial = try #require(try storage.trials(of: study).first)
    #expect(trial.configuration == configuration)
    #expect(trial.values == [1, .infinity, -2])
  }

  @Test(arguments: StorageKind.allCases)
  func integersThatAreNoDoublesAreKept(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    var description = StudyDescription.sample()
    description.parameters[1].domain = .integer(low: .min, high: .max, scale: .linear, step: 1)
    let study = try storage.open(description)
    let integers = [Int.max, .min, .max - 1, (1 << 53) + 1, -(1 << 60) - 1, 7]
    for integer in integers {
      _ = try storage.claim(in: study) { _, _ in Configuration(values: [.real(0.5), .integer(integer), .choice(0)]) }
    }
    #expect(try storage.trials(of: study).map { $0.configuration.values[1] } == integers.map { .integer($0) })
  }

  @Test(arguments: StorageKind.allCases)
  func aTrialIsFinishedOnce(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let running = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    try storage.finish(running.finished(.complete([1])), in: study)
    #expect(throws: StorageError.trialLost(number: 0)) {
      try storage.finish(running.finished(.complete([2])), in: study)
    }
    #expect(throws: StorageError.trialLost(number: 0)) { try storage.release(running, in: study) }
    #expect(try storage.trials(of: study).map(\.values) == [[1]])
  }

  @Test(arguments: StorageKind.allCases)
  func aReleasedTrialIsHandedOutAgainBeforeAnyNewOne(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let first = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    let second = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    // More often than a trial may bring down its process: giving back does no harm.
    var again = first
    for _ in 0..<5 {
      try storage.release(again, in: study)
      again = try #require(try storage.claim(in: study) { _, _ in nil })
      #expect(again.number == 0)
      #expect(again.configuration == first.configuration)
    }
    #expect(try storage.claim(in: study) { _, _ in nil } == nil)
    try storage.finish(second.finished(.complete([2])), in: study)
    try storage.finish(again.finished(.complete([1])), in: study)
    #expect(try storage.trials(of: study).map(\.values) == [[1], [2]])
  }

  @Test(arguments: StorageKind.allCases)
  func aProposalSeesEveryTrialBeforeIt(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    for number in 0..<6 {
      let running = try storage.claim(in: study) { next, history in
        #expect(next == number)
        #expect(history.map(\.number) == Array(0..<number))
        #expect(history.map(\.configuration) == (0..<number).map(Configuration.sample))
        return .sample(next)
      }
      // Every second trial keeps running.
      if number % 2 == 0 { try storage.finish(try #require(running).finished(.complete([0])), in: study) }
    }
    #expect(try storage.trials(of: study).map(\.isFinished) == [true, false, true, false, true, false])
  }

  @Test(arguments: StorageKind.allCases)
  func aTrialStartedMeanwhileMakesTheProposalAnew(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    var proposed: [Int] = []
    let trial = try storage.claim(in: study) { next, history in
      if proposed.isEmpty { _ = try storage.start(.sample(next), number: next, in: study) }
      proposed.append(next)
      return .sample(next)
    }
    #expect(proposed == [0, 1])
    #expect(trial?.number == 1)
  }

  @Test(arguments: StorageKind.allCases)
  func theSameSearchJoinsAndAnotherIsRefused(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let description = StudyDescription.sample()
    let study = try storage.open(description)
    #expect(study.original == description)
    let running = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    try storage.finish(running.finished(.complete([1])), in: study)

    var later = description
    later.seed = 8
    later.strategy = "random"
    later.version = "9.9"
    later.parameters.reverse()
    let joined = try storage.open(later)
    #expect(joined.original == description)
    #expect(try storage.trials(of: joined).first?.configuration.values == [.choice(0), .integer(8), .real(0.001)])
    #expect(try storage.trials(of: study).first?.configuration == .sample(0))

    var other = description
    other.objectives = [Objective(.minimize)]
    other.parameters[0].domain = .real(low: 1e-3, high: 1, scale: .logarithmic, step: nil)
    other.parameters[1].name = "units"
    other.parameters[2].choices = ["sgd", nil, 4, true]
    let error = #expect(throws: StorageError.self) { try storage.open(other) }
    #expect(
      error?.message == """
        the study `sample` is stored already, with another search: \
        parameter `lr`: was log(0.0001, 1), is log(0.001, 1); \
        parameter `width` in 8..256 by 8 is gone; \
        parameter `optimizer`: was ["sgd", none, 3, true], is ["sgd", none, 4, true]; \
        parameter `units` in 8..256 by 8 is new; \
        direction: was maximize, is minimize
        """)
    other = description
    other.objectives.append(Objective(.minimize))
    #expect(throws: StorageError.differentStudy(name: "sample", changes: [.objectivesChanged(was: 1, is: 2)])) {
      try storage.open(other)
    }
    #expect(try storage.studyNames() == ["sample"])
  }

  @Test(arguments: StorageKind.allCases)
  func aStudyIsJoinedWithMoreRoom(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    var description = StudyDescription.sample()
    description.parameters[1].rule = "8..256 by 8 if lr > 0"
    let study = try storage.open(description)
    #expect(study.changed == [])
    let running = try #require(try storage.claim(in: study) { next, _ in .sample(next) })
    var wider = description
    wider.parameters[0].domain = .real(low: 1e-5, high: 10, scale: .logarithmic, step: nil)
    wider.parameters[1].domain = .integer(low: 0, high: 512, scale: .linear, step: 8)
    wider.parameters[1].rule = "0..512 by 8 if lr > 0"
    let joined = try storage.open(wider)
    #expect(
      joined.changed == [
        .parameterWidened(name: "lr", was: "log(0.0001, 1)", is: "log(0.00001, 10)"),
        .parameterWidened(name: "width", was: "8..256 by 8", is: "0..512 by 8"),
      ])
    // The trials of before are there, and whoever is at it goes on with less room.
    #expect(try storage.trials(of: joined).map(\.configuration) == [.sample(0)])
    let far = Configuration(values: [.real(5), .integer(512), .choice(1)])
    let trial = try #require(try storage.claim(in: joined) { _, _ in far })
    try storage.finish(trial.finished(.complete([2])), in: joined)
    try storage.finish(running.finished(.complete([1])), in: study)
    #expect(try storage.trials(of: study).map(\.configuration) == [.sample(0), far])
    // What has become wide stays so; another scale or other steps are another search.
    #expect(try storage.open(wider).changed == [])
    #expect(throws: StorageError.self) { try storage.open(description) }
    var other = wider
    other.parameters[1].domain = .integer(low: 0, high: 1024, scale: .linear, step: 16)
    #expect(throws: StorageError.self) { try storage.open(other) }
    other = wider
    other.parameters[0].domain = .real(low: 1e-6, high: 100, scale: .linear, step: nil)
    #expect(throws: StorageError.self) { try storage.open(other) }
  }

  @Test(arguments: StorageKind.allCases)
  func aStudyIsAdoptedWithOtherRanges(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let far = Configuration(values: [.real(0.9), .integer(256), .choice(1)])
    let trial = try #require(try storage.claim(in: study) { _, _ in far })
    try storage.finish(trial.finished(.complete([2])), in: study)
    var narrower = StudyDescription.sample()
    narrower.parameters[0].domain = .real(low: 1e-3, high: 0.1, scale: .logarithmic, step: nil)
    narrower.parameters[1].domain = .integer(low: 16, high: 64, scale: .linear, step: 16)
    let error = #expect(throws: StorageError.self) { try storage.open(narrower) }
    #expect(error?.hint?.hasPrefix("`--adopt` goes on under its name") == true)
    let adopted = try storage.open(narrower, adopting: true)
    #expect(
      adopted.changed == [
        .rangeChanged(name: "lr", was: "log(0.0001, 1)", is: "log(0.001, 0.1)"),
        .rangeChanged(name: "width", was: "8..256 by 8", is: "16..64 by 16"),
      ])
    #expect(try storage.trials(of: adopted).map(\.configuration) == [far])
    #expect(try storage.open(narrower).changed == [])
    // Another scale, or other choices, are another search.
    narrower.parameters[0].domain = .real(low: 1e-3, high: 0.1, scale: .linear, step: nil)
    #expect(throws: StorageError.self) { try storage.open(narrower, adopting: true) }
    narrower = .sample()
    narrower.parameters[2].choices = ["sgd", "adam", 3, true]
    #expect(throws: StorageError.self) { try storage.open(narrower, adopting: true) }
  }

  @Test(arguments: StorageKind.allCases)
  func studiesDoNotMix(kind: StorageKind) throws {
    let storage = try kind.make(scratch)
    let studies = try ["a", "b/ä", ""].map { try storage.open(.sample($0)) }
    for round in 0..<3 {
      for (index, study) in studies.enumerated() {
        let running = try #require(try storage.claim(in: study) { next, _ in .sample(next + index) })
        #expect(running.number == round)
        try storage.finish(running.finished(.complete([Double(index)])), in: study)
      }
    }
    for (index, study) in studies.enumerated() {
      #expect(try storage.trials(of: study).map(\.values) == Array(repeating: [Double(index)], count: 3))
    }
    #expect(try storage.studyNames() == ["a", "b/ä", ""])
  }

  @Test(arguments: StorageKind.allCases)
  func whatAProposalThrowsIsPassedOn(kind: StorageKind) throws {
    struct Exhausted: Error {}
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    #expect(throws: Exhausted.self) { try storage.claim(in: study) { _, _ in throw Exhausted() } }
    #expect(try storage.trials(of: study).isEmpty)
  }

  @Test(arguments: StorageKind.allCases)
  func threadsNeverShareATrial(kind: StorageKind) async throws {
    let storage = try kind.make(scratch)
    let study = try storage.open(.sample())
    let total = 120
    let numbers = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          // With a file, every thread has a connection of its own, as processes have.
          let storage = kind != .memory ? try kind.make(scratch) : storage
          let study = kind != .memory ? try storage.open(.sample()) : study
          var numbers: [Int] = []
          while let trial = try storage.claim(in: study, propose: { next, _ in next < total ? .sample(next) : nil }) {
            numbers.append(trial.number)
            try storage.finish(trial.finished(.complete([Double(trial.number)])), in: study)
          }
          return numbers
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(numbers.sorted() == Array(0..<total))
    #expect(try storage.trials(of: study).map(\.values) == (0..<total).map { [Double($0)] })
  }
}
