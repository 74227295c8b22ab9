@testable import BayesOpt

/// A whole search by one strategy.
func search(
  _ strategy: any Strategy, _ space: Space, trials: Int, seed: UInt64 = 1, direction: Direction = .minimize,
  _ objective: (Configuration) -> Outcome
) throws -> [Observation] {
  var observations: [Observation] = []
  for _ in 0..<trials {
    let history = History(observations, direction: direction)
    guard let next = try strategy.suggest(history, in: space, seed: seed, budget: trials) else { break }
    observations.append(Observation(next, objective(next)))
  }
  return observations
}

/// A real parameter from 0 to 1.
func unit(_ name: String) -> Parameter {
  Parameter(name: name, domain: .real(low: 0, high: 1, scale: .linear, step: nil))
}

/// The number of a parameter of a configuration; 0 where it is inactive.
func number(_ configuration: Configuration, _ index: Int) -> Double {
  configuration.values[index]?.number ?? 0
}
