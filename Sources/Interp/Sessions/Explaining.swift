import BayesOpt
import DSL
import Studies

extension Session {
  /// Shows why the trials of a stored study were chosen, as `explain(study("NAME"))` does.
  ///
  /// - Parameters:
  ///   - name: the study in the session's storage.
  ///   - trial: one of its trials; all of them without one.
  ///   - other: a strategy whose model is put beside.
  ///   - asksFirst: whether where one would look next is asked before it is told.
  /// - Throws: why that cannot be told: an `ExplainedError`, or a failure of the strategy as a `Diagnostic`;
  ///   `CancellationError` where it is interrupted.
  public func explain(
    study name: String, trial: Int?, comparedWith other: String?, asksFirst: Bool
  ) throws {
    let (storage, stored) = try context.storedStudy(name)
    var compared: StrategyValue?
    if let other {
      compared = StrategyValue.read(other)
      if compared == nil { throw ReplayError.noStrategy(other) }
    }
    do {
      let evaluator = Evaluator(machine: machine, slots: machine.pointee.stack)
      let replay = try StudyReplay(StudyValue(stored, in: storage), comparedWith: compared, evaluator)
      try ExplanationPages(replay, trial: trial, asksFirst: asksFirst).show(context, interruption, isInTrial: false)
    } catch Exit.interrupted {
      throw CancellationError()
    } catch let exit as Exit {
      throw exit.diagnostic
    }
  }
}
