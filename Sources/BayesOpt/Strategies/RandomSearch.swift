import Basics

/// Independent uniform draws from the unit cube.
public struct RandomSearch: Strategy {
  /// Replaces the seed of the search.
  public var seed: UInt64?

  /// Random search.
  public init(seed: UInt64? = nil) {
    self.seed = seed
  }

  /// `random`.
  public var name: String { "random" }

  /// A new uniform draw.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    var random = CounterRandom(seed: seed, Purpose.uniform.rawValue, UInt64(history.trial))
    return try space.firstNew(after: history, &random) { space.uniformPoint(&$1) }
      .map { Proposal($0, Reason(.uniform)) }
  }
}
