import Testing

@testable import BayesOpt

extension Check {
  /// Failures, values that are no numbers, constants, and values of any size.
  static let outcomes =
    [
      sequence("trials that all fail") { _ in .failed },
      sequence("values that are NaN") { _ in .complete(.nan) },
      sequence("values that are infinite") { .complete($0 % 2 == 0 ? .infinity : -.infinity) },
      sequence("every second trial fails") { $0 % 2 == 0 ? .failed : .complete(Double($0)) },
      sequence("one trial among failures has a value") { $0 == 4 ? .complete(1) : .failed },
      sequence("the first trial has a value and all others fail") { $0 == 0 ? .complete(0) : .failed },
    ]
    + [0.5, 0, 1e300, 1e-300, .leastNonzeroMagnitude].map { value in
      sequence("every value is \(value)") { _ in .complete(value) }
    }
    + [1e300, 1e-300, .leastNormalMagnitude].map { scale in
      sequence("values around \(scale)") { .complete(scale * (1.5 + Double($0 * 7 % 5) / 10)) }
    } + [
      sequence("values from 1e-300 to 1e300") { .complete([1e-300, 1, 1e300, 1e-5, 1e150][$0 % 5]) },
      Check("a better value is found than by the first trials") { subject in
        let space = try Space(parameters: [unit("x")])
        let observations = try search(subject.strategy, space, trials: 14, direction: .maximize) {
          .complete(1 - (number($0, 0) - 0.7) * (number($0, 0) - 0.7))
        }
        let best = try #require(History(observations, directions: [.maximize]).best)
        #expect(abs(number(observations[best].configuration, 0) - 0.7) < 0.2)
      },
    ]

  /// Searches with outcomes by trial number: different points, and the best is the first of the least values.
  private static func sequence(_ name: String, _ outcome: @escaping @Sendable (Int) -> Evaluation) -> Check {
    Check(name) { subject in
      let space = try Space(parameters: [unit("x"), unit("y")])
      var trial = -1
      let observations = try search(subject.strategy, space, trials: subject.isModel ? 8 : 14) { _ in
        trial += 1
        return outcome(trial)
      }
      #expect(observations.count >= 4)
      try expectValidAndNew(observations, in: space)
      let values = observations.indices.map { trial in
        if case .complete(let values) = outcome(trial), values[0].isFinite { values[0] } else { Double.infinity }
      }
      let least = values.min() ?? .infinity
      #expect(History(observations).best == (least.isFinite ? values.firstIndex(of: least) : nil))
    }
  }
}
