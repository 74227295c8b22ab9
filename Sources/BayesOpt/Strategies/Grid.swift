// n levels of a numeric axis are at u_j = j / (n - 1), j = 0 ... n - 1, and at 1/2 if n = 1; those of an axis with a
// normal prior, whose ends are at infinity, at (j + 1/2) / n. Values that coincide, as integers do, are visited once.
// Choices are visited one by one. Given only a budget T, n is the largest with prod_j min(n, N_j) prod_c K_c <= T, where
// N_j is the number of an axis' values; of reals it is infinite, and the product n^d prod_c K_c. Where there are
// conditions or constraints, n is a number from which on more than T points are allowed; all points of a finite space,
// if no more than T are.

/// Every combination of levels, in lexicographic order, the last parameter fastest.
public struct Grid: Strategy {
  /// Levels of each numeric parameter; absent, as many as the budget allows.
  public var points: Int?
  /// Has no effect; where the language states one, it is the seed of the study.
  public var seed: UInt64?

  /// Levels without a budget to derive them from.
  private static let defaultPoints = 10

  /// A grid.
  ///
  /// - Parameters:
  ///   - points: Levels of each numeric parameter, at least one; absent, as many as the budget allows.
  ///   - seed: Has no effect.
  /// - Throws: `OptionError`.
  public init(points: Int? = nil, seed: UInt64? = nil) throws(OptionError) {
    if let points, points < 1 { throw .bad("points", reason: "a grid needs at least one point on each axis") }
    (self.points, self.seed) = (points, seed)
  }

  /// The grid with a level for every value of a finite space.
  static var whole: Grid {
    var grid = Grid()
    grid.points = .max
    return grid
  }

  /// The grid of the budget.
  public init() {
    points = nil
  }

  /// `grid`.
  public var name: String { "grid" }

  /// The first combination that is not in the history; with noise, and where the grid is the whole space, the first of
  /// those that were tried least often.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    if let grid = allowedGrid(in: space, budget: budget) { return try propose(history, of: grid) }
    let count = levelCount(in: space, budget: budget)
    var (fewest, refused) = (Int.max, 0)
    var isWhole = true
    var (new, old): (Configuration?, Configuration?)
    try space.walk { _, domain in
      let levels = Self.levels(of: domain, count)
      if levels.count != domain.count { isWhole = false }
      return levels
    } _: { configuration in
      let count = history.trials(of: configuration).count
      if count > 0 {
        if count < fewest { (fewest, old) = (count, configuration) }
        refused = 0
        return true
      }
      if try space.allows(configuration) {
        new = configuration
        return false
      }
      refused += 1
      // A grid that the budget is enough for is walked to its end.
      guard refused < max(Space.patience, budget ?? 0) else { throw SpaceError.refused(refused) }
      return true
    }
    if new == nil, old == nil, refused > 0 { throw SpaceError.refusedGrid }
    return (new ?? (history.isNoisy && isWhole ? old : nil)).map { Proposal($0, Reason(.grid)) }
  }

  /// The same of a grid whose allowed points are known.
  private func propose(_ history: History, of grid: SpaceMemory.AllowedGrid) throws -> Proposal? {
    if grid.points.isEmpty { throw SpaceError.refusedGrid }
    if let new = grid.points.first(where: { history.trials(of: $0).isEmpty }) { return Proposal(new, Reason(.grid)) }
    guard history.isNoisy, grid.isWhole else { return nil }
    let counts = grid.points.map { history.trials(of: $0).count }
    return counts.indices.min { (counts[$0], $0) < (counts[$1], $1) }.map { Proposal(grid.points[$0], Reason(.grid)) }
  }

  /// A word on a budget that leaves one level of each numeric parameter.
  public func explanation(in space: Space, budget: Int?) -> String? {
    let numeric = space.parameters.map(\.domain).filter { if case .choice = $0 { false } else { $0.count != 1 } }
    guard points == nil, let budget, budget > 1, !numeric.isEmpty, levelCount(in: space, budget: budget) == 1 else {
      return nil
    }
    // With conditions and constraints there may be more levels than the product of all allows.
    if let grid = allowedGrid(in: space, budget: budget), grid.points.count > budget / 2 { return nil }
    return "one level of each number: \(budget) trials are too few for two, which `grid(points: 2)` has"
  }

  /// Beyond so many levels on an axis a grid is not made finer.
  private static let mostLevels = 1 << 16

  /// The allowed points of the grid that a budget is spent on; nil where nothing but the levels tells how many they are,
  /// or where they cannot be counted.
  private func allowedGrid(in space: Space, budget: Int?) -> SpaceMemory.AllowedGrid? {
    guard points == nil, let budget, budget > 0, !(space.constraints.isEmpty && space.isStatic) else { return nil }
    return space.memory.grid(of: budget) {
      func allowed(_ count: Int) -> [Configuration]? {
        space.allowedPoints(limit: budget) { _, domain in Self.levels(of: domain, count) }
      }
      func fitting(_ count: Int) -> [Configuration]? { allowed(count).flatMap { $0.count <= budget ? $0 : nil } }
      let sizes = space.parameters.map(\.domain.count)
      if !sizes.contains(nil), let most = sizes.compactMap(\.self).max(), let all = fitting(most), !all.isEmpty {
        return .init(points: all, isWhole: true)
      }
      // Upwards by growing strides to a number of levels that is too large, and back to the largest that is not.
      var low = levelCount(in: space, budget: budget)
      var best = allowed(low)
      var (high, stride) = (low + 1, 1)
      while high < Self.mostLevels, let points = fitting(high) {
        (low, best) = (high, points)
        stride *= 2
        high += stride
      }
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if let points = fitting(middle) { (low, best) = (middle, points) } else { high = middle }
      }
      // A grid of nothing is of no use, and a finer one may hold more than the budget.
      for count in low + 1..<low + 65 where best?.isEmpty == true { best = allowed(count) }
      return best.map { .init(points: $0, isWhole: false) }
    }
  }

  private func levelCount(in space: Space, budget: Int?) -> Int {
    if let points { return points }
    guard let budget else { return Self.defaultPoints }
    let share = max(budget, 1)
    let domains = space.parameters.map(\.domain)
    func fits(_ n: Int) -> Bool {
      var product = 1
      for domain in domains {
        let count = domain.count ?? .max
        let levels = if case .choice = domain { count } else { min(n, count) }
        let (next, overflow) = product.multipliedReportingOverflow(by: max(levels, 1))
        guard !overflow, next <= share else { return false }
        product = next
      }
      return true
    }
    // The largest n that fits, by bisection.
    var (low, high) = (1, share)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if fits(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private static func levels(of domain: Domain, _ count: Int) -> Levels {
    if case .choice(let choices, _) = domain { return .all(choices, of: domain) }
    if let all = domain.count, all <= count { return .all(all, of: domain) }
    if case .normal = domain {
      return Levels(count: count) { domain.value(at: (Double($0) + 0.5) / Double(count)) }
    }
    return Levels(count: count) { domain.value(at: count == 1 ? 0.5 : Double($0) / Double(count - 1)) }
  }
}
