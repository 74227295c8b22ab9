import Basics
import DSL

/// `until`: a condition on how a search is getting on.
struct EndCondition {
  /// How a search is getting on; only where a trial has a value.
  struct Progress {
    /// What the rest of the budget is expected to add to the best value; nil where that is not asked.
    var gain: Double?
    /// The best value so far.
    let best: Double
    /// The number of complete trials since the best one.
    let stalled: Int

    fileprivate func value(_ name: ProgressName) -> Value {
      switch name {
      case .gain: gain.map { .real($0) } ?? .none
      case .best: .real(best)
      case .stalled: .int(stalled)
      }
    }
  }

  /// A function of `ProgressName`s.
  let function: Value
  /// Whether it asks for the expected gain, which takes a model.
  let readsGain: Bool
  let span: Span

  /// Whether the search has found enough.
  func holds(_ progress: Progress, _ evaluator: Evaluator) throws(Exit) -> Bool {
    try evaluator.test(function, ProgressName.allCases.map(progress.value), span)
  }
}
