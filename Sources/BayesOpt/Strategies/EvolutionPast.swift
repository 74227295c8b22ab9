/// What the state of `CMAES` is a function of, when none of these trials is running.
struct EvolutionPast: Equatable, Sendable {
  private let domains: [Domain]
  private let seed: UInt64
  private let population: Int
  private let sigma: Double
  /// For each trial its coordinates and its cost, bit by bit: what is inactive or failed is not a number.
  private var trials: [[UInt64]]

  init(_ costs: [Double?], _ table: PointTable, _ space: Space, seed: UInt64, population: Int, sigma: Double) {
    domains = space.parameters.map(\.domain)
    (self.seed, self.population, self.sigma) = (seed, population, sigma)
    trials = costs.indices.map { trial in
      table.axes.indices.map { table.axis($0)[trial].bitPattern } + [(costs[trial] ?? .nan).bitPattern]
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
