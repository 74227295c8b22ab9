import Basics

/// How a trial ended.
public enum Outcome: Hashable, Sendable {
  /// The value as it was measured; one that is not finite counts as a failure.
  case complete(Double)
  /// No value.
  case failed
  /// No value yet: another worker is at it.
  case running
}

/// A configuration and what is known of it.
public struct Observation: Hashable, Sendable {
  /// What was tried.
  public let configuration: Configuration
  /// What came of it.
  public let outcome: Outcome

  /// An observation of its parts.
  public init(_ configuration: Configuration, _ outcome: Outcome) {
    self.configuration = configuration
    self.outcome = outcome
  }
}

/// All that a strategy is told: the trials so far, finished and running, in the order of their numbers.
public struct History: Sendable {
  /// The trials so far.
  public let observations: [Observation]
  /// What is wanted of their values.
  public let direction: Direction
  /// Number of the trial that is asked for, from 0.
  ///
  /// Random numbers depend on it and on the seed, so that any worker draws the same design.
  public let trial: Int
  /// Whether a configuration that is evaluated again may have another value, so that it may be worth it.
  public let isNoisy: Bool

  /// A history of observations.
  ///
  /// - Parameters:
  ///   - observations: In the order of their trial numbers.
  ///   - direction: What is wanted of the values.
  ///   - trial: The number of the trial that is asked for; absent, the number of observations.
  ///   - isNoisy: Whether a configuration that is evaluated again may have another value.
  public init(
    _ observations: [Observation] = [], direction: Direction = .minimize, trial: Int? = nil, isNoisy: Bool = false
  ) {
    self.observations = observations
    self.isNoisy = isNoisy
    self.direction = direction
    self.trial = max(trial ?? observations.count, 0)
  }

  /// For each trial the value to minimise (a maximised one negated); nil if it failed or is running.
  public var costs: [Double?] {
    observations.map { observation in
      guard case .complete(let value) = observation.outcome, value.isFinite else { return nil }
      return direction == .minimize ? value : -value
    }
  }

  /// Index of the best observed trial, the earliest of equals: the answer of a search.
  public var best: Int? {
    var best: (index: Int, cost: Double)?
    for case (let index, let cost?) in costs.enumerated() where best.map({ cost < $0.cost }) ?? true {
      best = (index, cost)
    }
    return best?.index
  }

  /// Number of trials so far; what others tried and told counts, so that it may be more than the number of the next trial.
  var trialsSoFar: Int { max(trial, observations.count) }

  /// The configurations that are not to be proposed again: every one so far, whatever came of it, unless there is noise.
  var seen: Set<Configuration> { isNoisy ? [] : Set(observations.map(\.configuration)) }

  /// Whether a configuration is not to be proposed again.
  func excludes(_ configuration: Configuration) -> Bool {
    !isNoisy && observations.contains { $0.configuration == configuration }
  }
}
