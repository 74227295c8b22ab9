/// What the second pass over a table makes of each column: where its numbers go, and what a category is.
struct CSVPlan {
  /// What becomes of a column.
  enum Role {
    /// A column without any value.
    case nothing
    /// The number, at this place of an item; NaN where it is missing.
    case number(at: Int)
    /// One at the place of the category, which `ranks` gives by its number in the table; zeros where it is missing.
    case oneHot(at: Int, CategoryTable, ranks: [Int])
    /// The rank of the category as a number; the number of categories where it is missing.
    case rank(at: Int, CategoryTable, ranks: [Int])
    /// The target, a number or the rank of a class.
    case value
    case label(CategoryTable, ranks: [Int])
  }

  let roles: [Role]
  /// What the features are made of.
  let columns: [DataSchema.Column]
  /// How many features there are.
  let width: Int
  let targetName: String
  /// Empty where the target is a number.
  let classNames: [String]

  init(
    _ survey: CSVSurvey, path: String, target: String?, kind: Dataset.TargetKind?, encoding: Dataset.CategoryEncoding
  ) throws {
    let targetColumn = target.flatMap(survey.names.firstIndex) ?? survey.names.count - 1
    var (roles, columns, width, classes) = ([Role](), [DataSchema.Column](), 0, [String]())
    func add(_ name: String, _ kind: DataSchema.Column.Kind, count: Int = 1) {
      columns.append(DataSchema.Column(name: name, kind: kind))
      width += count
    }
    for (number, column) in survey.columns.enumerated() {
      let name = survey.names[number]
      if column.isNumeric, let line = column.infiniteLine {
        throw DataError.infiniteCell(path: path, line: line, column: name)
      }
      if number == targetColumn {
        if let line = column.missingLine { throw DataError.missingTarget(path: path, line: line, column: name) }
        let (role, texts) = try Self.target(column, kind, rows: survey.rowCount, name: name, path: path)
        roles.append(role)
        classes = texts
      } else if column.isNumeric {
        roles.append(.number(at: width))
        add(name, .number)
      } else {
        guard !column.categories.isOverfull else {
          throw DataError.tooManyCategories(path: path, column: name, limit: CategoryTable.limit)
        }
        let (ranks, texts) = Self.ranked(column.categories)
        switch encoding {
        case _ where texts.isEmpty: roles.append(.nothing)
        case .oneHot:
          roles.append(.oneHot(at: width, column.categories, ranks: ranks))
          add(name, .oneHot(texts), count: texts.count)
        case .ranks:
          roles.append(.rank(at: width, column.categories, ranks: ranks))
          add(name, .rank(texts, hasMissing: column.missingLine != nil))
        }
      }
    }
    guard width > 0 else { throw DataError.noFeatures(path: path) }
    self.roles = roles
    self.columns = columns
    self.width = width
    targetName = survey.names[targetColumn]
    classNames = classes
  }

  private static func target(
    _ column: CSVSurvey.Column, _ kind: Dataset.TargetKind?, rows: Int, name: String, path: String
  ) throws -> (Role, classes: [String]) {
    let table = column.categories
    if column.isNumeric, kind != .classes {
      // "1" and "1.0" are one number.
      let values = table.texts.compactMap(Double.init)
      let distinct = Set(values).sorted()
      guard kind != .number, ClassRule.few(distinct.map(Float.init), items: rows), !table.isOverfull else {
        return (.value, [])
      }
      let ranks = values.map { distinct.firstIndex(of: $0) ?? 0 }
      return (.label(table, ranks: ranks), distinct.map { String(Int($0)) })
    }
    if kind == .number {
      throw DataError.sizeMismatch(reason: "the target \"\(name)\" of \(path) is not numeric")
    }
    guard !table.isOverfull else {
      throw DataError.tooManyCategories(path: path, column: name, limit: CategoryTable.limit)
    }
    let (ranks, texts) = ranked(table)
    return (.label(table, ranks: ranks), texts)
  }

  /// The texts in order, numbers by size first, and the place of each text of the table in it.
  private static func ranked(_ table: CategoryTable) -> (ranks: [Int], texts: [String]) {
    let texts = table.texts
    let keys = texts.map { (Double($0) ?? .infinity, $0) }
    let order = texts.indices.sorted { keys[$0] < keys[$1] }
    var ranks = [Int](repeating: 0, count: texts.count)
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    return (ranks, order.map { texts[$0] })
  }
}

/// When numbers are taken for classes although nobody says so.
enum ClassRule {
  /// At most twenty different whole numbers that occur at least twice on average.
  static func few(_ distinct: [Float], items: Int) -> Bool {
    (1...20).contains(distinct.count) && 2 * distinct.count <= items
      && distinct.allSatisfy { $0 == $0.rounded() && abs($0) < 0x1p24 }
  }
}
