import Basics
import Studies

/// Lengths of time as people say them: `0.35 s`, `2.1 s`, `34 s`, `1 min 30 s`, `2 h 5 min`, `3 d 4 h`.
enum DurationText {
  private static let units = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]

  /// The time in at most two units.
  ///
  /// - Parameters:
  ///   - seconds: the time.
  ///   - isWhole: whether short times are rounded to whole seconds too.
  /// - Returns: the text.
  static func text(_ seconds: Double, isWhole: Bool = false) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e15 else { return "? s" }
    let seconds = max(seconds, 0)
    if !isWhole, seconds < 9.95 { return NumberText.rounded(seconds, digits: 2) + " s" }
    let whole = Int(seconds.rounded())
    guard let first = units.firstIndex(where: { whole >= $0.1 }), units[first].1 > 1 else { return "\(whole) s" }
    let (small, smallLength) = units[first + 1]
    let (large, largeLength) = units[first]
    let count = (whole + smallLength / 2) / smallLength
    // Rounding to the smaller unit can carry: 23 h 59 min 45 s is 1 d.
    guard count * smallLength == whole else { return text(Double(count * smallLength)) }
    let perLarge = largeLength / smallLength
    let rest = count % perLarge
    return rest == 0 ? "\(count / perLarge) \(large)" : "\(count / perLarge) \(large) \(rest) \(small)"
  }
}
