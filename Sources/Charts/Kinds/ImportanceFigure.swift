import BayesOpt
import Studies

extension Study {
  /// How much each parameter matters for being among the best tenth of the trials by an objective, by PED-ANOVA.
  ///
  /// - Parameter objective: the objective, counted from 0.
  /// - Returns: the shares; nil for a study without a space.
  func importance(for objective: Int) -> ParameterImportance? {
    let history = history(description.objectives[objective].direction) { trial in
      trial.values.indices.contains(objective) ? trial.values[objective] : nil
    }
    guard let space = try? space(), let analysis = try? PedAnova() else { return nil }
    return analysis.importance(history, in: space)
  }
}

extension Figure {
  /// How much each parameter of a study matters, the most important at the top: what `importance(study)` gives.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - parameters: the names of the parameters that are shown; without any, all of them.
  ///   - objective: the objective, counted from 0.
  /// - Returns: the figure.
  /// - Throws: that no trial is complete, or that there is no such parameter.
  public static func importance(
    _ study: Study, parameters: [String] = [], objective: Int = 0
  ) throws(FigureError) -> Figure {
    let ranking = try Ranking(study, by: objective)
    guard let importance = study.importance(for: objective) else {
      throw FigureError("the parameters of the study are no space")
    }
    let asked = try parameters.isEmpty ? [] : ShownParameters(parameters, of: ranking, atMost: .max).axes
    let names = Set(asked.map(\.parameter.name))
    let shares = importance.parameters.filter { names.isEmpty || names.contains($0.parameters[0]) }
    var figure = try Figure.importance(
      shares.map { NamedBar($0.parameters[0], $0.value) },
      title: "what \(ranking.title) depends on, ped_anova of \(trials(importance.trials))")
    if importance.isUndetermined, shares.count > 1 {
      figure.notes.append("these trials do not tell which parameter matters, so that all have the same share")
    }
    figure.notes += ranking.objectiveNotes
    return figure
  }
}
