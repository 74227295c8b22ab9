/// The attributes under which a storage keeps what Optuna's tables have no column for.
enum OptunaKey {
  /// What all of hpo's own attributes begin with; the others of a trial are its notes.
  static let prefix = "hpo:"

  // Of a study, for people to see beside it.
  static let version = "hpo:version"
  static let strategy = "hpo:strategy"
  static let seed = "hpo:seed"
  /// A digest of the objective's text.
  static let objective = "hpo:objective"
  /// How many trials the last search for it is to have.
  static let budget = "hpo:budget"

  /// Of a study, hidden from people: its parameters, exactly.
  static let space = "hpo:space"

  /// Of a trial: why it failed.
  static let message = "hpo:message"
  /// Of a trial, hidden from people: who runs it.
  static let owner = "hpo:owner"
  /// Of a trial, hidden from people: when its owner was last known to live, in seconds since 1970 by the database's clock.
  static let lease = "hpo:lease"

  /// Of a trial, hidden from people: its integers that the column of doubles would round, by parameter.
  static let integers = "hpo:integers"

  /// Of a waiting trial, hidden: Optuna's own key for the values that it is to have.
  static let fixed = "fixed_params"

  /// Of a trial, hidden: Optuna's own key for its constraints, met where they are zero or less; or, with a name behind a colon, for one.
  static let constraints = "constraints"

  /// Of a study, hidden: Optuna's own key for the names of the objectives.
  static let metrics = "study:metric_names"
}
