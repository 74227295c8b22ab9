import Basics

/// A modifier of any strategy: every third trial, and the last, tries what the convex hull of the results predicts.
///
/// The lower hull of the observed points is lowest at the best of them and predicts nothing new by itself. It gives a
/// bracket and a slope on each side, and thereby the minimum of a smooth convex function. With several parameters,
/// each axis is taken for itself: the hull is that of the least value over the other axes.
public struct Hull: Strategy {
  /// The strategy that chooses the other trials, and says what it makes of the results.
  public let base: any Strategy
  /// How far below its neighbours' line a vertex of the hull must lie; more than 0 gives an approximate hull.
  public var tolerance: Double

  /// The exact hull.
  static let defaultTolerance = 0.0
  /// One trial in so many is the hull's.
  static let period = 3

  /// Closer than this in every coordinate, a prediction counts as evaluated.
  private static let resolution = 1e-3

  /// The modified strategy.
  ///
  /// - Parameters:
  ///   - base: The strategy to modify.
  ///   - tolerance: In units of the range of the results, 0 for the exact hull.
  /// - Throws: `OptionError`.
  public init(of base: any Strategy, tolerance: Double) throws(OptionError) {
    guard tolerance >= 0, tolerance.isFinite else { throw .bad("tolerance", reason: "it must be zero or more") }
    (self.base, self.tolerance) = (base, tolerance)
  }

  /// The modified strategy with an exact hull.
  public init(of base: any Strategy) {
    (self.base, tolerance) = (base, Self.defaultTolerance)
  }

  /// That of the base.
  public var seed: UInt64? { base.seed }

  /// `hull(...)` of the name of the base.
  public var name: String { "hull(\(base.name))" }

  /// The hull's prediction where it is its turn and it has one; otherwise what the base suggests.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    let start = initialTrials(in: space, budget: budget)
    let isTurn = history.trial >= start && (history.trial - start) % Self.period == Self.period - 1
    let isLast = budget.map { history.trial == $0 - 1 } ?? false
    if isTurn || isLast, let prediction = try predict(history, in: space) { return prediction }
    return try base.suggest(history, in: space, seed: seed, budget: budget)
  }

  /// That of the base.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    base.initialTrials(in: space, budget: budget)
  }

  /// What the base makes of them.
  public func smoothedCosts(of history: History, in space: Space) throws -> [Double?] {
    try base.smoothedCosts(of: history, in: space)
  }

  /// That of the base.
  public func check(_ value: Double, _ direction: Direction) throws(StrategyError) {
    try base.check(value, direction)
  }

  /// That of the base.
  public func explanation(in space: Space, budget: Int?) -> String? {
    base.explanation(in: space, budget: budget).map { "hull of \($0)" }
  }

  /// The configuration at the predicted minimum of every axis; nil if no axis has one or it cannot be tried.
  func predict(_ history: History, in space: Space) throws -> Proposal? {
    let smoothed = try smoothedCosts(of: history, in: space)
    let observed: [(configuration: Configuration, w: Double)] = zip(history.observations, smoothed)
      .filter { $0.0.configuration.values.count == space.dimension }
      .compactMap { observation, cost in cost.map { (observation.configuration, $0) } }
    guard let low = observed.map(\.w).min(), let high = observed.map(\.w).max(), high > low,
      let incumbent = observed.first(where: { $0.w == low })?.configuration
    else { return nil }

    let isChoice = space.parameters.map(\.domain.isUnordered)
    let comparable = observed.filter { belongsTogether($0.configuration, incumbent, isChoice) }
    let points = comparable.map { space.encode($0.configuration) }
    // The prediction does not change with the scale of w; this one cannot overflow.
    let heights = comparable.map { ($0.w / 2 - low / 2) / (high / 2 - low / 2) }
    var target = space.encode(incumbent)
    var (left, right, predicted) = ([Double?](), [Double?](), [Double?]())
    for axis in target.indices {
      let isOrdered = !isChoice[axis] && incumbent.values[axis] != nil
      let cloud = isOrdered ? points.indices.map { (u: points[$0][axis], w: heights[$0]) } : []
      let minimum = LowerHull.minimum(of: cloud, tolerance: tolerance)
      if let minimum { target[axis] = minimum.u }
      left.append(minimum?.left)
      right.append(minimum?.right)
      predicted.append(minimum?.u)
    }
    guard predicted.contains(where: { $0 != nil }) else { return nil }
    let prediction = try space.decode(target)
    let snapped = space.encode(prediction)
    for observation in history.observations {
      guard belongsTogether(observation.configuration, prediction, isChoice) else { continue }
      let distances = zip(space.encode(observation.configuration), snapped).map { abs($0 - $1) }
      if distances.allSatisfy({ $0 < Self.resolution }) { return nil }
    }
    guard try space.allows(prediction) else { return nil }
    return Proposal(
      prediction,
      Reason(.hull, [.incumbent: low]).adding(.left, byParameter: left).adding(.predicted, byParameter: predicted)
        .adding(.right, byParameter: right))
  }

  /// Whether two configurations have the same choices and the same active parameters; others are on other functions.
  private func belongsTogether(_ a: Configuration, _ b: Configuration, _ isChoice: [Bool]) -> Bool {
    guard a.values.count == isChoice.count, b.values.count == isChoice.count else { return false }
    return isChoice.indices.allSatisfy { axis in
      isChoice[axis] ? a.values[axis] == b.values[axis] : (a.values[axis] == nil) == (b.values[axis] == nil)
    }
  }
}
