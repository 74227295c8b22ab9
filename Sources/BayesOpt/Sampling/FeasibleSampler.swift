// A Markov chain over the allowed points. Its steps are slices with shrinkage (Neal, "Slice sampling", Annals of Statistics
// 2003, section 4): along a line through a point, draw from an interval that holds it, and after every refusal cut the
// interval there. Lines go along an axis, along two axes in opposite directions, which keeps sums and differences, and
// anywhere. The uniform distribution on what such lines connect stays as it is; to other parts it comes by beginning anew.
//
// The first allowed point is one of the history, or is constructed: a point moves as long as the constraints are violated no
// more than before, by steps of every size.

import Basics
import RealModule

/// Draws allowed points of a space of which so little is allowed that drawing from all of it has no chance.
struct FeasibleSampler {
  private let space: Space
  /// Allowed points that were tried.
  private let known: [[Double]]
  /// Axes that are no unordered choices.
  private let lines: [Int]
  /// What one unit of value is on each axis, in coordinates; of what is not linear, a tenth of the range.
  private let units: [Double]

  /// Of the trials so far, as many as this are points to begin at.
  private static let mostKnown = 64
  /// Steps along every axis between two draws.
  private static let sweeps = 8
  /// Steps without progress after which a construction begins anew.
  private static let patience = 500
  /// Walks that end at what was tried before, in a row, after which points are constructed.
  private static let walks = 6
  /// Constructions, in a row, that fail or end at what was tried before, after which nothing is left.
  private static let attempts = 150

  /// What draws from a space.
  ///
  /// - Parameters:
  ///   - space: What may be tried.
  ///   - history: Where allowed points are known from.
  /// - Throws: What rules and constraints throw.
  init(_ space: Space, _ history: History) throws {
    self.space = space
    let recent = history.observations.suffix(Self.mostKnown).map(\.configuration)
    let best = history.best.map { [history.observations[$0].configuration] } ?? []
    known = try (best + recent).filter { try $0.values.count == space.dimension && space.allows($0) }.map(space.encode)
    lines = space.parameters.indices.filter { !space.parameters[$0].domain.isUnordered }
    units = space.parameters.map { parameter in
      switch parameter.domain {
      case .real(let low, let high, .linear, let step) where high > low && (high - low).isFinite:
        1 / (high - low + (step ?? 0))
      case .integer(let low, let high, .linear, let step):
        1 / (Double(high) - Double(low) + Double(step))
      default: 0.1
      }
    }
  }

  // MARK: Draws

  /// A configuration that is allowed and new; nil where none is left.
  ///
  /// - Throws: `SpaceError.refused` where no allowed point was found, and what rules and constraints throw.
  func draw(excluding isSeen: (Configuration) -> Bool, _ random: inout CounterRandom) throws -> Configuration? {
    if let all = space.allAllowed() {
      if all.isEmpty { throw SpaceError.refused(Space.patience) }
      for _ in 0..<Self.attempts {
        if let one = all.randomElement(using: &random), !isSeen(one) { return one }
      }
      return all.filter { !isSeen($0) }.randomElement(using: &random)
    }
    for _ in 0..<Self.walks {
      var point = try start(&random)
      for _ in 0..<Self.sweeps { try sweep(&point, &random) }
      let configuration = try space.decode(point)
      if !isSeen(configuration) { return configuration }
    }
    // What no line connects with the known points has to be found anew.
    for _ in 0..<Self.attempts {
      guard let configuration = try construct(restarts: 1, &random).map(space.decode) else { continue }
      if !isSeen(configuration) { return configuration }
    }
    return nil
  }

  /// Allowed points for a model to choose from: over all of what is allowed, and around some.
  func candidates(around centres: [[Double]], _ random: inout CounterRandom) throws -> [[Double]] {
    var points: [[Double]] = []
    var point = try start(&random)
    for index in 0..<240 {
      if index.isMultiple(of: 40) { point = try start(&random) }
      for _ in 0..<5 { try slide(&point, along: direction(&random), &random) }
      points.append(point)
    }
    for centre in centres where try isAllowed(centre) {
      for scale in [0.2, 0.05, 0.01] { points += try neighbours(of: centre, count: 10, scale, &random) }
    }
    return points
  }

  /// Allowed points no farther from an allowed one than a scale, along lines.
  func neighbours(
    of centre: [Double], count: Int, _ scale: Double, _ random: inout CounterRandom
  ) throws -> [[Double]] {
    try (0..<count).map { _ in
      var point = centre
      try slide(&point, along: direction(&random), within: scale, &random)
      return point
    }
  }

  /// The allowed point that is reached on the way from some allowed point to a target: the target itself if it is allowed.
  func approach(_ target: [Double], _ random: inout CounterRandom) throws -> [Double] {
    if try isAllowed(target) { return target }
    var point = try start(&random)
    try move(&point, by: zip(target, point).map { $0 - $1 }, &random)
    var axes = Array(target.indices)
    random.shuffle(&axes)
    for axis in axes {
      var step = [Double](repeating: 0, count: target.count)
      step[axis] = target[axis] - point[axis]
      try move(&point, by: step, &random)
    }
    return point
  }

  /// Goes all of a step, or the part of it that is allowed.
  private func move(_ point: inout [Double], by step: [Double], _ random: inout CounterRandom) throws {
    var part = 1.0
    for _ in 0..<12 {
      let candidate = zip(point, step).map { min(max($0 + part * $1, 0), 1) }
      if try isAllowed(candidate) {
        point = try canonical(candidate, &random)
        return
      }
      part *= random.uniform()
    }
  }

  // MARK: The chain

  private func isAllowed(_ point: [Double]) throws -> Bool {
    try space.allows(space.decode(Array(point.prefix(space.dimension))))
  }

  /// The centre of the cell of a point; what is inactive is anywhere.
  private func canonical(_ point: [Double], _ random: inout CounterRandom) throws -> [Double] {
    let configuration = try space.decode(point)
    var result = space.encode(configuration)
    for (axis, value) in configuration.values.enumerated() where value == nil { result[axis] = random.uniform() }
    return result
  }

  private func start(_ random: inout CounterRandom) throws -> [Double] {
    if let point = known.randomElement(using: &random) {
      // Now and then what is not connected with it gets a chance.
      return random.uniform() < 0.8 ? point : construct(restarts: 1, &random) ?? point
    }
    guard let point = construct(restarts: 20, &random) else { throw SpaceError.refused(Space.patience) }
    return point
  }

  private func sweep(_ point: inout [Double], _ random: inout CounterRandom) throws {
    for axis in point.indices {
      var line = [Double](repeating: 0, count: point.count)
      line[axis] = 1
      try slide(&point, along: line, &random)
    }
    for _ in 0..<min(point.count, 12) { try slide(&point, along: direction(&random), &random) }
  }

  /// A line along one axis, along two, or anywhere.
  private func direction(_ random: inout CounterRandom) -> [Double] {
    var line = [Double](repeating: 0, count: space.dimension)
    let kind = random.uniform()
    if kind < 0.4 || lines.count < 2 {
      line[random.index(below: line.count)] = 1
    } else if kind < 0.8 {
      let (a, b) = pair(&random)
      line[a] = units[a]
      line[b] = random.uniform() < 0.7 ? -units[b] : units[b]
    } else {
      for axis in lines { line[axis] = random.normal() }
    }
    let length = line.map(abs).max() ?? 1
    return line.map { $0 / max(length, .leastNormalMagnitude) }
  }

  /// Two ordered axes.
  private func pair(_ random: inout CounterRandom) -> (Int, Int) {
    let first = random.index(below: lines.count)
    let second = (first + 1 + random.index(below: lines.count - 1)) % lines.count
    return (lines[first], lines[second])
  }

  /// Moves to an allowed point on a line through a point.
  private func slide(
    _ point: inout [Double], along line: [Double], within reach: Double = .infinity, _ random: inout CounterRandom
  ) throws {
    var (low, high) = (-reach, reach)
    for axis in line.indices where line[axis] != 0 {
      let ends = [-point[axis] / line[axis], (1 - point[axis]) / line[axis]]
      low = max(low, min(ends[0], ends[1]))
      high = min(high, max(ends[0], ends[1]))
    }
    guard low < high, low.isFinite, high.isFinite else { return }
    for _ in 0..<40 {
      let t = low + (high - low) * random.uniform()
      let candidate = point.indices.map { min(max(point[$0] + t * line[$0], 0), 1) }
      if try isAllowed(candidate) {
        point = try canonical(candidate, &random)
        return
      }
      if t < 0 { low = t } else { high = t }
    }
  }

  // MARK: The first point

  /// How much a point violates the constraints, in multiples of what is ordinary; 0 where it does not.
  private func violation(_ point: [Double], _ scales: [Double]) -> Double {
    guard let configuration = try? space.decode(point) else { return .infinity }
    return zip(space.constraints, scales).reduce(0) { sum, term in
      let excess = term.0.excess(configuration)
      return excess > 0 ? sum + min(excess / term.1, 1e6) + 1e-3 : sum
    }
  }

  /// A point that is allowed; nil where none is found.
  private func construct(restarts: Int, _ random: inout CounterRandom) -> [Double]? {
    let scales = space.excessScales
    for _ in 0..<restarts {
      var point = space.uniformPoint(&random)
      // Products and ratios are met near the ends as well, where a uniform point hardly is.
      for axis in lines where random.uniform() < 0.5 { point[axis] = .pow(10, -4 * point[axis]) }
      var now = violation(point, scales)
      var idle = 0
      for _ in 0..<10 * Self.patience {
        if now == 0 || idle == Self.patience { break }
        let candidate = changed(point, &random)
        let then = violation(candidate, scales)
        idle = then < now ? 0 : idle + 1
        if then <= now { (point, now) = (candidate, then) }
      }
      if now == 0, (try? isAllowed(point)) == true, let found = try? canonical(point, &random) { return found }
    }
    return nil
  }

  /// A point near another one or far from it.
  private func changed(_ point: [Double], _ random: inout CounterRandom) -> [Double] {
    var result = point
    let size = Double.pow(10, -4 * random.uniform())
    func shift(_ axis: Int, _ amount: Double) {
      // At least to the next level.
      let cell = space.parameters[axis].domain.count.map { 1 / Double($0) } ?? 0
      let change = abs(amount) < cell ? (amount < 0 ? -cell : cell) : amount
      result[axis] = min(max(result[axis] + change, 0), 1)
    }
    let kind = random.uniform()
    if kind < 0.5 || lines.count < 2 {
      let axis = random.index(below: point.count)
      if kind < 0.2 || !lines.contains(axis) {
        result[axis] = random.uniform()
      } else {
        shift(axis, random.uniform() < 0.5 ? size : -size)
      }
    } else if kind < 0.6 {
      let (a, b) = pair(&random)
      result.swapAt(a, b)
    } else if kind < 0.85 {
      let (a, b) = pair(&random)
      let most = max(units[a], units[b])
      let sign = random.uniform() < 0.5 ? 1.0 : -1.0
      shift(a, sign * size * units[a] / most)
      shift(b, (random.uniform() < 0.7 ? -sign : sign) * size * units[b] / most)
    } else {
      for axis in lines { result[axis] = min(max(result[axis] + size * random.normal(), 0), 1) }
    }
    return result
  }
}

extension Space {
  /// Whether drawing from the whole space has no chance: of as many points as a search would draw, none is allowed.
  ///
  /// A space of so few points that they are looked at one by one is not counted among these.
  var isTight: Bool {
    if constraints.isEmpty { return false }
    return memory.isTight.value {
      var random = CounterRandom(seed: 0)
      for _ in 0..<Self.patience {
        guard let isAllowed = try? allows(decode(uniformPoint(&random))), !isAllowed else { return false }
      }
      let few = try? allConfigurations(limit: Self.fewConfigurations)
      return few == .some(nil)
    }
  }

  /// The middle of the excess of each constraint over some points that violate it; 1 where none does.
  fileprivate var excessScales: [Double] {
    memory.excessScales.value {
      var random = CounterRandom(seed: 1)
      let points = (0..<64).compactMap { _ in try? decode(uniformPoint(&random)) }
      return constraints.map { constraint in
        let excesses = points.map(constraint.excess).filter { $0 > 1e-300 && $0 < 1e300 }.sorted()
        return excesses.isEmpty ? 1 : excesses[excesses.count / 2]
      }
    }
  }
}
