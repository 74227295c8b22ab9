import Basics

/// Values as the prompt shows them: what is long is shortened, at every depth, and says by how much.
enum ShortText {
  /// The most rows of a table.
  static let longestTable = 40

  /// The most parts of a list or a record, and characters of a string, at a depth.
  private static let limits: [(items: Int, fields: Int, characters: Int)] = [
    (40, 24, 400), (12, 12, 60), (4, 8, 40), (4, 4, 40),
  ]

  /// The value as it is written, shortened.
  static func text(_ value: Value, depth: Int = 0) -> String {
    let isDeep = depth >= limits.count
    let limit = isDeep ? (items: 0, fields: 0, characters: 20) : limits[depth]
    switch value {
    case .list(let items):
      if depth == 0, let matrix = matrix(items) { return matrix }
      let isPlain = depth == 0 || items.prefix(limit.items).allSatisfy { !$0.holdsOthers }
      return "["
        + joined(items.count, isPlain ? limit.items : min(limit.items, 4)) { text(items[$0], depth: depth + 1) }
        + "]"
    case .record(let record):
      return "{"
        + joined(record.count, limit.fields) { index in
          let name = record.name(index).name
          let title = isWord(name) ? name : Value.text(name).description
          return "\(title): \(text(record.value(index), depth: depth + 1))"
        } + "}"
    case .real(let real) where depth > 1:
      return realText(real.isFinite ? Double(NumberText.rounded(real)) ?? real : real)
    case .text(let string) where string.utf8.count > limit.characters: return shortened(string, limit.characters)
    default: return value.description
    }
  }

  private static func shortened(_ string: Text, _ limit: Int) -> String {
    // The characters of a very long text are not counted.
    let isCounted = string.utf8.count < 100_000
    let characters = Text(utf8: isCounted ? string.utf8 : ContiguousArray(string.utf8.prefix(4 * limit))).string
    if isCounted, characters.count <= limit { return Value.text(characters).description }
    let start = String(characters.prefix(limit / 2))
    let rest =
      isCounted ? "\(characters.count - start.count) more" : "\(string.utf8.count - start.utf8.count) bytes more"
    return Value.text(start).description.dropLast() + "… \(rest)\""
  }

  private static func joined(_ count: Int, _ limit: Int, _ part: (Int) -> String) -> String {
    let shown = count > limit ? limit / 2 : count
    let parts = (0..<shown).map(part) + (shown < count ? ["… \(count - shown) more"] : [])
    return parts.joined(separator: ", ")
  }

  /// Rows of numbers of one length, in columns.
  private static func matrix(_ rows: ContiguousArray<Value>) -> String? {
    guard rows.count > 1, case .list(let first) = rows[0], first.count > 1 else { return nil }
    let (mostRows, mostColumns) = (24, 12)
    var cells: [[String]] = []
    for row in rows {
      guard case .list(let items) = row, items.count == first.count, items.allSatisfy({ $0.number != nil }) else {
        return nil
      }
      if cells.count < mostRows { cells.append(items.prefix(mostColumns).map(number)) }
    }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    var lines = cells.map { row in
      zip(row, widths).map { $0.padded(to: $1, isLeading: true) }.joined(separator: "  ")
    }
    if first.count > mostColumns { lines = lines.map { "\($0)  … \(first.count - mostColumns) more" } }
    if rows.count > mostRows { lines.append("… \(rows.count - mostRows) more") }
    return lines.joined(separator: "\n")
  }

  private static func number(_ value: Value) -> String {
    if case .real(let real) = value { return NumberText.rounded(real) }
    return value.description
  }
}

extension Value {
  /// Whether it is a list or a record.
  fileprivate var holdsOthers: Bool {
    switch self {
    case .list, .record: true
    default: false
    }
  }
}
