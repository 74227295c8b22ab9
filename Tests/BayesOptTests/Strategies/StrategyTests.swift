import Basics
import RealModule
import Testing

@testable import BayesOpt

@Suite struct GridTests {
  static func values(_ observations: [Observation]) -> [[Double]] {
    observations.map { $0.configuration.values.map { $0?.number ?? .nan } }
  }

  @Test func `levels are evenly spaced, the last parameter fastest`() throws {
    let rate = Parameter(name: "lr", domain: .real(low: 1e-4, high: 1, scale: .logarithmic, step: nil))
    let space = try Space(parameters: [unit("x"), rate])
    let visited = try Self.values(search(Grid(points: 3), space, trials: 20) { _ in .complete(1) })
    #expect(visited.count == 9)
    let expected = [0, 0.5, 1].flatMap { (x: Double) -> [[Double]] in [1e-4, 1e-2, 1].map { [x, $0] } }
    for (mine, theirs) in zip(visited, expected) {
      #expect(mine[0] == theirs[0] && relativeError(mine[1], theirs[1]) < 1e-13)
    }
    #expect(try Self.values(search(Grid(points: 1), space, trials: 20) { _ in .failed }).count == 1)
  }

  @Test func `a budget decides the levels, after the choices have had their share`() throws {
    let kind = Parameter(name: "kind", domain: .choice(count: 3, isOrdered: false))
    let line = try Space(parameters: [unit("x")])
    #expect(try search(Grid(), line, trials: 100) { _ in .failed }.count == 100)
    // 50 / 3 = 16 = 4^2
    let space = try Space(parameters: [unit("x"), kind, unit("y")])
    #expect(try search(Grid(), space, trials: 50) { _ in .failed }.count == 48)
    #expect(try search(Grid(), space, trials: 2) { _ in .failed }.count == 2)
    let first = try Grid().next(History(), in: line, seed: 0, budget: .max)
    #expect(first?.values == [.real(0)])
  }

  @Test func `what axes of few values leave of a budget is for the others`() throws {
    func integers(_ count: Int) -> Parameter {
      Parameter(name: "n\(count)", domain: .integer(low: 1, high: count, scale: .linear, step: 1))
    }
    let whole = try Space(parameters: [integers(20), integers(2)])
    #expect(try search(Grid(), whole, trials: 41) { _ in .failed }.count == 40)
    #expect(try search(Grid(), whole, trials: 39) { _ in .failed }.count == 38)
    // 3^2 times 2
    let mixed = try Space(parameters: [unit("x"), integers(2), unit("y")])
    #expect(try search(Grid(), mixed, trials: 31) { _ in .failed }.count == 18)
  }

  @Test func `a constraint that refuses much ends no grid that the budget is enough for`() throws {
    func integers(_ name: String, _ count: Int) -> Parameter {
      Parameter(name: name, domain: .integer(low: 1, high: count, scale: .linear, step: 1))
    }
    let last = try Space(parameters: [integers("x", 40), integers("y", 300)]) {
      number($0, 0) == 40 && number($0, 1) > 250
    }
    #expect(try search(Grid(), last, trials: 12_000) { _ in .complete(1) }.count == 50)
    let spread = try Space(parameters: [integers("x", 120), integers("y", 100)]) { number($0, 1) == 100 }
    #expect(try search(Grid(points: 120), spread, trials: 200) { _ in .complete(1) }.count == 120)
  }

  /// Draws that are refused are no reason to overlook what is allowed.
  @Test(arguments: [RandomSearch(), SobolSearch(), TPE(), CMAES(), Gaussian()] as [any Strategy])
  func `a finite space is searched to its end, however little of it is allowed`(strategy: any Strategy) throws {
    let space = try Space(parameters: [
      Parameter(name: "n", domain: .integer(low: 1, high: 1000, scale: .linear, step: 1))
    ]) { Int(number($0, 0)) % 400 == 1 }
    let found = try search(strategy, space, trials: 20) { .complete(number($0, 0)) }
    #expect(Set(found.map { number($0.configuration, 0) }) == [1, 401, 801] && found.count == 3)
  }

  @Test func `a budget for a single level is said to be one`() throws {
    let kind = Parameter(name: "kind", domain: .choice(count: 3, isOrdered: false))
    let space = try Space(parameters: [unit("x"), kind, unit("y"), unit("z")])
    #expect(Grid().explanation(in: space, budget: 23)?.contains("23 trials are too few") == true)
    #expect(Grid().explanation(in: space, budget: 24) == nil)
    #expect(try Grid(points: 1).explanation(in: space, budget: 23) == nil)
    #expect(Grid().explanation(in: try Space(parameters: [kind]), budget: 2) == nil)
  }

  @Test func `coinciding integers are visited once, inactive parameters not varied`() throws {
    let few = Parameter(name: "n", domain: .integer(low: 0, high: 2, scale: .linear, step: 1))
    let momentum = Parameter(name: "m", domain: .real(low: 0, high: 1, scale: .linear, step: nil)) {
      $0.values[0] == .integer(1) ? .real(low: 0, high: 1, scale: .linear, step: nil) : nil
    }
    let space = try Space(parameters: [few, momentum])
    let visited = try search(Grid(points: 5), space, trials: 99) { _ in .failed }
    #expect(visited.count == 1 + 5 + 1)
  }

  @Test func `an even grid of a normal prior stays away from infinity`() throws {
    let space = try Space(parameters: [Parameter(name: "x", domain: .normal(mean: 1, deviation: 2))])
    let visited = try Self.values(search(Grid(points: 3), space, trials: 9) { _ in .failed })
    // 1 + 2 Phi^-1(1/6), SciPy
    #expect(abs(visited[0][0] - -0.934_843_132_203_402_1) < 1e-12 && abs(visited[1][0] - 1) < 1e-12)
  }
}

@Suite struct ModelStrategyTests {
  /// (0.15 + ...) (u - 0.37)^2 with a blow-up to the right, as a learning rate has.
  static func valley(_ configuration: Configuration) -> Evaluation {
    let sum = configuration.values.enumerated().reduce(0.0) { sum, value in
      let u = value.element?.number ?? 0
      let offset = u - 0.37 - 0.1 * Double(value.offset)
      return sum + offset * offset * (1 + 0.5 * Double(value.offset)) + (u > 0.85 ? 20 * (u - 0.85) * (u - 0.85) : 0)
    }
    return .complete(0.02 + sum)
  }

  static func regret(_ strategy: any Strategy, dimension: Int, trials: Int) throws -> Double {
    let space = try Space(parameters: (0..<dimension).map { unit("x\($0)") })
    var sum = 0.0
    for seed in 1...4 as ClosedRange<UInt64> {
      let history = History(try search(strategy, space, trials: trials, seed: seed, valley))
      sum += (history.best.flatMap { history.costs[$0] } ?? .nan) - 0.02
    }
    return sum / 4
  }

  @Test(arguments: [Gaussian(), Gamma(), Hull(of: Gaussian()), Hull(of: Gamma())] as [any Strategy])
  func `models beat random search on a valley`(strategy: any Strategy) throws {
    for (dimension, trials) in [(1, 10), (3, 18)] {
      let mine = try Self.regret(strategy, dimension: dimension, trials: trials)
      let random = try Self.regret(RandomSearch(), dimension: dimension, trials: trials)
      #expect(mine < random / 3, "\(strategy.name) in \(dimension) dimensions")
    }
  }

  @Test(arguments: ["pi", "nei", "thompson", "ucb", "rgp_ucb"], ["gaussian", "gamma"])
  func `every acquisition finds a valley in one dimension`(acquisition: String, name: String) throws {
    let entry = try #require(StrategyCatalog.entry(named: name))
    let strategy = try entry.make(
      StrategyOptions(["acquisition": .word(acquisition), "prior": .word("gamma"), "seed": .integer(3)]))
    let space = try Space(parameters: [unit("x")])
    let history = History(try search(strategy, space, trials: 12, Self.valley))
    #expect((history.best.flatMap { history.costs[$0] } ?? 1) < 0.021)
  }

  @Test func `a value beyond the bound is refused with a reason, unless the bound is stated`() throws {
    let space = try Space(parameters: [unit("x")])
    func history(_ value: Double, _ direction: Direction) -> History {
      History([Observation(Configuration(values: [.real(0.3)]), .complete(value))], directions: [direction])
    }
    for (value, direction) in [(-0.5, Direction.minimize), (72, .maximize)] {
      let error = #expect(throws: StrategyError.self) {
        try Gamma().next(history(value, direction), in: space, seed: 1, budget: nil)
      }
      #expect(error?.hint?.contains("bound:") ?? false)
      #expect(throws: Never.self) { try Gaussian().next(history(value, direction), in: space, seed: 1, budget: nil) }
    }
    let percent = try Gamma(bound: 100)
    #expect(throws: Never.self) { try percent.next(history(72, .maximize), in: space, seed: 1, budget: nil) }
    #expect(throws: Never.self) { try Gamma().next(history(0, .minimize), in: space, seed: 1, budget: nil) }
  }

  @Test func `a maximised score is the same search as its distance from one minimised`() throws {
    let space = try Space(parameters: [unit("x")])
    for strategy in [Gaussian(), Gamma()] as [any Strategy] {
      let minimized = try search(strategy, space, trials: 8) { .complete(number($0, 0) * 0.5 + 0.25) }
      let maximized = try search(strategy, space, trials: 8, direction: .maximize) {
        .complete(1 - (number($0, 0) * 0.5 + 0.25))
      }
      for (a, b) in zip(minimized, maximized) {
        #expect(abs(number(a.configuration, 0) - number(b.configuration, 0)) < 1e-3)
      }
    }
  }

  @Test func `options are checked and named`() throws {
    let gamma = try #require(StrategyCatalog.entry(named: "gamma"))
    #expect(try (gamma.make(StrategyOptions(["bound": .integer(2)])) as? Gamma)?.model.bound == 2)
    for options in [
      ["points": .integer(3)], ["seed": .real(0.5)], ["acquisition": .word("best")], ["acquisition": .integer(1)],
      ["initial": .integer(1)], ["epsilon": .real(0)], ["bound": .real(.nan)], ["kernel": .word("rbf")],
      ["prior": .integer(2)], ["bowl": .real(-1)], ["trend": .real(11)], ["stagnation": .integer(-1)],
    ] as [[String: OptionValue]] {
      let error = #expect(throws: OptionError.self) { try gamma.make(StrategyOptions(options)) }
      #expect(error.map { !$0.description.isEmpty && $0.hint != "" } ?? false)
    }
    #expect(throws: OptionError.self) { try Grid(points: 0) }
    #expect(throws: OptionError.self) { try Hull(of: RandomSearch(), tolerance: -1) }
    #expect(StrategyCatalog.entry(named: "simulated annealing") == nil)
  }

  @Test func `workers in one process do not disturb each other`() async throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let history = History(try search(RandomSearch(), space, trials: 12, Self.valley))
    for strategy in [Gaussian(), Gamma()] as [any Strategy] {
      let alone = try strategy.next(history, in: space, seed: 1, budget: nil)
      try await withThrowingTaskGroup(of: Configuration?.self) { group in
        for _ in 0..<6 { group.addTask { try strategy.next(history, in: space, seed: 1, budget: nil) } }
        for try await together in group { #expect(together == alone) }
      }
    }
  }

  @Test(arguments: ["ei", "nei", "thompson", "ucb"], ["gaussian", "gamma"])
  func `eight trials that run at a time are all different, and not next to each other`(
    acquisition: String, name: String
  ) throws {
    let options = StrategyOptions(["acquisition": .word(acquisition)])
    let strategy = try #require(StrategyCatalog.entry(named: name)).make(options)
    let space = try Space(parameters: [unit("x"), unit("y")])
    var observations = try search(RandomSearch(), space, trials: 10, Self.valley)
    for _ in 0..<8 {
      let next = try #require(try strategy.next(History(observations), in: space, seed: 2, budget: 40))
      for other in observations {
        let distances = (0..<2).map { abs(number(other.configuration, $0) - number(next, $0)) }
        // Draws from the posterior may be close by chance, never equal.
        #expect((distances.max() ?? 0) > (acquisition == "thompson" ? 0 : 1e-4))
      }
      observations.append(Observation(next, .running))
    }
  }

  @Test(arguments: ["gaussian", "gamma", "tpe"])
  func `what others told is the beginning, in place of a design`(name: String) throws {
    let strategy = try #require(StrategyCatalog.entry(named: name)).make(StrategyOptions())
    let space = try Space(parameters: [unit("x"), unit("y")])
    let told = try search(RandomSearch(), space, trials: 30, Self.valley)
    func first(after told: [Observation]) throws -> Configuration {
      try #require(try strategy.next(History(told, trial: 0), in: space, seed: 1, budget: 20))
    }
    let next = try first(after: told)
    let costs = History(told + [Observation(next, Self.valley(next))]).costs.compactMap { $0 }
    #expect(try next != first(after: []))
    #expect(costs[30] < costs[..<30].sorted()[5])
  }

  @Test(arguments: ["gaussian", "gamma"])
  func `trials without progress are followed by one that looks elsewhere, and by the design`(name: String) throws {
    let entry = try #require(StrategyCatalog.entry(named: name))
    let (strategy, steady) = try (
      entry.make(StrategyOptions()), entry.make(StrategyOptions(["stagnation": .integer(0)]))
    )
    let space = try Space(parameters: [unit("x"), unit("y")])
    // The first trial is the middle, and the best.
    let observations = try search(steady, space, trials: 23, budget: 40) { configuration in
      .complete(0.1 + (0..<2).reduce(0) { $0 + abs(number(configuration, $1) - 0.5) })
    }
    func suggest(_ strategy: any Strategy, after count: Int) throws -> Configuration {
      let history = History(Array(observations[..<count]))
      return try #require(try strategy.next(history, in: space, seed: 1, budget: 40))
    }
    func room(_ configuration: Configuration, among others: ArraySlice<Observation>) -> Double {
      others.map { other in
        max(
          abs(number(other.configuration, 0) - number(configuration, 0)),
          abs(number(other.configuration, 1) - number(configuration, 1)))
      }.min() ?? 1
    }
    // Fourteen trials after the best one, an even number of them beyond the fourth.
    let (bold, usual) = try (suggest(strategy, after: 15), suggest(steady, after: 15))
    #expect(room(bold, among: observations[..<15]) > room(usual, among: observations[..<15]))
    // Eleven and twenty-two trials after it.
    for count in [12, 23] {
      let design = try Gaussian().design(History(Array(observations[..<count])), in: space, seed: 1)?.configuration
      #expect(try suggest(strategy, after: count) == design)
      #expect(try suggest(steady, after: count) != design)
    }
  }

  @Test func `a model with a trend and one with a bowl take turns`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let choice = try Space(parameters: [Parameter(name: "kind", domain: .choice(count: 3, isOrdered: false))])
    func sets(_ space: Space, _ options: ModelOptions = ModelOptions()) -> [TrainingSet] {
      (0..<6).map { TrainingSet(History(trial: $0), in: space, Gaussian(options).shape(for: $0)) }
    }
    #expect(sets(space).map(\.data.axes.hasTrend) == [true, true, false, false, true, true])
    #expect(sets(space).map(\.data.bowl) == sets(space).map { $0.data.axes.hasTrend ? [] : [0.1, 0.1] })
    #expect(
      try sets(space, ModelOptions(trend: 0)).allSatisfy { !$0.data.axes.hasTrend && $0.data.bowl == [0.1, 0.1] })
    #expect(try sets(space, ModelOptions(bowl: 0)).allSatisfy { $0.data.bowl.isEmpty })
    #expect(sets(choice).allSatisfy { !$0.data.axes.hasTrend && $0.data.bowl.isEmpty })
  }

  @Test func `trials are idle since the last progress on the scale of the model`() throws {
    let space = try Space(parameters: [unit("x")])
    func idle(_ costs: [Double?], running: Int = 0, trial: Int? = nil, budget: Int? = nil) -> Int {
      let observations = costs.enumerated().map { index, cost in
        Observation(Configuration(values: [.real(Double(index) / 64)]), cost.map { .complete($0) } ?? .failed)
      }
      let waiting = (0..<running).map { Observation(Configuration(values: [.real(1 - Double($0) / 64)]), .running) }
      let history = History(observations + waiting, trial: trial)
      return Gaussian().idleTrials(history, costs: history.costs, in: space, budget: budget)
    }
    let falling = (0..<12).map { 1 - Double($0) / 12 }
    #expect(idle(falling) == 0)
    #expect(idle(falling + [2, nil, 2, 2, 2]) == 5)
    // A gain of less than 0.02 deviations is none; one of more is.
    #expect(idle(falling + [2, 2, 2, 0.083]) == 4 && idle(falling + [2, 2, 2, 0.01]) == 0)
    #expect(idle(falling + [2, 2, 2], running: 8) == 3)
    #expect(idle(falling + Array(repeating: 2, count: 20), trial: 2) == 2)
    #expect(idle(falling + Array(repeating: 2, count: 20), budget: 40) == 20)
    #expect(idle(falling + Array(repeating: 2, count: 20), budget: 36) == 0)
    // What falls by factors is progress in logarithms.
    let factors = (0..<14).map { Double.exp(9 - Double($0)) }
    let history = History(factors.map { Observation(Configuration(values: [.real($0 / 1e4)]), .complete($0)) })
    let strategy = Gaussian()
    #expect(strategy.idleTrials(history, costs: history.costs, in: space, budget: nil) > 5)
    #expect(strategy.idleTrials(history, costs: factors.map { .log($0) }, in: space, budget: nil) == 0)
  }

  @Test(arguments: StrategyCatalog.strategies.map(\.name))
  func `a default that is stated is what holds without it`(name: String) throws {
    let entry = try #require(StrategyCatalog.entry(named: name))
    let space = try Space(parameters: [unit("x"), unit("y"), unit("z")])
    let history = History(try search(RandomSearch(), space, trials: 12, Self.valley))
    let expected = try entry.make().next(history, in: space, seed: 1, budget: 40)
    for option in entry.options {
      #expect(!option.defaultText.isEmpty)
      guard let value = option.defaultValue else { continue }
      let stated = try entry.make(StrategyOptions([option.name: value]))
      #expect(try stated.next(history, in: space, seed: 1, budget: 40) == expected, "\(option.name)")
    }
  }

  @Test func `a modifier needs what it modifies`() throws {
    for entry in StrategyCatalog.modifiers {
      #expect(throws: OptionError.self) { try entry.make() }
      #expect(try entry.make(of: RandomSearch(seed: 7)).seed == 7)
    }
  }

  @Test func `an own seed replaces that of the search`() throws {
    let space = try Space(parameters: [unit("x")])
    let own = RandomSearch(seed: 5)
    #expect(
      try own.next(History(), in: space, seed: 1, budget: nil)
        == RandomSearch().next(History(), in: space, seed: 5, budget: nil))
  }
}
