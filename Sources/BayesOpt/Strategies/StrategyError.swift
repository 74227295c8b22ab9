import Basics

/// Why a strategy cannot go on.
public enum StrategyError: ExplainedError, Hashable {
  /// A value lies beyond the best possible one, so that its distance from it is no positive number.
  case beyondBound(strategy: String, value: Double, bound: Double, direction: Direction)
  /// A trial has another number of values than the space has parameters.
  case foreign(trial: Int, values: Int, parameters: Int)

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .beyondBound(let strategy, let value, let bound, let direction):
      "`\(strategy)` models positive distances from the best possible value, taken to be \(bound) when "
        + "\(direction == .minimize ? "minimizing" : "maximizing"), but a trial gave \(value)"
    case .foreign(let trial, let values, let parameters):
      "trial \(trial) has \(values) values in a space of \(parameters) parameters"
    }
  }

  /// What to do about it.
  public var hint: String? {
    switch self {
    case .beyondBound(let strategy, _, _, let direction):
      "state the \(direction == .minimize ? "smallest" : "largest") value that is possible, as in "
        + "`\(strategy)(bound: ...)`, or use `gaussian`, which needs none"
    case .foreign: "start another study for another space"
    }
  }
}
