import Basics
import BayesOpt

/// One evaluation of an objective: a configuration, and what came of it.
public struct Trial: Hashable, Sendable {
  /// Its place in the study, counted from 0.
  public let number: Int
  /// The values of the parameters, aligned with the parameters of the study.
  public internal(set) var configuration: Configuration
  /// Where the trial is in its life.
  public internal(set) var state: TrialState = .running
  /// One value an objective where it is complete, the last finite report where it was pruned, nothing otherwise.
  public internal(set) var values: [Double] = []
  /// How far it is from meeting each constraint on what came of it: zero or less where it is met; empty where there is none.
  public internal(set) var constraints: [Double] = []
  /// Named values that the objective attached, in the order it did.
  public internal(set) var notes: [JSON.Member] = []
  /// What the objective reported on its way, by ascending step.
  public internal(set) var reports: [Report] = []
  /// When it started; unknown where another program has only announced it.
  public internal(set) var start: Timestamp?
  /// When it ended.
  public internal(set) var end: Timestamp?
  /// Why it failed.
  public internal(set) var message: String?
  /// The values by name that a waiting trial is to have; its other parameters are anybody's to choose.
  public internal(set) var fixed: [JSON.Member] = []

  /// A trial that starts now.
  ///
  /// - Parameters:
  ///   - number: its place in the study.
  ///   - configuration: the values to evaluate.
  ///   - start: when it starts.
  public init(number: Int, configuration: Configuration, start: Timestamp? = .now) {
    self.number = number
    self.configuration = configuration
    self.start = start
  }

  /// Whether the trial has ended, one way or another; then it never changes again.
  public var isFinished: Bool {
    switch state {
    case .waiting, .running, .paused: false
    case .complete, .pruned, .failed: true
    }
  }

  /// Whether all constraints on what came of it are met.
  public var isFeasible: Bool { constraints.allSatisfy { $0 <= 0 } }

  /// How long it ran; `nil` while it runs.
  public var seconds: Double? {
    guard let start, let end else { return nil }
    return end.seconds(since: start)
  }
}

/// Where a trial is in its life.
///
/// It may wait for somebody to run it, runs, may be paused and run on any number of times, and ends once.
public enum TrialState: String, Hashable, Sendable, CaseIterable {
  case waiting, running, paused, complete, pruned, failed
}

/// How a trial was doing at some step, an epoch for instance.
public struct Report: Hashable, Sendable {
  /// The step, from whatever the objective counts.
  public let step: Int
  /// The value of the objective so far.
  public let value: Double

  /// The steps that every database has room for.
  public static let steps = Int(Int32.min)...Int(Int32.max)

  /// Pairs a step with a value.
  public init(step: Int, value: Double) {
    self.step = step
    self.value = value
  }
}
