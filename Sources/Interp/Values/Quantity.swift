import DSL

/// A number with a unit: a count of trials, epochs, steps or workers, or a time.
public struct Quantity: Hashable, Sendable {
  /// What is counted or measured.
  public enum Unit: Hashable, Sendable {
    case seconds
    case count(CountUnit)

    /// What messages call a quantity of this unit.
    var kind: String {
      switch self {
      case .seconds: "a time"
      case .count(let unit): "a number of \(unit.rawValue)"
      }
    }
  }
  /// Seconds, or the number of things counted.
  public let amount: Double
  /// The unit.
  public let unit: Unit

  /// `amount` of `unit`.
  public init(_ amount: Double, _ unit: Unit) {
    self.amount = amount
    self.unit = unit
  }
}

extension Quantity: CustomStringConvertible {
  /// As it is written in a program: `50 trials`, `1 epoch`, `1min 30s`.
  public var description: String {
    switch unit {
    case .seconds: durationText(amount)
    case .count(let unit): "\(realText(amount)) \(amount == 1 ? unit.singular : unit.rawValue)"
    }
  }
}

/// Seconds in at most two units: `250ms`, `1.5s`, `1min 30s`, `2h 5min`, `3d 4h`.
func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite else { return realText(seconds) + "s" }
  if seconds < 0 { return "-" + durationText(-seconds) }
  if seconds == 0 { return "0s" }
  if seconds < 1 { return realText((seconds * 1e9).rounded() / 1e6) + "ms" }
  if seconds < 60 { return realText((seconds * 1e6).rounded() / 1e6) + "s" }
  let units = TimeUnit.allCases.reversed().filter { $0.seconds >= 1 }
  for index in 0..<units.count - 1 {
    let (larger, smaller) = (units[index], units[index + 1])
    // Rounded to the smaller unit first, so that no part ever reads 60.
    let whole = (seconds / smaller.seconds).rounded()
    let ratio = larger.seconds / smaller.seconds
    guard whole >= ratio else { continue }
    let first = (whole / ratio).rounded(.down)
    let rest = whole - first * ratio
    return realText(first) + larger.rawValue + (rest == 0 ? "" : " " + realText(rest) + smaller.rawValue)
  }
  return realText(seconds) + "s"
}
