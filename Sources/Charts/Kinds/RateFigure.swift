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
    guard !rates.isEmpty, let least = finite.min(), let most = finite.max() else {
      throw FigureError("there is no loss to draw")
    }
    let axis = Axis("loss", covering: [least, most] + losses.filter { $0 >= least && $0 <= most }, margin: 0.05)
    let points = zip(rates, smoothed).map { Point($0, $1) }
    let chosen = suggestion.flatMap { rate in points.first { $0.x >= rate } }
    let lowest = points.min { $0.y < $1.y }
    var notes: [String] = []
    if let suggestion {
      notes.append("steepest, and suggested: lr = \(NumberText.rounded(suggestion, digits: 3))")
    } else {
      notes.append("the loss falls at none of the rates, so that none is suggested")
    }
    if let lowest, let last = points.last, last.x > lowest.x {
      notes.append(
        "loss least, \(NumberText.rounded(lowest.y)), at lr = \(NumberText.rounded(lowest.x, digits: 3)); beyond that it rises"
      )
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
