import Basics
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
    case .seconds: DurationText.exact(amount)
    case .count(let unit): "\(realText(amount)) \(amount == 1 ? unit.singular : unit.rawValue)"
    }
  }
}
