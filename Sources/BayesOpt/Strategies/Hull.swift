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

  /// As the base does.
  public var learnsFromOtherSpaces: Bool { base.learnsFromOtherSpaces }

  /// A hull has one lowest point.
  public var oneObjectiveOnly: String? { "a hull of the results has one lowest point" }

  /// `hull(...)` of the name of the base.
  public var name: String { "hull(\(base.name))" }

  /// The hull's prediction where it is its turn and it has one; otherwise what the base suggests.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    if hasTurn(history, in: space, budget), let prediction = try predict(history, in: space) { return prediction }
    return try base.suggest(history, in: space, seed: seed, budget: budget)
  }

  private func hasTurn(_ history: History, in space: Space, _ budget: Int?) -> Bool {
    let start = initialTrials(in: space, budget: budget)
    let isTurn = history.trial >= start && (history.trial - start) % Self.period == Self.period - 1
    return isTurn || budget.map { history.trial == $0 - 1 } ?? false
  }

  /// The hulls where they have the turn and a prediction; otherwise what the base sees.
  public func view(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook {
    guard hasTurn(history, in: space, budget), let hulls = try hulls(of: history, in: space),
      let prediction = try prediction(of: hulls, history, in: space)
    else { return try base.outlook(history, in: space, seed: seed, budget: budget) }
    var outlook = Outlook(prediction)
    outlook.sections = try hulls.sections(in: space)
    return outlook
  }

  /// That of the base.
  public func modelView(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook? {
    try base.modelOutlook(history, in: space, seed: seed, budget: budget)
  }

  /// That of the base.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    base.initialTrials(in: space, budget: budget)
  }

  /// What the base makes of them.
  public func smoothed(_ history: History, in space: Space) throws -> SmoothedCosts {
    try base.smoothed(history, in: space)
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
    try hulls(of: history, in: space).flatMap { try prediction(of: $0, history, in: space) }
  }

  /// The hulls of the results over every axis; nil where the results are all alike.
  private func hulls(of history: History, in space: Space) throws -> AxisHulls? {
    var smoothed = try smoothed(history, in: space)
    if history.constraintCount > 0 {
      let places = smoothed.places.enumerated().map { history.isFeasible($0) ? $1 : nil }
      smoothed = SmoothedCosts(places, on: smoothed.scale)
    }
    return AxisHulls(history, smoothed, in: space, tolerance: tolerance)
  }

  private func prediction(of hulls: AxisHulls, _ history: History, in space: Space) throws -> Proposal? {
    let predicted = hulls.axes.map { $0?.minimum?.u }
    guard predicted.contains(where: { $0 != nil }) else { return nil }
    let target = zip(predicted, space.encode(hulls.incumbent)).map { $0 ?? $1 }
    let prediction = try space.decode(target)
    let snapped = space.encode(prediction)
    for observation in history.observations {
      guard hulls.belongsTogether(observation.configuration, prediction) else { continue }
      let distances = zip(space.encode(observation.configuration), snapped).map { abs($0 - $1) }
      if distances.allSatisfy({ $0 < Self.resolution }) { return nil }
    }
    guard try space.allows(prediction) else { return nil }
    return Proposal(
      prediction,
      Reason(.hull, [.incumbent: hulls.low]).adding(.left, byParameter: hulls.axes.map { $0?.minimum?.left })
        .adding(.predicted, byParameter: predicted)
        .adding(.right, byParameter: hulls.axes.map { $0?.minimum?.right }))
  }
}
