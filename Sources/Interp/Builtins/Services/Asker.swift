import Basics
import BayesOpt
import Studies

/// Asks a strategy for the next configuration: the strategy, and all that it is told.
struct Asker {
  let strategy: any Strategy
  private let space: Space
  private let seed: UInt64
  private let budget: Int?
  /// What another study found, for a warm start, and after it the trials of this one.
  private(set) var history: History
  private let knownCount: Int

  /// What asks a strategy.
  ///
  /// - Parameters:
  ///   - strategy: what is asked.
  ///   - space: what may be tried.
  ///   - seed: the seed of the study, which that of the strategy replaces.
  ///   - budget: the number of trials, if it is limited.
  ///   - directions: what is wanted of the values, by objective.
  ///   - constraintCount: how many constraints there are on what comes of a trial.
  ///   - known: what another study found.
  ///   - earlier: what studies in other spaces found.
  init(
    _ strategy: any Strategy, in space: Space, seed: UInt64, budget: Int?, directions: [Direction],
    constraintCount: Int = 0, known: [Observation], earlier: [EarlierStudy] = []
  ) {
    self.strategy = strategy
    self.space = space
    self.seed = seed
    self.budget = budget
    history = History(known, directions: directions, constraintCount: constraintCount)
    history.earlier = earlier
    knownCount = known.count
  }

  /// What the strategy has chosen to do, and why.
  var explanation: String? { strategy.explanation(in: space, budget: budget).map { "\(strategy.name) is \($0)" } }

  /// Tells what has happened in the study since the last time.
  ///
  /// - Complexity: O(*k*) for *k* changes, unless trials were deleted.
  mutating func tell(_ changes: TrialChanges) {
    if changes.replacesAll {
      history = emptied
    }
    for trial in changes.trials {
      let observation = observation(trial, as: trial.evaluation)
      let place = knownCount + trial.number
      if history.observations.indices.contains(place) {
        history.replace(place, by: observation)
      } else {
        history.append(observation)
      }
    }
  }

  /// Tells of all trials of a study anew, whose unfinished ones are seen along their learning curves, as a pruner sees them.
  ///
  /// - Complexity: O(*n* log *n*) for *n* trials.
  mutating func tell(_ trials: [Trial], seenAlong curves: LearningCurves, by pruner: any Pruner) {
    let evaluations = pruner.evaluations(
      of: trials.map { ($0.number, $0.evaluation) }, in: curves, dimension: space.dimension)
    history = emptied
    for (trial, evaluation) in zip(trials, evaluations) { tell(trial, as: evaluation) }
  }

  /// Tells of a trial of the study, the one after those that were told before.
  mutating func tell(_ trial: Trial, as evaluation: Evaluation) {
    history.append(observation(trial, as: evaluation))
  }

  private func observation(_ trial: Trial, as evaluation: Evaluation) -> Observation {
    Observation(space.recognized(trial.configuration), evaluation, constraints: trial.constraints)
  }

  /// The history without the trials of the study.
  private var emptied: History {
    var history = History(known, directions: history.directions, constraintCount: history.constraintCount)
    history.earlier = self.history.earlier
    return history
  }

  /// What another study found.
  var known: [Observation] { Array(history.observations.prefix(knownCount)) }

  /// The configuration of trial `number`, all trials before it being told; nil if none is left.
  ///
  /// - Parameters:
  ///   - number: the trial, from 0.
  ///   - isFirst: whether it is the first that is asked for: then what is believed to be good is tried.
  /// - Returns: a configuration that the study does not have, and why it is proposed.
  /// - Throws: what the strategy, the rules and the constraint throw.
  mutating func ask(number: Int, isFirst: Bool) throws -> Proposal? {
    history.trial = number
    if isFirst, let belief = try believed() { return belief }
    return try strategy.suggest(history, in: space, seed: seed, budget: budget)
  }

  /// What so many more trials are expected to add to the best value; nil where too little is known.
  func gain(of trials: Int, by model: ExpectedGain) throws -> Double? {
    try model.gain(of: trials, after: history, in: space, seed: seed)
  }

  /// The same configuration, and what the strategy sees when it is asked.
  mutating func look(number: Int, isFirst: Bool) throws -> Outlook {
    history.trial = number
    if isFirst, let belief = try believed() { return Outlook(belief) }
    return try strategy.outlook(history, in: space, seed: seed, budget: budget)
  }

  /// What the model of a strategy sees in the place of this one; nil where it has none, or there are too few values.
  func look(by other: any Strategy) throws -> Outlook? {
    try other.modelOutlook(history, in: space, seed: seed, budget: budget)
  }

  /// What is believed to be good, unless it was tried already.
  private func believed() throws -> Proposal? {
    guard let belief = try space.belief(), history.trials(of: belief).isEmpty, try space.allows(belief) else {
      return nil
    }
    return Proposal(belief, Reason(.belief))
  }
}

extension Trial {
  /// The trial as a strategy saw it when another one began; one that ended later was running then.
  func evaluation(asOf start: Timestamp?) -> Evaluation {
    if let end, let start, end > start { return .running }
    return evaluation
  }

  /// The trial as a strategy sees it.
  fileprivate var evaluation: Evaluation {
    switch state {
    case .waiting, .running, .paused: .running
    // What a trial reported before it was stopped is no value; where pruners look, it is seen along its curve.
    case .failed, .pruned: .failed
    case .complete: values.isEmpty ? .failed : .complete(values)
    }
  }
}
