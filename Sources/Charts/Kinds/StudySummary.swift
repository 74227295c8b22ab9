import Basics
import BayesOpt
import Studies

/// What there is to say when a search has ended, as values; `text` draws them.
public struct StudySummary: Hashable, Sendable {
  /// One trial of the results.
  public struct Result: Hashable, Sendable {
    /// The trial's number.
    public let number: Int
    /// The value of each objective under its title.
    public let values: [JSON.Member]
    /// The active parameters by name, in the study's order.
    public let parameters: [JSON.Member]
  }

  /// How many trials are in a state.
  public struct StateCount: Hashable, Sendable {
    /// The state.
    public let state: TrialState
    /// How many trials are in it.
    public let count: Int
  }

  /// Why a trial has no value.
  public struct Failure: Hashable, Sendable {
    /// The first trial that failed.
    public let number: Int
    /// What it said.
    public let message: String
  }

  /// A parameter that is best at an end of its range, or within three hundredths of it.
  public struct RangeEdge: Hashable, Sendable {
    /// The parameter.
    public let name: String
    /// The end.
    public let end: DomainEnd
    /// The value at the end.
    public let value: Double
    /// Whether that is the best one, and not only near to it.
    public let isReached: Bool
  }

  /// The strategy as the program writes it.
  public let strategy: String
  /// How many trials have ended.
  public let finished: Int
  /// How many trials failed, were pruned, wait, are paused and still run elsewhere, in this order; none of a state is left out.
  public let counts: [StateCount]
  /// How many complete trials do not meet the constraints.
  public let infeasible: Int
  /// Whether the search was stopped before its budget was used up.
  public let isInterrupted: Bool
  /// How long was searched, in seconds.
  public let seconds: Double
  /// The best value after each complete trial; empty for several objectives.
  public let bestSoFar: [Double]
  /// The best trial, or the front of several objectives.
  public let results: [Result]
  /// Whether the results are a front.
  public let isFront: Bool
  /// The first failure.
  public let failure: Failure?
  /// Parameters that are best at an end of their range, beyond which better values may lie.
  public let edges: [RangeEdge]

  /// A summary of a study.
  ///
  /// - Parameter study: the study.
  /// - Complexity: O(*n*) for *n* trials, O(*n*²) for several objectives.
  public init(_ study: Study) {
    strategy = study.description.strategy
    finished = study.finished.count
    counts = [TrialState.failed, .pruned, .waiting, .paused, .running]
      .map { StateCount(state: $0, count: study.count($0)) }.filter { $0.count > 0 }
    infeasible = study.trials.count { $0.state == .complete && !study.isFeasible($0) }
    isInterrupted = study.isInterrupted
    seconds = study.seconds
    isFront = study.description.objectives.count > 1
    bestSoFar = isFront ? [] : study.bestSoFar
    results = (isFront ? study.front : study.best.map { [$0] } ?? []).map { trial in
      Result(
        number: trial.number,
        values: zip(study.description.objectives, trial.values).map { JSON.Member($0.title, .real($1)) },
        parameters: study.parameters(of: trial).filter { $0.value != .null })
    }
    let failed = study.trials.first { $0.state == .failed }
    failure = failed.map { Failure(number: $0.number, message: $0.message ?? "") }
    edges = Self.edges(of: study)
  }

  /// Of a study of one objective, the parameters that have the same range in all trials.
  private static func edges(of study: Study) -> [RangeEdge] {
    guard let best = study.best else { return [] }
    let parameters = study.description.parameters
    return Checkup(study).edges.compactMap { edge in
      guard edge.parameter.isUnconditional, edge.widened != nil,
        edge.places.contains(where: { study.trials[$0].number == best.number }),
        let index = parameters.firstIndex(of: edge.parameter), let value = best.configuration.values[index]
      else { return nil }
      return RangeEdge(
        name: edge.parameter.name, end: edge.end, value: edge.value, isReached: value.number == edge.value)
    }
  }
}

extension ParameterDescription {
  /// Whether it is active in every trial, with the same domain, and no member of a list.
  fileprivate var isUnconditional: Bool { rule?.isEmpty ?? true && !name.hasSuffix("]") }
}
