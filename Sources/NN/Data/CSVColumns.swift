/// What the columns of a surveyed table are taken for: by what the options say, or by their look.
struct CSVColumns {
  let survey: CSVSurvey
  let options: TableOptions

  init(_ survey: CSVSurvey, _ options: TableOptions) {
    (self.survey, self.options) = (survey, options)
  }

  private var path: String { survey.path }

  /// Throws where an option names a column that is not there, or the target is left out.
  func check() throws {
    for name in options.names where !survey.names.contains(name) {
      throw DataError.noSuchColumn(name: name, path: path, columns: survey.names)
    }
    if let target = options.target, options.dropped.contains(target) {
      throw DataError.sizeMismatch(reason: "\"\(target)\" is the target and cannot be left out")
    }
  }

  /// Whether a column is not left out.
  func isRead(_ name: String) -> Bool {
    !options.dropped.contains(name) && options.kept.map { $0.contains(name) } != false
  }

  /// The place of the target: the column that is named, or the last that has a value and is not left out.
  func target() throws -> Int {
    if let name = options.target, let place = survey.names.firstIndex(of: name) { return place }
    let places = survey.names.indices.filter { isRead(survey.names[$0]) }
    guard let place = places.last(where: { !survey.columns[$0].isEmpty || hasWords($0) }) ?? places.last else {
      throw DataError.noFeatures(path: path)
    }
    return place
  }

  private func hasWords(_ place: Int) -> Bool { survey.columns[place].missingWords.count > 0 }

  /// Whether a column is of numbers; throws where it is and a cell is not.
  func isNumeric(_ column: CSVColumn, _ name: String) throws -> Bool {
    switch options.kinds[name] {
    case .text: return false
    case nil where !column.isMostlyNumeric: return false
    default:
      try Self.checkNumbers(column, name, survey)
      return true
    }
  }

  /// Throws where a cell of a column of numbers is not one, or too large.
  static func checkNumbers(_ column: CSVColumn, _ name: String, _ survey: CSVSurvey) throws {
    if let odd = column.firstText {
      throw DataError.oddCell(
        path: survey.path, line: odd.line, column: name, cell: odd.text, numbers: column.numbers.count,
        decimal: survey.dialect.otherDecimal(of: odd.text))
    }
    if let infinite = column.infinite {
      throw DataError.infiniteCell(path: survey.path, line: infinite.line, column: name)
    }
  }

  /// The categories of a column, and their texts by rank: in order, numbers by size first.
  func categories(of table: CategoryTable, _ name: String) throws -> (CSVPlan.Categories, texts: [String]) {
    guard !table.isOverfull else {
      throw DataError.tooManyCategories(path: path, column: name, limit: CategoryTable.limit)
    }
    let texts = table.texts
    let keys = texts.map { (Double($0) ?? .infinity, $0) }
    let order = texts.indices.sorted { keys[$0] < keys[$1] }
    var ranks = [Int](repeating: 0, count: texts.count)
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    return (CSVPlan.Categories(table: table, ranks: ranks), order.map { texts[$0] })
  }

  /// What becomes of the target, and the names of its classes.
  func target(_ column: CSVColumn, _ name: String) throws -> (CSVPlan.Role, classes: [String]) {
    let kind = options.kind ?? (options.kinds[name].map { $0 == .text ? .classes : .number })
    if column.isMostlyNumeric && kind != .classes || kind == .number {
      try Self.checkNumbers(column, name, survey)
      if let missing = column.missing {
        throw DataError.missingTarget(path: path, line: missing.line, column: name)
      }
      let table = column.categories
      // "1" and "1.0" are one number.
      let values = table.texts.compactMap(survey.dialect.number)
      let distinct = Set(values).sorted()
      guard kind != .number, ClassRule.few(distinct.map(Float.init), items: survey.rowCount), !table.isOverfull else {
        return (.value(column.numbers.form), [])
      }
      let ranks = values.map { distinct.firstIndex(of: $0) ?? 0 }
      return (.label(CSVPlan.Categories(table: table, ranks: ranks)), distinct.map { String(Int($0)) })
    }
    // A word such as "none" is a class like others, unless it is said to be missing.
    var table = column.categories
    if options.missing == nil {
      if let blank = column.blank { throw DataError.missingTarget(path: path, line: blank.line, column: name) }
      for word in column.missingWords.texts { Array(word.utf8).withUnsafeBufferPointer { table.insert($0) } }
    } else if let missing = column.missing {
      throw DataError.missingTarget(path: path, line: missing.line, column: name)
    }
    let (categories, texts) = try categories(of: table, name)
    return (.label(categories), texts)
  }
}

extension CSVDialect {
  fileprivate func number(_ text: String) -> Double? { Array(text.utf8).withUnsafeBufferPointer { cell($0).number } }

  /// The decimal sign with which a cell would be a number, where that is the other one.
  func otherDecimal(of text: String) -> TableOptions.DecimalSign? {
    var other = self
    other.decimal = decimal == .comma ? .point : .comma
    return other.number(text) == nil ? nil : other.decimal
  }
}
