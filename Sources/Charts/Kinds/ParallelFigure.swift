import Basics
import Studies

extension Figure {
  /// The trials of a study as lines across its parameters to what came of them, the best trial above all others.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - parameters: the names of the parameters that are shown; without any, those that differ between trials, of
  ///     many the dozen that matter most.
  ///   - objective: the objective, counted from 0.
  /// - Returns: the figure.
  /// - Throws: that no trial is complete, or that there is no such parameter.
  public static func parallel(
    _ study: Study, parameters: [String] = [], objective: Int = 0
  ) throws(FigureError) -> Figure {
    let ranking = try Ranking(study, by: objective)
    let shown = try ShownParameters(parameters, of: ranking, atMost: 12)
    let values = ranking.axis
    // Places rather than ranks: of equals the earlier one is the best, as it is for the study.
    let last = Double(max(ranking.order.count - 1, 1))
    let lines = ranking.order.enumerated().reversed().map { place, index in
      let trial = ranking.trials[index]
      return ParallelCoordinates.Line(
        coordinates: shown.axes.map { $0.place(of: trial) } + [values.place(ranking.values[index])],
        rank: 1 - Double(place) / last, trial: trial.number, tip: ranking.tip(index))
    }
    let best = "best trial \(ranking.best.number): \(ranking.title) \(NumberText.rounded(ranking.bestValue))"
    return Figure(
      "\(ranking.title), \(study.caption)",
      panels: [Panel("", ParallelCoordinates(axes: shown.axes.map(\.axis) + [values.axis], lines: lines))],
      notes: ["\(best) at \(ranking.text(shown.axes, of: ranking.best))"] + shown.notes + values.notes
        + ranking.objectiveNotes)
  }
}
