import Basics

@testable import BayesOpt

/// A whole search by one strategy; its budget is its trials unless stated.
func search(
  _ strategy: any Strategy, _ space: Space, trials: Int, seed: UInt64 = 1, direction: Direction = .minimize,
  budget: Int? = nil, _ objective: (Configuration) -> Evaluation
) throws -> [Observation] {
  var observations: [Observation] = []
  for _ in 0..<trials {
    let history = History(observations, directions: [direction])
    guard let next = try strategy.next(history, in: space, seed: seed, budget: budget ?? trials) else { break }
    observations.append(Observation(next, objective(next)))
  }
  return observations
}

extension Strategy {
  /// The configuration that is suggested.
  func next(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Configuration? {
    try suggest(history, in: space, seed: seed, budget: budget)?.configuration
  }
}

extension Evaluation {
  /// The value of the only objective.
  static func complete(_ value: Double) -> Evaluation { .complete([value]) }
}

/// A real parameter from 0 to 1.
func unit(_ name: String) -> Parameter {
  Parameter(name: name, domain: .real(low: 0, high: 1, scale: .linear, step: nil))
}

/// The number of a parameter of a configuration; 0 where it is inactive.
func number(_ configuration: Configuration, _ index: Int) -> Double {
  configuration.values[index]?.number ?? 0
}

/// Spaces and objectives to search in.
enum Laboratory {
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

  /// An objective on `mixed`.
  static func score(_ configuration: Configuration) -> Evaluation {
    let rate = number(configuration, 0) - 0.1
    return .complete(0.1 + rate * rate + 0.05 * number(configuration, 3) + 0.01 * number(configuration, 5))
  }

  /// Conditions within conditions: a kind, its real parameter, whether it is scheduled, and the parameter of that.
  static func tree() throws -> Space {
    try Space(parameters: [
      Parameter(name: "kind", domain: .choice(count: 3, isOrdered: false)),
      Parameter(name: "rate", domain: .real(low: 0, high: 1, scale: .linear, step: nil)) {
        $0.values[0] == .choice(2) ? nil : .real(low: 0, high: 1, scale: .linear, step: nil)
      },
      Parameter(name: "schedule", domain: .choice(count: 2, isOrdered: false)) {
        $0.values[0] == .choice(0) ? .choice(count: 2, isOrdered: false) : nil
      },
      Parameter(name: "decay", domain: .real(low: 0, high: 1, scale: .linear, step: nil)) {
        $0.values[2] == .choice(1) ? .real(low: 0, high: number($0, 1), scale: .linear, step: nil) : nil
      },
      unit("always"),
    ])
  }

  /// Trials at uniform points of `mixed` or a space like it, drawn one by one without a look at those before.
  static func random(_ space: Space, trials: Int) throws -> [Observation] {
    var random = CounterRandom(seed: 4)
    return try (0..<trials).map { _ in
      let configuration = try space.decode(space.uniformPoint(&random))
      return Observation(configuration, score(configuration))
    }
  }
}
