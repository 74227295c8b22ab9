/// What came of a configuration.
public enum Evaluation: Hashable, Sendable {
  /// The values as they were measured, one for each objective; where one is not finite the trial has failed.
  case complete([Double])
  /// No value.
  case failed
  /// No value yet: a worker is at it.
  case running
}

/// A configuration and what is known of it.
public struct Observation: Hashable, Sendable {
  /// What was tried.
  public let configuration: Configuration
  /// What came of it.
  public let evaluation: Evaluation
  /// How far it is from meeting each constraint on what came of it: zero or less where it is met; empty where nothing is known.
  public let constraints: [Double]

  /// An observation of its parts.
  public init(_ configuration: Configuration, _ evaluation: Evaluation, constraints: [Double] = []) {
    (self.configuration, self.evaluation, self.constraints) = (configuration, evaluation, constraints)
  }
}
