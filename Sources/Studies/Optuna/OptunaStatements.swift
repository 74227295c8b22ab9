/// Every statement on Optuna's tables, in the SQL that SQLite and PostgreSQL share but for the form of arguments.
enum OptunaStatements {
  // Versions

  static let schemaVersion = "SELECT schema_version FROM version_info"
  static let revision = "SELECT version_num FROM alembic_version"
  static let setSchemaVersion = """
    INSERT INTO version_info (version_info_id, schema_version, library_version) VALUES (1, ?, ?)
    """
  static let setRevision = "INSERT INTO alembic_version (version_num) VALUES (?)"

  // Studies

  static let studies = "SELECT study_id, study_name FROM studies ORDER BY study_id"
  static let studyNames = "SELECT study_name FROM studies ORDER BY study_id"
  static let study = "SELECT study_id FROM studies WHERE study_name = ?"
  static let studyRow = "SELECT study_id FROM studies WHERE study_id = ?"
  /// No row where another has made it meanwhile.
  static let makeStudy = """
    INSERT INTO studies (study_name) VALUES (?) ON CONFLICT (study_name) DO NOTHING RETURNING study_id
    """
  static let directions = "SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective"
  static let addDirection = "INSERT INTO study_directions (direction, study_id, objective) VALUES (?, ?, ?)"
  static let studyNote = """
    SELECT value_json FROM study_user_attributes WHERE study_id = ? AND "key" = ?
    """
  static let addStudyNote = """
    INSERT INTO study_user_attributes (study_id, "key", value_json) VALUES (?, ?, ?)
    ON CONFLICT (study_id, "key") DO NOTHING
    """
  static let setStudyNote = """
    INSERT INTO study_user_attributes (study_id, "key", value_json) VALUES (?, ?, ?)
    ON CONFLICT (study_id, "key") DO UPDATE SET value_json = excluded.value_json
    """
  static let studyAttribute = """
    SELECT value_json FROM study_system_attributes WHERE study_id = ? AND "key" = ?
    """
  static let addStudyAttribute = """
    INSERT INTO study_system_attributes (study_id, "key", value_json) VALUES (?, ?, ?)
    ON CONFLICT (study_id, "key") DO NOTHING
    """
  static let setStudyAttribute = """
    INSERT INTO study_system_attributes (study_id, "key", value_json) VALUES (?, ?, ?)
    ON CONFLICT (study_id, "key") DO UPDATE SET value_json = excluded.value_json
    """
  static let distributions = """
    SELECT t.trial_id, p.param_name, p.distribution_json FROM trial_params p JOIN trials t ON p.trial_id = t.trial_id
    WHERE t.study_id = ? ORDER BY t.trial_id, p.param_id
    """

  // Looking at studies

  static let stateCounts = "SELECT state, COUNT(*) FROM trials WHERE study_id = ? GROUP BY state"
  /// The ends of the first values of all complete trials, by what kind of number they are.
  static let extremes = """
    SELECT v.value_type, MIN(v.value), MAX(v.value) FROM trial_values v JOIN trials t ON t.trial_id = v.trial_id
    WHERE t.study_id = ? AND t.state = 'COMPLETE' AND v.objective = 0 GROUP BY v.value_type
    """
  /// The first value of every complete trial that has constraints, with those of each attribute.
  static let constrainedValues = """
    SELECT v.trial_id, v.value, v.value_type, a.value_json FROM trial_values v JOIN trials t ON t.trial_id = v.trial_id
    JOIN trial_system_attributes a ON a.trial_id = t.trial_id
    WHERE t.study_id = ? AND t.state = 'COMPLETE' AND v.objective = 0
    AND (a."key" = '\(OptunaKey.constraints)' OR a."key" LIKE '\(OptunaKey.constraints):%')
    """
  static let lastMoment = "SELECT MAX(COALESCE(datetime_complete, datetime_start)) FROM trials WHERE study_id = ?"
  /// The claims on the running trials of a study, the lease of each, and the time.
  static func claims(_ dialect: SQLDialect) -> String {
    """
    SELECT a.value_json, l.value_json, \(dialect.now)
    FROM trials t JOIN trial_system_attributes a ON a.trial_id = t.trial_id AND a."key" = '\(OptunaKey.owner)'
    LEFT JOIN trial_system_attributes l ON l.trial_id = t.trial_id AND l."key" = '\(OptunaKey.lease)'
    WHERE t.study_id = ? AND t.state = 'RUNNING'
    """
  }

  // Studies that are read whole

  static let studyNotes = """
    SELECT "key", value_json FROM study_user_attributes WHERE study_id = ? ORDER BY study_user_attribute_id
    """
  static let studyAttributes = """
    SELECT "key", value_json FROM study_system_attributes WHERE study_id = ? ORDER BY study_system_attribute_id
    """
  static let trials = """
    SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials WHERE study_id = ? ORDER BY trial_id
    """
  static let trialParameters = rows(
    of: "trial_params", "x.param_name, x.param_value, x.distribution_json", by: "x.param_id")
  static let trialValues = rows(of: "trial_values", "x.objective, x.value, x.value_type", by: "x.objective")
  static let trialReports = rows(
    of: "trial_intermediate_values", "x.step, x.intermediate_value, x.intermediate_value_type",
    by: "x.trial_intermediate_value_id")
  static let trialNotes = rows(
    of: "trial_user_attributes", "x.\"key\", x.value_json", by: "x.trial_user_attribute_id")
  static let trialAttributes = rows(
    of: "trial_system_attributes", "x.\"key\", x.value_json", by: "x.trial_system_attribute_id")

  /// The rows of all trials of a study, each behind the key of its trial.
  private static func rows(of table: String, _ columns: String, by order: String) -> String {
    """
    SELECT t.trial_id, \(columns) FROM trials t JOIN \(table) x ON x.trial_id = t.trial_id
    WHERE t.study_id = ? ORDER BY t.trial_id, \(order)
    """
  }

  /// Deletes a study, what belongs to it first; each takes the study's key.
  static let deleteStudy: [String] =
    [
      "trial_params", "trial_values", "trial_intermediate_values", "trial_user_attributes", "trial_system_attributes",
      "trial_heartbeats",
    ].map { "DELETE FROM \($0) WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ?)" }
    + ["trials", "study_directions", "study_user_attributes", "study_system_attributes", "studies"]
    .map { "DELETE FROM \($0) WHERE study_id = ?" }

  // Trials

  /// One row if the study exists, with the number of its last trial if it has any.
  static let lastTrial = """
    SELECT (SELECT t.number FROM trials t WHERE t.study_id = s.study_id ORDER BY t.trial_id DESC LIMIT 1)
    FROM studies s WHERE s.study_id = ? AND s.study_name = ?
    """
  static let trial = "SELECT number, datetime_start FROM trials WHERE trial_id = ? AND study_id = ?"
  static let makeTrial = """
    INSERT INTO trials (number, study_id, state, datetime_start) VALUES (?, ?, 'RUNNING', ?) RETURNING trial_id
    """
  static let trialRow = "SELECT trial_id FROM trials WHERE trial_id = ?"
  static let restartTrial = "UPDATE trials SET datetime_start = ? WHERE trial_id = ? AND state = 'RUNNING'"
  static let takeTrial = """
    UPDATE trials SET state = 'RUNNING', datetime_start = ? WHERE trial_id = ? AND state = 'WAITING'
    """
  static let endTrial = """
    UPDATE trials SET state = ?, datetime_complete = ? WHERE trial_id = ? AND state = 'RUNNING'
    """

  // What belongs to a trial

  static let parameterColumns = "trial_id, param_name, param_value, distribution_json"
  static let dropParameters = "DELETE FROM trial_params WHERE trial_id = ?"
  static let addValue = "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, ?, ?, ?)"
  static let setReport = """
    INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)
    VALUES (?, ?, ?, ?) ON CONFLICT (trial_id, step) DO UPDATE
    SET intermediate_value = excluded.intermediate_value, intermediate_value_type = excluded.intermediate_value_type
    """
  static let dropReports = "DELETE FROM trial_intermediate_values WHERE trial_id = ?"
  /// Whoever enqueued the trial may have given it a note of this name.
  static let addNote = """
    INSERT INTO trial_user_attributes (trial_id, "key", value_json) VALUES (?, ?, ?)
    ON CONFLICT (trial_id, "key") DO UPDATE SET value_json = excluded.value_json
    """

  // Claims

  static let setAttribute = setAttributes("(?, ?, ?)")
  private static func setAttributes(_ rows: String...) -> String {
    """
    INSERT INTO trial_system_attributes (trial_id, "key", value_json) VALUES \(rows.joined(separator: ", "))
    ON CONFLICT (trial_id, "key") DO UPDATE SET value_json = excluded.value_json
    """
  }
  /// Changes a claim only while it is the one expected, on a running trial: of several processes one succeeds.
  static let changeClaim = """
    UPDATE trial_system_attributes SET value_json = ? WHERE trial_id = ? AND "key" = ? AND value_json = ?
    AND EXISTS (SELECT 1 FROM trials t WHERE t.trial_id = trial_system_attributes.trial_id AND t.state = 'RUNNING')
    """
  /// The claim on a trial and the trial's state, whether it runs or has ended.
  static let claim = """
    SELECT a.value_json, t.state FROM trial_system_attributes a JOIN trials t ON t.trial_id = a.trial_id
    WHERE a.trial_id = ? AND a."key" = ?
    """

  /// Writes the claim on a trial, and begins its lease.
  static func setClaim(_ dialect: SQLDialect) -> String { setAttributes("(?, ?, ?)", leaseRow(dialect)) }

  // Leases: when the owner of a trial was last known to live, by the database's clock

  /// Begins the lease of a trial, or renews it.
  static func setLease(_ dialect: SQLDialect) -> String { setAttributes(leaseRow(dialect)) }
  private static func leaseRow(_ dialect: SQLDialect) -> String {
    "(?, '\(OptunaKey.lease)', CAST(\(dialect.now) AS TEXT))"
  }
  /// When the lease of a trial was renewed.
  static let lease = """
    SELECT value_json FROM trial_system_attributes WHERE trial_id = ? AND "key" = '\(OptunaKey.lease)'
    """
}
