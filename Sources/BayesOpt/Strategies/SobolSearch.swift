// Trial t takes point t of the sequence. If that is refused or was tried before, it takes the first that is neither
// of the points t of other scramblings: a trial's point depends on the seed and its number alone as long as the space
// is not so small that points coincide.
//
// The first 64 coordinates are a scrambled Sobol sequence; those beyond are independent uniform numbers hashed from
// (seed, axis, index).

import Basics

/// Points that fill the space evenly: a scrambled Sobol sequence.
public struct SobolSearch: Strategy {
  /// Replaces the seed of the search.
  public var seed: UInt64?

  /// Quasi-random search.
  public init(seed: UInt64? = nil) {
    self.seed = seed
  }

  /// `sobol`.
  public var name: String { "sobol" }

  /// The point of the trial.
  public func propose(_ history: History, in space: Space, seed: UInt64, budget: Int?) throws -> Proposal? {
    let sequence = space.designSequence(seed: seed)
    var rest = CounterRandom(seed: seed, Purpose.uniform.rawValue, UInt64(history.trial))
    let configuration = try space.firstNew(after: history, &rest) { attempt, rest in
      (attempt == 0 ? sequence : sequence.scrambled(by: rest.next())).point(history.trial)
    }
    return configuration.map { Proposal($0, Reason(.sequence, [.index: Double(history.trial)])) }
  }
}
