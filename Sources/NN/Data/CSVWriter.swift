/// The second pass over a table: cells become numbers.
struct CSVWriter: CSVVisitor {
  private let plan: CSVPlan
  private let path: String
  private let decimal: UInt8
  private let missing: MissingCells
  private let isUsual: Bool
  private let names: [String]
  private let rowCount: Int
  private let features: UnsafeMutablePointer<Float>
  private var labels: [Int32] = []
  private var values: [Float] = []
  /// Why there are no targets, if there are none.
  private var lack: String?
  /// The present row, -1 in the header.
  private var row: Int
  /// Whether the present row had cells that are not empty; a row of empty cells is passed over.
  private var hasCells = false
  /// What single precision leaves of long numbers, by their places.
  private(set) var rests: [Int: [Float]] = [:]
  /// Categories that are not in the plan, by their columns: how many cells, and the first few.
  private var unknown: [Int: (count: Int, texts: [String])] = [:]

  init(_ plan: CSVPlan, _ survey: CSVSurvey, into features: UnsafeMutablePointer<Float>) {
    (self.plan, self.features) = (plan, features)
    (path, names, rowCount) = (survey.path, survey.names, survey.rowCount)
    (decimal, missing) = (survey.dialect.decimalByte, survey.dialect.missing)
    isUsual = missing == .usual
    row = survey.dialect.header == .names ? -1 : 0
    lack = plan.lack
    if plan.schema.classNames.isEmpty { values.reserveCapacity(rowCount) } else { labels.reserveCapacity(rowCount) }
  }

  mutating func cell(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool, column: Int, line: Int) throws {
    guard row >= 0 else { return }
    // The file may not be the one of the first pass any more.
    guard column < plan.roles.count else { throw DataError.changed(path: path) }
    if !text.isEmpty, !hasCells { try startRow(before: column, line) }
    if hasCells { try write(CSVCell(text, decimal: decimal), column, line) }
  }

  /// Writes the empty cells at the front of a row, once it is known that it has others.
  private mutating func startRow(before column: Int, _ line: Int) throws {
    guard row < rowCount else { throw DataError.changed(path: path) }
    hasCells = true
    let nothing = CSVCell(UnsafeBufferPointer(start: nil, count: 0))
    for place in 0..<column { try write(nothing, place, line) }
  }

  private mutating func write(_ cell: CSVCell, _ column: Int, _ line: Int) throws {
    let item = features + row * plan.width
    switch plan.roles[column] {
    case .nothing: break
    case .number(let place, let form):
      let number = try number(cell, column, line)
      item[place] = number.map(form.stored) ?? .nan
      if !plan.longPlaces.isEmpty, plan.longPlaces.contains(place) { keepRest(of: number ?? 0, form, place) }
    case .oneHot(let place, let categories):
      if let rank = try rank(cell, categories, column) { item[place + rank] = 1 }
    case .rank(let place, let categories, let rankOfMissing):
      guard let rank = try rank(cell, categories, column) ?? rankOfMissing else {
        throw DataError.unknownCategory(path: path, line: line, column: names[column], cell: cell.string)
      }
      item[place] = Float(rank)
    case .value(let form):
      if let number = try number(cell, column, line) {
        values.append(form.stored(number))
        if !plan.longPlaces.isEmpty, plan.longPlaces.contains(-1) { keepRest(of: number, form, -1) }
      } else {
        lackTarget(column, line)
      }
    case .label(let categories):
      if let rank = categories.rank(of: cell) {
        labels.append(Int32(rank))
      } else if missing.contains(cell) {
        lackTarget(column, line)
      } else {
        guard !plan.isOfSurvey else { throw DataError.changed(path: path) }
        lack =
          lack
          ?? "\(path), line \(line): \"\(cell.string)\" is not one of the classes \(listText(plan.schema.classNames))"
      }
    }
  }

  private mutating func keepRest(of number: Double, _ form: NumberForm, _ place: Int) {
    rests[place, default: []].append(Float(number - form.offset - Double(form.stored(number))))
  }

  mutating func endRow(width: Int, line: Int) throws {
    if hasCells || row < 0 { row += 1 }
    hasCells = false
  }

  /// The targets of all rows, and what is worth knowing.
  func result() throws -> (Targets, [Remark]) {
    let isWhole = lack == nil
    guard row == rowCount, !isWhole || labels.count + values.count == rowCount else {
      throw DataError.changed(path: path)
    }
    let remarks = unknown.sorted { $0.key < $1.key }.map { column, found in
      Remark.unknown(found.texts.map { "\"\($0)\"" }, of: names[column], count: found.count, in: path)
    }
    if let lack { return (.absent(count: rowCount, reason: lack), remarks) }
    let classes = plan.schema.classNames
    return (classes.isEmpty ? .values(values) : .classes(labels: labels, names: classes), remarks)
  }

  private func number(_ cell: CSVCell, _ column: Int, _ line: Int) throws -> Double? {
    if let number = cell.number, isUsual || !missing.contains(cell) {
      return number.isNaN ? nil : number
    }
    guard missing.contains(cell) else { throw DataError.changed(path: path) }
    return nil
  }

  /// The rank of a category; nil for one that is missing, or not in the plan.
  private mutating func rank(_ cell: CSVCell, _ categories: CSVPlan.Categories, _ column: Int) throws -> Int? {
    if plan.isOfSurvey {
      if missing.contains(cell) { return nil }
      guard let rank = categories.rank(of: cell) else { throw DataError.changed(path: path) }
      return rank
    }
    if let rank = categories.rank(of: cell) { return rank }
    guard !missing.contains(cell) else { return nil }
    var found = unknown[column] ?? (0, [])
    found.count += 1
    if found.texts.count < 20, !found.texts.contains(cell.string) { found.texts.append(cell.string) }
    unknown[column] = found
    return nil
  }

  private mutating func lackTarget(_ column: Int, _ line: Int) {
    lack = lack ?? "\(path), line \(line) has no value for \"\(names[column])\""
  }
}
