/// Which trials of a study are read, and the statements that read them: one for each table, whatever their number.
enum OptunaSelection {
  /// All trials of a study whose keys are larger than one.
  case after(study: Int, key: Int)
  /// A few trials, in any study.
  case keys([Int])

  /// How many keys a statement can have.
  static let mostKeys = 512

  /// The arguments of the condition.
  ///
  /// Keys are filled up to a power of two by repeating one, so that few statements are prepared.
  var arguments: [SQLValue] {
    switch self {
    case .after(let study, let key): return [.integer(study), .integer(key)]
    case .keys(let keys):
      var size = 1
      while size < keys.count { size *= 2 }
      return (0..<size).map { .integer(keys.isEmpty ? 0 : keys[min($0, keys.count - 1)]) }
    }
  }

  private var condition: String {
    switch self {
    case .after: "t.study_id = ? AND t.trial_id > ?"
    case .keys: "t.trial_id IN (\(arguments.map { _ in "?" }.joined(separator: ", ")))"
    }
  }

  /// The trials with their claims, and their leases, while they run.
  func trials(_ dialect: SQLDialect) -> String {
    """
    SELECT t.trial_id, t.number, t.state, t.datetime_start, t.datetime_complete, a.value_json, t.study_id, l.value_json, \(dialect.now)
    FROM trials t LEFT JOIN trial_system_attributes a
    ON a.trial_id = t.trial_id AND a."key" = '\(OptunaKey.owner)' AND t.state = 'RUNNING'
    LEFT JOIN trial_system_attributes l
    ON l.trial_id = t.trial_id AND l."key" = '\(OptunaKey.lease)' AND t.state = 'RUNNING'
    WHERE \(condition) ORDER BY t.trial_id
    """
  }

  /// The parameters of the trials.
  var parameters: String { rows(of: "trial_params", "x.param_name, x.param_value") }

  /// The integers of the trials that the column of doubles would round.
  var integers: String {
    rows(of: "trial_system_attributes", "x.value_json", where: "x.\"key\" = '\(OptunaKey.integers)'")
  }

  /// How far the trials are from meeting their constraints.
  var constraints: String {
    rows(
      of: "trial_system_attributes", "x.value_json", by: "x.trial_system_attribute_id",
      where: "(x.\"key\" = '\(OptunaKey.constraints)' OR x.\"key\" LIKE '\(OptunaKey.constraints):%')")
  }

  /// The values that waiting trials are to have.
  var fixed: String {
    rows(
      of: "trial_system_attributes", "x.value_json",
      where: "x.\"key\" = '\(OptunaKey.fixed)' AND t.state = 'WAITING'")
  }

  /// The values of the trials, by objective.
  var values: String { rows(of: "trial_values", "x.objective, x.value, x.value_type", by: "x.objective") }

  /// The reports of the trials, by step.
  var reports: String {
    rows(of: "trial_intermediate_values", "x.step, x.intermediate_value, x.intermediate_value_type", by: "x.step")
  }

  /// The notes of the trials, in the order they were attached.
  var notes: String {
    rows(of: "trial_user_attributes", #"x."key", x.value_json"#, by: "x.trial_user_attribute_id")
  }

  private func rows(
    of table: String, _ columns: String, by order: String? = nil, where more: String? = nil
  ) -> String {
    """
    SELECT t.trial_id, \(columns) FROM trials t JOIN \(table) x ON x.trial_id = t.trial_id
    WHERE \(condition)\(more.map { " AND " + $0 } ?? "")\(order.map { " ORDER BY t.trial_id, \($0)" } ?? "")
    """
  }
}
