import Basics

/// A bar under a name.
public struct NamedBar: Hashable, Sendable {
  /// What stands beside it.
  public var name: String
  /// How long it is, and the standard deviation of that, zero for none.
  public var value, deviation: Double

  /// A bar under a name.
  public init(_ name: String, _ value: Double, deviation: Double = 0) {
    (self.name, self.value, self.deviation) = (name, value, deviation)
  }

  /// The value, with its deviation.
  var text: String {
    NumberText.rounded(value, digits: deviation > 0 ? 3 : NumberText.summaryDigits)
      + (deviation > 0 ? " ± \(NumberText.rounded(deviation, digits: 2))" : "")
  }
}

extension Figure {
  /// How much each parameter matters, the most important at the top.
  ///
  /// - Parameters:
  ///   - importances: a name and a share for each parameter.
  ///   - title: what the shares are of.
  /// - Returns: the figure.
  /// - Throws: that there are none.
  public static func importance(_ importances: [NamedBar], title: String) throws(FigureError) -> Figure {
    guard !importances.isEmpty else { throw FigureError("there is no importance to draw") }
    let most = 20
    let sorted = importances.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }
      .map(\.element)
    let rest = sorted.dropFirst(most)
    let sum = NumberText.rounded(rest.reduce(0) { $0 + $1.value }, digits: 2)
    return try bars(
      title, Array(sorted.prefix(most)), of: "importance",
      notes: rest.isEmpty ? [] : ["\(rest.count) others have \(sum) together"])
  }

  /// Lying bars, the first at the top.
  ///
  /// - Parameters:
  ///   - title: what the figure shows.
  ///   - bars: the bars.
  ///   - measure: what their length is.
  ///   - notes: what can be read from them.
  /// - Returns: the figure.
  /// - Throws: that there are none, or too many.
  public static func bars(
    _ title: String, _ bars: [NamedBar], of measure: String, notes: [String] = []
  ) throws(FigureError) -> Figure {
    guard bars.contains(where: { $0.value.isFinite }) else { throw FigureError("there is no finite number to draw") }
    let most = 60
    guard bars.count <= most else {
      throw FigureError("\(bars.count) bars are too many to be told apart", hint: "up to \(most) can be drawn")
    }
    let ends = bars.flatMap { [$0.value - $0.deviation, $0.value + $0.deviation] }.filter(\.isFinite)
    let drawn = bars.enumerated().map { index, bar in
      Bar(Double(bars.count - 1 - index), bar.value, deviation: bar.deviation, text: bar.text)
    }
    return Figure(
      title,
      panels: [
        Panel(
          x: Axis(measure, covering: ends + [0]),
          y: Axis("", categories: bars.reversed().map { $0.name.onOneLine.truncated(to: 30) }),
          series: [Series("", .compared(0), .bars(drawn))])
      ], notes: notes)
  }
}
