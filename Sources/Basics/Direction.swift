/// Which way an objective is better.
public enum Direction: String, Hashable, Sendable {
  /// The smaller the better.
  case minimize
  /// The larger the better.
  case maximize

  /// Whether `value` is better than `other`; nothing is better than its equal, and no number is worse than a NaN.
  public func prefers(_ value: Double, to other: Double) -> Bool {
    if other.isNaN { return !value.isNaN }
    return switch self {
    case .minimize: value < other
    case .maximize: value > other
    }
  }
}
