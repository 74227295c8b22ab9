import Basics

extension Figure {
  /// The losses of a training whose learning rate rises from step to step, and the rate that they suggest.
  ///
  /// - Parameters:
  ///   - rates: the learning rate of each step.
  ///   - losses: the loss of each step's batch.
  ///   - smoothed: the mean of the losses so far, older ones counting less and less.
  ///   - suggestion: the rate at which the smoothed losses fall fastest, if they fall.
  /// - Returns: the figure.
  /// - Throws: that there is no loss to draw.
  public static func learningRates(
    _ rates: [Double], losses: [Double], smoothed: [Double], suggestion: Double?
  ) throws(FigureError) -> Figure {
    let finite = smoothed.filter(\.isFinite)
    let all = zip(rates, smoothed).map { Point($0, $1) }
    guard let least = finite.min(), let lowest = all.firstIndex(where: { $0.y == least }) else {
      throw FigureError("there is no loss to draw")
    }
    // How far the loss falls matters, not how far it rises once the rate is too high: half of the axis is left to that.
    let start = all[...lowest].map(\.y).max() ?? least
    let top = start > least ? 2 * start - least : finite.max() ?? start
    let axis = Axis("loss", from: least - 0.1 * (top - least), to: top)
    let rise = all[lowest...].firstIndex { $0.y > top }
    var points = Array(all[..<(rise ?? all.count)])
    if let rise { points.append(Point(all[rise].x, axis.high)) }
    let chosen = suggestion.flatMap { rate in points.first { $0.x >= rate } }
    var notes: [String] = []
    if let suggestion {
      notes.append("steepest, and suggested: lr = \(NumberText.rounded(suggestion, digits: 3))")
    } else {
      notes.append("the loss falls at none of the rates, so that none is suggested")
    }
    if lowest < all.count - 1 {
      let rate = NumberText.rounded(all[lowest].x, digits: 3)
      notes.append("loss least, \(NumberText.rounded(least)), at lr = \(rate); beyond that it rises")
    }
    return Figure(
      "loss over learning rate, \(rates.count) steps",
      panels: [
        Panel(
          x: Axis("learning rate", covering: rates, scale: .logarithmic), y: axis,
          series: [
            Series("loss of a batch", .background, .points(zip(rates, losses).map { Point($0, $1) })),
            Series("smoothed", .mean, .line(points)),
            Series("steepest", .chosen, .points(chosen.map { [$0] } ?? [])),
          ].filter { !$0.isEmpty })
      ], notes: notes)
  }
}
