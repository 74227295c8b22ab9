import Basics
import Testing

@testable import BayesOpt

extension Check {
  /// Several objectives, and constraints on what comes of a trial.
  static let objectives = [
    Check("two objectives: a search, or a reason why there is none") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      let directions: [Direction] = [.minimize, .maximize]
      func values(_ configuration: Configuration) -> [Double] {
        let (x, y) = (number(configuration, 0), number(configuration, 1))
        return [0.1 + x * x + y, 0.9 - (x - 0.7) * (x - 0.7) - 0.1 * y]
      }
      guard subject.strategy.oneObjectiveOnly == nil else {
        let history = History(directions: directions)
        #expect(throws: StrategyError.self) { try subject.strategy.next(history, in: space, seed: 1, budget: 20) }
        return
      }
      let one = try searched(subject, space, 20, directions: directions) { .complete(values($0)) }
      try expectValidAndNew(one, in: space)
      #expect(one.count == 20 || subject.isGrid)
      let again = try searched(subject, space, 20, directions: directions) { .complete(values($0)) }
      #expect(one == again)
    },
    Check("two objectives that fail, run, are constant or infinite") { subject in
      guard subject.strategy.oneObjectiveOnly == nil else { return }
      let space = try Space(parameters: [unit("x"), Parameter(name: "c", domain: .choice(count: 3, isOrdered: false))])
      let outcomes: [Evaluation] = [
        .failed, .complete([0.5, 0.5]), .running, .complete([0.5, 0.5]), .complete([.infinity, 0.2]),
        .complete([0.5, 0.5]), .complete([0.2, 0.5]), .complete([.nan, .nan]), .complete([0.7, 0.1]),
      ]
      let observations = try outcomes.enumerated().map { index, outcome in
        Observation(try space.decode([Double(index) / 9, Double(index % 3) / 3 + 0.1]), outcome)
      }
      for count in observations.indices {
        let history = History(Array(observations[...count]), directions: [.minimize, .minimize])
        let next = try #require(try subject.strategy.next(history, in: space, seed: 1, budget: nil))
        try expectValid(next, in: space)
        #expect(!history.observations.contains { $0.configuration == next })
      }
    },
    Check("three objectives in a mixed space") { subject in
      guard subject.strategy.oneObjectiveOnly == nil else { return }
      let space = try Laboratory.mixed()
      let directions: [Direction] = [.minimize, .minimize, .minimize]
      let found = try searched(subject, space, 14, directions: directions) { configuration in
        let score = Laboratory.score(configuration)
        guard case .complete(let values) = score, let value = values.first else { return score }
        return .complete([value, number(configuration, 3) + 1, abs(number(configuration, 6)) + 0.1])
      }
      try expectValidAndNew(found, in: space)
    },
    Check("constraints: met or not, unknown, never met") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      for (shift, directions) in [(0.3, [Direction.minimize]), (-9, [.minimize]), (0.3, [.minimize, .minimize])] {
        if directions.count > 1, subject.strategy.oneObjectiveOnly != nil { continue }
        let found = try searched(subject, space, 16, directions: directions, constraints: 2) { configuration in
          let x = number(configuration, 0)
          return .complete(directions.indices.map { 0.1 + abs(x - Double($0)) })
        } violations: { configuration in
          [number(configuration, 0) - shift, number(configuration, 1) > 0.9 ? .nan : -1]
        }
        try expectValidAndNew(found, in: space)
        #expect(found.count == 16 || subject.isGrid)
      }
    },
  ]

  private static func searched(
    _ subject: Subject, _ space: Space, _ trials: Int, directions: [Direction], constraints: Int = 0,
    _ objectives: (Configuration) -> Evaluation, violations: (Configuration) -> [Double] = { _ in [] }
  ) throws -> [Observation] {
    var history = History(directions: directions, constraintCount: constraints)
    for _ in 0..<trials {
      guard let next = try subject.strategy.next(history, in: space, seed: 3, budget: trials) else { break }
      history.append(Observation(next, objectives(next), constraints: violations(next)))
    }
    return history.observations
  }
}
