import Testing

@testable import BayesOpt

/// What every strategy must do: each strategy of the catalogue, and hulls of some, passes each check.
///
/// A new strategy has a row in `Subject.all`, a new check one in one of the tables beside this file.
@Suite struct StrategyConformance {
  @Test(arguments: Subject.all, Check.all) func conforms(subject: Subject, check: Check) throws {
    try check.run(subject)
  }

  @Test func `the checks are counted, and have names of their own`() {
    #expect(Set(Check.all.map(\.name)).count == Check.all.count)
    #expect(Set(Subject.all.map(\.name)).count == Subject.all.count)
    for entry in StrategyCatalog.strategies { #expect(Subject.all.contains { $0.name == entry.name }) }
    for entry in StrategyCatalog.modifiers { #expect(Subject.all.contains { $0.name.hasPrefix("\(entry.name)(") }) }
    // One less is a check that was lost; one more is to be counted here.
    #expect(Check.all.count == 59)
    #expect(Subject.all.count == 12)
  }
}

/// A strategy, and what sets it apart.
struct Subject: Sendable, CustomTestStringConvertible {
  let strategy: any Strategy
  /// Whether it goes through levels: it has no seed, and no more points than they give.
  var isGrid = false
  /// Whether a suggestion takes the cube of the number of trials.
  var isModel = false
  /// Whether scores are distances from 1, so that only those below it can be maximised.
  var isBounded = false

  static let all = [
    Subject(strategy: Grid(), isGrid: true), Subject(strategy: RandomSearch()), Subject(strategy: SobolSearch()),
    Subject(strategy: TPE()), Subject(strategy: CMAES()), Subject(strategy: NSGA2()),
    Subject(strategy: Gaussian(), isModel: true),
    Subject(strategy: Gamma(), isModel: true, isBounded: true), Subject(strategy: Auto(), isModel: true),
    Subject(strategy: Hull(of: Grid()), isGrid: true), Subject(strategy: Hull(of: TPE())),
    Subject(strategy: Hull(of: Gamma()), isModel: true, isBounded: true),
  ]

  var name: String { strategy.name }
  var testDescription: String { name }
}

/// Something that must hold of a strategy.
struct Check: Sendable, CustomTestStringConvertible {
  let name: String
  let run: @Sendable (Subject) throws -> Void

  static let all = spaces + sequences + outcomes + histories + sizes + objectives

  init(_ name: String, _ run: @escaping @Sendable (Subject) throws -> Void) {
    (self.name, self.run) = (name, run)
  }

  var testDescription: String { name }
}

/// A configuration has values of their domains exactly where parameters are active, and is allowed.
func expectValid(_ configuration: Configuration, in space: Space) throws {
  #expect(configuration.values.count == space.dimension)
  #expect(try space.allows(configuration))
  for (value, domain) in zip(configuration.values, try space.domains(of: configuration)) {
    #expect((value == nil) == (domain == nil))
    if let value, let domain { #expect(domain.contains(value), "\(value) in \(domain)") }
  }
}

/// All configurations are valid and no two are the same.
func expectValidAndNew(_ observations: [Observation], in space: Space) throws {
  for observation in observations { try expectValid(observation.configuration, in: space) }
  #expect(Set(observations.map(\.configuration)).count == observations.count)
}

extension Subject {
  /// What it suggests after some observations.
  func suggest(_ observations: [Observation], _ space: Space, seed: UInt64 = 1, budget: Int? = nil) throws
    -> Configuration?
  {
    try strategy.next(History(observations), in: space, seed: seed, budget: budget)
  }
}
