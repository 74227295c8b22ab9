import Basics

/// What the second pass over a table makes of each column: where its numbers go, and what a category is.
struct CSVPlan {
  /// What becomes of a column.
  enum Role {
    /// A column that is left out, or has no value.
    case nothing
    /// The number, at this place of an item; NaN where it is missing.
    case number(at: Int, NumberForm)
    /// One at the place of the category; zeros where it is missing.
    case oneHot(at: Int, Categories)
    /// The rank of the category as a number; that of `missing` where it is missing.
    case rank(at: Int, Categories, missing: Int?)
    /// The target, a number or the rank of a class.
    case value(NumberForm)
    case label(Categories)
  }

  /// The texts of a column with their ranks.
  struct Categories {
    let table: CategoryTable
    /// The rank of each text, by its number in the table.
    let ranks: [Int]
    /// The ranks of texts that are numbers, which may be written otherwise in another table.
    var numbers: [Double: Int] = [:]

    func rank(of cell: CSVCell) -> Int? {
      table.number(of: cell.text).map { ranks[$0] } ?? (numbers.isEmpty ? nil : cell.number.flatMap { numbers[$0] })
    }
  }

  var roles: [Role]
  /// What the items are.
  var schema: DataSchema
  /// Whether the cells are those of the survey, so that one that is not known there means that the file has changed.
  var isOfSurvey = true
  /// Why there are no targets, where there are none.
  var lack: String?
  var remarks: [Remark] = []
  /// The places of the features, -1 of the target, whose whole numbers are too long for single precision.
  private(set) var longPlaces: Set<Int> = []

  /// How many features there are.
  var width: Int { schema.itemShape.count }

  /// Plans by what the survey found and the options say.
  init(_ survey: CSVSurvey, _ options: TableOptions) throws {
    let columns = CSVColumns(survey, options)
    try columns.check()
    let target = try columns.target()
    var (roles, features, width) = ([Role](), [DataSchema.Column](), 0)
    func add(_ name: String, _ kind: DataSchema.Column.Kind) {
      features.append(DataSchema.Column(name: name, kind: kind))
      width += features.last?.width ?? 0
    }
    var schema = DataSchema(itemShape: Shape([0]))
    for (number, column) in survey.columns.enumerated() {
      let name = survey.names[number]
      if number == target {
        let (role, classes) = try columns.target(column, name)
        roles.append(role)
        schema.classNames = classes
        if case .value(let form) = role {
          schema.targetForm = form
          if column.numbers.isLong { longPlaces.insert(-1) }
        }
      } else if !columns.isRead(name) || column.isEmpty {
        roles.append(.nothing)
      } else if try columns.isNumeric(column, name) {
        if column.numbers.isLong { longPlaces.insert(width) }
        roles.append(.number(at: width, column.numbers.form))
        add(name, .number(column.numbers.form))
      } else {
        let (categories, texts) = try columns.categories(of: column.categories, name)
        switch options.categories {
        case .oneHot:
          roles.append(.oneHot(at: width, categories))
          add(name, .oneHot(texts))
        case .ranks:
          let hasMissing = column.missingCount > 0
          roles.append(.rank(at: width, categories, missing: hasMissing ? texts.count : nil))
          add(name, .rank(texts, hasMissing: hasMissing))
        }
      }
    }
    guard width > 0 else { throw DataError.noFeatures(path: survey.path) }
    schema.itemShape = Shape([width])
    schema.columns = features
    schema.targetName = survey.names[target]
    self.roles = roles
    self.schema = schema
    remarks = survey.nameRemarks + columns.remarks(target: target, classes: schema.classNames.count)
  }

  /// Plans that the table is read as another was, whose columns are found by their names and categories by their texts.
  init(_ survey: CSVSurvey, like schema: DataSchema) throws {
    guard !schema.columns.isEmpty else {
      throw DataError.partMismatch(part: survey.path, reason: "it is a table, and items there have no columns")
    }
    self.schema = schema
    isOfSurvey = false
    roles = survey.names.map { _ in .nothing }
    let names = Set(schema.columns.map(\.name))
    var place = 0
    for column in schema.columns {
      guard let number = survey.names.firstIndex(of: column.name) else {
        // One that is read already is not meant by this name.
        let spare = survey.names.filter { !names.contains($0) && $0 != schema.targetName }
        throw DataError.lacksColumn(
          name: column.name, path: survey.path, near: Suggestion.nearest(to: column.name, among: spare),
          needed: schema.columns.map(\.name))
      }
      switch column.kind {
      case .number(let form):
        try CSVColumns.checkNumbers(survey.columns[number], column.name, survey)
        if survey.columns[number].numbers.isLong { longPlaces.insert(place) }
        roles[number] = .number(at: place, form)
      case .oneHot(let texts): roles[number] = .oneHot(at: place, Categories(texts))
      case .rank(let texts, let hasMissing):
        roles[number] = .rank(at: place, Categories(texts), missing: hasMissing ? texts.count : nil)
      }
      place += column.width
    }
    let target = schema.targetName.flatMap { survey.names.firstIndex(of: $0) }
    if let target, let name = schema.targetName {
      if schema.classNames.isEmpty {
        try CSVColumns.checkNumbers(survey.columns[target], name, survey)
        roles[target] = .value(schema.targetForm)
      } else {
        roles[target] = .label(Categories(schema.classNames))
      }
    } else {
      lack = "\(survey.path) has no column " + (schema.targetName.map { "\"\($0)\"" } ?? "to predict")
    }
    remarks = survey.nameRemarks
    let others = survey.names.indices.filter { $0 != target && !names.contains(survey.names[$0]) }
    if !others.isEmpty {
      remarks.append(.ignored(others.map { survey.names[$0] }, in: survey.path))
    }
  }
}

extension CSVPlan.Categories {
  /// These texts, in the order of their ranks; more of them than a column of a table can have are cut off.
  init(_ texts: [String]) {
    var table = CategoryTable(limit: .max)
    for text in texts { Array(text.utf8).withUnsafeBufferPointer { table.insert($0) } }
    let numbers = texts.enumerated().compactMap { rank, text in Double(text).map { ($0, rank) } }
    self.init(
      table: table, ranks: Array(texts.indices), numbers: Dictionary(numbers, uniquingKeysWith: { first, _ in first }))
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
