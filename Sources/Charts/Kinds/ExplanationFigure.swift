import Basics
import BayesOpt
import Studies

extension Explanation {
  /// The explanation as pictures, with its sentences below: what was known and seen along every axis; beside another
  /// model also the densities of what both expect.
  public var figures: [Figure] { figures(.whole) }

  /// The same, or less of it.
  func figures(_ extent: Extent) -> [Figure] {
    let axes = shownAxes(extent)
    var figures = [Figure("", panels: axes.flatMap(panels), columns: comparison != nil || axes.count > 1 ? 2 : 1)]
    if let ellipse = outlook.ellipse { figures.insert(Figure("", panels: [ellipsePanel(ellipse)]), at: 0) }
    if let densityFigure, extent.hasDensities { figures.append(densityFigure) }
    figures[0].title = title
    figures[figures.count - 1].notes =
      sentences(extent) + ValueAxis(metric, observed, history.direction).notes.map { $0 + "." } + notes(axes)
    return figures
  }

  /// What was known before, with the question where to look next.
  public var questionFigure: Figure { questionFigure(.whole) }

  /// The same, or less of it.
  func questionFigure(_ extent: Extent) -> Figure {
    let axes = shownAxes(extent)
    return Figure(
      "before trial \(trial.number)", panels: axes.map { panel($0, nil, nil) },
      columns: min(axes.count, 2), notes: [question] + notes(axes))
  }

  /// The axes that are shown: of some only, those along which the model expects the function to change most.
  private func shownAxes(_ extent: Extent) -> [Int] {
    guard shownAxes.count > extent.axes else { return shownAxes }
    let lengths = reason?.vectors.first { $0.quantity == .lengthscale }?.values ?? []
    func length(_ axis: Int) -> Double { axis < lengths.count ? lengths[axis] ?? .infinity : .infinity }
    return shownAxes.sorted { (length($0), $0) < (length($1), $1) }.prefix(extent.axes).sorted()
  }

  private func notes(_ axes: [Int]) -> [String] {
    let count = shownAxes.count
    return axes.count == count
      ? [] : ["\(axes.count) of \(count) parameters are shown; a higher window has room for more."]
  }

  /// The axes of which something is believed, or else those that are active in the trial.
  var shownAxes: [Int] {
    let known = [mine, comparison?.theirs].compactMap { $0?.sections }.joined().map(\.axis)
    guard known.isEmpty else { return Set(known).sorted() }
    return study.description.parameters.indices.filter { trial.value(of: $0) != nil }
  }

  private func section(_ axis: Int, of outlook: Outlook?) -> Outlook.Section? {
    outlook?.sections.first { $0.axis == axis }
  }

  /// What is shown of an axis, from left to right.
  private func panels(_ axis: Int) -> [Panel] {
    let own = section(axis, of: mine)
    guard let comparison, let theirs = comparison.theirs else {
      if let own, case .hull(let curve) = own.content { return [hullPanel(curve, own)] }
      return [panel(axis, own, mine)] + [own.flatMap { detailPanel($0, mine) }].compactMap(below)
    }
    let other = section(axis, of: theirs)
    return [(own, mine, strategy), (other, theirs, comparison.name)].flatMap { section, outlook, name in
      [titled(panel(axis, section, outlook), name)]
        + [section.flatMap { detailPanel($0, outlook) }].compactMap(below)
    }
  }

  private func below(_ panel: Panel?) -> Panel? {
    var panel = panel
    panel?.isBelow = true
    return panel
  }

  private func titled(_ panel: Panel, _ title: String) -> Panel {
    var panel = panel
    panel.title = title
    return panel
  }

  /// Where an outlook's proposal lies on an axis.
  private func next(_ axis: Int, _ outlook: Outlook) -> Double? {
    outlook.proposal.flatMap { axis < $0.configuration.values.count ? $0.configuration.values[axis]?.number : nil }
  }

  /// The values that were known, and the one that came of it.
  private var observed: [Double] {
    history.observations.indices.compactMap(value) + (trial.state == .complete ? trial.values.prefix(1) : [])
  }

  /// One axis for all values that are shown: that of the observed ones, and a little of what is believed beyond them.
  private var valueAxis: ValueAxis {
    let axis = ValueAxis(metric, observed, history.direction).axis
    let (least, most) = (axis.value(at: -Self.beyond), axis.value(at: 1 + Self.beyond))
    var values = observed
    for section in [mine, comparison?.theirs].compactMap({ $0?.sections }).joined() {
      guard case .model(let curves) = section.content else { continue }
      values += curves.median.map { min(max($0, least), most) }
    }
    return ValueAxis(metric, values, history.direction)
  }

  /// How much further than the observed values the axis of values may go, as a share of its length.
  private static let beyond = 0.25

  // MARK: Values

  /// What was known over a parameter, what is believed of it, where the strategy looks next, and what came of it; with no
  /// outlook, only what was known.
  private func panel(_ axis: Int, _ section: Outlook.Section?, _ outlook: Outlook?) -> Panel {
    let (x, y) = (ParameterAxis(axis, of: study), valueAxis)
    var series: [Series] = []
    if let section, case .model(let curves) = section.content {
      let places = section.values.map(\.number)
      series.append(
        Series(
          "95%", .band,
          .band(places.indices.map { Interval(places[$0], y.place(curves.low[$0]), y.place(curves.high[$0])) })))
      series.append(
        Series("median", .mean, .line(places.indices.map { Point(places[$0], y.place(curves.median[$0])) })))
    }
    if let bound, y.axis.contains(bound) { series.append(Series("best possible", .bound, .rules(x: [], y: [bound]))) }
    if let outlook, let place = next(axis, outlook) {
      series.append(Series("next", .next, .rules(x: [place], y: [])))
    }
    let known = points(axis, y)
    series += known.filter { $0.role != .best }
    if outlook != nil, trial.state == .complete, let value = trial.values.first {
      let place = trial.value(of: axis)?.number ?? .nan
      series.append(
        Series("trial \(trial.number)", .chosen, .points([Point(place, y.place(value), trial: trial.number)])))
    }
    // Above all others, so that it is seen where they meet.
    series += known.filter { $0.role == .best }
    return Panel(x: x.axis, y: y.axis, series: series)
  }

  /// The trials that were known: finished ones by their value, failed ones at the worst end.
  private func points(_ axis: Int, _ y: ValueAxis) -> [Series] {
    func points(_ observations: [Int], _ height: (Int) -> Double, _ words: (Int) -> String) -> Marks {
      .points(
        observations.compactMap { index in
          let values = history.observations[index].configuration.values
          guard axis < values.count, let place = values[axis]?.number else { return nil }
          let tip = (numbers[index].map { "trial \($0): " } ?? "") + words(index)
          return Point(place, height(index), trial: numbers[index], tip: tip)
        })
    }
    let all = history.observations.indices
    let known = all.filter { value($0) != nil && $0 != history.best }
    let failed = all.filter { value($0) == nil && history.observations[$0].evaluation != .running }
    let running = all.filter { history.observations[$0].evaluation == .running }
    func height(_ index: Int) -> Double { y.place(value(index) ?? .nan) }
    func words(_ index: Int) -> String { value(index).map { "\(metric) \(number($0))" } ?? "" }
    return [
      Series("failed", .failed, points(failed, { _ in y.worstEnd }, { _ in "failed" })),
      Series("running", .background, points(running, { _ in y.worstEnd }, { _ in "running" })),
      Series("trial", .trial, points(known, height, words)),
      Series("best", .best, points(history.best.map { [$0] } ?? [], height, words)),
    ].filter { if case .points(let points) = $0.marks { !points.isEmpty } else { true } }
  }

  // MARK: What decides

  /// What made the strategy look there: the acquisition, the densities, the distribution of a generation.
  private func detailPanel(_ section: Outlook.Section, _ outlook: Outlook) -> Panel? {
    let x = ParameterAxis(section.axis, of: study)
    let places = section.values.map(\.number)
    func line(_ heights: [Double]) -> Marks { .line(zip(places, heights).map { Point($0, $1) }) }
    let next = Series("next", .next, .rules(x: next(section.axis, outlook).map { [$0] } ?? [], y: []))
    switch section.content {
    case .model(let curves):
      return Panel(
        x: x.axis, y: Axis(outlook.acquisition?.title ?? "", from: 0, to: 1),
        series: [next, Series("", .acquisition, line(curves.acquisition))])
    case .densities(let good, let bad):
      return Panel(
        x: x.axis, y: Axis("density", covering: [0] + good + bad),
        series: [next, Series("good trials", .compared(0), line(good)), Series("others", .compared(1), line(bad))])
    case .distribution(let density):
      return Panel(
        x: x.axis, y: Axis("density", covering: [0] + density),
        series: [next, Series("generation", .mean, line(density))])
    case .hull: return nil
    }
  }

  /// The plane of two parameters with the ellipse of a generation.
  private func ellipsePanel(_ ellipse: Outlook.Ellipse) -> Panel {
    let axes = (ParameterAxis(ellipse.axes.0, of: study), ParameterAxis(ellipse.axes.1, of: study))
    func point(_ u: (Double, Double)) -> Point {
      Point(axes.0.parameter.domain.value(at: u.0).number, axes.1.parameter.domain.value(at: u.1).number)
    }
    func point(_ configuration: Configuration, _ trial: Int?) -> Point {
      let values = [ellipse.axes.0, ellipse.axes.1].map { axis in
        axis < configuration.values.count ? configuration.values[axis]?.number ?? .nan : .nan
      }
      return Point(values[0], values[1], trial: trial)
    }
    let trials = history.observations.indices.filter { $0 != history.best }
    return Panel(
      x: axes.0.axis, y: axes.1.axis,
      series: [
        Series("one deviation", .mean, .line(ellipse.outline.map(point))),
        Series("trial", .trial, .points(trials.map { point(history.observations[$0].configuration, numbers[$0]) })),
        Series(
          "best", .best,
          .points(history.best.map { [point(history.observations[$0].configuration, numbers[$0])] } ?? [])),
        Series("next", .next, .points(outlook.proposal.map { [point($0.configuration, nil)] } ?? [])),
      ])
  }

  // MARK: Two models

  /// How likely values are at the configuration to both models.
  private var densityFigure: Figure? {
    guard let comparison, let mine = prediction, let theirs = theirPrediction else { return nil }
    let both = [(strategy, mine), (comparison.name, theirs)]
    let ends = both.flatMap { [$0.1.value(at: -3.5), $0.1.value(at: 3.5)] }.filter(\.isFinite)
    guard let low = ends.min(), let high = ends.max(), low < high else { return nil }
    let x = Axis(metric, from: low, to: high)
    let places = (0...256).map { x.value(at: Double($0) / 256) }
    let curves = both.map { _, prediction in places.map(prediction.density).map { $0.isFinite ? $0 : 0 } }
    var series = zip(both, curves).enumerated().map { index, part in
      Series(part.0.0, .compared(index), .line(zip(places, part.1).map { Point($0, $1) }))
    }
    if let bound, x.contains(bound) {
      series.insert(Series("best possible", .bound, .rules(x: [bound], y: [])), at: 0)
    }
    return Figure(
      "\(metric) believed at \(text(trial.configuration))",
      panels: [Panel(x: x, y: Axis("density", covering: [0] + curves.joined()), series: series)])
  }
}

extension Acquisition {
  /// What its axis measures.
  fileprivate var title: String {
    switch self {
    case .expectedImprovement: "relative EI"
    case .noisyExpectedImprovement: "relative noisy EI"
    case .probabilityOfImprovement: "relative PI"
    case .confidenceBound, .randomConfidenceBound: "relative bound"
    case .thompson: "drawn function"
    }
  }
}
