import Basics
import Testing

@testable import BayesOpt

@Suite struct AutoTests {
  @Test func `the choice follows the space and the budget, and is explained`() throws {
    let small = try Space(parameters: [
      Parameter(name: "a", domain: .choice(count: 2, isOrdered: false)),
      Parameter(name: "b", domain: .integer(low: 0, high: 3, scale: .linear, step: 1)),
    ])
    let plane = try Space(parameters: [unit("x"), unit("y")])
    let many = try Space(parameters: (0..<41).map { unit("x\($0)") })
    func says(_ space: Space, _ budget: Int?) -> String { Auto().explanation(in: space, budget: budget) ?? "" }
    #expect(says(small, 8).hasPrefix("grid") && says(small, 7).hasPrefix("gaussian"))
    #expect(says(plane, 50).hasPrefix("gaussian") && says(plane, nil).hasPrefix("gaussian"))
    #expect(says(plane, 2000).contains("then tpe") && says(many, 50).hasPrefix("tpe"))

    let visited = try search(Auto(), small, trials: 8) { .complete(number($0, 1)) }
    #expect(try visited == search(Grid(points: 4), small, trials: 8) { .complete(number($0, 1)) })
    let modelled = try search(Auto(), plane, trials: 6) { .complete(number($0, 1)) }
    #expect(try modelled == search(Gaussian(), plane, trials: 6) { .complete(number($0, 1)) })
  }

  @Test func `beyond the trials that a process can follow, densities do`() throws {
    let space = try Space(parameters: [unit("x")])
    let observations = (0..<Auto.manyTrials).map { index in
      let x = (Double(index) + 0.5) / Double(Auto.manyTrials)
      return Observation(Configuration(values: [.real(x)]), .complete((x - 0.3) * (x - 0.3)))
    }
    let history = History(observations)
    #expect(
      try Auto().next(history, in: space, seed: 4, budget: 1000)
        == TPE().next(history, in: space, seed: 4, budget: 1000))
  }
}

/// Spaces in which a parameter exists only under a condition.
@Suite struct ConditionalTests {
  /// An optimiser with a momentum of its own, and a depth that decides how many widths there are.
  static func space() throws -> Space {
    let widths = (0..<3).map { layer in
      let width = Domain.integer(low: 8, high: 256, scale: .logarithmic, step: 1)
      return Parameter(name: "width\(layer)", domain: width) { Int(number($0, 3)) > layer ? width : nil }
    }
    let momentum = Domain.real(low: 0, high: 0.99, scale: .linear, step: nil)
    return try Space(
      parameters: [
        Parameter(name: "rate", domain: .real(low: 1e-5, high: 1, scale: .logarithmic, step: nil)),
        Parameter(name: "optimizer", domain: .choice(count: 3, isOrdered: false)),
        Parameter(name: "momentum", domain: momentum) { $0.values[1] == .choice(0) ? momentum : nil },
        Parameter(name: "depth", domain: .integer(low: 1, high: 3, scale: .linear, step: 1)),
      ] + widths)
  }

  /// Lowest, 0.05, with the first optimizer, a rate of 0.03, a momentum of 0.9 and two layers of about 90.
  static func loss(_ c: Configuration) -> Evaluation {
    let rate = Double.log10(number(c, 0)) + [1.5, 2.8, 2.4][Int(number(c, 1))]
    let momentum = c.values[2].map { ($0.number - 0.9) * ($0.number - 0.9) } ?? 0.2
    var loss = 0.05 + 0.08 * rate * rate + 0.5 * momentum + 0.1 * abs(number(c, 3) - 2)
    for case let width? in c.values[4...] { loss += 0.03 * (.log2(width.number) - 6.5) * (.log2(width.number) - 6.5) }
    return .complete(loss)
  }

  @Test(arguments: ["gaussian", "gamma", "tpe", "auto"])
  func `models find their way among conditions where chance does not`(name: String) throws {
    let (space, strategy) = (try Self.space(), try #require(StrategyCatalog.entry(named: name)).make())
    func regret(_ strategy: any Strategy) throws -> Double {
      var sum = 0.0
      for seed in 1...3 as ClosedRange<UInt64> {
        let history = History(try search(strategy, space, trials: 30, seed: seed, Self.loss))
        sum += (history.best.flatMap { history.costs[$0] } ?? .nan) - 0.05
      }
      return sum / 3
    }
    #expect(try regret(strategy) < 0.6 * regret(RandomSearch()))
  }
}
