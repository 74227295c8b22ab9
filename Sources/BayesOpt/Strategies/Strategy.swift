import Basics

/// A way of choosing what to try next.
public protocol Strategy: Sendable {
  /// As it is written in the language.
  var name: String { get }

  /// Replaces the seed of the search, if it is given.
  var seed: UInt64? { get }

  /// What to try next, for one objective and the seed that counts: what `suggest` asks for.
  ///
  /// - Parameters:
  ///   - history: The trials so far, of one objective.
  ///   - space: What may be tried.
  ///   - seed: Where the random numbers start.
  ///   - budget: Number of trials of the whole search, if it is known.
  /// - Throws: `SpaceError.refused`, `StrategyError`, and what rules and constraint throw.
  /// - Returns: One that is not in the history unless that is noisy; nil if there is none left.
  func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal?

  /// Number of first trials in which a modifier such as `hull` takes no part, a model least of all.
  func initialTrials(in space: Space, budget: Int?) -> Int

  /// What the strategy makes of every trial so far, the smaller the better, on a scale on which a smooth function may
  /// be fitted; nil for trials without a value.
  func smoothedCosts(of history: History, in space: Space) throws -> [Double?]

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
    guard history.directions.count == 1 else {
      throw StrategyError.severalObjectives(strategy: name, count: history.directions.count)
    }
    return try propose(history, in: space, seed: self.seed ?? seed, budget: budget)
  }

  /// None.
  public var seed: UInt64? { nil }

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
  public func smoothedCosts(of history: History, in space: Space) throws -> [Double?] {
    history.costs
  }
}

/// What a stream of random numbers is for; different uses in one trial must not share numbers.
enum Purpose: UInt64 {
  case design = 1
  case uniform
  case candidates
  case weight
  case path
  case forest
}

extension Space {
  /// The points of a design: a scrambled Sobol sequence, of which every trial takes the point of its number.
  func designSequence(seed: UInt64) -> Sobol {
    Sobol(dimension: dimension, scrambledBy: CounterRandom.mix(seed &+ Purpose.design.rawValue))
  }
}
