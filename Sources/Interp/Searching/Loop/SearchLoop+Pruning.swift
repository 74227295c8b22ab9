import BayesOpt
import DSL
import Studies

extension SearchPlan {
  /// The metrics that a training reports by itself, the first that it has; nil where nobody ends trials early.
  var judgedMetrics: [String]? {
    guard pruner != nil || assessment.pruneCondition != nil else { return nil }
    let objective = assessment.objectives[0]
    return (objective.metric.map { [$0] } ?? []) + (objective.direction == .minimize ? ["loss"] : ["accuracy", "r2"])
  }
}

/// What a search with `prune` does with trials that report: they go on, end, or wait here until others are known to be worse.
extension SearchLoop {
  /// Answers a trial that has reported.
  func judge(
    _ reports: [Report], of trial: Trial, _ answer: ReportAnswer, _ crew: any Crew, _ state: inout State
  ) throws(Exit) {
    guard let pruner = plan.pruner else { return answer.give(stops: false) }
    for report in reports { state.curves.report(report.value, at: report.step, of: trial.number) }
    if plan.name != nil { try readChanges(&state) }
    switch pruner.pruner.verdict(on: trial.number, in: state.curves) {
    case .proceed: answer.give(stops: false)
    case .stop: answer.give(stops: true)
    case .pause:
      try stored { () throws(StorageError) in try storage.pause(trial, isKept: true, in: study) }
      crew.pause(trial.number, awaiting: answer)
      state.curves.set(.paused, of: trial.number)
      state.underWay.removeAll { $0.number == trial.number }
      state.paused[trial.number] = trial
      show(state)
      if state.paused.count > pruner.mostPaused { _ = try endLeastPromising(crew, &state) }
    }
  }

  /// Has the paused trial go on that has earned it; false where there is none, or no time.
  func resumeBest(_ crew: any Crew, _ state: inout State) throws(Exit) -> Bool {
    guard let pruner = plan.pruner, !state.paused.isEmpty, !isTimeOver,
      !isInterrupted,
      let number = pruner.pruner.promotion(in: state.curves), let trial = state.paused.removeValue(forKey: number)
    else { return false }
    // One that somebody else has taken over ends here, and its end is dropped.
    let isOurs = try takeBack(trial, &state)
    state.curves.set(.running, of: number)
    state.underWay.append(trial)
    show(state)
    crew.resume(number, stops: !isOurs)
    return true
  }

  /// Ends the paused trial of the lowest number, since nothing else is left to do; false where there is none.
  func endFirstPaused(_ crew: any Crew, _ state: inout State) throws(Exit) -> Bool {
    guard let number = state.paused.keys.min() else { return false }
    return try endPaused(number, crew, &state)
  }

  /// Ends the paused trial that has come least far, and of those the worst; false where there is none.
  func endLeastPromising(_ crew: any Crew, _ state: inout State) throws(Exit) -> Bool {
    guard let number = state.curves.leastPromising(of: state.paused.keys) else { return false }
    return try endPaused(number, crew, &state)
  }

  private func endPaused(_ number: Int, _ crew: any Crew, _ state: inout State) throws(Exit) -> Bool {
    guard let trial = state.paused.removeValue(forKey: number) else { return false }
    _ = try takeBack(trial, &state)
    state.underWay.append(trial)
    crew.resume(number, stops: true)
    return true
  }

  /// Says where `prune` had nothing to look at, or has left nothing.
  func notePruning(of study: Study, _ curves: LearningCurves) {
    guard plan.pruner != nil, study.trials.contains(where: \.isFinished) else { return }
    if curves.curves.isEmpty {
      context.noteOnce(
        "note: `prune` has ended no trial, since none has reported: a `train` does by itself, other objectives by "
          + "`report(value, at: step)`")
    } else if study.trials.allSatisfy({ $0.state == .pruned }) {
      context.noteOnce(
        "note: `prune` has ended every trial: with more trials, or a smaller `to`, the best come to the end")
    }
  }

  /// Makes a paused trial a running one in the storage; false where somebody else has taken it over.
  func takeBack(_ trial: Trial, _ state: inout State) throws(Exit) -> Bool {
    try readChanges(&state)
    return try stored { () throws(StorageError) in
      try storage.resume(trial.number, in: study, among: state.cursor)
    } != nil
  }
}
