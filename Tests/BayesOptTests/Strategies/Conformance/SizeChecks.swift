import Testing

@testable import BayesOpt

extension Check {
  /// Many trials, many dimensions.
  static let sizes = [
    Check("a history of a thousand trials") { subject in
      let space = try Laboratory.mixed()
      var observations = try Laboratory.random(space, trials: subject.isModel ? modelTrials : 1000)
      for _ in 0..<2 {
        guard let next = try subject.suggest(observations, space, budget: 2000) else { break }
        observations.append(Observation(next, Laboratory.score(next)))
      }
      try expectValid(try #require(observations.last?.configuration), in: space)
    },
    Check("fifty dimensions") { subject in
      let space = try Space(parameters: (0..<50).map { unit("x\($0)") })
      let observations = try search(subject.strategy, space, trials: 13) { .complete(1 + number($0, 7)) }
      try expectValidAndNew(observations, in: space)
      // Two levels of each would be 2^50 points: the grid of 13 trials is one.
      #expect(observations.count == (subject.isGrid ? 1 : 13))
    },
    Check("more dimensions than Sobol's table has") { subject in
      let space = try Space(parameters: (0..<80).map { unit("x\($0)") })
      try expectValidAndNew(try search(subject.strategy, space, trials: 4) { _ in .complete(1) }, in: space)
    },
  ]

  /// A model without optimisation takes its time.
  private static var modelTrials: Int {
    #if DEBUG
      120
    #else
      1000
    #endif
  }
}
