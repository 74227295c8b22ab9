import Basics

/// A line that is compared with others.
public struct Curve: Hashable, Sendable {
  /// What the legend calls it.
  public var name: String
  /// Its points.
  public var points: [Point]
  /// How far values spread around each point, in standard deviations; empty where that is not known.
  public var deviations: [Double]

  /// A line of points.
  public init(_ name: String, points: [Point], deviations: [Double] = []) {
    (self.name, self.points, self.deviations) = (name, points, deviations)
  }

  /// The mean of courses, one value a step from 1 on, as far as the shortest goes; with deviations where there are several.
  init(_ name: String, meanOf courses: [[Double]]) {
    let count = courses.map(\.count).min() ?? 0
    let n = Double(courses.count)
    let columns = (0..<count).map { step in courses.map { $0[step] } }
    let means = columns.map { $0.reduce(0, +) / n }
    self.init(
      name, points: means.enumerated().map { Point(Double($0.offset + 1), $0.element) },
      deviations: courses.count > 1
        ? zip(columns, means).map { column, mean in
          (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
        } : [])
  }

  /// The last value; NaN without one.
  var lastValue: Double { points.last?.y ?? .nan }

  /// The band and the line.
  ///
  /// - Parameters:
  ///   - index: the curve's place among those that it is compared with.
  ///   - axis: of the values.
  ///   - isStepped: whether a value holds until the next one.
  /// - Returns: what there is of the two.
  func series(_ index: Int, on axis: ValueAxis, isStepped: Bool = false) -> [Series] {
    let placed = points.map { point in
      Point(point.x, axis.place(point.y), trial: point.trial, tip: point.tip.text)
    }
    let band = zip(points, deviations).map { point, deviation in
      Interval(point.x, axis.place(point.y - deviation), axis.place(point.y + deviation))
    }
    return [
      Series("", .compared(index), .band(band)),
      Series(name, .compared(index), isStepped ? .steps(placed) : .line(placed)),
    ].filter { !$0.isEmpty }
  }
}

extension Figure {
  /// Lines over one another.
  ///
  /// - Parameters:
  ///   - title: what the figure shows.
  ///   - x: what the points are at.
  ///   - y: what is measured there.
  ///   - curves: the lines.
  ///   - scales: of the axes, where they are asked for.
  /// - Returns: the figure.
  /// - Throws: that there is no finite number.
  public static func curves(
    _ title: String, x: String, y: String, _ curves: [Curve], scales: AxisScales = AxisScales()
  ) throws(FigureError) -> Figure {
    let points = curves.flatMap(\.points)
    guard points.contains(where: { $0.x.isFinite && $0.y.isFinite }) else {
      throw FigureError("there is no finite number to draw")
    }
    let ends = curves.flatMap { curve in
      zip(curve.points, curve.deviations).flatMap { [$0.y - $1, $0.y + $1] }
    }
    let xAxis = scales.axis(x, points.map(\.x), scales.x, isWhole: points.allSatisfy { $0.x == $0.x.rounded() })
    let yAxis = scales.axis(y, points.map(\.y) + ends, scales.y, margin: 0.05)
    let series = curves.enumerated().flatMap { index, curve -> [Series] in
      let band = zip(curve.points, curve.deviations).map { Interval($0.x, $0.y - $1, $0.y + $1) }
      return [
        Series("", .compared(index), .band(band)),
        Series(curves.count > 1 ? curve.name : "", .compared(index), .line(curve.points)),
      ].filter { !$0.isEmpty }
    }
    let hidden = points.count { !xAxis.contains($0.x) || !yAxis.contains($0.y) }
    return Figure(
      title, panels: [Panel(x: xAxis, y: yAxis, series: series)],
      notes: hidden > 0
        ? ["\(hidden) of \(points.count) points \(hidden == 1 ? "has" : "have") no place on the axes"] : [])
  }
}

/// Which axes of a figure are logarithmic.
public struct AxisScales: Hashable, Sendable {
  /// Whether an axis is logarithmic; nil where its numbers decide.
  public var x, y: Bool?

  /// Scales as they are asked for.
  public init(x: Bool? = nil, y: Bool? = nil) { (self.x, self.y) = (x, y) }

  /// Numbers that span more than this factor, and are all positive, have a logarithmic axis unless another is asked for.
  private static let factor = 1e3

  /// An axis for numbers.
  func axis(
    _ title: String, _ values: [Double], _ isLogarithmic: Bool?, margin: Double = 0, isWhole: Bool = false
  ) -> Axis {
    let spans = ValueAxis.spansFactor(values.filter(\.isFinite), Self.factor)
    let isLogarithmic = isLogarithmic ?? (spans && !isWhole)
    return Axis(
      title, covering: values, scale: isLogarithmic ? .logarithmic : .linear, margin: margin,
      isWhole: isWhole && !isLogarithmic)
  }
}
