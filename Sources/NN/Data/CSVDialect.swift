/// How the text of a table is to be read: its separator, its numbers, what is missing, and what the first row is.
struct CSVDialect {
  var separator = UInt8(ascii: ",")
  var decimal = TableOptions.DecimalSign.point
  var missing = MissingCells.usual
  /// What the first row is.
  var header = TableOptions.Header.names

  func cell(_ text: UnsafeBufferPointer<UInt8>) -> CSVCell { CSVCell(text, decimal: decimalByte) }

  var decimalByte: UInt8 { decimal == .comma ? UInt8(ascii: ",") : UInt8(ascii: ".") }

  /// What separates cells if nothing says so, the likeliest first; a space only where nothing else could.
  private static let separators = [",", ";", "\t", "|", " "].compactMap { Character($0).asciiValue }
  private static let sampleBytes = 1 << 18

  /// The dialect of a file: what the options say, and of the rest what fits the first rows best.
  ///
  /// - Parameters:
  ///   - content: The file.
  ///   - options: What is known of it.
  ///   - names: Columns that it should have, if that is known.
  /// - Returns: The dialect.
  /// - Throws: `DataError` where the file cannot be read.
  static func of(_ content: FileContent, _ options: TableOptions, names: [String] = []) throws -> CSVDialect {
    let start = try content.start(sampleBytes)
    let isWhole = start.count < sampleBytes
    func rows(_ separator: UInt8) throws -> [[[UInt8]]] {
      try CSVScanner.sample(start, isWhole: isWhole, path: content.path, separator: separator)
    }
    var best = CSVDialect(missing: options.missing ?? .usual)
    best.separator = options.separator ?? best.separator
    best.decimal = options.decimal ?? best.decimal
    var (top, fit): ([[[UInt8]]], Fit?) = ([], nil)
    for separator in options.separator.map({ [$0] }) ?? separators {
      let sample = try rows(separator)
      for decimal in options.decimal.map({ [$0] }) ?? TableOptions.DecimalSign.allCases {
        var dialect = best
        (dialect.separator, dialect.decimal) = (separator, decimal)
        let found = Fit(sample, dialect)
        if fit.map({ $0 < found }) ?? true { (top, fit, best) = (sample, found, dialect) }
      }
    }
    best.header = options.header ?? (best.hasHeader(top, names: names + options.names) ? .names : .none)
    return best
  }

  /// The separator that the options say, and the one that fits far better, where the table has columns only by that.
  ///
  /// - Parameters:
  ///   - content: The file.
  ///   - options: What is known of it.
  ///   - names: Columns that it should have, if that is known.
  /// - Returns: Both; nil where nothing speaks against what the options say.
  /// - Throws: `DataError` where the file cannot be read.
  static func mistaken(
    _ content: FileContent, _ options: TableOptions, names: [String]
  ) throws -> (said: Character, found: Character)? {
    guard let said = options.separator else { return nil }
    var others = options
    others.separator = nil
    let found = try of(content, others, names: names).separator
    let start = try content.start(sampleBytes)
    func widths(_ separator: UInt8) throws -> [Int] {
      try CSVScanner.sample(start, isWhole: start.count < sampleBytes, path: content.path, separator: separator)
        .map(\.count)
    }
    guard found != said, let width = try widths(found).first, width > 1, try widths(found).allSatisfy({ $0 == width }),
      Set(try widths(said)) != [width]
    else { return nil }
    return (Character(Unicode.Scalar(said)), Character(Unicode.Scalar(found)))
  }

  /// Whether the first row of a table holds names: ones that are asked for, or a text above a column of numbers, or no number.
  private func hasHeader(_ rows: [[[UInt8]]], names: [String]) -> Bool {
    guard let first = rows.first else { return true }
    let texts = first.map { String(decoding: $0, as: UTF8.self) }
    let places = Set((1...max(texts.count, 1)).map(String.init))
    if names.contains(where: { texts.contains($0) && !places.contains($0) }) { return true }
    let others = rows.dropFirst()
    let isNumber = first.map { number($0) != nil }
    if !isNumber.contains(true) { return true }
    return first.indices.contains { column in
      guard Self.isName(first[column]), !isNumber[column] else { return false }
      let below = others.compactMap { $0.indices.contains(column) ? $0[column] : nil }.filter { !isMissing($0) }
      return !below.isEmpty && below.allSatisfy { number($0) != nil }
    }
  }

  /// Whether a text could be the name of a column rather than a number with a slip: it begins with a letter.
  private static func isName(_ text: [UInt8]) -> Bool {
    String(decoding: text, as: UTF8.self).first { $0 != " " && $0 != "_" }?.isLetter ?? false
  }

  fileprivate func number(_ text: [UInt8]) -> Double? { text.withUnsafeBufferPointer { cell($0).number } }
  fileprivate func isGrouped(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { cell($0).groupedNumber != nil }
  }
  fileprivate func isMissing(_ text: [UInt8]) -> Bool { text.withUnsafeBufferPointer { missing.contains(cell($0)) } }
}

/// How well a dialect fits the first rows of a table; what is greater fits better.
private struct Fit: Comparable {
  private let hasColumns: Bool
  /// The share of the rows that have as many cells as most have.
  private let regularity: Double
  /// The share of the cells below the first row that are numbers or missing.
  private let numbers: Double
  private let width: Int

  init(_ rows: [[[UInt8]]], _ dialect: CSVDialect) {
    let widths = Dictionary(grouping: rows.map(\.count)) { $0 }.mapValues(\.count)
    let usual = widths.max { ($0.value, $0.key) < ($1.value, $1.key) }
    width = usual?.key ?? 0
    let isSpaced = dialect.separator == UInt8(ascii: " ")
    regularity = Double(usual?.value ?? 0) / Double(max(rows.count, 1))
    hasColumns = width > 1 && (!isSpaced || regularity == 1)
    var (numbers, cells) = (0.0, 0.0)
    for row in rows.count > 1 ? rows.dropFirst() : rows[...] {
      for cell in row where !cell.isEmpty {
        cells += 1
        if dialect.isMissing(cell) {
          numbers += 1
        } else if dialect.number(cell) != nil {
          // Where semicolons separate, 1,234 is rather the decimal comma's than a thousand.
          numbers += dialect.separator == UInt8(ascii: ";") && dialect.isGrouped(cell) ? 0.9 : 1
        }
      }
    }
    self.numbers = cells > 0 ? numbers / cells : 0
  }

  static func < (a: Fit, b: Fit) -> Bool {
    (a.hasColumns ? 1 : 0, a.hasColumns ? a.regularity : 0, a.numbers, a.width)
      < (b.hasColumns ? 1 : 0, b.hasColumns ? b.regularity : 0, b.numbers, b.width)
  }
}
