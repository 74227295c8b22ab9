import Basics
import BayesOpt
import DSL

/// A pruner as a value: `asha(from: 1, to: 27, factor: 3)`.
final class PrunerValue: Host {
  let pruner: any Pruner
  /// How many trials may be laid aside at a time.
  let mostPaused: Int

  /// Trials that may be laid aside at a time, where nothing else is said: each keeps its thread and all of its memory.
  static let usualMostPaused = 100

  init(_ pruner: any Pruner, mostPaused: Int = PrunerValue.usualMostPaused) {
    (self.pruner, self.mostPaused) = (pruner, mostPaused)
  }

  static func read(_ value: Value, _ span: Span) throws(Exit) -> PrunerValue {
    if case .host(let host) = value, let pruner = host as? PrunerValue { return pruner }
    throw failure(
      .pruning,
      "`prune` needs a pruner, not \(value.kind)", span, hint: "write `prune asha()` or `prune median()`.")
  }

  override var isWrittenInFull: Bool { true }
  override var kind: String { "a pruner" }
  override var description: String { pruner.description }
  override func isEqual(to other: Host) -> Bool { (other as? PrunerValue)?.description == description }
}
