import Basics
import Studies

/// Lengths of time as people say them: `0.35s`, `2.1s`, `34s`, `1min 30s`, `2h 5min`, `3d 4h`.
enum DurationText {
  private static let units = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]

  /// The time in at most two units.
  ///
  /// - Parameters:
  ///   - seconds: the time.
  ///   - isWhole: whether short times are rounded to whole seconds too.
  /// - Returns: the text.
  static func text(_ seconds: Double, isWhole: Bool = false) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e15 else { return "?s" }
    let seconds = max(seconds, 0)
    if !isWhole, seconds < 9.95 { return NumberText.rounded(seconds, digits: 2) + "s" }
    let whole = Int(seconds.rounded())
    guard let first = units.firstIndex(where: { whole >= $0.1 }), units[first].1 > 1 else { return "\(whole)s" }
    let (small, smallLength) = units[first + 1]
    let (large, largeLength) = units[first]
    let count = (whole + smallLength / 2) / smallLength
    // Rounding to the smaller unit can carry: 23h 59min 45s is 1d.
    guard count * smallLength == whole else { return text(Double(count * smallLength)) }
    let perLarge = largeLength / smallLength
    let rest = count % perLarge
    return rest == 0 ? "\(count / perLarge)\(large)" : "\(count / perLarge)\(large) \(rest)\(small)"
  }
}
