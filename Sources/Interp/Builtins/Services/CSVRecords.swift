import DSL

/// A table in CSV (RFC 4180) as records: titles in the first line, separated by commas, semicolons or tabs.
struct CSVRecords {
  private let bytes: ContiguousArray<UInt8>
  private let separator: UInt8
  private var place = 0
  private var line = 1

  /// The table in `text`.
  init(_ text: ContiguousArray<UInt8>) {
    bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? ContiguousArray(text.dropFirst(3)) : text
    let title = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    // Of equal ones the first: a table of one column has none.
    separator = candidates.reduce(candidates[0]) { best, next in
      title.count { $0 == next } > title.count { $0 == best } ? next : best
    }
  }

  /// The records; numbers, `true` and `false` are what they look like, an empty cell is `none`, all else is a string.
  mutating func records(_ a: Arguments) throws(Exit) -> ContiguousArray<Value> {
    let titles = nextRow() ?? []
    let names = titles.map(\.text.string)
    for (index, name) in names.enumerated() {
      guard let first = names[..<index].firstIndex(of: name) else { continue }
      throw failure(
        "line 1 of \(a[0]): columns \(first + 1) and \(index + 1) "
          + (name.isEmpty ? "have no name" : "are both called `\(name)`"), a.place(0),
        hint: "a field of a record has a name of its own.")
    }
    var records = ContiguousArray<Value>()
    while true {
      try a.machine.poll()
      let rowLine = line
      guard let row = nextRow() else { return records }
      if row.count == 1, names.count > 1, row[0].text.utf8.isEmpty { continue }
      guard row.count == names.count else {
        throw failure(
          "line \(rowLine) of \(a[0]) has \(row.count) cells, not \(names.count) as the first", a.span)
      }
      records.append(.record(Array(zip(names, row.map(\.value)))))
    }
  }

  private struct Cell {
    var text: Text
    var isQuoted = false

    var value: Value {
      if isQuoted { return .text(text) }
      switch text.string {
      case "": return .none
      case "true": return .bool(true)
      case "false": return .bool(false)
      case let word:
        if let int = Int(word) { return .int(int) }
        let isNumeric = word.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        if isNumeric, let real = Double(word), real.isFinite { return .real(real) }
        return .text(text)
      }
    }
  }

  /// The cells of the next line; nil at the end.
  private mutating func nextRow() -> [Cell]? {
    guard place < bytes.count else { return nil }
    var row: [Cell] = []
    while true {
      row.append(nextCell())
      guard place < bytes.count else { return row }
      let end = bytes[place]
      place += 1
      if end == separator { continue }
      if end == UInt8(ascii: "\r"), place < bytes.count, bytes[place] == UInt8(ascii: "\n") { place += 1 }
      line += 1
      return row
    }
  }

  private mutating func nextCell() -> Cell {
    var cell = ContiguousArray<UInt8>()
    let quote = UInt8(ascii: "\"")
    let isQuoted = place < bytes.count && bytes[place] == quote
    if isQuoted { place += 1 }
    var isInside = isQuoted
    while place < bytes.count {
      let byte = bytes[place]
      if isInside {
        if byte == quote {
          guard place + 1 < bytes.count, bytes[place + 1] == quote else {
            isInside = false
            place += 1
            continue
          }
          place += 1
        } else if byte == UInt8(ascii: "\n") {
          line += 1
        }
      } else if byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        break
      }
      cell.append(byte)
      place += 1
    }
    return Cell(text: Text(utf8: cell), isQuoted: isQuoted)
  }
}
