import Basics
import Studies

extension Figure {
  /// The best value so far of several studies, over the trials that have ended.
  ///
  /// Of several studies of one name the mean is shown, with a band of a standard deviation to either side, as far as the
  /// shortest of them goes.
  ///
  /// - Parameters:
  ///   - studies: at least one.
  ///   - objective: the objective, counted from 0.
  /// - Returns: the figure.
  /// - Throws: that a study has no complete trial, or that the studies have different directions.
  public static func comparison(_ studies: [NamedStudy], objective: Int = 0) throws(FigureError) -> Figure {
    let studies = try RankedStudies(studies, objective)
    let curves = studies.groups.map { group in Curve(group.name, meanOf: group.rankings.map(\.bestSoFar)) }
    let axis = ValueAxis(studies.title, curves.flatMap { $0.points.map(\.y) }, studies.direction)
    let sorted = curves.indices.filter { !curves[$0].points.isEmpty }.sorted { first, second in
      studies.direction.prefers(curves[first].lastValue, to: curves[second].lastValue)
    }
    let ends = sorted.map { index -> String in
      let (curve, count) = (curves[index], studies.groups[index].rankings.count)
      let spread = curve.deviations.last.map { " ± \(NumberText.rounded($0, digits: 2)) in \(count) studies" } ?? ""
      return "\(curve.name): \(NumberText.rounded(curve.lastValue))\(spread) after \(trials(curve.points.count))"
    }
    return Figure(
      "best \(studies.title) so far",
      panels: [
        Panel(
          x: Axis(
            "trials", from: 1, to: Double(curves.map(\.points.count).max() ?? 1), isWhole: true), y: axis.axis,
          series: curves.enumerated().flatMap { index, curve in curve.series(index, on: axis, isStepped: true) })
      ], notes: ends + axis.notes)
  }
}

extension Ranking {
  /// The best value after each trial that has ended; NaN before the first complete one.
  fileprivate var bestSoFar: [Double] {
    var best = Double.nan
    let numbers = Dictionary(zip(trials.map(\.number), values)) { first, _ in first }
    return study.finished.map { trial in
      if let value = numbers[trial.number], direction.prefers(value, to: best) { best = value }
      return best
    }
  }
}
