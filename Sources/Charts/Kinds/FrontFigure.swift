import Basics
import Studies

extension Figure {
  /// The trials of a study over pairs of its objectives, and those that no other one beats in all.
  ///
  /// - Parameter study: a study of at least two objectives.
  /// - Returns: the figure, a panel for each pair of objectives.
  /// - Throws: that there is one objective, that there are too many, or that no trial is complete.
  public static func front(_ study: Study) throws(FigureError) -> Figure {
    let objectives = study.description.objectives.indices
    guard objectives.count > 1 else {
      throw FigureError(
        "a front is of several objectives, and the study has one", hint: "its `history` can be drawn", of: "kind")
    }
    guard objectives.count <= 4 else {
      throw FigureError("a front can be drawn of up to 4 objectives, and the study has \(objectives.count)")
    }
    let rankings = try objectives.map { (index) throws(FigureError) in try Ranking(study, by: index) }
    let pairs = objectives.flatMap { first in objectives.filter { $0 > first }.map { (first, $0) } }
    // Along the first objective, so that the line between them does not turn back.
    let front = study.front.sorted { ($0.values[0], $0.number) < ($1.values[0], $1.number) }
    return Figure(
      objectives.count == 2
        ? "\(study.title(of: 1)) over \(study.title(of: 0)), \(study.caption)"
        : "front of \(objectives.map(study.title).joined(separator: ", ")), \(study.caption)",
      panels: pairs.map { study.frontPanel(rankings[$0], rankings[$1], front) }, columns: min(pairs.count, 3),
      notes: study.frontNotes(front) + study.failureNotes)
  }
}

extension Study {
  /// One objective over another.
  fileprivate func frontPanel(_ x: Ranking, _ y: Ranking, _ front: [Trial]) -> Panel {
    let (xAxis, yAxis) = (x.axis, y.axis)
    let numbers = Set(front.map(\.number))
    func point(_ trial: Trial) -> Point {
      let values = description.objectives.indices.map {
        "\(title(of: $0)) \(NumberText.rounded(trial.values[$0]))"
      }
      return Point(
        xAxis.place(trial.values[x.objective]), yAxis.place(trial.values[y.objective]), trial: trial.number,
        tip: tip(of: trial, values.joined(separator: ", ")))
    }
    let points = front.map(point)
    // Up to the next trial of the front nothing better is known: where less is better along x, than this one.
    let isRising = x.direction == .maximize
    let line = points.indices.map { index in
      Point(points[index].x, points[isRising ? min(index + 1, points.count - 1) : index].y)
    }
    return Panel(
      x: xAxis.axis, y: yAxis.axis,
      series: [
        Series("dominated", .background, .points(x.trials.filter { !numbers.contains($0.number) }.map(point))),
        Series("", .best, .steps(description.objectives.count == 2 && line.count > 1 ? line : [])),
        Series("front (\(front.count))", .best, .points(points)),
      ].filter { !$0.isEmpty })
  }

  /// The front as a list, its two ends and what lies evenly between them where it is long.
  fileprivate func frontNotes(_ front: [Trial]) -> [String] {
    let most = 8
    let count = min(front.count, most)
    let chosen = (0..<count).map { front[count > 1 ? $0 * (front.count - 1) / (count - 1) : 0] }
    let lines = chosen.map { trial in
      let values = description.objectives.indices.map {
        "\(title(of: $0)) \(NumberText.rounded(trial.values[$0]))"
      }
      return "trial \(trial.number): \(values.joined(separator: ", ")); \(parameterText(of: trial))"
    }
    return lines + (front.count > count ? ["… and \(front.count - count) more on the front"] : [])
  }
}
