import Basics
import Testing

@testable import BayesOpt

extension Check {
  /// Histories that a strategy did not make itself.
  static let histories = [
    Check("duplicated points in the history") { subject in
      let space = try Space(parameters: [unit("x"), Parameter(name: "c", domain: .choice(count: 3, isOrdered: false))])
      let points = [[0.2, 0.1], [0.2, 0.1], [0.7, 0.5], [0.2, 0.1], [0.7, 0.5]]
      let observations = try (0..<15).map { i in
        Observation(try space.decode(points[i % 5]), .complete(1 + Double(i % 4)))
      }
      let next = try #require(try subject.suggest(observations, space))
      try expectValid(next, in: space)
      #expect(!observations.contains { $0.configuration == next })
    },
    Check("points of another strategy") { subject in
      let space = try Laboratory.mixed()
      let foreign = try search(RandomSearch(), space, trials: 17, seed: 99, Laboratory.score)
      let next = try #require(try subject.suggest(foreign, space))
      try expectValid(next, in: space)
      #expect(!foreign.contains { $0.configuration == next })
    },
    Check("a history of a space of other parameters") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      for values in [[], [.real(0.5)], [.real(0.5), .real(0.5), .choice(2)]] as [[ParameterValue?]] {
        let observations = (0..<12).map { Observation(Configuration(values: values), .complete(Double($0) + 1)) }
        try expectErrorOrValid(subject, observations, space)
      }
    },
    Check("a history of values outside their domains, of other kinds, or missing") { subject in
      let space = try Laboratory.mixed()
      let strangers: [ParameterValue?] = [
        .real(1e300), .real(-1e300), .real(.nan), .real(.infinity), .integer(.min), .integer(.max), .choice(-1),
        .choice(.max), nil,
      ]
      for value in strangers {
        let values = [ParameterValue?](repeating: value, count: space.dimension)
        let observations = (0..<12).map { Observation(Configuration(values: values), .complete(Double($0) + 1)) }
        try expectErrorOrValid(subject, observations, space)
      }
    },
    Check("trial numbers ahead of the history and behind it") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      let observations = try search(RandomSearch(), space, trials: 12) { .complete(1 + number($0, 0)) }
      for trial in [0, 5, 40, 1_000_000, Int.max] {
        let history = History(observations, trial: trial)
        guard let next = try subject.strategy.next(history, in: space, seed: 1, budget: 20) else { continue }
        try expectValid(next, in: space)
        #expect(!observations.contains { $0.configuration == next })
      }
    },
    Check("any budget") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      let observations = try search(RandomSearch(), space, trials: 12) { .complete(1 + number($0, 0)) }
      for budget in [nil, -1, 0, 1, 5, 13, Int.max] {
        #expect(throws: Never.self) { try subject.suggest([], space, budget: budget) }
        #expect(throws: Never.self) { try subject.suggest(observations, space, budget: budget) }
      }
    },
  ]

  /// A typed error that says what is wrong, or a configuration of the space, but no trap and no nonsense.
  private static func expectErrorOrValid(_ subject: Subject, _ observations: [Observation], _ space: Space) throws {
    do {
      if let next = try subject.suggest(observations, space) { try expectValid(next, in: space) }
    } catch let error as StrategyError {
      #expect(!error.description.isEmpty && error.hint != "")
    }
  }
}
