import Testing

@testable import BayesOpt

extension Check {
  /// Kinds of domains, conditions, dependent domains, constraints and errors.
  static let spaces = domains.map(kind) + structures

  private static let domains: [(String, Domain)] = [
    ("real", .real(low: -3, high: 5, scale: .linear, step: nil)),
    ("log real", .real(low: 1e-6, high: 1, scale: .logarithmic, step: nil)),
    ("real steps", .real(low: 0, high: 1, scale: .linear, step: 0.1)),
    ("log real steps", .real(low: 1e-3, high: 1e3, scale: .logarithmic, step: 10)),
    ("integer", .integer(low: -7, high: 7, scale: .linear, step: 1)),
    ("integer steps", .integer(low: 3, high: 100, scale: .linear, step: 8)),
    ("log integer", .integer(low: 1, high: 4096, scale: .logarithmic, step: 1)),
    ("log integer steps", .integer(low: 8, high: 4096, scale: .logarithmic, step: 2)),
    ("choices", .choice(count: 9, isOrdered: false)),
    ("ordered choices", .choice(count: 9, isOrdered: true)),
    ("normal", .normal(mean: 10, deviation: 2)),
    ("gamma", .gamma(low: 1e-3, high: 1, shape: 2, scale: 0.1)),
    ("every integer there is", .integer(low: .min, high: .max, scale: .linear, step: 1)),
    ("reals of every size", .real(low: -1e300, high: 1e300, scale: .linear, step: nil)),
    ("log reals of every size", .real(low: 1e-300, high: 1e300, scale: .logarithmic, step: nil)),
  ]

  /// A space of one parameter of a kind, and one of two.
  private static func kind(_ name: String, _ domain: Domain) -> Check {
    Check("a parameter of kind \(name)") { subject in
      let single = Parameter(name: "x", domain: domain)
      for parameters in [[single], [single, Parameter(name: "y", domain: domain)]] {
        let space = try Space(parameters: parameters)
        let trials = subject.isModel ? 6 : 14
        let observations = try search(subject.strategy, space, trials: trials) {
          .complete(1 + (domain.coordinate(of: $0.values[0] ?? .choice(0)) - 0.3).magnitude)
        }
        try expectValidAndNew(observations, in: space)
        // A grid of a budget has as many points as fit into it, choices as many as there are.
        #expect(observations.count == min(trials, space.count ?? trials) || subject.isGrid && !observations.isEmpty)
      }
    }
  }

  private static let structures = [
    Check("every kind, a condition, a dependent domain and a constraint together") { subject in
      let space = try Laboratory.mixed()
      let observations = try search(subject.strategy, space, trials: 14, Laboratory.score)
      try expectValidAndNew(observations, in: space)
      #expect(observations.count == (subject.isGrid ? 9 : 14))
    },
    Check("conditions within conditions") { subject in
      let space = try Laboratory.tree()
      let observations = try search(subject.strategy, space, trials: 14) {
        .complete(2 + number($0, 1) - number($0, 3))
      }
      try expectValidAndNew(observations, in: space)
      #expect(observations.count == 14 || subject.isGrid && !observations.isEmpty)
    },
    Check("domains that depend on values, down to a single point") { subject in
      let space = try Space(parameters: [
        Parameter(name: "n", domain: .integer(low: 1, high: 5, scale: .linear, step: 1)),
        Parameter(name: "x", domain: .real(low: 0, high: 4, scale: .linear, step: nil)) {
          .real(low: 0, high: number($0, 0) - 1, scale: .linear, step: nil)
        },
        Parameter(name: "c", domain: .choice(count: 5, isOrdered: false)) {
          .choice(count: Int(number($0, 0)), isOrdered: false)
        },
      ])
      let observations = try search(subject.strategy, space, trials: 14) {
        .complete(9 - number($0, 0) - number($0, 1) + number($0, 2))
      }
      try expectValidAndNew(observations, in: space)
    },
    Check("a narrow constraint") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")], constraint: { number($0, 0) + number($0, 1) < 0.3 })
      let observations = try search(subject.strategy, space, trials: subject.isModel ? 7 : 14) {
        .complete(2 - number($0, 0) - number($0, 1))
      }
      try expectValidAndNew(observations, in: space)
      #expect(observations.count >= 7 || subject.isGrid)
    },
    Check("a constraint that nothing satisfies is an error that says so") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")], constraint: { _ in false })
      #expect(throws: SpaceError.self) { try subject.suggest([], space) }
      let known = (0..<12).map { i in
        Observation(Configuration(values: [.real(Double(i) / 12), .real(0.5)]), .complete(Double(i + 1)))
      }
      #expect(throws: SpaceError.self) { try subject.suggest(known, space) }
    },
    Check("the errors of a constraint and of a rule arrive") { subject in
      struct Broken: Error {}
      let failing = try Space(parameters: [unit("x")], constraint: { _ in throw Broken() })
      #expect(throws: Broken.self) { try subject.suggest([], failing) }
      let broken = Parameter(name: "y", domain: .choice(count: 2, isOrdered: false)) { _ in throw Broken() }
      #expect(throws: Broken.self) { try subject.suggest([], try Space(parameters: [unit("x"), broken])) }
      let reversed = Parameter(name: "y", domain: .choice(count: 2, isOrdered: false)) { _ in
        .integer(low: 2, high: 1, scale: .linear, step: 1)
      }
      #expect(throws: DomainError.self) { try subject.suggest([], try Space(parameters: [unit("x"), reversed])) }
    },
  ]
}
