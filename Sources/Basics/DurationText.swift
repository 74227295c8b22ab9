/// Lengths of time as a program writes them, in at most two units: `250ms`, `1.5s`, `1min 30s`, `2h 5min`, `3d 4h`.
public enum DurationText {
  private static let units = [("d", 86_400.0), ("h", 3600), ("min", 60), ("s", 1)]

  /// A time to the nanosecond below a second, and to the microsecond below a minute.
  public static func exact(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "\(NumberText.exact(seconds))s" }
    if seconds < 0 { return "-" + exact(-seconds) }
    if seconds == 0 { return "0s" }
    if seconds < 1 { return NumberText.exact((seconds * 1e9).rounded() / 1e6) + "ms" }
    return seconds < 60 ? NumberText.exact((seconds * 1e6).rounded() / 1e6) + "s" : inTwoUnits(seconds)
  }

  /// A time that was measured: two digits below ten seconds, whole seconds from there on.
  ///
  /// - Parameters:
  ///   - seconds: The time.
  ///   - isWhole: Whether short times are rounded to whole seconds too.
  /// - Returns: The text.
  public static func text(_ seconds: Double, isWhole: Bool = false) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e15 else { return "?" }
    let seconds = max(seconds, 0)
    if !isWhole, seconds < 9.95 {
      let milliseconds = NumberText.roundedValue(seconds * 1000, digits: 2)
      return milliseconds > 0 && milliseconds < 1000
        ? NumberText.exact(milliseconds) + "ms" : NumberText.rounded(seconds, digits: 2) + "s"
    }
    let whole = seconds.rounded()
    return whole < 60 ? NumberText.exact(whole) + "s" : inTwoUnits(whole)
  }

  /// From a minute on: rounded to the smaller of two units first, so that no part ever reads 60.
  private static func inTwoUnits(_ seconds: Double) -> String {
    for index in 0..<units.count - 1 {
      let (large, small) = (units[index], units[index + 1])
      let whole = (seconds / small.1).rounded()
      let ratio = large.1 / small.1
      guard whole >= ratio else { continue }
      let first = (whole / ratio).rounded(.down)
      let rest = whole - first * ratio
      return NumberText.exact(first) + large.0 + (rest == 0 ? "" : " " + NumberText.exact(rest) + small.0)
    }
    return NumberText.exact(seconds.rounded()) + "s"
  }
}
