import BayesOpt

/// What the strategy of a search was asked with, beside the trials: enough to ask it again.
struct SearchOrigin {
  /// The strategy.
  let strategy: any Strategy
  /// The seed of the study, which that of the strategy replaces.
  let seed: UInt64
  /// The number of trials, nil where it was not limited.
  let budget: Int?
  /// Whether that is not known, and only likely.
  var isBudgetGuessed = false
  /// What was tried first, whatever the strategy had proposed.
  var points: [Configuration] = []
  /// What another study had found.
  var known: [Observation] = []
  /// What studies in other spaces had found.
  var earlier: [EarlierStudy] = []
  /// The space, of which an evaluator asks rules and constraints.
  let space: (Evaluator) throws(Exit) -> Space
  /// Goes on with the search after what it has found; nil where its objective is not known.
  var goOn: ((SearchExtension, Evaluator) throws(Exit) -> StudyValue)?
}
