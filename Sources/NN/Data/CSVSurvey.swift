import Basics

/// What the first pass over a table finds: the columns' names and types, the categories, how many rows there are.
struct CSVSurvey: CSVVisitor {
  private let path: String
  private let target: String?
  private(set) var names: [String] = []
  private(set) var columns: [Column] = []
  private(set) var hasHeader = false
  private(set) var rowCount = 0
  private var top: [[UInt8]] = []
  private var isTop = true

  /// One column of the table.
  struct Column {
    /// Whether every cell that is not missing is a number; false where all are missing.
    var isNumeric: Bool { hasNumbers && !hasTexts }
    private(set) var categories = CategoryTable()
    /// The line of the first cell without a value, and of the first number that is none in single precision.
    private(set) var missingLine: Int?
    private(set) var infiniteLine: Int?
    private var hasNumbers = false
    private var hasTexts = false

    mutating func add(_ text: UnsafeBufferPointer<UInt8>, line: Int) {
      let cell = CSVCell(text)
      if cell.isMissing { return missingLine = missingLine ?? line }
      categories.insert(text)
      if hasTexts { return }
      guard let number = cell.number, !number.isNaN else { return hasTexts = true }
      hasNumbers = true
      if !Float(number).isFinite { infiniteLine = infiniteLine ?? line }
    }
  }

  /// Goes through a file.
  ///
  /// The first row names the columns if it holds the target's name or no number; otherwise they are called 1, 2, and so on.
  static func of(_ content: FileContent, target: String?) throws -> CSVSurvey {
    let survey = try CSVScanner.visit(content, with: CSVSurvey(path: content.path, target: target))
    guard survey.rowCount > 0 else {
      throw survey.names.isEmpty ? DataError.emptyFile(path: content.path) : .noRows(path: content.path)
    }
    return survey
  }

  private init(path: String, target: String?) {
    self.path = path
    self.target = target
  }

  mutating func cell(_ text: UnsafeBufferPointer<UInt8>, column: Int, line: Int) throws {
    // Else different words could look the same.
    if text.contains(where: { $0 >= 0x80 }), String(validating: text, as: UTF8.self) == nil {
      throw DataError.notUTF8(path: path, line: line)
    }
    if isTop { top.append(Array(text)) } else { columns[column].add(text, line: line) }
  }

  mutating func endRow(width: Int, line: Int) throws {
    if isTop {
      try takeTop(line)
    } else {
      rowCount += 1
    }
  }

  private mutating func takeTop(_ line: Int) throws {
    isTop = false
    let texts = top.map { String(decoding: $0, as: UTF8.self) }
    let numbers = (1...max(texts.count, 1)).map(String.init)
    let namesTarget = target.map { texts.contains($0) && !numbers.contains($0) } ?? false
    hasHeader = namesTarget || texts.allSatisfy { Double($0) == nil }
    names = hasHeader ? Self.unique(texts) : numbers
    columns = [Column](repeating: Column(), count: texts.count)
    if let target, !names.contains(target) {
      throw DataError.noSuchColumn(
        name: target, path: path, nearest: Suggestion.nearest(to: target, among: names), columns: names)
    }
    if !hasHeader {
      for (column, text) in top.enumerated() { text.withUnsafeBufferPointer { columns[column].add($0, line: line) } }
      rowCount = 1
    }
    top = []
  }

  /// Names made different where the header repeats itself or leaves a cell empty.
  private static func unique(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.enumerated().map { index, name in
      var candidate = name.isEmpty ? "\(index + 1)" : name
      while !taken.insert(candidate).inserted { candidate += "_\(index + 1)" }
      return candidate
    }
  }
}
