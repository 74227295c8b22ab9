// The population is the best trials so far in the order of History.preferred(): by front, and of one front those with the most
// room. It is renewed with every trial rather than by generations, which suits searches of tens and hundreds of trials.
//
// | code       | meaning                                                                                               |
// |------------|-------------------------------------------------------------------------------------------------------|
// | tournament | the better of two of the population, drawn uniformly                                                  |
// | crossover  | on each axis with probability 1/2: numbers by simulated binary crossover, c = (a + b) / 2 +- beta (a - b) / 2, |
// |            | the density of the spread beta being (eta + 1) beta^eta / 2 below 1 and (eta + 1) / (2 beta^(eta+2)) above     |
// |            | (Deb and Agrawal, Complex Systems 9 (1995) 115), near either parent; choices from either parent      |
// | mutation   | numbers with probability 2 / d by a polynomial step of density (eta + 1) (1 - |s|)^eta / 2 on [-1, 1],        |
// |            | choices with probability 1 / d anew                                                                   |

import Basics
import RealModule

/// A genetic algorithm that sorts by fronts: NSGA-II (Deb, Pratap, Agarwal and Meyarivan, IEEE TEC 6 (2002) 182).
public struct NSGA2: Strategy {
  /// Replaces the seed of the search.
  public var seed: UInt64?
  /// Trials that parents are taken from.
  public var population: Int

  static let defaultPopulation = 20
  /// Children that are refused or known before a point of the whole space is taken.
  private static let attempts = 100
  private static let crossoverIndex = 15.0
  private static let mutationIndex = 10.0

  /// The strategy with options, checked.
  ///
  /// - Parameters:
  ///   - seed: Replaces the seed of the search.
  ///   - population: Trials that parents are taken from, at least 2; as many trials are a design.
  /// - Throws: `OptionError`.
  public init(seed: UInt64? = nil, population: Int) throws(OptionError) {
    guard population >= 2 else { throw .bad("population", reason: "a child has 2 parents") }
    (self.seed, self.population) = (seed, population)
  }

  /// The strategy with its defaults.
  public init() {
    (seed, population) = (nil, Self.defaultPopulation)
  }

  /// `nsga2`.
  public var name: String { "nsga2" }

  /// The first population.
  public func initialTrials(in space: Space, budget: Int?) -> Int { min(budget ?? .max, population) }

  /// A point of the design, or a child of two of the best trials.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    let parents =
      history.trialsSoFar < initialTrials(in: space, budget: budget)
      ? [] : Array(history.preferred().prefix(population))
    guard parents.count >= 2 else {
      return try SobolSearch().suggest(history, in: space, seed: seed, budget: budget)
        .map { Proposal($0.configuration, Reason(.design, [.index: Double(history.trial)])) }
    }
    try history.checkFits(space)
    let points = parents.map { space.encode(history.observations[$0].configuration) }
    var random = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    let sampler = space.isTight ? try FeasibleSampler(space, history) : nil
    for _ in 0..<Self.attempts {
      let (first, second) = (tournament(points.count, &random), tournament(points.count, &random))
      let child = child(of: points[first], points[second], in: space, &random)
      let configuration = try space.decode(try sampler?.approach(child, &random) ?? child)
      if history.excludes(configuration) { continue }
      if try space.allows(configuration) {
        return Proposal(configuration, Reason(.offspring))
      }
    }
    return try space.firstNew(after: history, &random) { space.uniformPoint(&$1) }
      .map { Proposal($0, Reason(.uniform)) }
  }

  /// The better of two of the population, which stands in the order of preference.
  private func tournament(_ count: Int, _ random: inout CounterRandom) -> Int {
    min(random.index(below: count), random.index(below: count))
  }

  /// A point between, around or near two points.
  private func child(
    of a: [Double], _ b: [Double], in space: Space, _ random: inout CounterRandom
  ) -> [Double] {
    let share = 1 / Double(max(space.dimension, 1))
    return a.indices.map { axis in
      var u = a[axis]
      let isChoice = space.parameters[axis].domain.isUnordered
      if random.uniform() < 0.5 {
        u = isChoice ? b[axis] : Self.crossed(a[axis], b[axis], &random)
      }
      if random.uniform() < (isChoice ? share : 2 * share) {
        u = isChoice ? random.uniform() : u + Self.step(&random)
      }
      return min(max(u, 0), 1)
    }
  }

  private static func crossed(_ a: Double, _ b: Double, _ random: inout CounterRandom) -> Double {
    let r = random.uniform()
    let exponent = 1 / (crossoverIndex + 1)
    let spread = r < 0.5 ? Double.pow(2 * r, exponent) : Double.pow(0.5 / max(1 - r, 1e-12), exponent)
    let side = random.uniform() < 0.5 ? 0.5 : -0.5
    return 0.5 * (a + b) + side * spread * (a - b)
  }

  private static func step(_ random: inout CounterRandom) -> Double {
    let r = 2 * random.uniform() - 1
    let size = 1 - Double.pow(1 - abs(r), 1 / (mutationIndex + 1))
    return r < 0 ? -size : size
  }
}
