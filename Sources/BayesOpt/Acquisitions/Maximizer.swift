import Basics
import RealModule

/// The search for the highest point of a surface over a space.
///
/// A small finite space is scored as a whole. Otherwise 1000 uniform points and 30 x 3 perturbations of each of five
/// incumbents are scored; from the best and four drawn by their score, real axes are refined by their gradient and
/// discrete axes by sweeps. Points are snapped before every score; what was evaluated or is refused is never returned. Where
/// none of the candidates is allowed, allowed ones are drawn, and refined by steps to allowed points.
struct Maximizer {
  private let space: Space
  private let surface: any Surface
  private let history: History
  private let incumbents: [[Double]]
  /// The domains of a space without rules; nil where they depend on the point.
  private let fixed: [Domain]?
  private let isUnordered: [Bool]

  /// A point, as the model sees it (the coordinates of the unit cube come first), and its score.
  private struct Candidate {
    var point: [Double]
    var score: Double
  }

  /// Configurations of a finite space that are scored one by one.
  private static let enumerationLimit = 1024
  private static let uniformCandidates = 1000
  private static let perturbationsPerScale = 30
  private static let scales = [0.2, 0.05, 0.01]
  private static let startCount = 5
  /// Axes of more levels are refined by gradient too, and swept over the nearest levels only.
  private static let manyLevels: UInt = 64
  private static let nearestLevels: UInt = 33
  /// A choice of more things is swept in part; the others are left to the candidates.
  private static let sweepLimit: UInt = 1024

  /// The search over a space.
  ///
  /// - Parameters:
  ///   - space: What may be tried.
  ///   - surface: What is maximised.
  ///   - history: What is not to be proposed again.
  ///   - incumbents: Canonical points to perturb, the best first.
  init(space: Space, surface: any Surface, history: History, incumbents: [[Double]]) {
    (self.space, self.surface, self.history, self.incumbents) = (space, surface, history, incumbents)
    fixed = space.isStatic ? space.parameters.map(\.domain) : nil
    isUnordered = space.parameters.map(\.domain.isUnordered)
  }

  /// The best configuration found.
  ///
  /// - Parameter random: Draws the candidates.
  /// - Throws: `SpaceError.refused`, and what rules and constraint throw.
  /// - Returns: Nil if a finite space is exhausted.
  /// - Complexity: About 1450 heights of the surface and five times some hundreds more; of a posterior of n observations
  ///   each is O(n^2).
  func maximize(_ random: inout CounterRandom) throws -> Configuration? {
    if let all = try space.allConfigurations(limit: Self.enumerationLimit) {
      let rest = all.filter { !history.excludes($0) }
      return scores(rest.map(space.features)).firstLargest.map { rest[$0] }
    }
    let candidates = space.isTight ? [] : try draw(&random)
    let order = try starts(among: candidates, scores(candidates), &random)
    guard !order.isEmpty else {
      return space.constraints.isEmpty ? try firstNew(&random) : try maximizeAmongAllowed(&random)
    }
    var best = order[0]
    for start in order {
      let refined = try refine(start)
      if refined.score > best.score { best = refined }
    }
    return try configuration(best.point)
  }

  private func firstNew(_ random: inout CounterRandom) throws -> Configuration? {
    try space.firstNew(after: history, &random) { space.uniformPoint(&$1) }
  }

  /// The same where drawing candidates until one is allowed has no chance.
  private func maximizeAmongAllowed(_ random: inout CounterRandom) throws -> Configuration? {
    let sampler = try FeasibleSampler(space, history)
    let centres = incumbents.map { Array($0.prefix(space.dimension)) }
    let candidates = try sampler.candidates(around: centres, &random).map(snapped)
    guard var best = try starts(among: candidates, scores(candidates), &random).first else {
      return try firstNew(&random)
    }
    best = try refine(best)
    for scale in [0.1, 0.03, 0.01] {
      let centre = Array(best.point.prefix(space.dimension))
      let points = try sampler.neighbours(of: centre, count: 20, scale, &random).map(snapped)
      _ = try improve(&best, points, by: 0)
    }
    return try configuration(best.point)
  }

  /// Uniform points and perturbations of the incumbents.
  private func draw(_ random: inout CounterRandom) throws -> [[Double]] {
    var result: [[Double]] = []
    result.reserveCapacity(
      Self.uniformCandidates + Self.scales.count * incumbents.count * Self.perturbationsPerScale)
    for _ in 0..<Self.uniformCandidates { result.append(try snapped(space.uniformPoint(&random))) }
    let share = max(0.5, 1 / Double(space.dimension))
    for scale in Self.scales {
      for incumbent in incumbents {
        for _ in 0..<Self.perturbationsPerScale {
          var point = Array(incumbent.prefix(space.dimension))
          for axis in point.indices {
            if isUnordered[axis] {
              if random.uniform() < 0.2 { point[axis] = random.uniform() }
            } else if random.uniform() < share {
              point[axis] += scale * random.normal()
            }
          }
          result.append(try snapped(point))
        }
      }
    }
    return result
  }

  /// The centre of the cell of a point of the cube, as the model sees it.
  private func snapped(_ point: consuming [Double]) throws -> [Double] {
    guard let fixed else { return try space.features(at: point) }
    for axis in fixed.indices { point[axis] = fixed[axis].snap(point[axis]) }
    return point
  }

  private func configuration(_ point: [Double]) throws -> Configuration {
    try space.decode(Array(point.prefix(space.dimension)))
  }

  private func isAllowed(_ point: [Double]) throws -> Bool {
    let configuration = try configuration(point)
    return try !history.excludes(configuration) && space.allows(configuration)
  }

  private func scores(_ points: [[Double]]) -> [Double] {
    surface.heights(points).map { $0.isNaN ? -.infinity : $0 }
  }

  /// The best allowed candidate, and others drawn with probabilities proportional to the exponential of their scores.
  private func starts(
    among points: [[Double]], _ scores: [Double], _ random: inout CounterRandom
  ) throws -> [Candidate] {
    var result: [Candidate] = []
    func take(_ count: Int, by keys: [Double]) throws {
      // Constraints may be slow: they are asked in the order of need.
      var keys = keys
      while result.count < count, let index = keys.firstLargest, keys[index] > -.infinity {
        keys[index] = -.infinity
        let point = points[index]
        guard !result.contains(where: { $0.point == point }), try isAllowed(point) else { continue }
        result.append(Candidate(point: point, score: scores[index]))
      }
    }
    try take(1, by: scores.map { max($0, -.greatestFiniteMagnitude) })
    guard !result.isEmpty else { return [] }
    // The k largest of score + Gumbel noise are a draw without replacement by softmax.
    try take(Self.startCount, by: scores.map { $0 - .log(-.log(random.uniform())) })
    return result
  }

  private func refine(_ start: Candidate) throws -> Candidate {
    var best = start
    for _ in 0..<3 {
      let before = best.score
      let domains = try fixed ?? space.domains(of: configuration(best.point))
      try climb(&best, domains)
      let isMixed = try sweep(&best, domains)
      if !isMixed || best.score - before < 1e-4 { break }
    }
    return best
  }

  /// Follows the gradient on the real axes, with the others held.
  private func climb(_ best: inout Candidate, _ domains: [Domain?]) throws {
    let isReal = domains.map { domain in
      guard let domain, !domain.isUnordered else { return false }
      return domain.lastLevel.map { $0 >= Self.manyLevels } ?? true
    }
    guard isReal.contains(true) else { return }
    let start = Array(best.point.prefix(space.dimension))
    let lower = zip(isReal, start).map { $0 ? 0 : $1 }
    let upper = zip(isReal, start).map { $0 ? 1 : $1 }
    let climber = surface.climber()
    var features = best.point
    let method = LBFGS(iterations: 50, tolerance: 1e-7, gradientTolerance: 1e-4)
    let end = method.minimize(from: start, lower: lower, upper: upper) { point, gradient in
      for axis in point.indices { features[axis] = point[axis] }
      let height = climber(features, &gradient)
      for axis in gradient.indices { gradient[axis] = -gradient[axis] }
      return -height
    }.point
    // If the end is refused or was evaluated, a point on the way to it may do.
    for fraction in [1, 0.5, 0.25, 0.125] {
      let point = zip(start, end).map { $0 + fraction * ($1 - $0) }
      if try improve(&best, [snapped(point)], by: 0) { return }
    }
  }

  /// Tries the levels of every discrete axis in turn; false if there is none.
  private func sweep(_ best: inout Candidate, _ domains: [Domain?]) throws -> Bool {
    var isMixed = false
    for (axis, domain) in domains.enumerated() {
      guard let domain, let last = domain.lastLevel, last > 0 else { continue }
      isMixed = true
      var first: UInt = 0
      var count = last
      if last >= Self.manyLevels, !domain.isUnordered {
        let level = domain.level(of: domain.value(at: best.point[axis]))
        first = min(max(level, Self.nearestLevels / 2) - Self.nearestLevels / 2, last)
        count = min(Self.nearestLevels - 1, last - first)
      }
      let variants = try (0...min(count, Self.sweepLimit - 1)).map { step in
        var point = best.point
        point[axis] = domain.coordinate(of: domain.value(ofLevel: first + step))
        // Without rules the other coordinates stay what they are.
        return fixed == nil ? try space.features(at: Array(point.prefix(space.dimension))) : point
      }
      _ = try improve(&best, variants, by: 1e-9)
    }
    return isMixed
  }

  /// Moves to the best of some canonical points that is new, allowed and better by a margin.
  private func improve(_ best: inout Candidate, _ points: [[Double]], by margin: Double) throws -> Bool {
    var scores = scores(points)
    while let index = scores.firstLargest, scores[index] > best.score + margin {
      if try isAllowed(points[index]) {
        best = Candidate(point: points[index], score: scores[index])
        return true
      }
      scores[index] = -.infinity
    }
    return false
  }
}

extension [Double] {
  /// Index of the first of the largest numbers.
  fileprivate var firstLargest: Int? {
    var best: Int?
    for index in indices where best.map({ self[index] > self[$0] }) ?? true { best = index }
    return best
  }
}
