/// What the first pass over a table finds: the columns' names and types, the categories, how many rows there are.
struct CSVSurvey: CSVVisitor {
  let path: String
  let dialect: CSVDialect
  private(set) var names: [String] = []
  /// The names as they are written, if they are: the line, where they stand in the file.
  private(set) var header: (names: [String], line: Int?) = ([], nil)
  private(set) var columns: [CSVColumn] = []
  private(set) var rowCount = 0
  /// Rows of empty cells, which are passed over.
  private(set) var emptyRowCount = 0
  private var top: [String] = []
  private var isTop: Bool
  // Of the dialect, at hand for every cell.
  private let decimal: UInt8
  private let missing: MissingCells
  /// The empty cells at the front of the present row, which is passed over if nothing else comes.
  private var emptyCells = 0

  /// Goes through a file.
  ///
  /// Without names in the first row, or given, the columns are called 1, 2, and so on.
  static func of(_ content: FileContent, _ dialect: CSVDialect) throws -> CSVSurvey {
    let survey = try CSVScanner.visit(
      content, separator: dialect.separator, with: CSVSurvey(path: content.path, dialect: dialect))
    guard survey.rowCount > 0 else {
      throw survey.names.isEmpty ? DataError.emptyFile(path: content.path) : .noRows(path: content.path)
    }
    return survey
  }

  private init(path: String, dialect: CSVDialect) {
    self.path = path
    self.dialect = dialect
    isTop = dialect.header == .names
    (decimal, missing) = (dialect.decimalByte, dialect.missing)
  }

  mutating func cell(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool, column: Int, line: Int) throws {
    // Else different words could look the same.
    if text.contains(where: { $0 >= 0x80 }), String(validating: text, as: UTF8.self) == nil {
      throw DataError.notUTF8(path: path, line: line)
    }
    if isTop { return top.append(String(decoding: text, as: UTF8.self)) }
    while columns.count <= column, rowCount + emptyRowCount == 0 { columns.append(CSVColumn()) }
    if text.isEmpty, column == emptyCells {
      emptyCells += 1
      return
    }
    addEmptyCells(line)
    columns[column].add(CSVCell(text, decimal: decimal), missing, line: line)
  }

  mutating func endRow(width: Int, line: Int) throws {
    if isTop {
      isTop = false
      name(top, line: line)
      columns = [CSVColumn](repeating: CSVColumn(), count: width)
    } else if emptyCells == width {
      emptyRowCount += 1
    } else {
      addEmptyCells(line)
      rowCount += 1
    }
    if names.isEmpty { try giveNames(width) }
    emptyCells = 0
  }

  /// Counts the empty cells at the front of the present row, once it is known that it has others; later ones count at once.
  private mutating func addEmptyCells(_ line: Int) {
    guard emptyCells > 0 else { return emptyCells = -1 }
    let nothing = CSVCell(UnsafeBufferPointer(start: nil, count: 0))
    for column in 0..<emptyCells { columns[column].add(nothing, missing, line: line) }
    emptyCells = -1
  }

  private mutating func giveNames(_ width: Int) throws {
    guard case .given(let given) = dialect.header else { return names = (1...max(width, 1)).map(String.init) }
    guard given.count == width else { throw DataError.headerMismatch(path: path, names: given.count, columns: width) }
    name(given, line: nil)
  }

  /// Names the columns, differently where a header repeats itself or leaves a cell empty.
  private mutating func name(_ header: [String], line: Int?) {
    self.header = (header, line)
    var taken: Set<String> = []
    names = header.enumerated().map { index, name in
      var candidate = name.isEmpty ? "\(index + 1)" : name
      while !taken.insert(candidate).inserted { candidate += "_\(index + 1)" }
      return candidate
    }
  }
}
