import Basics
import Studies

/// How far a running search has come, on one line: `gamma  63/500, 2 failed  best 0.9731  5s, 34s left  now lr = 0.1`.
public struct Progress: Hashable, Sendable {
  /// The strategy as the program writes it.
  public var strategy: String
  /// How many trials have ended.
  public var finished: Int
  /// How many of them have failed.
  public var failed = 0
  /// How many trials the budget allows.
  public var limit: Int?
  /// The best value so far.
  public var best: Double?
  /// The parameters of the best trial.
  public var bestParameters: String?
  /// The parameters of the trials under way.
  public var running: [String] = []
  /// The seconds since the search began.
  public var elapsed: Double
  /// The seconds that the budget allows.
  public var timeLimit: Double?
  /// The seconds since the search began when a trial ended last; the present moment where that is not known.
  public var lastEnd: Double?

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
    if let limit, finished > 0 {
      let pace = (lastEnd ?? elapsed) / Double(finished)
      estimates.append(max(pace * Double(max(limit - finished, 0)) - (elapsed - (lastEnd ?? elapsed)), 0))
    }
    if let timeLimit { estimates.append(max(timeLimit - elapsed, 0)) }
    return estimates.min()
  }

  /// A value as the line shows it.
  public static func text(_ value: JSON) -> String {
    if case .real(let real) = value { NumberText.rounded(real, digits: 3) } else { value.description.onOneLine }
  }

  /// The line, never wider than `width`: what is left out first are the parameters, then the time, then the best value.
  public func text(width: Int) -> String {
    let line = numbers(width: width)
    // The parameters share what is left, and less than this says nothing.
    let least = 12
    let now = running.isEmpty ? "" : "  now " + running.joined(separator: "; ")
    let best = bestParameters.map { $0.isEmpty ? "" : "  best at \($0)" } ?? ""
    let room = width - line.displayWidth
    let whole = [now, best].filter { !$0.isEmpty }
    guard !whole.isEmpty, room >= least else { return line }
    if (now + best).displayWidth <= room { return line + now + best }
    let share = whole.count > 1 && room >= 2 * least ? max(room / 2, room - best.displayWidth) : room
    let first = whole[0].truncated(to: share)
    let rest = room - first.displayWidth
    return line + first + (whole.count > 1 && rest >= least ? whole[1].truncated(to: rest) : "")
  }

  private func numbers(width: Int) -> String {
    let count = (limit.map { "\(finished)/\($0)" } ?? trials(finished)) + (failed > 0 ? ", \(failed) failed" : "")
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
