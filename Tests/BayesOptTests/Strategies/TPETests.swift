import Testing

@testable import BayesOpt

@Suite struct TPETests {
  static func regret(_ strategy: any Strategy, _ space: Space, _ cost: @escaping (Configuration) -> Double) throws
    -> Double
  {
    var sum = 0.0
    for seed in 1...10 as ClosedRange<UInt64> {
      let history = History(try search(strategy, space, trials: 40, seed: seed) { .complete(cost($0)) })
      sum += history.best.flatMap { history.costs[$0] } ?? .infinity
    }
    return sum / 10
  }

  @Test(arguments: [("tpe", 0.3), ("cmaes", 0.9)])
  func `random search is beaten on a space of conditions`(name: String, factor: Double) throws {
    let strategy = try #require(try StrategyCatalog.entry(named: name)?.make())
    let space = try Laboratory.tree()
    let cost: (Configuration) -> Double = { configuration in
      let (rate, always) = (number(configuration, 1) - 0.8, number(configuration, 4) - 0.3)
      let decay = number(configuration, 3) - 0.1
      let kind = configuration.values[0] == .choice(0) ? 0.0 : 0.4
      return kind + rate * rate + always * always + (configuration.values[2] == .choice(1) ? decay * decay : 0.1)
    }
    let mine = try Self.regret(strategy, space, cost)
    #expect(mine < factor * (try Self.regret(RandomSearch(), space, cost)))
  }

  @Test func `a running trial is stayed away from`() throws {
    // Of two equally good choices the one that four workers are at is less likely.
    let space = try Space(parameters: [Parameter(name: "c", domain: .choice(count: 2, isOrdered: false)), unit("x")])
    func point(_ choice: Int, _ x: Double, _ outcome: Evaluation) -> Observation {
      Observation(Configuration(values: [.choice(choice), .real(x)]), outcome)
    }
    let known = (0..<20).map { point($0 % 2, Double($0) / 20, .complete($0 < 2 ? 0 : 1)) }
    let running = (0..<8).map { point(0, 0.01 + Double($0) / 100, .running) }
    var counts = [0, 0]
    for seed in 0..<40 as Range<UInt64> {
      let next = try #require(
        try TPE().next(History(known + running), in: space, seed: seed, budget: nil)?.values[0])
      counts[next == .choice(0) ? 0 : 1] += 1
    }
    #expect(counts[1] > 30)
  }

  @Test func `a history of another space is refused with a reason`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let history = History((0..<12).map { Observation(Configuration(values: [.real(0.5)]), .complete(Double($0))) })
    for strategy in [TPE(), CMAES()] as [any Strategy] {
      let error = #expect(throws: StrategyError.self) {
        try strategy.next(history, in: space, seed: 1, budget: nil)
      }
      #expect(error == .foreign(trial: 0, values: 1, parameters: 2))
    }
  }
}
