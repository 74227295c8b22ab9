import Basics

/// A way of choosing what to try next.
public protocol Strategy: Sendable {
  /// As it is written in the language.
  var name: String { get }

  /// Replaces the seed of the search, if it is given.
  var seed: UInt64? { get }

  /// Why it cannot search a space for several objectives; nil where it can.
  var oneObjectiveOnly: String? { get }

  /// What to try next, by the seed that counts: what `suggest` asks for.
  ///
  /// - Parameters:
  ///   - history: The trials so far, of one objective unless the strategy can do several.
  ///   - space: What may be tried.
  ///   - seed: Where the random numbers start.
  ///   - budget: Number of trials of the whole search, if it is known.
  /// - Throws: `SpaceError.refused`, `StrategyError`, and what rules and constraint throw.
  /// - Returns: One that is not in the history unless that is noisy; nil if there is none left.
  func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal?

  /// What the strategy sees when it proposes: what `outlook` asks for, with the proposal that `propose` makes.
  ///
  /// - Parameters: those of `propose`.
  func view(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook

  /// What its model sees, also in a trial that is not proposed by it: what `modelOutlook` asks for.
  ///
  /// - Parameters: those of `propose`.
  /// - Returns: nil where there is no model, or fewer than two values.
  func modelView(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Outlook?

  /// Whether it learns from studies in other spaces.
  var learnsFromOtherSpaces: Bool { get }

  /// Number of first trials in which a modifier such as `hull` takes no part, a model least of all.
  func initialTrials(in space: Space, budget: Int?) -> Int

  /// What the strategy makes of every trial so far.
  func smoothed(_ history: History, in space: Space) throws -> SmoothedCosts

  /// Makes sure that the strategy can use a value, which is what `suggest` would find out later.
  ///
  /// - Parameters:
  ///   - value: What was measured.
  ///   - direction: What is wanted of the value.
  /// - Throws: `StrategyError` where it cannot.
  func check(_ value: Double, _ direction: Direction) throws(StrategyError)

  /// What the strategy does in this space and why, where it chooses among several.
  func explanation(in space: Space, budget: Int?) -> String?
}

extension Strategy {
  /// What to try next, and why: a function of the strategy and the arguments and nothing else.
  ///
  /// - Parameters:
  ///   - history: The trials so far.
  ///   - space: What may be tried.
  ///   - seed: Where the random numbers start, unless the strategy has a seed of its own.
  ///   - budget: Number of trials of the whole search, if it is known.
  /// - Throws: `SpaceError.refused`, `StrategyError`, and what rules and constraint throw.
  /// - Returns: One that is not in the history unless that is noisy; nil if there is none left.
  public func suggest(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    try check(objectives: history.directions.count)
    return try propose(history, in: space, seed: self.seed ?? seed, budget: budget)
  }

  /// Makes sure that the strategy can search for so many objectives.
  ///
  /// - Throws: `StrategyError.severalObjectives`.
  public func check(objectives count: Int) throws(StrategyError) {
    guard count > 1, let reason = oneObjectiveOnly else { return }
    throw .severalObjectives(strategy: name, count: count, reason: reason)
  }

  /// It can.
  public var oneObjectiveOnly: String? { nil }

  /// None.
  public var seed: UInt64? { nil }

  /// It does not.
  public var learnsFromOtherSpaces: Bool { false }

  /// Four, or two more than there are parameters, at most ten and at most the budget.
  public func initialTrials(in space: Space, budget: Int?) -> Int {
    min(budget ?? .max, Self.usualInitialTrials(in: space))
  }

  /// Four, or two more than there are parameters, at most ten.
  static func usualInitialTrials(in space: Space) -> Int {
    min(max(4, space.dimension + 2), 10)
  }

  /// Nothing is chosen.
  public func explanation(in space: Space, budget: Int?) -> String? { nil }

  /// Any value will do.
  public func check(_ value: Double, _ direction: Direction) throws(StrategyError) {}

  /// The observed values.
  public func smoothed(_ history: History, in space: Space) throws -> SmoothedCosts { SmoothedCosts(history) }
}

/// What a strategy makes of the trials so far: a number for each, on a scale on which a smooth function may be fitted.
public struct SmoothedCosts: Sendable {
  /// By trial, the smaller the better; nil for trials without a value.
  public let places: [Double?]
  /// The scale.
  public let scale: ValueScale

  /// Places on a scale.
  public init(_ places: [Double?], on scale: ValueScale) { (self.places, self.scale) = (places, scale) }

  /// The observed values.
  public init(_ history: History) { self.init(history.costs, on: ValueScale(.identity, history.direction)) }
}

/// What a stream of random numbers is for; different uses in one trial must not share numbers.
enum Purpose: UInt64 {
  case design = 1
  case uniform
  case candidates
  case weight
  case path
  case forest
  case ranks
}

extension Space {
  /// The points of a design: a scrambled Sobol sequence, of which every trial takes the point of its number.
  func designSequence(seed: UInt64) -> Sobol {
    Sobol(dimension: dimension, scrambledBy: CounterRandom.mix(seed &+ Purpose.design.rawValue))
  }
}
