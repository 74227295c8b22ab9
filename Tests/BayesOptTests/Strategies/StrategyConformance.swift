import Testing

@testable import BayesOpt

/// What every strategy must do; a new one is a line here.
@Suite struct StrategyConformance {
  static let strategies: [any Strategy] =
    StrategyCatalog.entries.compactMap { try? $0.make() }
    + [Hull(of: Grid()), Hull(of: RandomSearch()), Hull(of: Gaussian()), Hull(of: Gamma())]
  static let names = strategies.map(\.name)

  static func strategy(_ name: String) throws -> any Strategy {
    try #require(strategies.first { $0.name == name })
  }

  /// Every kind of domain, a condition, a dependent domain and a constraint.
  static func mixed() throws -> Space {
    try Space(
      parameters: [
        Parameter(name: "lr", domain: .real(low: 1e-4, high: 1, scale: .logarithmic, step: nil)),
        Parameter(name: "optimizer", domain: .choice(count: 3, isOrdered: false)),
        Parameter(name: "momentum", domain: .real(low: 0, high: 0.9, scale: .linear, step: 0.3)) {
          $0.values[1] == .choice(0) ? .real(low: 0, high: 0.9, scale: .linear, step: 0.3) : nil
        },
        Parameter(name: "depth", domain: .integer(low: 1, high: 4, scale: .linear, step: 1)),
        Parameter(name: "width", domain: .integer(low: 8, high: 256, scale: .logarithmic, step: 2)) {
          .integer(low: 8, high: $0.values[3] == .integer(4) ? 64 : 256, scale: .logarithmic, step: 2)
        },
        Parameter(name: "size", domain: .choice(count: 3, isOrdered: true)),
        Parameter(name: "offset", domain: .normal(mean: 0, deviation: 2)),
      ],
      constraint: { number($0, 3) * number($0, 4) <= 300 })
  }

  static func score(_ configuration: Configuration) -> Outcome {
    let rate = number(configuration, 0) - 0.1
    return .complete(0.1 + rate * rate + 0.05 * number(configuration, 3) + 0.01 * number(configuration, 5))
  }

  @Test(arguments: names) func `proposals are valid, new and a function of the seed`(name: String) throws {
    let (strategy, space) = (try Self.strategy(name), try Self.mixed())
    let observations = try search(strategy, space, trials: 12, Self.score)
    // A grid has as many points as fit into the budget, here the nine choices.
    #expect(observations.count == (name == "grid" || name == "hull(grid)" ? 9 : 12))
    #expect(Set(observations.map(\.configuration)).count == observations.count)
    for observation in observations {
      let configuration = observation.configuration
      #expect(try space.allows(configuration))
      for (value, domain) in zip(configuration.values, try space.domains(of: configuration)) {
        #expect((value == nil) == (domain == nil))
        if let value, let domain { #expect(domain.contains(value), "\(value) in \(domain)") }
      }
    }
    #expect(try search(strategy, space, trials: 12, Self.score) == observations)
    let other = try search(strategy, space, trials: 3, seed: 2, Self.score)
    #expect((other != Array(observations.prefix(3))) == !name.contains("grid"))
  }

  @Test(arguments: names) func `failures are lived with`(name: String) throws {
    let (strategy, space) = (try Self.strategy(name), try Space(parameters: [unit("x"), unit("y")]))
    let outcomes: [(Int) -> Outcome] = [
      { _ in .failed }, { _ in .complete(.nan) }, { _ in .complete(.infinity) },
      { $0 % 2 == 0 ? .failed : .complete(Double($0)) }, { $0 == 4 ? .complete(1) : .failed },
    ]
    for outcome in outcomes {
      var trial = -1
      let observations = try search(strategy, space, trials: 6) { _ in
        trial += 1
        return outcome(trial)
      }
      #expect(observations.count >= 4 && Set(observations.map(\.configuration)).count == observations.count)
      let best = History(observations).best
      let isValue = observations.indices.map { if case .complete(let y) = outcome($0) { y.isFinite } else { false } }
      #expect(best == isValue.firstIndex(of: true))
    }
  }

  @Test(arguments: names, [0.5, 0, 1e300, 1e-300, .leastNonzeroMagnitude]) func `a constant objective is lived with`(
    name: String, value: Double
  ) throws {
    let space = try Space(parameters: [unit("x")])
    let observations = try search(try Self.strategy(name), space, trials: 6) { _ in .complete(value) }
    #expect(Set(observations.map(\.configuration)).count == 6)
    #expect(History(observations).best == 0)
  }

  @Test(arguments: names, [1e300, 1e-300]) func `values of any size are lived with`(name: String, unit: Double) throws {
    let low = Parameter(name: "x", domain: .real(low: -1e300, high: 1e300, scale: .linear, step: nil))
    let high = Parameter(name: "y", domain: .real(low: 1e-300, high: 1e300, scale: .logarithmic, step: nil))
    let huge = Parameter(name: "z", domain: .integer(low: .min, high: .max, scale: .linear, step: 1))
    let space = try Space(parameters: [low, high, huge])
    let observations = try search(try Self.strategy(name), space, trials: 8) {
      .complete(unit * (1.5 + number($0, 0) / 1e300))
    }
    #expect(Set(observations.map(\.configuration)).count == 8)
    let wild = try search(try Self.strategy(name), space, trials: 8) { .complete(number($0, 1)) }
    #expect(wild.count == 8)
  }

  @Test(arguments: names) func `a finite space is visited once and then ends`(name: String) throws {
    let space = try Space(
      parameters: [
        Parameter(name: "a", domain: .choice(count: 2, isOrdered: false)),
        Parameter(name: "b", domain: .integer(low: 0, high: 3, scale: .linear, step: 1)),
      ], constraint: { $0.values != [.choice(1), .integer(3)] })
    var strategy = try Self.strategy(name)
    // A grid of the budget is as fine as the budget.
    if name == "grid" { strategy = try Grid(points: 4) }
    if name == "hull(grid)" { strategy = Hull(of: try Grid(points: 4)) }
    let observations = try search(strategy, space, trials: 20) { .complete(number($0, 1) + 1) }
    #expect(observations.count == 7 && Set(observations.map(\.configuration)).count == 7)

    let point = try Space(parameters: [
      Parameter(name: "a", domain: .real(low: 3, high: 3, scale: .linear, step: nil)),
      Parameter(name: "b", domain: .choice(count: 1, isOrdered: false)),
    ])
    let single = try search(strategy, point, trials: 5) { _ in .complete(1) }
    #expect(single.map(\.configuration.values) == [[.real(3), .choice(0)]])
  }

  @Test(arguments: names) func `what is refused by everything is an error, and errors of a rule arrive`(name: String)
    throws
  {
    struct Broken: Error {}
    let strategy = try Self.strategy(name)
    let refusing = try Space(parameters: [unit("x"), unit("y")], constraint: { _ in false })
    #expect(throws: SpaceError.self) { try strategy.suggest(History(), in: refusing, seed: 1, budget: nil) }
    let failing = try Space(parameters: [unit("x")], constraint: { _ in throw Broken() })
    #expect(throws: Broken.self) { try strategy.suggest(History(), in: failing, seed: 1, budget: nil) }
    let broken = Parameter(name: "y", domain: .choice(count: 2, isOrdered: false)) { _ in throw Broken() }
    let space = try Space(parameters: [unit("x"), broken])
    #expect(throws: Broken.self) { try strategy.suggest(History(), in: space, seed: 1, budget: nil) }
  }

  @Test(arguments: names) func `a narrow constraint is kept`(name: String) throws {
    let space = try Space(parameters: [unit("x"), unit("y")], constraint: { number($0, 0) + number($0, 1) < 0.3 })
    let observations = try search(try Self.strategy(name), space, trials: 7) {
      .complete(2 - number($0, 0) - number($0, 1))
    }
    #expect(observations.count >= 5 || name.contains("grid"))
    #expect(try observations.allSatisfy { try space.allows($0.configuration) })
  }

  @Test(arguments: names) func `workers side by side get different points, and the design of a single one`(
    name: String
  ) throws {
    let (strategy, space) = (try Self.strategy(name), try Space(parameters: [unit("x"), unit("y")]))
    var running: [Observation] = []
    for _ in 0..<4 {
      let next = try #require(try strategy.suggest(History(running), in: space, seed: 1, budget: 30))
      running.append(Observation(next, .running))
    }
    let alone = try search(strategy, space, trials: 6) { .complete(1 + number($0, 0)) }
    if !name.contains("grid") { #expect(running.map(\.configuration) == alone.prefix(4).map(\.configuration)) }
    var observations = alone
    for _ in 0..<3 {
      let next = try #require(try strategy.suggest(History(observations), in: space, seed: 1, budget: 30))
      #expect(!observations.contains { $0.configuration == next })
      observations.append(Observation(next, .running))
    }
  }

  @Test(arguments: names) func `fifty dimensions are no obstacle`(name: String) throws {
    let space = try Space(parameters: (0..<50).map { unit("x\($0)") })
    let observations = try search(try Self.strategy(name), space, trials: 11) { .complete(1 + number($0, 7)) }
    #expect(observations.count == (name.contains("grid") ? observations.count : 11))
    #expect(!observations.isEmpty)
  }

  @Test(arguments: names) func `scores are maximised`(name: String) throws {
    let space = try Space(parameters: [unit("x")])
    let observations = try search(try Self.strategy(name), space, trials: 10, direction: .maximize) {
      .complete(1 - (number($0, 0) - 0.7) * (number($0, 0) - 0.7))
    }
    let best = try #require(History(observations, direction: .maximize).best)
    #expect(abs(number(observations[best].configuration, 0) - 0.7) < 0.2)
  }
}
