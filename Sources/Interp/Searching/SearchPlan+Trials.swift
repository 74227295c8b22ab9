import Basics
import BayesOpt
import Charts
import DSL
import Studies

// What the search loop asks of a plan.

extension SearchPlan {
  /// What asks the plan's strategy.
  ///
  /// - Parameters:
  ///   - seed: the seed of the study, which that of the strategy replaces.
  ///   - context: where it is noted that trials of another study cannot be used.
  /// - Returns: what asks.
  /// - Throws: a failure of the program where an option makes no sense.
  func asker(seed: Int, _ context: Context) throws(Exit) -> Asker {
    Asker(
      try strategy.engine(at: strategySpan), in: space, seed: UInt64(bitPattern: Int64(seed)), budget: trialBudget,
      directions: [objective.direction], known: knownObservations(context))
  }

  /// The complete trials of the study that the search starts from, as far as they lie in its space.
  private func knownObservations(_ context: Context) -> [Observation] {
    guard case .study(let study) = start else { return [] }
    let complete = study.trials.compactMap(\.trial).filter { $0.trial.state == .complete }
    let known = complete.compactMap { value -> Observation? in
      guard !value.trial.values.isEmpty, case .record(let record) = value.parameters,
        let configuration = try? parameters.configuration(of: record, span)
      else { return nil }
      return Observation(configuration, .complete(value.trial.values))
    }
    if known.count < complete.count {
      context.notes(
        "note: \(complete.count - known.count) of \(complete.count) trials of the study of `from` lie outside of this "
          + "space and are left out")
    }
    return known
  }

  /// What the objective is called with.
  func arguments(of trial: Trial) throws(Exit) -> [Value] {
    let values = try parameters.values(of: trial.configuration)
    return [.record(Array(zip(parameters.names, values))), .int(trial.number)] + values
  }

  /// The line that shows how the search is getting on.
  func progressLine(_ study: Study, seconds: Double, width: Int) -> String {
    Progress(
      strategy: strategy.name, finished: study.finished.count, limit: trialBudget, best: study.best?.values.first,
      elapsed: seconds, timeLimit: timeBudget
    ).text(width: width)
  }

  /// An error of the optimiser or of the storage as a failure of the program.
  func exit(for error: any Error) -> Exit {
    guard let explained = error as? any ExplainedError else { return failure("\(error)", span) }
    let place =
      switch error {
      case SpaceError.refused: constraints.first ?? span
      case is StrategyError: strategySpan
      default: span
      }
    return failure(explained.message, place, advice: explained.hint)
  }
}
