/// The tables of Optuna's relational storage, as of its versions 3.2 to 5.0.
enum OptunaSchema {
  /// The revision that Optuna's migrations end with.
  static let revision = "v3.2.0.a"
  /// The version that every revision carries.
  static let version = 12
  /// The longest name of a study, a parameter or an attribute, in characters.
  static let longestName = 512

  /// The tables that tell a storage of Optuna's from any other database.
  static let tables: Set<String> = ["studies", "trials", "trial_params", "trial_values", "version_info"]

  /// The types of columns that databases name differently.
  struct Types: Sendable {
    /// An integer that counts by itself.
    let key: String
    let real: String
    let moment: String
    // Enumerations, by the names of their members.
    let direction: String
    let state: String
    let valueType: String
    let reportType: String
  }

  /// Makes the tables in an empty database.
  static func script(_ types: Types) -> String {
    """
    CREATE TABLE studies (
      study_id \(types.key) NOT NULL,
      study_name VARCHAR(512) NOT NULL,
      PRIMARY KEY (study_id)
    );
    CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
    CREATE TABLE version_info (
      version_info_id INTEGER NOT NULL,
      schema_version INTEGER,
      library_version VARCHAR(256),
      PRIMARY KEY (version_info_id),
      CHECK (version_info_id=1)
    );
    CREATE TABLE study_directions (
      study_direction_id \(types.key) NOT NULL,
      direction \(types.direction) NOT NULL,
      study_id INTEGER NOT NULL,
      objective INTEGER NOT NULL,
      PRIMARY KEY (study_direction_id),
      UNIQUE (study_id, objective),
      FOREIGN KEY(study_id) REFERENCES studies (study_id)
    );
    CREATE TABLE study_user_attributes (
      study_user_attribute_id \(types.key) NOT NULL,
      study_id INTEGER,
      "key" VARCHAR(512),
      value_json TEXT,
      PRIMARY KEY (study_user_attribute_id),
      UNIQUE (study_id, "key"),
      FOREIGN KEY(study_id) REFERENCES studies (study_id)
    );
    CREATE TABLE study_system_attributes (
      study_system_attribute_id \(types.key) NOT NULL,
      study_id INTEGER,
      "key" VARCHAR(512),
      value_json TEXT,
      PRIMARY KEY (study_system_attribute_id),
      UNIQUE (study_id, "key"),
      FOREIGN KEY(study_id) REFERENCES studies (study_id)
    );
    CREATE TABLE trials (
      trial_id \(types.key) NOT NULL,
      number INTEGER,
      study_id INTEGER,
      state \(types.state) NOT NULL,
      datetime_start \(types.moment),
      datetime_complete \(types.moment),
      PRIMARY KEY (trial_id),
      FOREIGN KEY(study_id) REFERENCES studies (study_id)
    );
    CREATE INDEX ix_trials_study_id ON trials (study_id);
    CREATE TABLE trial_user_attributes (
      trial_user_attribute_id \(types.key) NOT NULL,
      trial_id INTEGER,
      "key" VARCHAR(512),
      value_json TEXT,
      PRIMARY KEY (trial_user_attribute_id),
      UNIQUE (trial_id, "key"),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
    );
    CREATE TABLE trial_system_attributes (
      trial_system_attribute_id \(types.key) NOT NULL,
      trial_id INTEGER,
      "key" VARCHAR(512),
      value_json TEXT,
      PRIMARY KEY (trial_system_attribute_id),
      UNIQUE (trial_id, "key"),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
    );
    CREATE TABLE trial_params (
      param_id \(types.key) NOT NULL,
      trial_id INTEGER,
      param_name VARCHAR(512),
      param_value \(types.real),
      distribution_json TEXT,
      PRIMARY KEY (param_id),
      UNIQUE (trial_id, param_name),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
    );
    CREATE TABLE trial_values (
      trial_value_id \(types.key) NOT NULL,
      trial_id INTEGER NOT NULL,
      objective INTEGER NOT NULL,
      value \(types.real),
      value_type \(types.valueType) NOT NULL,
      PRIMARY KEY (trial_value_id),
      UNIQUE (trial_id, objective),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
    );
    CREATE TABLE trial_intermediate_values (
      trial_intermediate_value_id \(types.key) NOT NULL,
      trial_id INTEGER NOT NULL,
      step INTEGER NOT NULL,
      intermediate_value \(types.real),
      intermediate_value_type \(types.reportType) NOT NULL,
      PRIMARY KEY (trial_intermediate_value_id),
      UNIQUE (trial_id, step),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
    );
    CREATE TABLE trial_heartbeats (
      trial_heartbeat_id \(types.key) NOT NULL,
      trial_id INTEGER NOT NULL,
      heartbeat \(types.moment) NOT NULL,
      PRIMARY KEY (trial_heartbeat_id),
      UNIQUE (trial_id),
      FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
    );
    CREATE TABLE alembic_version (
      version_num VARCHAR(32) NOT NULL,
      CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
    );
    """
  }
}
