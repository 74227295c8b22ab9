import Testing

@testable import BayesOpt

/// Why strategies propose what they propose.
@Suite struct ProposalTests {
  /// The reasons of a search for the least of (x - 0.3)^2 + (y - 0.6)^2 + 0.1.
  private static func reasons(_ strategy: any Strategy, trials: Int, budget: Int? = nil) throws
    -> [Reason]
  {
    let space = try Space(parameters: [unit("x"), unit("y")])
    var history = History()
    return try (0..<trials).map { _ in
      let proposal = try #require(try strategy.suggest(history, in: space, seed: 1, budget: budget))
      let (x, y) = (number(proposal.configuration, 0) - 0.3, number(proposal.configuration, 1) - 0.6)
      history.append(Observation(proposal.configuration, .complete(x * x + y * y + 0.1)))
      return proposal.reason
    }
  }

  @Test(arguments: [Gaussian(), Gamma()] as [any Strategy])
  func `a model tells its prediction, and what it beats`(strategy: any Strategy) throws {
    let reasons = try Self.reasons(strategy, trials: 8, budget: 8)
    #expect(reasons.map(\.rule) == Array(repeating: .design, count: 4) + Array(repeating: .model, count: 4))
    for reason in reasons[4...] {
      for quantity in [.mean, .deviation, .acquisition, .incumbent, .idle, .scale, .noise, .trend] as [Reason.Quantity]
      {
        #expect(reason[quantity]?.isFinite == true, "\(quantity)")
      }
      #expect((reason[.deviation] ?? 0) > 0 && reason[.demand] == nil && reason[.beta] == nil)
      #expect(reason[.bound] == (strategy.name == "gamma" ? 0 : nil))
      #expect(reason.vectors.map(\.quantity) == [.lengthscale] && reason.vectors[0].values.count == 2)
      #expect(reason.vectors[0].values.allSatisfy { 0.01 < ($0 ?? 0) && ($0 ?? 0) < 40 })
    }
  }

  @Test func `trials without progress say what they demand, and when the design is back`() throws {
    let space = try Space(parameters: [unit("x"), unit("y")])
    let known = try search(RandomSearch(), space, trials: 20) { _ in .complete(1) }
    func rule(_ idle: Int) throws -> (Reason.Rule?, Double?) {
      let best = Observation(Configuration(values: [.real(0.5), .real(0.25)]), .complete(0))
      let history = History(known.prefix(8) + [best] + known.prefix(8 + idle).dropFirst(8))
      let reason = try Gaussian().suggest(history, in: space, seed: 1, budget: nil)?.reason
      return (reason?.rule, reason?[.demand])
    }
    #expect(try rule(3) == (.model, nil))
    #expect(try rule(4) == (.demand, 0.3))
    #expect(try rule(11) == (.designAgain, nil))
  }

  @Test func `a bound tells its weight`() throws {
    let options = try ModelOptions(acquisition: .confidenceBound(beta: 2))
    let reason = try #require(try Self.reasons(Gaussian(options), trials: 5).last)
    #expect(reason[.beta] == 2 && reason[.incumbent] == nil)
  }

  @Test func `other strategies tell what they went by`() throws {
    #expect(try Self.reasons(Grid(), trials: 1, budget: 9).map(\.rule) == [.grid])
    #expect(try Self.reasons(RandomSearch(), trials: 1).map(\.rule) == [.uniform])
    #expect(try Self.reasons(SobolSearch(), trials: 3).map { $0[.index] } == [0, 1, 2])
    let densities = try Self.reasons(TPE(), trials: 12)
    #expect(densities.map(\.rule) == Array(repeating: .design, count: 10) + [.density, .density])
    #expect(densities[10][.good].map { $0.isFinite } == true && densities[10][.bad].map { $0.isFinite } == true)
    let generations = try Self.reasons(CMAES(), trials: 13)
    #expect(generations.map { $0[.generation] } == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2])
    #expect(generations[12].vectors.map(\.quantity) == [.mean, .deviation])
  }

  @Test func `a hull tells the bracket of what it predicts`() throws {
    let reasons = try Self.reasons(Hull(of: RandomSearch()), trials: 14).filter { $0.rule == .hull }
    #expect(!reasons.isEmpty)
    for reason in reasons {
      let numbers = Dictionary(reason.vectors.map { ($0.quantity, $0.values) }) { first, _ in first }
      for axis in 0..<2 {
        guard let left = numbers[.left]?[axis], let right = numbers[.right]?[axis] else { continue }
        #expect(numbers[.predicted]?[axis].map { left < $0 && $0 < right } == true)
      }
    }
  }
}
