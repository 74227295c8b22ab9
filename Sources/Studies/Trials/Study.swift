import Basics

/// A search and what it found: the value of a `search` expression.
public struct Study: Hashable, Sendable {
  /// What was sought, where, and how.
  public let description: StudyDescription
  /// All trials, by number; also those that other processes are still running.
  public let trials: [Trial]
  /// Whether the search was stopped before its budget was used up.
  public let isInterrupted: Bool
  /// How long was searched, in seconds.
  public let seconds: Double
  /// How many constraints there are on what comes of a trial: as many as any trial was asked for.
  public let constraintCount: Int

  /// A study of trials.
  ///
  /// - Parameters:
  ///   - description: what was sought, where, and how.
  ///   - trials: the trials by number.
  ///   - isInterrupted: whether the search was stopped before its budget was used up.
  ///   - seconds: how long was searched; where it is not given, the time during which at least one trial ran.
  public init(_ description: StudyDescription, trials: [Trial], isInterrupted: Bool = false, seconds: Double? = nil) {
    self.description = description
    self.trials = trials
    self.isInterrupted = isInterrupted
    constraintCount = trials.reduce(0) { max($0, $1.constraints.count) }
    self.seconds = seconds ?? Self.busySeconds(trials)
  }

  /// Whether a trial meets all constraints; one that was not asked for them is not known to.
  public func isFeasible(_ trial: Trial) -> Bool { trial.constraints.count == constraintCount && trial.isFeasible }

  /// The trials that have ended.
  public var finished: [Trial] { trials.filter(\.isFinished) }

  /// The number of trials in a state.
  public func count(_ state: TrialState) -> Int {
    trials.count { $0.state == state }
  }

  /// The best complete trial that meets the constraints, the earliest of equals; `nil` without one, or with several objectives.
  public var best: Trial? {
    guard description.objectives.count == 1 else { return nil }
    let direction = description.objectives[0].direction
    return trials.reduce(nil as Trial?) { best, trial in
      guard trial.state == .complete, isFeasible(trial), let value = trial.values.first else { return best }
      guard let bestValue = best?.values.first else { return trial }
      return direction.prefers(value, to: bestValue) ? trial : best
    }
  }

  /// The complete trials that meet the constraints, by number, that no other such one dominates: better in one objective and
  /// nowhere worse.
  ///
  /// - Complexity: O(*n* *f*) for *n* trials of which no more than *f* are on the front at any time.
  public var front: [Trial] {
    var front: [Trial] = []
    for trial in trials
    where trial.state == .complete && isFeasible(trial) && !front.contains(where: { dominates($0, trial) }) {
      front.removeAll { dominates(trial, $0) }
      front.append(trial)
    }
    return front
  }

  /// The best value after each complete trial, of the first objective, among those that meet the constraints; from the first such
  /// trial on.
  public var bestSoFar: [Double] {
    guard let direction = description.objectives.first?.direction else { return [] }
    var best: Double?
    return trials.compactMap { trial in
      guard trial.state == .complete, let value = trial.values.first else { return nil }
      let improves = isFeasible(trial) && best.map { direction.prefers(value, to: $0) } ?? true
      if improves { best = value }
      return best
    }
  }

  /// The parameters of a trial by name, in the study's order; null where one is inactive.
  public func parameters(of trial: Trial) -> [JSON.Member] {
    description.parameters.enumerated().map { index, parameter in
      let values = trial.configuration.values
      return JSON.Member(parameter.name, parameter.json(values.indices.contains(index) ? values[index] : nil))
    }
  }

  private func dominates(_ trial: Trial, _ other: Trial) -> Bool {
    var isBetter = false
    for (objective, (value, otherValue)) in zip(description.objectives, zip(trial.values, other.values)) {
      if objective.direction.prefers(otherValue, to: value) { return false }
      isBetter = isBetter || objective.direction.prefers(value, to: otherValue)
    }
    return isBetter
  }

  /// The length of the union of the intervals in which trials ran: neither pauses between two sessions nor trials side
  /// by side are counted twice.
  private static func busySeconds(_ trials: [Trial]) -> Double {
    var total = 0.0
    var covered: Timestamp?
    let intervals = trials.compactMap { trial in trial.start.flatMap { start in trial.end.map { (start, $0) } } }
    for (start, end) in intervals.sorted(by: { $0.0 < $1.0 }) {
      let from = max(start, covered ?? start)
      if end > from { total += end.seconds(since: from) }
      covered = max(end, covered ?? end)
    }
    return total
  }
}
