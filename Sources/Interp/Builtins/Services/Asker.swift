import Basics
import BayesOpt
import Studies

/// Asks a strategy for the next configuration: the strategy, and all that it is told.
struct Asker {
  private let strategy: any Strategy
  private let space: Space
  private let seed: UInt64
  private let budget: Int?
  /// What another study found, for a warm start, and after it the trials of this one.
  private var history: History
  private let knownCount: Int

  /// What asks a strategy.
  ///
  /// - Parameters:
  ///   - strategy: what is asked.
  ///   - space: what may be tried.
  ///   - seed: the seed of the study, which that of the strategy replaces.
  ///   - budget: the number of trials, if it is limited.
  ///   - directions: what is wanted of the values, by objective.
  ///   - known: what another study found.
  init(
    _ strategy: any Strategy, in space: Space, seed: UInt64, budget: Int?, directions: [Direction],
    known: [Observation]
  ) {
    self.strategy = strategy
    self.space = space
    self.seed = seed
    self.budget = budget
    history = History(known, directions: directions)
    knownCount = known.count
  }

  /// What the strategy has chosen to do, and why.
  var explanation: String? { strategy.explanation(in: space, budget: budget).map { "\(strategy.name) is \($0)" } }

  /// Tells what has happened in the study since the last time.
  ///
  /// - Complexity: O(*k*) for *k* changes, unless trials were deleted.
  mutating func tell(_ changes: TrialChanges) {
    if changes.replacesAll {
      history = History(Array(history.observations.prefix(knownCount)), directions: history.directions)
    }
    for trial in changes.trials {
      let observation = Observation(space.recognized(trial.configuration), trial.evaluation)
      let place = knownCount + trial.number
      if history.observations.indices.contains(place) {
        history.replace(place, by: observation)
      } else {
        history.append(observation)
      }
    }
  }

  /// The configuration of trial `number`, all trials before it being told; nil if none is left.
  ///
  /// - Parameters:
  ///   - number: the trial, from 0.
  ///   - isFirst: whether it is the first that is asked for: then what is believed to be good is tried.
  /// - Returns: a configuration that the study does not have, and why it is proposed.
  /// - Throws: what the strategy, the rules and the constraint throw.
  mutating func ask(number: Int, isFirst: Bool) throws -> Proposal? {
    history.trial = number
    if isFirst, let belief = try space.belief(), history.trials(of: belief).isEmpty, try space.allows(belief) {
      return Proposal(belief, Reason(.belief))
    }
    return try strategy.suggest(history, in: space, seed: seed, budget: budget)
  }
}

extension SearchPlan {
  /// What asks the plan's strategy.
  ///
  /// - Parameters:
  ///   - seed: the seed of the study, which that of the strategy replaces.
  ///   - context: where it is noted that trials of another study cannot be used.
  /// - Returns: what asks.
  /// - Throws: a failure of the program where an option makes no sense.
  func asker(seed: Int, _ context: Context) throws(Exit) -> Asker {
    Asker(
      try strategy.engine(at: strategySpan), in: space, seed: UInt64(bitPattern: Int64(seed)), budget: trialBudget,
      directions: [objective.direction], known: knownObservations(context))
  }
}

extension Trial {
  /// The trial as a strategy sees it.
  fileprivate var evaluation: Evaluation {
    switch state {
    case .waiting, .running, .paused: .running
    case .failed: .failed
    case .complete, .pruned: values.isEmpty ? .failed : .complete(values)
    }
  }
}
