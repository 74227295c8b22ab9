/// What the state of `CMAES` is a function of.
struct EvolutionPast: Equatable, Sendable {
  private let domains: [Domain]
  private let near: [Double?]
  private let seed: UInt64
  private let population: Int
  private let sigma: Double
  /// For each trial its coordinates and its cost, bit by bit: what is inactive or failed is not a number, and what is
  /// running costs infinitely much.
  private var trials: [[UInt64]]

  init(_ history: History, _ table: PointTable, _ space: Space, seed: UInt64, population: Int, sigma: Double) {
    domains = space.parameters.map(\.domain)
    near = space.parameters.map(\.nearCoordinate)
    (self.seed, self.population, self.sigma) = (seed, population, sigma)
    trials = zip(history.observations, history.costs).enumerated().map { trial, known in
      let cost = known.0.evaluation == .running ? Double.infinity : known.1 ?? .nan
      return table.axes.indices.map { table.axis($0)[trial].bitPattern } + [cost.bitPattern]
    }
  }

  /// The past up to so many trials.
  func first(_ count: Int) -> EvolutionPast {
    var past = self
    past.trials = Array(trials.prefix(count))
    return past
  }

  /// Whether this past begins with another.
  func continues(_ other: EvolutionPast) -> Bool { first(other.trials.count) == other }
}
