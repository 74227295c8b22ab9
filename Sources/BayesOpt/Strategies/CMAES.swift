// The state is replayed from the history: a generation is lambda trials in a row, and every ask follows the updates of
// all generations before its own that are not remembered. Nothing but the observed configurations enters, so it does not
// matter who proposed them, and a trial that is still running when its generation is over counts from the ask after its
// end.
//
// | axis             | treatment                                                                                |
// |------------------|------------------------------------------------------------------------------------------|
// | ordered          | its unit coordinate; values decode from it, and enter the update at their cell's centre  |
// | of levels        | drawn at least so widely that a draw leaves the cell of the mean with probability        |
// |                  | 1 / (d lambda) (the margin of Hamano et al., GECCO 2022)                                 |
// | choice           | probabilities q <- (1 - eta) q + eta sum_i w_i [c_i = k], at least a margin              |
// |                  | (population-based incremental learning, Baluja 1994)                                     |
// | inactive         | in the update a step drawn from its marginal, which neither widens nor narrows it        |
//
// The draws of successive trials are images of a scrambled Sobol sequence, so that a generation of few trials covers its
// distribution, and its choices, evenly (Teytaud and Gelly, "DCMA, yet another derandomization in CMA-ES", GECCO 2007).
//
// Restarts double lambda (IPOP: Auger and Hansen, CEC 2005) at a random mean when the distribution is narrower than the
// tolerance on every axis, ill-conditioned, or its best values no longer differ.

import Basics

/// An evolution strategy with covariance matrix adaptation on mixed spaces.
public struct CMAES: Strategy {
  /// Replaces the seed of the search.
  public var seed: UInt64?
  /// Trials of the first generation.
  public var population: Int
  /// The deviation of each axis at a start, in units of the range.
  public var sigma: Double
  private let memory = Memory<EvolutionPast, EvolutionReplay>()

  /// Few, for searches are short: the usual 4 + 3 ln d leaves 50 trials too few generations.
  static let defaultPopulation = 6
  static let defaultSigma = 0.2

  /// The strategy with options, checked.
  ///
  /// - Parameters:
  ///   - seed: Replaces the seed of the search.
  ///   - population: Trials of the first generation, at least 4.
  ///   - sigma: The deviation of each axis at a start, above 0 and at most 1.
  /// - Throws: `OptionError`.
  public init(seed: UInt64? = nil, population: Int, sigma: Double) throws(OptionError) {
    if population < 4 { throw .bad("population", reason: "a generation needs at least 4 trials") }
    guard sigma > 0, sigma <= 1 else {
      throw .bad("sigma", reason: "it is a share of the range, above 0 and at most 1")
    }
    (self.seed, self.population, self.sigma) = (seed, population, sigma)
  }

  /// The strategy with its defaults.
  public init() {
    (seed, population, sigma) = (nil, Self.defaultPopulation, Self.defaultSigma)
  }

  /// Its distribution has one mean.
  public var oneObjectiveOnly: String? { "its distribution moves towards one best value" }

  /// `cmaes`.
  public var name: String { "cmaes" }

  /// Draws that are refused or known before one is taken from the whole space.
  private static let attempts = 200

  /// A draw from the distribution that the generations so far lead to, at first a round one about the centre.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    let search = try replay(history, in: space, seed: seed)
    var random = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    let sequence = space.designSequence(seed: seed)
    if space.isTight {
      let sampler = try FeasibleSampler(space, history)
      for _ in 0..<8 {
        let drawn = try search.draw(
          in: space, from: sequence.scrambled(by: random.next()).point(history.trial), &random)
        let configuration = try space.decode(sampler.approach(space.encode(drawn), &random))
        if !history.excludes(configuration) { return Proposal(configuration, search.reason) }
      }
    }
    for attempt in 0..<(space.isTight ? 0 : Self.attempts) {
      let scrambled = attempt == 0 ? sequence : sequence.scrambled(by: random.next())
      let configuration = try search.draw(in: space, from: scrambled.point(history.trial), &random)
      if history.excludes(configuration) { continue }
      if try space.allows(configuration) { return Proposal(configuration, search.reason) }
    }
    return try space.firstNew(after: history, &random) { space.uniformPoint(&$1) }
      .map { Proposal($0, Reason(.uniform)) }
  }

  private func replay(_ history: History, in space: Space, seed: UInt64) throws -> EvolutionReplay {
    try history.checkFits(space)
    let history = history.penalized
    let table = PointTable(history, in: space, cells: false)
    return EvolutionReplay(history, table, space, seed: seed, population: population, sigma: sigma, memory)
  }

  /// The distribution that the proposal is drawn from, along every axis.
  public func view(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook {
    let proposal = try propose(history, in: space, seed: seed, budget: budget)
    var outlook = Outlook(proposal)
    guard let through = proposal?.configuration else { return outlook }
    let search = try replay(history, in: space, seed: seed)
    outlook.sections = try space.parameters.indices.compactMap { axis in
      guard let places = try SectionAxis(axis, through: through, in: space) else { return nil }
      return search.density(of: axis, at: places).map { places.section(.distribution($0)) }
    }
    outlook.ellipse = search.ellipse
    return outlook
  }

  /// The first generation.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    min(budget ?? .max, population)
  }
}
