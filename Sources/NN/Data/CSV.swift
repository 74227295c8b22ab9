import Basics

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
    let survey: CSVSurvey
    let plan: CSVPlan
    do {
      survey = try CSVSurvey.of(content, CSVDialect.of(content, options, names: names))
      plan = if let schema { try CSVPlan(survey, like: schema) } else { try CSVPlan(survey, options) }
    } catch let error as DataError {
      throw try CSVDialect.mistaken(content, options, names: names)
        .map { .separator(path: content.path, said: $0, found: $1) } ?? error
    }
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

  /// The names of the columns of a table in a text file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How it is read.
  /// - Returns: The names; none where the file is not a table.
  public static func columnNames(of path: String, _ options: TableOptions) -> [String] {
    guard let content = try? FileContent(path), let start = try? content.start(ContentKind.neededCount),
      ContentKind.isText(start), let dialect = try? CSVDialect.of(content, options),
      let survey = try? CSVSurvey.of(content, dialect)
    else { return [] }
    return survey.names
  }
}
