/// A series as one line of small bars: `▁▁▂▄▅▆▆▇▇▇`.
public enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// The most bars of a summary.
  public static let summaryWidth = 20

  /// Draws a series; one longer than `width` is divided evenly, and every part shown by its last number.
  ///
  /// The bars reach from the smallest finite number to the largest, and a constant series stands in the middle. An
  /// infinite number has the lowest or the highest bar, and a part without any number is a space.
  ///
  /// - Parameters:
  ///   - series: the numbers.
  ///   - width: the most bars to draw.
  /// - Returns: the bars.
  public static func text(_ series: [Double], width: Int = summaryWidth) -> String {
    let count = min(series.count, max(width, 0))
    let parts = (0..<count).map { part in
      // In doubles, the bounds of parts would not always fall on whole numbers.
      series[part * series.count / count..<(part + 1) * series.count / count].last { !$0.isNaN }
    }
    let finite = parts.compactMap { $0 }.filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 0
    return String(
      parts.map { value in
        guard let value else { return " " }
        if value.isInfinite { return value > 0 ? bars[bars.count - 1] : bars[0] }
        guard low < high else { return bars[bars.count / 2 - 1] }
        // The difference of two doubles can overflow; then that of their halves is as good.
        let range = high - low
        let height = range.isFinite ? (value - low) / range : (value / 2 - low / 2) / (high / 2 - low / 2)
        return bars[min(Int(height * Double(bars.count)), bars.count - 1)]
      })
  }
}
