/// The value of one parameter.
public enum ParameterValue: Hashable, Sendable {
  /// A real number.
  case real(Double)
  /// A whole number.
  case integer(Int)
  /// The index of a choice, from 0.
  case choice(Int)

  /// The value as a number; a choice counts as its index.
  public var number: Double {
    switch self {
    case .real(let x): x
    case .integer(let x): Double(x)
    case .choice(let index): Double(index)
    }
  }
}
