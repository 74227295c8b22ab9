import RealModule

/// The search for the configuration of the best score under a posterior.
///
/// A small finite space is scored as a whole. Otherwise 1000 uniform points and 30 x 3 perturbations of each of five
/// incumbents are scored; from the best and four drawn by their score, real axes are refined by their gradient and
/// discrete axes by sweeps. Points are snapped before every score; what was evaluated or is refused is never returned.
struct Maximizer {
  let space: Space
  let posterior: Posterior
  let score: Score
  /// Configurations that are not to be proposed again.
  let seen: Set<Configuration>
  /// Canonical points to perturb, the best first.
  let incumbents: [[Double]]

  private struct Candidate {
    var configuration: Configuration
    /// As the model sees it; the coordinates of the unit cube come first.
    var point: [Double]
    var score: Double
  }

  /// Levels of a finite space that are scored one by one.
  private static let enumerationLimit = 1024
  private static let uniformCandidates = 1000
  private static let perturbationsPerScale = 30
  private static let scales = [0.2, 0.05, 0.01]
  private static let starts = 5
  /// Axes of more levels are refined by gradient too, and swept over the nearest levels only.
  private static let manyLevels: UInt = 64
  private static let nearestLevels: UInt = 33

  /// The best configuration found.
  ///
  /// - Parameter random: Draws the candidates.
  /// - Throws: `SpaceError.refused`, and what rules and constraint throw.
  /// - Returns: Nil if a finite space is exhausted.
  func maximize(_ random: inout CounterRandom) throws -> Configuration? {
    if let all = try space.allConfigurations(limit: Self.enumerationLimit) {
      return try scored(all.filter { !seen.contains($0) }).max { $0.score < $1.score }?.configuration
    }
    let candidates = try scored(try draw(&random))
    let order = try starts(among: candidates, &random)
    guard !order.isEmpty else {
      return try space.firstNew(excluding: seen, &random) { space.uniformPoint(&$1) }
    }
    var best = order[0]
    for start in order {
      let refined = try refine(start)
      if refined.score > best.score { best = refined }
    }
    return best.configuration
  }

  /// Uniform points and perturbations that were not evaluated before.
  private func draw(_ random: inout CounterRandom) throws -> [Configuration] {
    var drawn = Set<Configuration>()
    var result: [Configuration] = []
    func add(_ point: [Double]) throws {
      let configuration = try space.decode(point)
      if !seen.contains(configuration), drawn.insert(configuration).inserted { result.append(configuration) }
    }
    for _ in 0..<Self.uniformCandidates { try add(space.uniformPoint(&random)) }
    let share = max(0.5, 1 / Double(space.dimension))
    for scale in Self.scales {
      for incumbent in incumbents {
        for _ in 0..<Self.perturbationsPerScale {
          var point = Array(incumbent.prefix(space.dimension))
          for (axis, parameter) in space.parameters.enumerated() {
            if parameter.domain.isUnordered {
              if random.uniform() < 0.2 { point[axis] = random.uniform() }
            } else if random.uniform() < share {
              point[axis] += scale * random.normal()
            }
          }
          try add(point)
        }
      }
    }
    return result
  }

  private func scored(_ configurations: [Configuration]) throws -> [Candidate] {
    let points = configurations.map(space.features)
    return zip(zip(configurations, points), posterior.predict(points)).map { pair, prediction in
      Candidate(configuration: pair.0, point: pair.1, score: finite(score(prediction.mean, prediction.variance)))
    }
  }

  private func finite(_ score: Double) -> Double {
    score.isNaN ? -.infinity : score
  }

  /// The best allowed candidate, and others drawn with probabilities proportional to the exponential of their scores.
  private func starts(among candidates: [Candidate], _ random: inout CounterRandom) throws -> [Candidate] {
    // The k largest of score + Gumbel noise are a draw without replacement by softmax. Constraints may be slow, so
    // they are asked in the order of need.
    let noisy = candidates.map { $0.score - .log(-.log(random.uniform())) }
    let byScore = candidates.indices.sorted { (candidates[$1].score, $0) < (candidates[$0].score, $1) }
    let byDraw = candidates.indices.sorted { (noisy[$1], $0) < (noisy[$0], $1) }
    guard let best = try byScore.first(where: { try space.allows(candidates[$0].configuration) }) else { return [] }
    var result = [candidates[best]]
    for index in byDraw where index != best {
      guard result.count < Self.starts else { break }
      if try space.allows(candidates[index].configuration) { result.append(candidates[index]) }
    }
    return result
  }

  private func refine(_ start: Candidate) throws -> Candidate {
    var best = start
    for _ in 0..<3 {
      let before = best.score
      let domains = try space.domains(of: best.configuration)
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
    let scratch = posterior.makeScratch()
    var features = best.point
    var meanGradient = start
    var varianceGradient = start
    let method = LBFGS(iterations: 50, tolerance: 1e-7, gradientTolerance: 1e-4)
    let end = method.minimize(from: start, lower: lower, upper: upper) { point, gradient in
      for axis in point.indices { features[axis] = point[axis] }
      let (mean, variance) = posterior.predict(
        features, meanGradient: &meanGradient, varianceGradient: &varianceGradient, scratch)
      // The score is a smooth function of two numbers; its derivatives by central differences are good to 1e-8.
      let (dm, dv) = (1e-4 * variance.squareRoot(), 1e-4 * variance)
      let byMean = (score(mean + dm, variance) - score(mean - dm, variance)) / (2 * dm)
      let byVariance = (score(mean, variance + dv) - score(mean, variance - dv)) / (2 * dv)
      for axis in point.indices {
        gradient[axis] = -byMean * meanGradient[axis] - byVariance * varianceGradient[axis]
      }
      return -score(mean, variance)
    }.point
    // If the end is refused or was evaluated, points on the way to it may do.
    for fraction in [1, 0.5, 0.25, 0.125] {
      let point = zip(start, end).map { $0 + fraction * ($1 - $0) }
      if try improve(&best, [try space.decode(point)], by: 0) { return }
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
      if last >= Self.manyLevels, !domain.isUnordered, let value = best.configuration.values[axis] {
        first = min(max(domain.level(of: value), Self.nearestLevels / 2) - Self.nearestLevels / 2, last)
        count = min(Self.nearestLevels - 1, last - first)
      }
      // A choice of very many things is swept in part; the others are left to the candidates.
      let variants = try (0...min(count, 1023)).map { step in
        var point = Array(best.point.prefix(space.dimension))
        point[axis] = domain.coordinate(of: domain.value(ofLevel: first + step))
        return try space.decode(point)
      }
      _ = try improve(&best, variants, by: 1e-9)
    }
    return isMixed
  }

  /// Moves to the best of some configurations that is new, allowed and better by a margin.
  private func improve(_ best: inout Candidate, _ configurations: [Configuration], by margin: Double) throws -> Bool {
    let candidates = try scored(configurations.filter { !seen.contains($0) })
    let order = candidates.indices.sorted { (candidates[$1].score, $0) < (candidates[$0].score, $1) }
    for index in order {
      guard candidates[index].score > best.score + margin else { return false }
      if try space.allows(candidates[index].configuration) {
        best = candidates[index]
        return true
      }
    }
    return false
  }
}
