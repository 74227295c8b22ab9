extension SQLDialect {
  /// PostgreSQL's: a writing transaction locks the rows whose state it goes by.
  static let postgreSQL = SQLDialect(
    rowLock: " FOR UPDATE", schemaLock: "SELECT pg_advisory_xact_lock(\(lockKey))",
    turn: ("SELECT pg_advisory_lock(\(lockKey), ?)", "SELECT pg_advisory_unlock(\(lockKey), ?)"),
    tableNames: "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
    schema: """
      CREATE TYPE studydirection AS ENUM ('NOT_SET', 'MINIMIZE', 'MAXIMIZE');
      CREATE TYPE trialstate AS ENUM ('RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING');
      CREATE TYPE trialvaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG');
      CREATE TYPE trialintermediatevaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG', 'NAN');
      """
        + OptunaSchema.script(
          OptunaSchema.Types(
            key: "SERIAL", real: "FLOAT(53)", moment: "TIMESTAMP WITHOUT TIME ZONE", direction: "studydirection",
            state: "trialstate", valueType: "trialvaluetype", reportType: "trialintermediatevaluetype")),
    now: "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)", hasOneClock: true)

  /// What names the locks of this program: `hpo` in ASCII.
  private static let lockKey = 0x68706F
}
