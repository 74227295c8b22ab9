/// A table of text: the cells of a file whose rows are lines and whose columns are separated by commas, semicolons or tabs.
///
/// Cells may stand in double quotes, within which separators and line ends are text and two quotes are one (RFC 4180).
/// Cells are kept as places in the file; no text is copied until it is asked for.
struct CSVTable {
  let path: String
  let names: [String]
  /// Rows below the header.
  let rowCount: Int
  private let bytes: [UInt8]
  private let cells: [Cell]
  /// The line of the file that each row starts on, from 1.
  private let lines: [Int]

  private struct Cell {
    var start: Int
    var end: Int
    var hasDoubledQuotes = false
  }

  /// Reads a table.
  ///
  /// The first row names the columns if it holds the target's name or no number; otherwise they are called 1, 2, and so on.
  init(path: String, target: String?) throws {
    self.path = path
    bytes = try FileContent(path).bytes().array
    var scanner = Scanner(path: path, bytes: bytes)
    try scanner.scan()
    guard scanner.width > 0 else { throw DataError.emptyFile(path: path) }
    let width = scanner.width
    let bytes = bytes
    let top = scanner.cells[..<width].map { Self.text($0, in: bytes) }
    let numbers = (1...width).map(String.init)
    let namesTarget = target.map { top.contains($0) && !numbers.contains($0) } ?? false
    let hasHeader = namesTarget || top.allSatisfy { Double($0) == nil }
    names = hasHeader ? Self.unique(top) : numbers
    cells = hasHeader ? Array(scanner.cells[width...]) : scanner.cells
    lines = hasHeader ? Array(scanner.lines.dropFirst()) : scanner.lines
    rowCount = lines.count
    guard rowCount > 0 else { throw DataError.emptyFile(path: path) }
  }

  /// The text of a cell.
  func text(_ row: Int, _ column: Int) -> String { Self.text(cells[row * names.count + column], in: bytes) }

  /// The line of the file that a row starts on.
  func line(_ row: Int) -> Int { lines[row] }

  private static func text(_ cell: Cell, in bytes: [UInt8]) -> String {
    guard cell.hasDoubledQuotes else { return String(decoding: bytes[cell.start..<cell.end], as: UTF8.self) }
    var content: [UInt8] = []
    var i = cell.start
    while i < cell.end {
      content.append(bytes[i])
      i += bytes[i] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: content, as: UTF8.self)
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

  private struct Scanner {
    let path: String
    let bytes: [UInt8]
    var cells: [Cell] = []
    var lines: [Int] = []
    var width = 0

    init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }

    mutating func scan() throws {
      try bytes.withUnsafeBufferPointer { bytes in
        var i = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0  // a byte-order mark
        let separator = Self.separator(bytes, from: i)
        var line = 1
        while i < bytes.count {
          if bytes[i] == Self.newline || bytes[i] == Self.carriageReturn {  // an empty line
            if bytes[i] == Self.newline { line += 1 }
            i += 1
            continue
          }
          let startLine = line
          let firstCell = cells.count
          try row(bytes, &i, &line, separator)
          let found = cells.count - firstCell
          if lines.isEmpty { width = found }
          guard found == width else {
            throw DataError.raggedRow(path: path, line: startLine, expected: width, found: found)
          }
          lines.append(startLine)
        }
      }
    }

    /// Scans a row and the line end after it.
    private mutating func row(
      _ bytes: UnsafeBufferPointer<UInt8>, _ i: inout Int, _ line: inout Int, _ separator: UInt8
    ) throws {
      while true {
        cells.append(try cell(bytes, &i, &line, separator))
        guard i < bytes.count else { return }
        if bytes[i] == separator {
          i += 1
          continue
        }
        if bytes[i] == Self.carriageReturn { i += 1 }
        if i < bytes.count, bytes[i] == Self.newline { i += 1 }
        line += 1
        return
      }
    }

    /// Scans a cell up to the separator or line end after it; spaces around it are not part of it.
    private func cell(
      _ bytes: UnsafeBufferPointer<UInt8>, _ i: inout Int, _ line: inout Int, _ separator: UInt8
    ) throws -> Cell {
      func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == Self.newline || byte == Self.carriageReturn }
      while i < bytes.count, bytes[i] == Self.space { i += 1 }
      guard i < bytes.count, bytes[i] == Self.quote else {
        let start = i
        while i < bytes.count, !isEnd(bytes[i]) { i += 1 }
        var end = i
        while end > start, bytes[end - 1] == Self.space { end -= 1 }
        return Cell(start: start, end: end)
      }
      let startLine = line
      var cell = Cell(start: i + 1, end: i + 1)
      i += 1
      while i < bytes.count {
        if bytes[i] == Self.newline { line += 1 }
        guard bytes[i] == Self.quote else {
          i += 1
          continue
        }
        if i + 1 < bytes.count, bytes[i + 1] == Self.quote {
          cell.hasDoubledQuotes = true
          i += 2
          continue
        }
        cell.end = i
        i += 1
        while i < bytes.count, !isEnd(bytes[i]) { i += 1 }
        return cell
      }
      throw DataError.openQuote(path: path, line: startLine)
    }

    /// Of comma, semicolon and tab the one that stands most often in the first line, outside quotes.
    private static func separator(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> UInt8 {
      let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
      var counts = [0, 0, 0]
      var isQuoted = false
      for byte in bytes[start...] {
        if byte == quote { isQuoted.toggle() }
        if byte == newline && !isQuoted { break }
        if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
      }
      let most = counts.indices.max { counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1) }
      return candidates[most ?? 0]
    }

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let space = UInt8(ascii: " ")
    private static let quote = UInt8(ascii: "\"")
  }
}
