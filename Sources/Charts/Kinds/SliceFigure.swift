import Basics
import Studies

extension Figure {
  /// The values of a study's trials over each of its parameters.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - parameters: the names of the parameters that are shown; without any, those that differ between trials, of
  ///     many the dozen that matter most.
  ///   - objective: the objective, counted from 0.
  /// - Returns: the figure, a panel for each parameter.
  /// - Throws: that no trial is complete, or that there is no such parameter.
  public static func slice(
    _ study: Study, parameters: [String] = [], objective: Int = 0
  ) throws(FigureError) -> Figure {
    let ranking = try Ranking(study, by: objective)
    let shown = try ShownParameters(parameters, of: ranking, atMost: 12)
    let count = shown.axes.count
    let best = "best \(NumberText.rounded(ranking.bestValue)) at \(ranking.text(shown.axes, of: ranking.best))"
    return Figure(
      count == 1
        ? "\(ranking.title) over \(shown.axes[0].axis.title), \(study.caption)" : "\(ranking.title), \(study.caption)",
      panels: shown.axes.map(ranking.slicePanel), columns: count > 4 ? 3 : min(count, 2),
      notes: ["\(best) (trial \(ranking.best.number))"] + shown.axes.flatMap(ranking.advice) + shown.notes
        + ranking.axis.notes + ranking.objectiveNotes)
  }
}

extension Ranking {
  /// Values over a parameter.
  fileprivate func slicePanel(_ parameter: ParameterAxis) -> Panel {
    let axis = axis
    let points = trials.indices.map { index in
      Point(
        parameter.place(of: trials[index]), axis.place(values[index]), trial: trials[index].number, tip: tip(index))
    }
    let active = points.filter { !$0.x.isNaN }
    let failed = failed.map { trial in
      Point(parameter.place(of: trial), axis.worstEnd, trial: trial.number, tip: study.failureTip(trial))
    }
    return Panel(
      x: parameter.axis, y: axis.axis,
      series: [
        Series("failed", .failed, .points(failed.filter { !$0.x.isNaN })),
        Series("trial", .trial, .points(active.filter { $0.trial != best.number })),
        Series("best", .best, .points(active.filter { $0.trial == best.number })),
      ].filter { !$0.isEmpty })
  }

  /// The values of some parameters in a trial: `lr = 0.1, width = 64`.
  func text(_ axes: [ParameterAxis], of trial: Trial) -> String {
    let most = 6
    let texts = axes.prefix(most).map { axis in
      "\(axis.axis.title) = \(shortText(axis.parameter.json(trial.value(of: axis.index))))"
    }
    return (texts + (axes.count > most ? ["…"] : [])).joined(separator: ", ")
  }
}
