// The n trials with a value are split at the k = min(ceil(n / 10), 25) best: l is the density of those, g that of all
// other trials, among them the failed and the running, which the search is to stay away from. Of some draws from l the
// one of the largest l / g is taken: the expected improvement grows with it (Bergstra et al., NIPS 2011, section 4.1).

import Basics
import RealModule

/// A multivariate tree-structured Parzen estimator: tries what is likely among the good trials and not among the rest.
public struct TPE: Strategy {
  /// Replaces the seed of the search.
  public var seed: UInt64?
  /// Draws from the good trials' density, of which the best is taken.
  public var candidates: Int
  /// Trials before the densities take over.
  public var initial: Int

  static let defaultCandidates = 24
  static let defaultInitial = 10
  /// Times that candidates are drawn again if none of them can be tried.
  private static let rounds = 8

  /// The strategy with options, checked.
  ///
  /// - Parameters:
  ///   - seed: Replaces the seed of the search.
  ///   - candidates: Draws from the good trials' density, of which the best is taken.
  ///   - initial: Trials before the densities take over, points of a Sobol sequence.
  /// - Throws: `OptionError`.
  public init(seed: UInt64? = nil, candidates: Int, initial: Int) throws(OptionError) {
    guard (1...100_000).contains(candidates) else {
      throw .bad("candidates", reason: "it must be from 1 to 100,000")
    }
    guard initial >= 1 else { throw .bad("initial", reason: "there is no density without a trial") }
    (self.seed, self.candidates, self.initial) = (seed, candidates, initial)
  }

  /// The strategy with its defaults.
  public init() {
    (seed, candidates, initial) = (nil, Self.defaultCandidates, Self.defaultInitial)
  }

  /// `tpe`.
  public var name: String { "tpe" }

  /// The start is a design; then the draw of the largest ratio of densities.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    guard let (table, l, g) = try densities(history, in: space, budget: budget) else {
      return try SobolSearch().suggest(history, in: space, seed: seed, budget: budget)
        .map { Proposal($0.configuration, Reason(.design, [.index: Double(history.trial)])) }
    }
    var random = CounterRandom(seed: seed, Purpose.candidates.rawValue, UInt64(history.trial))
    // Where drawing until one is allowed has no chance, candidates are what is reached on the way to a draw.
    let sampler = space.isTight ? try FeasibleSampler(space, history) : nil
    for _ in 0..<Self.rounds {
      let drawn = try (0..<candidates).map { _ in
        var (configuration, u) = try draw(from: l, axes: table.axes, space, &random)
        if let sampler {
          configuration = try space.decode(sampler.approach(space.encode(configuration), &random))
          u = table.point(of: configuration)
        }
        let (good, bad) = (l.logDensity(u), g.logDensity(u))
        return (configuration: configuration, good: good, bad: bad, score: good - bad)
      }
      for best in drawn.indices.sorted(by: { (drawn[$1].score, $0) < (drawn[$0].score, $1) }) {
        let draw = drawn[best]
        if history.excludes(draw.configuration) { continue }
        if try space.allows(draw.configuration) {
          return Proposal(draw.configuration, Reason(.density, [.good: draw.good, .bad: draw.bad]))
        }
      }
    }
    return try space.firstNew(after: history, &random) { space.uniformPoint(&$1) }
      .map { Proposal($0, Reason(.uniform)) }
  }

  /// The trials as points, and the densities of the good ones and of all others; nil in the design.
  private func densities(
    _ history: History, in space: Space, budget: Int?
  ) throws -> (table: PointTable, good: ParzenEstimator, bad: ParzenEstimator)? {
    let (good, bad) = Self.split(history)
    guard history.trialsSoFar >= initialTrials(in: space, budget: budget), !good.isEmpty else { return nil }
    try history.checkFits(space)
    let table = PointTable(history, in: space)
    return (table, ParzenEstimator(table, good), ParzenEstimator(table, bad))
  }

  /// Both densities along every axis.
  public func view(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook {
    var outlook = Outlook(try propose(history, in: space, seed: seed, budget: budget))
    guard let (table, good, bad) = try densities(history, in: space, budget: budget),
      let best = history.best.map({ history.observations[$0].configuration })
    else { return outlook }
    outlook.sections = try space.parameters.indices.compactMap { axis in
      guard let places = try SectionAxis(axis, through: best, in: space) else { return nil }
      func curve(_ density: ParzenEstimator) -> [Double] {
        places.values.map { value in
          // What is not a number counts as inactive, and leaves the density of this axis alone.
          var (point, configuration) = ([Double](repeating: .nan, count: space.dimension), best)
          configuration.values[axis] = value
          point[axis] = table.point(of: configuration)[axis]
          return .exp(density.logDensity(point))
        }
      }
      return places.section(.densities(good: curve(good), bad: curve(bad)))
    }
    return outlook
  }

  /// As the option says.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    min(budget ?? .max, initial)
  }

  /// The best trials and all others, each in ascending order.
  private static func split(_ history: History) -> (good: [Int], bad: [Int]) {
    let costs = history.costs
    let finished = costs.count { $0 != nil }
    let limit = min((finished + 9) / 10, 25)
    guard history.directions.count == 1, history.constraintCount == 0 else {
      let good = Set(history.preferred().prefix(limit))
      return (good.sorted(), costs.indices.filter { !good.contains($0) })
    }
    var best: [(cost: Double, trial: Int)] = []
    for case (let trial, let cost?) in costs.enumerated() {
      if best.count == limit, let last = best.last, cost >= last.cost { continue }
      let place = best.firstIndex { cost < $0.cost } ?? best.count
      best.insert((cost, trial), at: place)
      if best.count > limit { best.removeLast() }
    }
    let good = best.map(\.trial).sorted()
    var isGood = [Bool](repeating: false, count: costs.count)
    for trial in good { isGood[trial] = true }
    return (good, costs.indices.filter { !isGood[$0] })
  }

  /// A configuration drawn axis by axis, and its point.
  private func draw(
    from density: ParzenEstimator, axes: [DensityAxis], _ space: Space, _ random: inout CounterRandom
  ) throws -> (Configuration, [Double]) {
    let component = density.component(&random)
    var values: [ParameterValue?] = []
    var point: [Double] = []
    values.reserveCapacity(space.dimension)
    point.reserveCapacity(space.dimension)
    for (axis, parameter) in space.parameters.enumerated() {
      guard let domain = try parameter.domain(after: values) else {
        values.append(nil)
        point.append(.nan)
        continue
      }
      let u = density.draw(axis: axis, component, &random)
      let (value, coordinate) = axes[axis].value(at: u, in: domain, &random)
      values.append(value)
      point.append(coordinate)
    }
    return (Configuration(values: values), point)
  }
}
