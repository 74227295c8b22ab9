import Basics
import Studies

extension Table {
  /// Draws the table: a line of titles, a rule, a line for each row; no line is wider than asked.
  ///
  /// What does not fit is given up in this order: long texts are cut, columns are left out from the right.
  ///
  /// - Parameters:
  ///   - width: the number of columns of the terminal; any number without it.
  ///   - digits: the significant digits of reals; all without it.
  ///   - limit: the greatest number of rows; of more, those in the middle are left out and counted.
  /// - Returns: the lines, without a newline at the end; an empty text for a table without columns.
  public func text(width: Int? = nil, digits: Int? = NumberText.summaryDigits, limit: Int? = nil) -> String {
    let shown = elided(limit)
    var columns = titles.indices.map { index in
      DrawnColumn(
        title: titles[index].onOneLine, cells: shown.map { $0.indices.contains(index) ? $0[index] : .null },
        digits: digits)
    }
    guard !columns.isEmpty else { return caption ?? "" }
    if let width { columns = Self.fitted(columns, to: max(width, 1)) }

    var lines = caption.map { [$0.onOneLine.truncated(to: width ?? .max)] } ?? []
    lines += [Self.line(columns.map(\.drawnTitle)), Self.line(columns.map(\.rule))]
    let gap = shown.count < rows.count ? shown.count / 2 : nil
    for row in shown.indices {
      if row == gap { lines.append("… \(rows.count - shown.count) more …".truncated(to: width ?? .max)) }
      lines.append(Self.line(columns.map { $0.cells[row] }))
    }
    if gap == shown.count { lines.append("… \(rows.count) rows".truncated(to: width ?? .max)) }
    return lines.joined(separator: "\n")
  }

  /// The first and the last rows, `limit` of them altogether.
  private func elided(_ limit: Int?) -> [[JSON]] {
    guard let limit, limit >= 0, rows.count > limit else { return rows }
    return Array(rows.prefix(limit / 2) + rows.suffix(limit - limit / 2))
  }

  private static let separator = "  "

  private static func line(_ cells: [String]) -> String {
    var line = cells.joined(separator: separator)
    while line.last == " " { line.removeLast() }
    return line
  }

  private static func totalWidth(_ columns: [DrawnColumn]) -> Int {
    columns.reduce(0) { $0 + $1.width } + separator.count * max(columns.count - 1, 0)
  }

  private static func fitted(_ columns: [DrawnColumn], to width: Int) -> [DrawnColumn] {
    var columns = columns
    // A text is never cut below eight columns: from there on it is better to leave a column out.
    let shortest = 8
    while totalWidth(columns) > width {
      let texts = columns.indices.filter { !columns[$0].isNumeric && columns[$0].width > shortest }
      guard let widest = texts.max(by: { columns[$0].width < columns[$1].width }) else { break }
      let excess = totalWidth(columns) - width
      let next = texts.filter { $0 != widest }.map { columns[$0].width }.max() ?? shortest
      columns[widest].cut(to: max(columns[widest].width - excess, min(next, columns[widest].width - 1), shortest))
    }
    guard totalWidth(columns) > width else { return columns }
    let count = columns.count
    func more() -> DrawnColumn {
      DrawnColumn(title: "… \(count - columns.count) more", cells: columns[0].cells.map { _ in .null }, digits: nil)
    }
    while columns.count > 1, columns.count == count || totalWidth(columns + [more()]) > width { columns.removeLast() }
    if columns.count < count, totalWidth(columns + [more()]) <= width { return columns + [more()] }
    columns[0].cut(to: width)
    return columns
  }
}

/// A column as text: all cells as wide as the column.
private struct DrawnColumn {
  let isNumeric: Bool
  private(set) var title: String
  private(set) var cells: [String]
  private(set) var width: Int

  init(title: String, cells: [JSON], digits: Int?) {
    isNumeric = cells.contains { $0.number != nil } && cells.allSatisfy { $0.number != nil || $0 == .null }
    let texts = cells.map { Self.text($0, digits: digits) }
    let aligned = isNumeric ? Self.aligned(texts) : texts
    let width = max(title.displayWidth, aligned.map(\.displayWidth).max() ?? 0)
    self.title = title
    self.width = width
    self.cells = aligned.map { [isNumeric] in $0.padded(to: width, isLeading: isNumeric) }
  }

  var drawnTitle: String { title.padded(to: width, isLeading: isNumeric) }

  var rule: String { String(repeating: "─", count: width) }

  mutating func cut(to width: Int) {
    title = title.truncated(to: width)
    cells = cells.map { cell in cell.trimmed.truncated(to: width).padded(to: width, isLeading: isNumeric) }
    self.width = width
  }

  private static func text(_ cell: JSON, digits: Int?) -> String {
    switch cell {
    case .null: ""
    case .string(let text): text.onOneLine
    case .real(let value): digits.map { NumberText.rounded(value, digits: $0) } ?? NumberText.exact(value)
    default: cell.description.onOneLine
    }
  }

  /// Numbers with spaces behind them, so that their points stand above each other once they are aligned right.
  private static func aligned(_ numbers: [String]) -> [String] {
    func fraction(_ number: String) -> Int {
      number.firstIndex { $0 == "." || $0 == "e" }.map { number.distance(from: $0, to: number.endIndex) } ?? 0
    }
    let longest = numbers.map(fraction).max() ?? 0
    return numbers.map { $0 + String(repeating: " ", count: longest - fraction($0)) }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
