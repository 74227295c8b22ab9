import Basics
import BayesOpt
import Studies

extension Figure {
  /// What is expected of a study's objective over two of its parameters, with the trials over it.
  ///
  /// The map is the mean of a Gaussian process of these two parameters alone: what the others do is noise to it.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - parameters: the names of two parameters, or of a few that are shown in pairs; without any, those that differ
  ///     between trials.
  ///   - objective: the objective, counted from 0.
  /// - Returns: the figure, a panel for each pair.
  /// - Throws: that no trial is complete, or that there are not two parameters, or too many.
  public static func contour(
    _ study: Study, parameters: [String] = [], objective: Int = 0
  ) throws(FigureError) -> Figure {
    let ranking = try Ranking(study, by: objective)
    let (pairs, notes) = try ShownParameters.pairs(parameters, of: ranking, for: "a contour")
    let surfaces = pairs.map { ranking.surface($0.x, $0.y) }
    let best = zip(pairs, surfaces).compactMap { pair, surface in
      surface.map { "expected to be best at \($0.bestText(pair, ranking))" }
    }
    let trial = "best trial \(ranking.best.number): \(ranking.title) \(NumberText.rounded(ranking.bestValue)) at "
    let all = pairs.count == 1 ? [pairs[0].x, pairs[0].y] : []
    return Figure(
      pairs.count == 1
        ? "\(ranking.title) over \(pairs[0].x.axis.title) and \(pairs[0].y.axis.title), \(study.caption)"
        : "\(ranking.title) over pairs of parameters, \(study.caption)",
      panels: zip(pairs, surfaces).map { pair, surface in
        let pairName = pairs.count > 1 ? " over \(pair.x.axis.title), \(pair.y.axis.title)" : ""
        return ranking.contourPanel(pair.x, pair.y, surface, "expected \(ranking.title)\(pairName)")
      },
      columns: min(pairs.count, 3),
      notes: best + [
        trial + (all.isEmpty ? study.parameterText(of: ranking.best) : ranking.text(all, of: ranking.best))
      ]
        + notes + ranking.objectiveNotes)
  }
}

/// Expected values in rows and columns over two parameters.
struct SurfaceMap {
  /// By row, from the bottom up.
  var rows: [[Double]]
  /// Where the columns and the rows are, in units of the axes.
  var x, y: [Double]

  /// Where the map is best: the two parameters, and what is expected there.
  fileprivate func bestText(_ pair: (x: ParameterAxis, y: ParameterAxis), _ ranking: Ranking) -> String {
    var best = (row: 0, column: 0)
    for row in rows.indices {
      for column in rows[row].indices
      where ranking.direction.prefers(rows[row][column], to: rows[best.row][best.column]) {
        best = (row, column)
      }
    }
    func text(_ axis: ParameterAxis, _ place: Double) -> String {
      let value = axis.parameter.json(axis.value(at: place))
      if case .real(let real) = value { return "\(axis.axis.title) = \(NumberText.rounded(real, digits: 2))" }
      return "\(axis.axis.title) = \(shortText(value))"
    }
    return "\(text(pair.x, x[best.column])), \(text(pair.y, y[best.row])): "
      + NumberText.rounded(rows[best.row][best.column])
  }
}

extension Ranking {
  /// How many columns and rows a map over numbers has.
  private static let resolution = 40

  /// The expected values over two parameters; nil where too few trials have both.
  fileprivate func surface(_ x: ParameterAxis, _ y: ParameterAxis) -> SurfaceMap? {
    let parameters = [x, y].map { Parameter(name: $0.parameter.name, domain: $0.parameter.domain) }
    guard let space = try? Space(parameters: parameters) else { return nil }
    let observations = zip(trials, values).compactMap {
      trial, value -> (configuration: Configuration, value: Double)? in
      guard let first = trial.value(of: x.index), let second = trial.value(of: y.index) else { return nil }
      return (Configuration(values: [first, second]), value)
    }
    guard let surface = ResponseSurface(observations, in: space) else { return nil }
    let (columns, rows) = (Self.places(x), Self.places(y))
    return SurfaceMap(
      rows: rows.map { row in
        surface.values(at: columns.map { Configuration(values: [x.value(at: $0), y.value(at: row)]) })
      }, x: columns, y: rows)
  }

  /// The middles of the columns or rows of a map, along an axis.
  private static func places(_ parameter: ParameterAxis) -> [Double] {
    if case .categories(let names) = parameter.axis.scale { return names.indices.map(Double.init) }
    return (0..<resolution).map { parameter.axis.value(at: (Double($0) + 0.5) / Double(resolution)) }
  }

  /// The map, and the trials over it.
  fileprivate func contourPanel(
    _ x: ParameterAxis, _ y: ParameterAxis, _ map: SurfaceMap?, _ name: String
  ) -> Panel {
    Panel(
      x: x.axis, y: y.axis,
      series: ([
        Series(name, .mean, .cells(Cells(rows: map?.rows ?? [])))
      ] + placed(x, y)).filter { !$0.isEmpty })
  }

  /// All trials, the failed ones, and the best, over two parameters.
  private func placed(_ x: ParameterAxis, _ y: ParameterAxis) -> [Series] {
    let points = trials.indices.map { index in
      Point(x.place(of: trials[index]), y.place(of: trials[index]), trial: trials[index].number, tip: tip(index))
    }.filter { !$0.x.isNaN && !$0.y.isNaN }
    return [
      Series("failed", .failed, .points(failedPoints(x, y))),
      Series("trial", .trial, .points(points.filter { $0.trial != best.number })),
      Series("best", .best, .points(points.filter { $0.trial == best.number })),
    ]
  }

  /// The failed trials over two parameters.
  func failedPoints(_ x: ParameterAxis, _ y: ParameterAxis) -> [Point] {
    failed.map { Point(x.place(of: $0), y.place(of: $0), trial: $0.number, tip: study.failureTip($0)) }
      .filter { !$0.x.isNaN && !$0.y.isNaN }
  }
}
