extension Dataset {
  /// What the target of a table is taken for.
  public enum TargetKind: Hashable, Sendable {
    /// A class, whatever it looks like.
    case classes
    /// A number.
    case number
  }

  /// What a column of categories becomes.
  public enum CategoryEncoding: Hashable, Sendable {
    /// A feature for each category, 1 where it is the item's.
    case oneHot
    /// One feature, the category's number from 0, for an embedding: `DataSchema.categoryCounts` says how many there are. A
    /// missing one counts as a category after the others.
    case ranks
  }

  /// Reads a table from a text file with separated columns, in two passes and no more memory than its numbers take; as the
  /// items of a schema, if one is given.
  static func csv(_ content: FileContent, _ options: TableOptions, like schema: DataSchema?) throws -> Dataset {
    let names = schema.map { $0.columns.map(\.name) + [$0.targetName].compactMap { $0 } } ?? []
    let survey = try CSVSurvey.of(content, CSVDialect.of(content, options, names: names))
    let plan = if let schema { try CSVPlan(survey, like: schema) } else { try CSVPlan(survey, options) }
    let (rows, width) = (survey.rowCount, plan.width)
    guard !MachineMemory.isExceeded(byFloats: rows.multipliedReportingOverflow(by: width + 1).partialValue),
      !rows.multipliedReportingOverflow(by: width + 1).overflow
    else { throw DataError.tooLarge(path: content.path, rows: rows, features: width) }
    var features = try FloatBuffer(zeros: rows * width)
    let writer = try features.withMutablePointer { features in
      try CSVScanner.visit(
        content, separator: survey.dialect.separator, with: CSVWriter(plan, survey, into: features))
    }
    let (targets, remarks) = try writer.result()
    var items = Features(features, width: width)
    items.rests = writer.rests
    var data = try Dataset(items, count: features.count, plan.schema, targets, isStandardized: true)
    data.remarks = plan.remarks + remarks
    return data
  }
}
