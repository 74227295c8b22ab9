import Basics

extension Arguments {
  /// Shows a line while `body` runs, and for how long it has; in a trial the line is that of the search.
  ///
  /// - Parameters:
  ///   - line: what it says now, with the time that has gone by; asked for on another thread.
  ///   - body: what takes its time.
  /// - Returns: what `body` gives.
  /// - Throws: what `body` throws.
  func showing<R>(_ line: @escaping @Sendable (_ time: String) -> String, _ body: () throws(Exit) -> R) throws(Exit)
    -> R
  {
    try showing({ time, _ in [line(time)] }, body)
  }

  /// The same with lines, in so many rows at most.
  func showing<R>(
    _ lines: @escaping @Sendable (_ time: String, _ rows: Int) -> [String], _ body: () throws(Exit) -> R
  ) throws(Exit) -> R {
    guard machine.pointee.trial == nil else { return try body() }
    let begin = ContinuousClock.now
    context.show { columns, rows in
      let seconds = ((ContinuousClock.now - begin) / .seconds(1)).rounded()
      return lines(DurationText.text(seconds), rows).map { "  \($0)".truncated(to: columns) }
    }
    defer { context.hide() }
    return try body()
  }
}
