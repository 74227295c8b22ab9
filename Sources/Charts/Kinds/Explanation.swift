import Basics
import BayesOpt
import Studies

/// Why the configuration of a trial was chosen: what was known, what the strategy saw, and what came of it.
public struct Explanation: Sendable {
  /// How the configuration came about.
  public enum Source: Hashable, Sendable {
    /// The strategy, asked again, proposes it.
    case proposed
    /// The strategy, asked again, proposes another one, and this is known of the reason.
    case similar(reason: String)
    /// It stood in the search.
    case given
  }

  /// Two models at the same moment, whoever had the turn.
  public struct Comparison: Sendable {
    /// What the model of the study's strategy sees; nil where it has none, or there are too few values.
    public let mine: Outlook?
    /// The other strategy.
    public let name: String
    /// What its model sees.
    public let theirs: Outlook?

    /// What the models of two strategies see.
    public init(mine: Outlook?, name: String, theirs: Outlook?) {
      (self.mine, self.name, self.theirs) = (mine, name, theirs)
    }
  }

  /// The study.
  public let study: Study
  /// The trial.
  public let trial: Trial
  /// The strategy's name.
  public let strategy: String
  /// What the strategy knew when it was asked.
  public let history: History
  /// The trial of the study that each observation is; nil for those of another study.
  public let numbers: [Int?]
  /// What the strategy saw.
  public let outlook: Outlook
  /// How many trials its initial design has.
  public let designSize: Int
  /// How the configuration came about.
  public let source: Source
  /// What its model and another one saw.
  public let comparison: Comparison?

  /// An explanation of its parts.
  public init(
    study: Study, trial: Trial, strategy: String, history: History, numbers: [Int?], outlook: Outlook, designSize: Int,
    source: Source, comparison: Comparison? = nil
  ) {
    (self.study, self.trial, self.strategy, self.history) = (study, trial, strategy, history)
    (self.numbers, self.outlook, self.designSize, self.source) = (numbers, outlook, designSize, source)
    self.comparison = comparison
  }

  /// What the values are.
  var metric: String { study.title(of: 0) }

  /// Why the strategy proposed what it did.
  var reason: Reason? { outlook.proposal?.reason }

  /// The value of an observation.
  func value(_ observation: Int) -> Double? {
    guard case .complete(let values) = history.observations[observation].evaluation, let value = values.first,
      value.isFinite
    else { return nil }
    return value
  }

  /// The best value that was known.
  var best: Double? { history.best.flatMap(value) }

  /// What the best value possible is taken to be, by one of the models.
  var bound: Double? {
    for known in [prediction, theirPrediction] {
      if case .logDistance(let bound)? = known?.scale.form { return bound }
    }
    return nil
  }

  /// What the strategy's model saw, where it is shown.
  var mine: Outlook { comparison?.mine ?? outlook }

  /// What the model expected of the configuration that was tried.
  var prediction: ValuePrediction? { mine.prediction?(trial.configuration) }

  /// What the other model expected of it.
  var theirPrediction: ValuePrediction? { comparison?.theirs?.prediction?(trial.configuration) }

  /// The value of a parameter of a configuration, as people write it.
  func text(_ configuration: Configuration, _ axis: Int) -> String {
    let parameter = study.description.parameters[axis]
    return shortText(parameter.json(axis < configuration.values.count ? configuration.values[axis] : nil))
  }

  /// The active parameters of a configuration: `lr = 0.1, width = 64`.
  func text(_ configuration: Configuration) -> String {
    let active = study.description.parameters.indices.filter {
      $0 < configuration.values.count && configuration.values[$0] != nil
    }
    let shown = active.prefix(12).map { axis in
      "\(study.description.parameters[axis].name.onOneLine) = \(text(configuration, axis))"
    }
    return (shown + (active.count > shown.count ? ["…"] : [])).joined(separator: ", ")
  }
}
