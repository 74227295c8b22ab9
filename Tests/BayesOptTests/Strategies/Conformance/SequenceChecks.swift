import Testing

@testable import BayesOpt

extension Check {
  /// Seeds, resumption, ends of finite spaces, and workers side by side.
  static let sequences = [
    Check("the same seed gives the same trials, another one others") { subject in
      let space = try Laboratory.mixed()
      let first = try search(subject.strategy, space, trials: 13, Laboratory.score)
      #expect(try search(subject.strategy, space, trials: 13, Laboratory.score) == first)
      let other = try search(subject.strategy, space, trials: 3, seed: 2, Laboratory.score)
      #expect((other != Array(first.prefix(3))) == !subject.isGrid)
    },
    Check("a search that is resumed is the one that was not interrupted") { subject in
      let space = try Laboratory.tree()
      let whole = try search(subject.strategy, space, trials: 14) { .complete(2 + number($0, 1) - number($0, 3)) }
      for trial in whole.indices {
        let next = try subject.suggest(Array(whole.prefix(trial)), space, budget: 14)
        #expect(next == whole[trial].configuration)
      }
    },
    Check("a finite space is visited once and then ends") { subject in
      let space = try Space(
        parameters: [
          Parameter(name: "a", domain: .choice(count: 2, isOrdered: false)),
          Parameter(name: "b", domain: .integer(low: 0, high: 3, scale: .linear, step: 1)),
        ], constraint: { $0.values != [.choice(1), .integer(3)] })
      try expectExhausted(subject, space, points: 7)
    },
    Check("a finite space of conditions is visited once and then ends") { subject in
      let space = try Space(parameters: [
        Parameter(name: "a", domain: .choice(count: 3, isOrdered: true)),
        Parameter(name: "b", domain: .integer(low: 1, high: 4, scale: .logarithmic, step: 2)) {
          $0.values[0] == .choice(1) ? .integer(low: 1, high: 4, scale: .logarithmic, step: 2) : nil
        },
        Parameter(name: "c", domain: .real(low: 0, high: 1, scale: .linear, step: 0.5)) {
          $0.values[1] == .integer(4) ? nil : .real(low: 0, high: 1, scale: .linear, step: 0.5)
        },
      ])
      try expectExhausted(subject, space, points: 3 + (3 + 3 + 1) + 3)
    },
    Check("a finite space with noise has no end, and its trials can be resumed") { subject in
      let space = try Space(
        parameters: [
          Parameter(name: "a", domain: .choice(count: 2, isOrdered: false)),
          Parameter(name: "b", domain: .integer(low: 0, high: 2, scale: .linear, step: 1)),
        ], constraint: { $0.values != [.choice(1), .integer(2)] })
      func noisy(_ observations: [Observation]) throws -> Configuration? {
        try subject.strategy.next(History(observations, isNoisy: true), in: space, seed: 1, budget: 30)
      }
      var observations: [Observation] = []
      for trial in 0..<14 {
        let next = try #require(try noisy(observations))
        try expectValid(next, in: space)
        let deviation = Double(trial * 7 % 5) / 50
        observations.append(Observation(next, trial % 6 == 5 ? .failed : .complete(1 + number(next, 1) + deviation)))
      }
      #expect(Set(observations.map(\.configuration)).count <= 5)
      for trial in observations.indices.reversed() {
        let next = try noisy(Array(observations.prefix(trial)))
        #expect(next == observations[trial].configuration)
      }
      // Without the noise there is an end.
      if !subject.isGrid, Set(observations.map(\.configuration)).count == 5 {
        #expect(try subject.suggest(observations, space) == nil)
      }
    },
    Check("a space of one point has one trial") { subject in
      let space = try Space(parameters: [
        Parameter(name: "a", domain: .real(low: 3, high: 3, scale: .linear, step: nil)),
        Parameter(name: "b", domain: .choice(count: 1, isOrdered: false)),
        Parameter(name: "c", domain: .integer(low: 5, high: 5, scale: .logarithmic, step: 1)),
      ])
      try expectExhausted(subject, space, points: 1)
    },
    Check("workers side by side start with the trials of a single one") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      let alone = try search(subject.strategy, space, trials: 4, budget: 30) { .complete(1 + number($0, 0)) }
      var running: [Observation] = []
      for _ in 0..<4 {
        let next = try #require(try subject.suggest(running, space, budget: 30))
        running.append(Observation(next, .running))
      }
      #expect(running.map(\.configuration) == alone.map(\.configuration))
    },
    Check("running trials are not proposed again") { subject in
      for space in [try Laboratory.mixed(), try Space(parameters: [unit("x"), unit("y")])] {
        var observations = try search(subject.strategy, space, trials: 12) { .complete(1 + number($0, 0)) }
        for _ in 0..<(subject.isModel ? 3 : 8) {
          guard let next = try subject.suggest(observations, space, budget: 30) else { break }
          observations.append(Observation(next, .running))
        }
        try expectValidAndNew(observations, in: space)
      }
    },
    Check("maximising is minimising the distance from the best") { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      // Multiples of 2^-20, of which differences are exact.
      let cost: @Sendable (Configuration) -> Double = { configuration in
        let (x, y) = (number(configuration, 0) - 0.7, number(configuration, 1) - 0.2)
        return ((0.1 + (x * x + y * y) / 4) * 0x1p20).rounded() * 0x1p-20
      }
      let down = try search(subject.strategy, space, trials: 13) { .complete(cost($0)) }
      let up = try search(subject.strategy, space, trials: 13, direction: .maximize) {
        .complete(subject.isBounded ? 1 - cost($0) : -cost($0))
      }
      #expect(down.map(\.configuration) == up.map(\.configuration))
    },
  ]

  /// Every point is tried exactly once, whatever the values, and then there is none.
  private static func expectExhausted(_ subject: Subject, _ space: Space, points: Int) throws {
    var observations: [Observation] = []
    while let next = try subject.suggest(observations, space) {
      observations.append(Observation(next, .complete(1 + Double(observations.count % 3))))
      guard observations.count <= points else { break }
    }
    #expect(observations.count == points)
    try expectValidAndNew(observations, in: space)
    #expect(try subject.suggest(observations, space) == nil)
  }
}
