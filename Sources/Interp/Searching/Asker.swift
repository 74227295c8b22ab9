import Basics
import BayesOpt
import DSL
import Studies

/// Asks a strategy for the next configuration: the strategy, and all that it is told besides the trials of the study.
struct Asker {
  private let strategy: any Strategy
  private let space: Space
  private let seed: UInt64
  private let budget: Int?
  private let direction: Direction
  /// What another study found, for a warm start.
  private let known: [Observation]

  init(
    _ strategy: any Strategy, in space: Space, seed: UInt64, budget: Int?, direction: Direction,
    known: [Observation]
  ) {
    self.strategy = strategy
    self.space = space
    self.seed = seed
    self.budget = budget
    self.direction = direction
    self.known = known
  }

  /// What the strategy has chosen to do, and why.
  var explanation: String? { strategy.explanation(in: space, budget: budget).map { "\(strategy.name) is \($0)" } }

  /// The configuration of trial `number`; nil if none is left.
  ///
  /// - Parameters:
  ///   - number: the trial, from 0.
  ///   - isFirst: whether it is the first that is asked for: then what is believed to be good is tried.
  ///   - history: all trials before it.
  /// - Returns: a configuration that the study does not have, and why it is proposed.
  /// - Throws: what the strategy, the rules and the constraint throw.
  func ask(number: Int, isFirst: Bool, history: [Trial]) throws -> Proposal? {
    let observations = known + history.map { Observation($0.configuration, $0.evaluation) }
    let history = History(observations, directions: [direction], trial: number)
    if isFirst, let belief = try space.belief(), history.trials(of: belief).isEmpty, try space.allows(belief) {
      return Proposal(belief, Reason(.belief))
    }
    return try strategy.suggest(history, in: space, seed: seed, budget: budget)
  }
}

extension Trial {
  /// The trial as a strategy sees it.
  fileprivate var evaluation: Evaluation {
    switch state {
    case .running: .running
    case .failed: .failed
    case .complete, .pruned: values.first.map { .complete([$0]) } ?? .failed
    }
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
    let engine = try self.strategy.engine(at: strategySpan)
    return Asker(
      engine, in: space, seed: UInt64(bitPattern: Int64(seed)), budget: trialBudget,
      direction: objective.direction, known: knownObservations(context))
  }

  /// The complete trials of the study that the search starts from, as far as they lie in its space.
  private func knownObservations(_ context: Context) -> [Observation] {
    guard case .study(let study) = start else { return [] }
    let complete = study.trials.compactMap(\.trial).filter { $0.trial.state == .complete }
    let known = complete.compactMap { value -> Observation? in
      guard let result = value.trial.values.first, case .record(let record) = value.parameters,
        let configuration = try? parameters.configuration(of: record, span)
      else { return nil }
      return Observation(configuration, .complete([result]))
    }
    if known.count < complete.count {
      context.notes(
        "note: \(complete.count - known.count) of \(complete.count) trials of the study of `from` lie outside of this "
          + "space and are left out")
    }
    return known
  }

  /// An error of the optimiser or of the storage as a failure of the program.
  func exit(for error: any Error) -> Exit {
    guard let explained = error as? any ExplainedError else { return failure("\(error)", span) }
    let place =
      switch error {
      case SpaceError.refused: constraints.first ?? span
      case is StrategyError: strategySpan
      default: span
      }
    return failure(explained.message, place, advice: explained.hint)
  }
}
