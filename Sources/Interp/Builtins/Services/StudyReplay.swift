import Basics
import BayesOpt
import Charts
import Studies

/// A study whose strategy is asked again what it was asked when each trial began.
struct StudyReplay {
  let study: Study
  private let origin: SearchOrigin
  private let space: Space
  /// The strategy's name.
  private let name: String
  /// Another strategy, whose model is looked at beside.
  private let other: StrategyValue?

  /// A study to be replayed.
  ///
  /// - Parameters:
  ///   - value: the study.
  ///   - other: a strategy whose model is compared.
  ///   - evaluator: asks the rules and constraints of the space.
  /// - Throws: `ReplayError` where the study does not say how it was searched; a failure of the program.
  init(_ value: StudyValue, comparedWith other: StrategyValue?, _ evaluator: Evaluator) throws {
    study = value.study
    self.other = other
    if study.trials.isEmpty { throw ReplayError.noTrials }
    let objectives = study.description.objectives.count
    if objectives != 1 { throw ReplayError.severalObjectives(objectives) }
    if let origin = value.origin {
      self.origin = origin
      name = value.strategyName
    } else {
      guard let strategy = StrategyValue.read(study.description.strategy) else {
        throw ReplayError.unknownStrategy(study.description.strategy)
      }
      origin = try SearchOrigin(of: study, strategy.engine())
      name = strategy.name
    }
    space = try origin.space(evaluator)
  }

  /// The trials that a configuration was chosen for.
  var trials: [Trial] { study.trials.filter { $0.state != .waiting } }

  /// Why the configuration of a trial was chosen.
  ///
  /// - Parameter trial: one of the study.
  /// - Returns: the explanation; where the budget is not known, with the one under which the strategy proposes what was tried.
  /// - Throws: what the strategy, the rules and the constraint throw.
  func explanation(of trial: Trial) throws -> Explanation {
    let explanation = try explanation(of: trial, origin.budget)
    guard case .similar = explanation.source, origin.isBudgetGuessed else { return explanation }
    let unlimited = try self.explanation(of: trial, nil)
    if case .similar = unlimited.source { return explanation }
    return unlimited
  }

  private func explanation(of trial: Trial, _ budget: Int?) throws -> Explanation {
    var asker = Asker(
      origin.strategy, in: space, seed: origin.seed, budget: budget,
      directions: study.description.objectives.map(\.direction),
      constraintCount: study.constraintCount, known: origin.known, earlier: origin.earlier)
    let earlier = trials.filter { $0.number < trial.number }
    for known in earlier { asker.tell(known, as: known.evaluation(asOf: trial.start)) }
    let configuration = space.recognized(trial.configuration)
    func count(_ configurations: [Configuration]) -> Int { configurations.count { $0 == configuration } }
    let isGiven = count(origin.points) > count(earlier.map { space.recognized($0.configuration) })
    let outlook =
      isGiven ? Outlook(nil) : try asker.look(number: trial.number, isFirst: trial.number == origin.points.count)
    var source = Explanation.Source.given
    if !isGiven {
      source =
        outlook.proposal?.configuration == configuration ? .proposed : .similar(reason: reasonOfDifference(trial))
    }
    return Explanation(
      study: study, trial: trial, strategy: name, history: asker.history,
      numbers: origin.known.map { _ in nil } + earlier.map(\.number), outlook: outlook,
      designSize: origin.strategy.initialTrials(in: space, budget: budget), source: source,
      comparison: try comparison(asker))
  }

  private func comparison(_ asker: Asker) throws -> Explanation.Comparison? {
    guard let other else { return nil }
    return Explanation.Comparison(
      mine: try asker.look(by: origin.strategy), name: other.name, theirs: try asker.look(by: other.engine()))
  }

  /// What may be why a strategy proposes now what it did not propose then.
  private func reasonOfDifference(_ trial: Trial) -> String {
    if !trial.fixed.isEmpty { return "Another program has left the trial to be run." }
    let version = study.description.version
    if !version.isEmpty, version != Version.text {
      return "The study was begun by hpo \(version), and this is \(Version.text)."
    }
    if origin.isBudgetGuessed, study.description.parameters.contains(where: { $0.rule?.isEmpty == false }) {
      return "The conditions of its parameters are not kept with the study."
    }
    return "It may have been run again after an interruption, come from `from` or another program, or belong to a "
      + "search with `where`, `near`, another budget or another strategy than the study began with."
  }
}

/// Why a study cannot be explained.
enum ReplayError: ExplainedError, Hashable {
  case noTrials
  case noTrial(Int, [Int])
  case noStrategy(String)
  case severalObjectives(Int)
  case unknownStrategy(String)

  var topic: Topic {
    switch self {
    case .noStrategy, .unknownStrategy: .unknownStrategy
    case .noTrials, .noTrial, .severalObjectives: .figure
    }
  }

  var message: String {
    switch self {
    case .noTrials: "the study has no trials yet"
    case .noTrial(let number, let numbers): "there is no trial \(number): \(Self.range(of: numbers))"
    case .noStrategy(let text): "`\(text)` is not the name of a strategy"
    case .severalObjectives(let count): "a study of \(count) objectives cannot be explained"
    case .unknownStrategy(""): "the study was made by another program, which has not kept its strategy"
    case .unknownStrategy(let text): "the study's strategy `\(text)` is none of this program"
    }
  }

  var hint: String? {
    switch self {
    case .noTrials: nil
    case .noTrial(let number, let numbers):
      numbers.min { abs($0 - number) < abs($1 - number) }.map { "the nearest one is \($0)" }
    case .noStrategy(let text):
      Suggestion.nearest(to: text, among: StrategyCatalog.strategies.map(\.name)).map { "did you mean `\($0)`?" }
        ?? "the strategies are \(StrategyCatalog.strategies.map(\.name).joined(separator: ", "))"
    case .severalObjectives: "models are of one objective; `study.front` are the best trials"
    case .unknownStrategy: "`table(study)` shows its trials"
    }
  }

  private static func range(of numbers: [Int]) -> String {
    guard let first = numbers.min(), let last = numbers.max() else { return "the study has none that was begun" }
    return first == last ? "the only one is \(first)" : "they go from \(first) to \(last)"
  }
}

extension SearchOrigin {
  /// What the strategy of a stored study was asked with, as far as is kept.
  ///
  /// - Throws: `SpaceError`.
  init(of study: Study, _ strategy: any Strategy) throws {
    let parameters = study.description.parameters.map { Parameter(name: $0.name, domain: $0.domain) }
    let space = try Space(parameters: parameters)
    // The budget is not kept: most studies are complete.
    self.init(
      strategy: strategy, seed: UInt64(bitPattern: Int64(study.description.seed)), budget: study.trials.count,
      isBudgetGuessed: true, space: { _ in space })
  }
}
