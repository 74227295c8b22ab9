/// Why a row of a table may have more or fewer cells than the first, as its text tells.
struct RaggedRow {
  private let row: String
  private let separator: String
  private let expected: Int
  private let cells: [String]

  /// - Parameters:
  ///   - row: the text of the row, without its end.
  ///   - separator: what separates cells.
  ///   - expected: how many cells the first row has.
  init(_ row: String, separator: UInt8, expected: Int) {
    (self.row, self.expected) = (row, expected)
    self.separator = String(decoding: [separator], as: UTF8.self)
    cells = row.split(separator: self.separator, omittingEmptySubsequences: false).map(String.init)
  }

  /// What would help.
  var advice: String {
    if row.contains("\"") {
      return "is a quote missing, or one too many? A quote within a quoted cell is written twice"
    }
    return cells.count < expected ? adviceOnFew : adviceOnMany
  }

  private var adviceOnFew: String {
    if let other = [",", ";", "\t", "|"].first(where: {
      $0 != separator && row.split(separator: $0, omittingEmptySubsequences: false).count == expected
    }) {
      return "its cells are separated by \(Self.name(other)), those of the first row by \(Self.name(separator))"
    }
    guard separator != " " else { return "a cell without a value is written `NA`" }
    var longer = cells
    longer.insert(contentsOf: repeatElement("", count: expected - cells.count), at: max(cells.count - 1, 1))
    return "a cell without a value keeps its separator, as in `\(longer.joined(separator: separator))`"
  }

  private var adviceOnMany: String {
    if expected == 1 {
      return "if the first row is a title, leave it out: a table begins with the names of its columns"
    }
    if cells.dropFirst(expected).allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      return "the \(Self.name(separator)) at its end begins one more cell: leave it out"
    }
    if separator == ",", let index = pairs.first(where: { Self.isWhole(cells[$0]) && Self.isDigits(cells[$0 + 1]) }) {
      return
        "if a comma is a decimal sign here, write a point, as in `\(cells[index]).\(cells[index + 1])`, or separate "
        + "the cells by `;`"
    }
    let isText: (String) -> Bool = { Double($0.filter { !$0.isWhitespace }) == nil && !$0.isEmpty }
    let texts = pairs.filter { isText(cells[$0]) && isText(cells[$0 + 1]) }
    if let index = texts.first(where: { cells[$0 + 1].hasPrefix(" ") }) ?? texts.first {
      return
        "a cell that contains the separator needs quotes, as in `\"\(cells[index])\(separator)\(cells[index + 1])\"`"
    }
    return "a cell that contains the separator needs quotes"
  }

  private var pairs: Range<Int> { 0..<max(cells.count - 1, 0) }

  private static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
  }
  private static func isWhole(_ text: String) -> Bool {
    isDigits(text.hasPrefix("-") ? String(text.dropFirst()) : text)
  }

  private static func name(_ separator: String) -> String {
    switch separator {
    case "\t": "tab"
    case " ": "space"
    default: "`\(separator)`"
    }
  }
}
