import Basics

/// Why a strategy cannot go on.
public enum StrategyError: ExplainedError, Hashable {
  /// A value lies beyond the best possible one, so that its distance from it is no positive number.
  case beyondBound(strategy: String, value: Double, bound: Double, direction: Direction)
  /// A trial has another number of values than the space has parameters.
  case foreign(trial: Int, values: Int, parameters: Int)
  /// The search has more than one objective, and the strategy cannot do that for a reason.
  case severalObjectives(strategy: String, count: Int, reason: String)

  /// What kind of thing is wrong.
  public var topic: Topic {
    switch self {
    case .beyondBound, .severalObjectives: .strategyOption
    case .foreign: .differentStudy
    }
  }

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .beyondBound(let strategy, let value, let bound, let direction):
      "`\(strategy)` models positive distances from the best possible value, taken to be \(bound) when "
        + "\(direction == .minimize ? "minimizing" : "maximizing"), but a trial gave \(value)"
    case .foreign(let trial, let values, let parameters):
      "trial \(trial) has \(values) values in a space of \(parameters) parameters"
    case .severalObjectives(let strategy, let count, let reason):
      "`\(strategy)` cannot search for \(count) objectives, since \(reason)"
    }
  }

  /// What to do about it.
  public var hint: String? {
    switch self {
    case .beyondBound(let strategy, _, _, let direction):
      "state the \(direction == .minimize ? "smallest" : "largest") value that is possible, as in "
        + "`\(strategy)(bound: ...)`, or use `gaussian`, which needs none"
    case .foreign: "start another study for another space"
    case .severalObjectives: "use `gaussian`, `tpe` or `nsga2`, or make one number of them, such as a weighted sum"
    }
  }
}

extension History {
  /// Makes sure that every trial has as many values as a space has parameters.
  ///
  /// - Parameter space: Where the trials are said to be from.
  /// - Throws: `StrategyError.foreign`.
  /// - Complexity: O(n) for n trials.
  func checkFits(_ space: Space) throws(StrategyError) {
    for (trial, observation) in observations.enumerated()
    where observation.configuration.values.count != space.dimension {
      let values = observation.configuration.values.count
      throw .foreign(trial: trial, values: values, parameters: space.dimension)
    }
  }
}
