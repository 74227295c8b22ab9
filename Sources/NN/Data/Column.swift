/// A column of a table with the type that its cells have.
enum Column {
  /// Numbers, NaN where a cell is missing.
  case numbers([Float])
  /// Categories: the index of each cell's text among the texts in order (numbers by size first), -1 where a cell is missing.
  case categories([Int32], texts: [String])

  /// Cells that stand for a missing value, in lower case.
  private static let missing: Set<String> = ["", "?", "na", "n/a", "nan", "null", "none"]

  /// Reads a column: numbers if every cell that is not missing is one.
  init(_ table: CSVTable, _ column: Int) throws {
    self = try Self.numbers(table, column).map(Column.numbers) ?? Self.categories(table, column)
  }

  /// As categories, whatever the cells look like.
  static func categories(_ table: CSVTable, _ column: Int) -> Column {
    var numbers: [String: Int32] = [:]
    let cells = (0..<table.rowCount).map { row -> String? in
      let text = table.text(row, column)
      if isMissing(text) { return nil }
      numbers[text] = 0
      return text
    }
    let texts = numbers.keys.sorted { (Double($0) ?? .infinity, $0) < (Double($1) ?? .infinity, $1) }
    for (number, text) in texts.enumerated() { numbers[text] = Int32(number) }
    return .categories(cells.map { $0.flatMap { numbers[$0] } ?? -1 }, texts: texts)
  }

  private static func numbers(_ table: CSVTable, _ column: Int) throws -> [Float]? {
    var values: [Float] = []
    values.reserveCapacity(table.rowCount)
    var isAllMissing = true
    for row in 0..<table.rowCount {
      let text = table.text(row, column)
      if isMissing(text) {
        values.append(.nan)
      } else if let value = Float(text) {
        guard value.isFinite else {
          throw DataError.infiniteCell(path: table.path, line: table.line(row), column: table.names[column])
        }
        values.append(value)
        isAllMissing = false
      } else {
        return nil
      }
    }
    return isAllMissing ? nil : values
  }

  private static func isMissing(_ text: String) -> Bool {
    text.utf8.count <= 4 && missing.contains(text.lowercased())
  }
}
