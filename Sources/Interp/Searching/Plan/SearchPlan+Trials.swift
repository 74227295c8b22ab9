import Basics
import BayesOpt
import DSL
import Studies

// What the search loop asks of a plan.

extension SearchPlan {
  /// The complete trials of the study that the search starts from, as far as they lie in its space.
  func knownObservations(_ context: Context) -> [Observation] {
    if case .known(let observations, let leftOut) = start {
      if leftOut > 0 {
        context.note(
          "note: \(leftOut) of \(observations.count + leftOut) trials of `from` have no value, or lie outside of this space, "
            + "and are left out")
      }
      return observations
    }
    guard case .study(let study) = start else { return [] }
    let complete = study.trials.compactMap(\.trial).filter { $0.trial.state == .complete }
    let known = complete.compactMap { value -> Observation? in
      guard !value.trial.values.isEmpty, case .record(let record) = value.parameters,
        let configuration = try? parameters.configuration(of: record, span)
      else { return nil }
      let constraints = value.trial.constraints
      return Observation(
        configuration, .complete(value.trial.values),
        constraints: constraints.count == assessment.constraints.count ? constraints : [])
    }
    if known.count < complete.count {
      context.note(
        "note: \(complete.count - known.count) of \(complete.count) trials of the study of `from` lie outside of this "
          + "space and are left out")
    }
    return known
  }

  /// The study in another space that the search starts from, if any.
  func earlierStudies(_ context: Context) -> [EarlierStudy] {
    guard case .earlier(let study, point: _, of: let value) = start else { return [] }
    let names = study.shared.map { "`\(parameters.axes[$0].name)`" }.joined(separator: ", ")
    let isUsed = (try? strategy.engine().learnsFromOtherSpaces) ?? false
    context.note(
      isUsed
        ? "note: the study of `from` shares \(names) with this search, and \(study.observations.count) of its "
          + "\(value.study.count(.complete)) complete trials"
        : "note: of the study of `from`, which has another space, `\(strategy.name)` takes the best point only")
    return isUsed ? [study] : []
  }

  /// What the objective is called with: `TrialName`s, then the parameters.
  ///
  /// `worker` is for who evaluates it to fill in.
  func arguments(of trial: Trial) throws(Exit) -> [Value] {
    let values = try parameters.values(of: trial.configuration)
    let own = TrialName.allCases.map { name -> Value in
      switch name {
      case .params: .record(Array(zip(parameters.names, values)))
      case .trial: .int(trial.number)
      case .worker: .none
      }
    }
    return own + values
  }

  /// The parameter that is not as it was.
  private func place(of change: StudyChange) -> Span? {
    switch change {
    case .parameterAdded(let name, _), .parameterChanged(let name, _, _), .rangeChanged(let name, _, _),
      .parameterWidened(let name, _, _):
      parameters.parameters.first { $0.name == name }?.dependent.span
    case .directionChanged: assessment.objectives[0].span
    case .parameterRemoved, .objectivesChanged: nil
    }
  }

  /// An error of the optimiser or of the storage as a failure of the program.
  func exit(for error: any Error) -> Exit {
    guard let explained = error as? any ExplainedError else { return failure(.unexplained, "\(error)", span) }
    switch error {
    case SpaceError.refused, SpaceError.refusedGrid:
      if let refusal = parameters.refusal {
        return failure(explained.topic, explained.message, refusal.span, hint: refusal.hint)
      }
      return failure(explained.topic, explained.message, constraints.first ?? span, advice: explained.hint)
    case StorageError.differentStudy(_, let changes):
      return failure(
        explained.topic, explained.message, changes.lazy.compactMap(place).first ?? span, advice: explained.hint)
    case is StrategyError: return failure(explained.topic, explained.message, strategySpan, advice: explained.hint)
    default: return failure(explained.topic, explained.message, span, advice: explained.hint)
    }
  }
}
