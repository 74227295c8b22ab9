/// The second pass over a table: cells become numbers.
struct CSVWriter: CSVVisitor {
  private let plan: CSVPlan
  private let path: String
  private let rowCount: Int
  private let features: UnsafeMutablePointer<Float>
  private var labels: [Int32] = []
  private var values: [Float] = []
  /// The present row, -1 in the header.
  private var row: Int

  init(_ plan: CSVPlan, _ survey: CSVSurvey, path: String, into features: UnsafeMutablePointer<Float>) {
    self.plan = plan
    self.path = path
    self.features = features
    rowCount = survey.rowCount
    row = survey.hasHeader ? -1 : 0
    if plan.classNames.isEmpty { values.reserveCapacity(rowCount) } else { labels.reserveCapacity(rowCount) }
  }

  mutating func cell(_ text: UnsafeBufferPointer<UInt8>, column: Int, line: Int) throws {
    guard row >= 0 else { return }
    // The file may not be the one of the first pass any more.
    guard row < rowCount, column < plan.roles.count else { throw DataError.changed(path: path) }
    let cell = CSVCell(text)
    let item = features + row * plan.width
    switch plan.roles[column] {
    case .nothing: break
    case .number(let place): item[place] = try cell.isMissing ? .nan : number(cell)
    case .oneHot(let place, let table, let ranks):
      if !cell.isMissing { item[place + (try rank(cell, table, ranks))] = 1 }
    case .rank(let place, let table, let ranks):
      item[place] = Float(try cell.isMissing ? ranks.count : rank(cell, table, ranks))
    case .value: values.append(try number(cell))
    case .label(let table, let ranks): labels.append(Int32(try rank(cell, table, ranks)))
    }
  }

  mutating func endRow(width: Int, line: Int) throws { row += 1 }

  /// The targets of all rows.
  func targets() throws -> Targets {
    guard row == rowCount, labels.count + values.count == rowCount else { throw DataError.changed(path: path) }
    return plan.classNames.isEmpty ? .values(values) : .classes(labels: labels, names: plan.classNames)
  }

  private func number(_ cell: CSVCell) throws -> Float {
    guard let number = cell.number else { throw DataError.changed(path: path) }
    return Float(number)
  }

  private func rank(_ cell: CSVCell, _ table: CategoryTable, _ ranks: [Int]) throws -> Int {
    guard let number = table.number(of: cell.text) else { throw DataError.changed(path: path) }
    return ranks[number]
  }
}
