import Basics
import RealModule

/// The state of `CMAES` after the generations of a history.
struct EvolutionReplay {
  /// Of the ordered axes.
  private(set) var distribution: CovarianceAdaptation
  /// Of each unordered axis; empty for others.
  private(set) var probabilities: [[Double]]
  /// Trials of a generation.
  private(set) var population: Int
  /// Times that the search began anew.
  private(set) var restarts = 0

  private let seed: UInt64
  /// The step at a start.
  private let firstStep: Double
  private let domains: [Domain]
  /// The ordered axes.
  let lines: [Int]
  private var hasChoices: Bool { lines.count < domains.count }
  /// The best value of each generation since the last start.
  private var best: [Double] = []

  /// Learning rate of probabilities.
  private static let eta = 0.3
  /// The least probability of a choice, times their number.
  private static let margin = 0.2
  /// Steps smaller than this on every axis end the search; a tenth of a cell on axes of levels.
  private static let tolerance = 1e-6
  private static let worstCondition = 1e7

  /// Trials of the generations that are over.
  private var replayed = 0

  /// The state before the first generation.
  private init(_ table: PointTable, _ space: Space, seed: UInt64, population: Int, sigma: Double) {
    self.seed = seed
    firstStep = sigma
    self.population = population
    domains = space.parameters.map(\.domain)
    lines = table.axes.indices.filter { table.axes[$0].levels == nil }
    let near = space.parameters.map(\.nearCoordinate)
    distribution = CovarianceAdaptation(mean: lines.map { near[$0] ?? 0.5 }, sigma: firstStep)
    probabilities = table.axes.map { axis in
      axis.levels.map { [Double](repeating: 1 / Double($0), count: $0) } ?? []
    }
  }

  /// Replays all generations that are over before the trial that is asked for, but for those that are remembered.
  init(
    _ history: History, _ table: PointTable, _ space: Space, seed: UInt64, population: Int, sigma: Double,
    _ memory: Memory<EvolutionPast, EvolutionReplay>
  ) {
    let costs = history.costs
    let past = EvolutionPast(history, table, space, seed: seed, population: population, sigma: sigma)
    self =
      memory.latest { past.continues($0) }
      ?? EvolutionReplay(table, space, seed: seed, population: population, sigma: sigma)
    // What is still running will change the generation that it belongs to.
    let settled = history.observations.firstIndex { $0.evaluation == .running } ?? costs.count
    var lasting: EvolutionReplay?
    while replayed < costs.count, replayed <= history.trialsSoFar - self.population {
      let trials = replayed..<min(replayed + self.population, costs.count)
      replayed += self.population
      advance(trials.filter { history.observations[$0].evaluation != .running }, costs, table)
      if isOver { restart(table) }
      if replayed <= settled { lasting = self }
    }
    if let lasting { memory.remember(lasting, of: past.first(lasting.replayed)) }
  }

  private mutating func advance(_ trials: [Int], _ costs: [Double?], _ table: PointTable) {
    let values = trials.filter { costs[$0] != nil }
      .sorted { (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1) }
    // Failed trials are the worst; there are never so many that one would count among the better half.
    let ranked = Array((values + trials.filter { costs[$0] == nil }).prefix(2 * values.count))
    guard ranked.count >= 2, let winner = values.first, let cost = costs[winner] else { return }
    best.append(cost)
    let spread = self.spread
    let steps = ranked.map { trial in
      lines.indices.map { i in
        let u = table.axis(lines[i])[trial]
        if !u.isNaN { return (u - distribution.mean[i]) / (distribution.sigma * spread[i]) }
        var random = CounterRandom(seed: seed, Purpose.weight.rawValue, UInt64(trial), UInt64(lines[i]))
        return random.normal() * distribution.deviation(i) / distribution.sigma
      }
    }
    let weights = hasChoices ? CovarianceAdaptation.Rates(dimension: 1, population: ranked.count).weights : []
    for axis in probabilities.indices where !probabilities[axis].isEmpty {
      learn(axis, zip(ranked, weights).filter { $0.1 > 0 }.map { (table.axis(axis)[$0.0], $0.1) })
    }
    distribution.advance(steps)
  }

  /// Moves the probabilities of an axis towards the choices of the better trials.
  private mutating func learn(_ axis: Int, _ better: [(choice: Double, weight: Double)]) {
    let count = probabilities[axis].count
    let active = better.filter { !$0.choice.isNaN }
    let rate = Self.eta * active.reduce(0) { $0 + $1.weight }
    for k in 0..<count { probabilities[axis][k] *= 1 - rate }
    for (choice, weight) in active { probabilities[axis][Int(choice)] += Self.eta * weight }
    guard count > 1 else { return }
    let least = Self.margin / Double(count)
    // A mixture with the uniform distribution keeps every choice alive and the sum at 1.
    let lowest = probabilities[axis].min() ?? 1
    guard lowest < least else { return }
    let share = (least - lowest) / (1 / Double(count) - lowest)
    for k in 0..<count { probabilities[axis][k] += share * (1 / Double(count) - probabilities[axis][k]) }
  }

  /// How much wider than the distribution each ordered axis is drawn, at least 1: the margin of levels.
  private var spread: [Double] {
    let rare = 1 / (Double(max(lines.count, 1)) * Double(population))
    let quantile = -NormalDistribution.quantile(rare / 2)
    return lines.indices.map { i in
      guard let cell = domains[lines[i]].cell(around: distribution.mean[i]) else { return 1 }
      let (m, s) = (distribution.mean[i], distribution.deviation(i))
      let distances = [cell.low > 0 ? m - cell.low : .infinity, cell.high < 1 ? cell.high - m : .infinity]
      let nearest = max(distances.min() ?? 0, 0)
      return nearest < 1 ? max(1, nearest / (quantile * s)) : 1
    }
  }

  /// Why a draw is proposed.
  var reason: Reason {
    var means = [Double?](repeating: nil, count: domains.count)
    var deviations = means
    for (i, axis) in lines.enumerated() {
      (means[axis], deviations[axis]) = (distribution.mean[i], distribution.deviation(i))
    }
    return Reason(
      .generation,
      [.generation: Double(distribution.generation), .restarts: Double(restarts), .step: distribution.sigma]
    ).adding(.mean, byParameter: means).adding(.deviation, byParameter: deviations)
  }

  private var isOver: Bool {
    guard !lines.isEmpty else { return false }
    let isNarrow = lines.indices.allSatisfy { i in
      distribution.deviation(i) < max(Self.tolerance, domains[lines[i]].count.map { 0.1 / Double($0) } ?? 0)
    }
    if isNarrow || distribution.condition > Self.worstCondition { return true }
    let term = 10 + 30 * lines.count / population
    let recent = best.suffix(term)
    guard recent.count == term, let low = recent.min(), let high = recent.max() else { return false }
    return high / 2 - low / 2 <= 1e-12 * max(abs(low), abs(high))
  }

  private mutating func restart(_ table: PointTable) {
    restarts += 1
    population *= 2
    best = []
    var random = CounterRandom(seed: seed, Purpose.design.rawValue, UInt64(restarts))
    distribution = CovarianceAdaptation(mean: lines.map { _ in random.uniform() }, sigma: firstStep)
    for axis in probabilities.indices {
      let count = probabilities[axis].count
      probabilities[axis] = [Double](repeating: 1 / Double(max(count, 1)), count: count)
    }
  }

  /// Draws of the ordered axes before those outside the cube are moved to its faces.
  private static let redraws = 10

  /// A configuration drawn from the distribution.
  ///
  /// - Parameters:
  ///   - space: Decodes it.
  ///   - uniform: A point of the unit cube, which the draw is the image of.
  ///   - random: Draws other images if that of the ordered axes is outside the cube.
  /// - Throws: What rules throw.
  /// - Returns: The configuration.
  func draw(in space: Space, from uniform: [Double], _ random: inout CounterRandom) throws -> Configuration {
    let spread = self.spread
    var x: [Double] = []
    for redraw in 0..<Self.redraws {
      let z = lines.map { redraw == 0 ? NormalDistribution.quantile(uniform[$0]) : random.normal() }
      let step = distribution.step(z)
      x = lines.indices.map { distribution.mean[$0] + distribution.sigma * spread[$0] * step[$0] }
      if x.allSatisfy({ 0 <= $0 && $0 <= 1 }) { break }
    }
    var point = [Double](repeating: 0.5, count: space.dimension)
    for (axis, u) in zip(lines, x) { point[axis] = u }
    for axis in point.indices where !probabilities[axis].isEmpty {
      var rest = uniform[axis]
      let choice = probabilities[axis].firstIndex { probability in
        rest -= probability
        return rest < 0
      }
      point[axis] = (Double(choice ?? 0) + random.uniform()) / Double(probabilities[axis].count)
    }
    return try space.decode(point)
  }
}
