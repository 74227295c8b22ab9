import Basics
import BayesOpt
import RealModule
import Studies

extension Explanation {
  /// What the hull of every axis says, and how a prediction is made of it.
  var hullSentences: [String] {
    let curves = outlook.sections.compactMap { section in
      if case .hull(let curve) = section.content { (curve, section.axis) } else { nil }
    }
    let rule = "It is the minimum that the lower \(curves.count == 1 ? "hull predicts" : "hulls predict")."
    let smoothing = "The points are the values as the model sees them, without their noise."
    return [rule] + (curves.contains { isSmoothed($0.0) } ? [smoothing] : []) + curves.map { sentence($0.0, $0.1) }
  }

  /// Whether the hull's heights are others than those of the values.
  private func isSmoothed(_ curve: Outlook.HullCurve) -> Bool {
    curve.points.contains { point in
      guard let value = value(point.observation) else { return true }
      let height = curve.scale.place(of: value)
      return (height - point.height).magnitude > 1e-6 * max(1, height.magnitude)
    }
  }

  private func sentence(_ curve: Outlook.HullCurve, _ axis: Int) -> String {
    let parameter = study.description.parameters[axis]
    let name = parameter.name.onOneLine
    func place(_ u: Double) -> String { shortText(parameter.json(parameter.domain.value(at: u))) }
    guard let lowest = curve.vertices.min(by: { $0.height < $1.height }) else { return "" }
    let trial = numbers[lowest.observation].map { " (trial \($0))" } ?? ""
    let bottom = place(lowest.coordinate) + trial
    let start = "The lower hull of \(heightTitle(curve.scale)) over \(name) is lowest at \(bottom)"
    guard let minimum = curve.minimum, let index = curve.vertices.firstIndex(of: lowest),
      curve.vertices.indices.contains(index - 1), curve.vertices.indices.contains(index + 1)
    else { return start + ", at its end, and predicts nothing." }
    let (unit, size) = unit(of: parameter)
    func slope(_ from: Outlook.HullPoint, _ to: Outlook.HullPoint) -> String {
      number((to.height - from.height) / (to.coordinate - from.coordinate) / size, digits: 2)
    }
    let (left, right) = (slope(curve.vertices[index - 1], lowest), slope(lowest, curve.vertices[index + 1]))
    let bracket = "between \(place(minimum.left)) and \(place(minimum.right))"
    return start + ", \(bracket). Its slope\(unit), \(left) halfway to the left and \(right) halfway to the right, "
      + "passes 0, on a straight line from one to the other, at \(name) = \(place(minimum.predicted))."
  }

  /// What a slope is measured over, and how much of it the range of the parameter is.
  private func unit(of parameter: ParameterDescription) -> (words: String, size: Double) {
    switch parameter.domain {
    case .real(let low, let high, .logarithmic, _) where low < high:
      (" per decade", .log10(high) - .log10(low))
    case .integer(let low, let high, .logarithmic, _) where 0 < low && low < high:
      (" per decade", .log10(Double(high)) - .log10(Double(low)))
    case .real(let low, let high, .linear, _) where low < high && (high - low).isFinite:
      (" per unit", high - low)
    case .integer(let low, let high, .linear, _) where low < high:
      (" per unit", Double(high) - Double(low))
    default: (" over the range", 1)
    }
  }

  /// What the heights of a hull are.
  private func heightTitle(_ scale: ValueScale) -> String {
    switch scale.form {
    case .identity, .linear: metric
    case .power: "transformed \(metric)"
    case .logDistance: "ln(\(distanceTitle(scale)))"
    }
  }

  /// The distance from the best value possible: `1 - accuracy`.
  func distanceTitle(_ scale: ValueScale) -> String {
    guard case .logDistance(let bound) = scale.form else { return metric }
    if scale.direction == .maximize { return "\(number(bound)) - \(metric)" }
    return bound == 0 ? metric : "\(metric) - \(number(bound))"
  }

  /// The hull over a parameter, in units in which it is a hull.
  func hullPanel(_ curve: Outlook.HullCurve, _ section: Outlook.Section) -> Panel {
    let x = ParameterAxis(section.axis, of: study)
    func place(_ u: Double) -> Double { x.parameter.domain.value(at: u).number }
    let (title, scale, height): (String, Axis.Scale, (Double) -> Double) =
      switch curve.scale.form {
      case .identity, .linear: (metric, .linear, curve.scale.value)
      case .power: ("\(metric), transformed, the smaller the better", .linear, { $0 })
      case .logDistance: (distanceTitle(curve.scale), .logarithmic, { .exp($0) })
      }
    let tried = triedHeight(on: curve.scale).map(height)
    let y = Axis(
      title, covering: curve.points.map { height($0.height) } + (tried.map { [$0] } ?? []), scale: scale, margin: 0.05)
    func point(_ point: Outlook.HullPoint) -> Point {
      Point(
        place(point.coordinate), height(point.height), trial: numbers[point.observation],
        tip: numbers[point.observation].map { "trial \($0)" } ?? "")
    }
    let lowest = curve.vertices.min { $0.height < $1.height }
    let result = tried.map { [Point(x.place(of: trial), $0, trial: trial.number)] } ?? []
    var series = [
      Series("hull", .hull, .line(curve.vertices.map(point))),
      Series("trial \(trial.number)", .chosen, .points(result)),
      Series("trial", .trial, .points(curve.points.filter { $0 != lowest }.map(point))),
      Series("lowest", .best, .points(lowest.map { [point($0)] } ?? [])),
    ]
    if let minimum = curve.minimum {
      series.insert(
        contentsOf: [
          Series("bracket", .bracket, .rules(x: [place(minimum.left), place(minimum.right)], y: [])),
          Series("predicted", .prediction, .rules(x: [place(minimum.predicted)], y: [])),
        ], at: 0)
    }
    return Panel(x: x.axis, y: y, series: series.filter { !$0.isEmpty })
  }

  /// The height of what came of the trial; nil where it has none.
  private func triedHeight(on scale: ValueScale) -> Double? {
    guard trial.state == .complete, let value = trial.values.first else { return nil }
    let height = scale.place(of: value)
    return height.isFinite ? height : nil
  }
}
