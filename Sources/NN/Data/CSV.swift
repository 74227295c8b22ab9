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

  /// Reads a table from a text file with separated columns, in two passes and no more memory than its numbers take.
  static func csv(
    _ content: FileContent, target: String?, kind: TargetKind?, categories: CategoryEncoding
  ) throws -> Dataset {
    let survey = try CSVSurvey.of(content, target: target)
    let plan = try CSVPlan(survey, path: content.path, target: target, kind: kind, encoding: categories)
    let (rows, width) = (survey.rowCount, plan.width)
    guard !MachineMemory.isExceeded(byFloats: rows.multipliedReportingOverflow(by: width + 1).partialValue),
      !rows.multipliedReportingOverflow(by: width + 1).overflow
    else { throw DataError.tooLarge(path: content.path, rows: rows, features: width) }
    var features = try FloatBuffer(zeros: rows * width)
    let targets = try features.withMutablePointer { features in
      let writer = CSVWriter(plan, survey, path: content.path, into: features)
      return try CSVScanner.visit(content, with: writer).targets()
    }
    return try Dataset(
      Features(features, width: width), count: features.count,
      DataSchema(itemShape: Shape([width]), columns: plan.columns, targetName: plan.targetName), targets,
      isStandardized: true)
  }
}
