import Basics
import Studies

/// How far a running search has come, on one line: `gamma  63/500  best 0.9731  5 s, 34 s left`.
public struct Progress: Hashable, Sendable {
  /// The strategy as the program writes it.
  public var strategy: String
  /// How many trials have ended.
  public var finished: Int
  /// How many trials the budget allows.
  public var limit: Int?
  /// The best value so far.
  public var best: Double?
  /// The seconds since the search began.
  public var elapsed: Double
  /// The seconds that the budget allows.
  public var timeLimit: Double?

  /// The state of a search.
  ///
  /// - Parameters:
  ///   - strategy: the strategy as the program writes it.
  ///   - finished: how many trials have ended.
  ///   - limit: how many trials the budget allows.
  ///   - best: the best value so far.
  ///   - elapsed: the seconds since the search began.
  ///   - timeLimit: the seconds that the budget allows.
  public init(
    strategy: String, finished: Int, limit: Int? = nil, best: Double? = nil, elapsed: Double, timeLimit: Double? = nil
  ) {
    self.strategy = strategy
    self.finished = finished
    self.limit = limit
    self.best = best
    self.elapsed = elapsed
    self.timeLimit = timeLimit
  }

  /// The seconds that are left: what the remaining trials take at the pace so far, or what the time limit leaves if
  /// that is less.
  public var remaining: Double? {
    var estimates: [Double] = []
    if let limit, finished > 0 { estimates.append(elapsed / Double(finished) * Double(max(limit - finished, 0))) }
    if let timeLimit { estimates.append(max(timeLimit - elapsed, 0)) }
    return estimates.min()
  }

  /// The line, never wider than `width`: what is left out first is the time, then the best value.
  public func text(width: Int) -> String {
    let count = limit.map { "\(finished)/\($0)" } ?? trials(finished)
    let past = DurationText.text(elapsed, isWhole: true)
    let times = remaining.map { "\(past), \(DurationText.text($0, isWhole: true)) left" } ?? past
    let start = "  \(strategy.onOneLine.truncated(to: 30))  \(count)"
    let value = best.map { "  best \(NumberText.rounded($0))" } ?? ""
    let candidates = [start + value + "  " + times, start + value + "  " + past, start + value, start]
    return candidates.first { $0.displayWidth <= width } ?? start.truncated(to: width)
  }
}

/// A number of trials in words.
func trials(_ count: Int) -> String {
  count == 1 ? "1 trial" : "\(count) trials"
}
