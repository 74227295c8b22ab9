import Basics
import BayesOpt
import DSL
import Studies

/// A search whose clauses are evaluated: what is sought, where, how and for how long.
struct SearchPlan {
  /// Where a search begins.
  enum Start {
    case nothing
    /// Run first, and counted.
    case points([Configuration])
    /// Known to the strategy from the beginning, and not counted.
    case study(StudyValue)
    /// The same of a study in another space: its best point is tried first, and counted.
    case earlier(EarlierStudy, point: Configuration?, of: StudyValue)
    /// The same of trials that were run elsewhere: what is known, and how many say nothing about this space.
    case known([Observation], leftOut: Int)
  }

  var parts: SpaceParts
  var parameters: SearchSpace
  var space: Space
  let assessment: TrialAssessment
  let strategy: StrategyValue
  /// Who ends trials early, if anybody does.
  let pruner: PrunerValue?
  /// When the search ends.
  var budget: SearchBudget
  /// What it says itself of that, which is less where it goes on after a study.
  let ownBudget: SearchBudget
  /// What ends the search before its budget does, if anything.
  let endCondition: EndCondition?
  /// Who evaluates the trials.
  let workers: SearchWorkers
  /// What each worker has for itself; nil where they share all there is.
  let shares: [WorkerShare]?
  let start: Start
  let name: String?
  let constraints: [Span]
  let strategySpan: Span
  /// The text of the search.
  let span: Span

  /// Evaluates the clauses, in the order they are read here, in the frame that the search stands in.
  ///
  /// - Parameters:
  ///   - clauses: the clauses of a search.
  ///   - f: its frame.
  ///   - evaluator: for dependent domains, conditions and constraints.
  /// - Throws: a failure of the program; also where a clause asks for what is not to be had here, before the first trial.
  init(_ clauses: SearchClauses, _ f: inout Frame, _ evaluator: Evaluator) throws(Exit) {
    span = clauses.span
    strategySpan = clauses.strategy.span
    strategy = try StrategyValue.read(try clauses.strategy.value(&f), clauses.strategy.span)
    ownBudget = try SearchBudget(clauses.budgets, &f)
    budget = ownBudget
    endCondition = try clauses.endCondition.map { condition throws(Exit) in
      EndCondition(function: try condition.function.value(&f), readsGain: condition.readsGain, span: condition.span)
    }
    pruner = try Self.pruner(clauses.pruner, &f, evaluator)
    workers = try SearchWorkers(clauses.workers, &f)
    shares = try WorkerShares.divided(clauses.shares, workers: workers.count, besides: pruner, &f)
    name = try Self.name(clauses.name, &f)
    try workers.check(name, f.machine)

    constraints = clauses.constraintSpans
    parts = try SpaceParts(clauses, &f)
    (parameters, space) = try parts.made(for: evaluator)
    assessment = try TrialAssessment(clauses, &f)
    start = try Self.start(
      clauses.start, parameters, space, seed: strategy.seed, metric: assessment.objectives[0].metric, &f)
    if let node = clauses.start { try check(start, node.span) }
  }

  /// The number of trials, if that is limited.
  var trialBudget: Int? { budget.trials }

  /// The time in seconds, if that is limited.
  var timeBudget: Double? { budget.seconds }

  /// The same space, of which another evaluator asks rules and constraints.
  func space(askedBy evaluator: Evaluator) throws(Exit) -> Space {
    space.isStatic && parts.constraints.isEmpty ? space : try parts.made(for: evaluator).space
  }

  /// Refuses points that the search would never try, and studies whose trials mean something else.
  private func check(_ start: Start, _ span: Span) throws(Exit) {
    switch start {
    case .nothing, .known: break
    case .points(let points):
      for point in points where !(try allows(point)) {
        throw failure(.startPoint, "`where` refuses the point \(try parameters.record(of: point))", span)
      }
    case .study(let study), .earlier(_, point: _, of: let study):
      guard study.study.description.objectives.map(\.direction) == assessment.directions else {
        let directions = assessment.directions.map(\.rawValue).joined(separator: " and ")
        throw failure(
          .startPoint,
          "the study of `from` does not \(directions), as this search does", span,
          hint: "`from` takes points as well: `from [t.params for t in study.trials]`.")
      }
    }
  }

  private func allows(_ point: Configuration) throws(Exit) -> Bool {
    do { return try space.allows(point) } catch { throw exit(for: error) }
  }

  /// The points that are tried first.
  var points: [Configuration] {
    switch start {
    case .points(let points): points
    case .earlier(_, point: let point?, _): [point]
    case .nothing, .study, .known, .earlier: []
    }
  }

  /// The pruner of the clause; `prune median` is `prune median()`.
  private static func pruner(_ node: Node?, _ f: inout Frame, _ evaluator: Evaluator) throws(Exit) -> PrunerValue? {
    guard let node else { return nil }
    var value = try node.value(&f)
    if case .builtin(let builtin) = value, builtin.isPruner { value = try evaluator.call(value, [], node.span) }
    return try PrunerValue.read(value, node.span)
  }

  private static func name(_ node: Node?, _ f: inout Frame) throws(Exit) -> String? {
    guard let node else { return nil }
    guard let name = try node.value(&f).string, !name.allSatisfy(\.isWhitespace) else {
      throw failure(.clauseForm, "`as` needs a name, such as `as \"digits\"`", node.span)
    }
    let settings = f.machine.pointee.context.settings
    if settings.isSandboxed, settings.storage == nil {
      throw failure(
        .sandbox,
        "the sandbox refuses `as`, which writes \(Context.defaultStorage)", node.span,
        hint: "`--storage FILE` names a file that may be written.")
    }
    return name
  }

  private static func start(
    _ node: Node?, _ parameters: SearchSpace, _ space: Space, seed: UInt64?, metric: String?, _ f: inout Frame
  ) throws(Exit) -> Start {
    guard let node else { return .nothing }
    let value = try node.value(&f)
    let seed = seed ?? f.machine.pointee.seed
    /// The point of a record; what it leaves out is chosen, for the same seed in the same way.
    func point(_ record: Record, after others: [Configuration]) throws(Exit) -> Configuration {
      switch try parameters.point(of: record, node.span) {
      case .whole(let configuration): return configuration
      case .part(let held, _):
        do {
          if let whole = try space.completion(of: held, besides: others, seed: seed) { return whole }
        } catch let exit as Exit {
          throw exit
        } catch is SpaceError {
        } catch { throw Exit(of: error, at: node.span) }
        throw failure(
          .startPoint,
          "no values of the other parameters go with the point \(Value.record(record))", node.span,
          hint: "its parameters must be active, and `where` must hold.")
      }
    }
    switch value {
    case .record(let record): return .points([try point(record, after: [])])
    case .list(let items):
      if let known = try KnownTrials(items, parameters, metric: metric, node.span) {
        return .known(known.observations, leftOut: known.leftOut)
      }
      var points: [Configuration] = []
      for item in items {
        guard case .record(let record) = item else {
          throw failure(.startPoint, "`from` needs records of parameters; the list holds \(item.kind)", node.span)
        }
        points.append(try point(record, after: points))
      }
      return .points(points)
    case .host(let host):
      if let study = host as? StudyValue {
        guard let shared = try parameters.earlierStudy(study, node.span) else { return .study(study) }
        let best = try shared.best.map { record throws(Exit) in try point(record, after: []) }
        return .earlier(shared.study, point: best, of: study)
      }
      if let trial = host as? TrialValue, case .record(let record) = trial.parameters {
        return .points([try parameters.configuration(of: record, node.span)])
      }
    default: break
    }
    throw failure(
      .startPoint,
      "`from` needs a point or a study, not \(value.kind)", node.span,
      hint: value.string == nil ? "write `from {lr: 0.1}`." : "write `from study(\(value))` of a stored study.")
  }
}
