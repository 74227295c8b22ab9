import Basics
import Studies

extension Figure {
  /// The trials of a study over two of its parameters, by how good they are.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - parameters: the names of two parameters, or of a few that are shown in pairs; without any, those that differ
  ///     between trials.
  ///   - objective: the objective, counted from 0.
  /// - Returns: the figure, a panel for each pair.
  /// - Throws: that no trial is complete, or that there are not two parameters, or too many.
  public static func rank(_ study: Study, parameters: [String] = [], objective: Int = 0) throws(FigureError) -> Figure {
    let ranking = try Ranking(study, by: objective)
    let (pairs, notes) = try ShownParameters.pairs(parameters, of: ranking, for: "a rank plot")
    let axes = pairs.flatMap { [$0.x, $0.y] }
    let shown = axes.indices.filter { index in !axes[..<index].contains { $0.index == axes[index].index } }
    return Figure(
      "ranks of \(ranking.title), \(study.caption)",
      panels: pairs.map { ranking.rankPanel($0.x, $0.y) }, columns: min(pairs.count, 3),
      notes: shown.compactMap { ranking.bestQuarter(axes[$0]) } + notes + ranking.objectiveNotes)
  }
}

extension Ranking {
  /// The quarters of the trials, the best first.
  private static let quarters = ["best quarter", "second quarter", "third quarter", "worst quarter"]

  /// The quarter of a trial, from 0.
  private func quarter(_ index: Int) -> Int { min(Int((1 - ranks[index]) * 4), 3) }

  /// The trials over two parameters, the best above all others.
  fileprivate func rankPanel(_ x: ParameterAxis, _ y: ParameterAxis) -> Panel {
    let series = Self.quarters.enumerated().reversed().map { quarter, name in
      let points = trials.indices.filter { self.quarter($0) == quarter }.map { index in
        Point(x.place(of: trials[index]), y.place(of: trials[index]), trial: trials[index].number, tip: tip(index))
      }
      return Series(name, .compared(quarter), .points(points.filter { !$0.x.isNaN && !$0.y.isNaN }))
    }
    let failed = Series("failed", .failed, .points(failedPoints(x, y)))
    return Panel(x: x.axis, y: y.axis, series: ([failed] + series).filter { !$0.isEmpty })
  }

  /// Where the best quarter lies along a parameter.
  fileprivate func bestQuarter(_ parameter: ParameterAxis) -> String? {
    let top = trials.indices.filter { quarter($0) == 0 }.compactMap { trials[$0].value(of: parameter.index) }
    guard top.count > 1, !parameter.isChoice, let low = top.map(\.number).min(), let high = top.map(\.number).max()
    else {
      return nil
    }
    return "best quarter: \(parameter.axis.title) from \(NumberText.rounded(low, digits: 3)) to "
      + NumberText.rounded(high, digits: 3)
  }
}
