import Glibc

/// What is done with the cells of a table while its text goes by.
protocol CSVVisitor {
  /// Takes a cell of a row; the text is good for the duration of the call. `line` is the one that the row starts on, from 1.
  mutating func cell(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool, column: Int, line: Int) throws
  /// Ends a row of this many cells, which is that of every row but in a sample.
  mutating func endRow(width: Int, line: Int) throws
}

/// Finds the cells in a table's text, piece by piece: rows are lines, columns separated by one character.
///
/// Blank lines are passed over. Where spaces separate, several are one. Cells may stand in double quotes, within which
/// separators and line ends are text and two quotes are one (RFC 4180). A cell is a part of the piece, copied only where it is
/// quoted or reaches from one piece into the next.
struct CSVScanner<Visitor: CSVVisitor> {
  private(set) var visitor: Visitor
  private let path: String
  private let separator: UInt8
  private var place = Place.rowStart
  private var line = 1
  private var rowLine = 1
  private var column = 0
  private var width: Int?
  /// Whether rows may differ in their number of cells, as those of a sample may.
  private let isSample: Bool
  /// Whether the last byte was a carriage return, so that a newline belongs to it.
  private var isAfterReturn = false
  /// The part of the present cell that is not in the present piece, and that of a quoted one.
  private var held: [UInt8] = []

  private enum Place {
    case rowStart, cellStart, plain, quoted
    /// After a quote in a quoted cell: it ends the cell, or is the first of two that stand for one.
    case quote
    /// After a quoted cell, where nothing should be.
    case ignored
  }

  /// Goes through a file from front to back.
  static func visit(_ content: FileContent, separator: UInt8, with visitor: Visitor) throws -> Visitor {
    var scanner = CSVScanner(visitor: visitor, path: content.path, separator: separator)
    var isFirst = true
    do {
      try content.forEachPiece { piece in
        try scanner.scan(isFirst ? withoutMark(piece) : piece)
        isFirst = false
      }
      try scanner.finish()
    } catch DataError.raggedRow(let path, let line, let expected, let found, _) {
      let row = try text(ofLine: line, in: content)
      let advice = row.map { RaggedRow($0, separator: separator, expected: expected).advice }
      throw DataError.raggedRow(path: path, line: line, expected: expected, found: found, advice: advice)
    }
    return scanner.visitor
  }

  /// A line of a file, counted from 1; nil where it is long, or not text.
  private static func text(ofLine line: Int, in content: FileContent) throws -> String? {
    var (count, isAfterReturn, text) = (1, false, [UInt8]())
    do {
      try content.forEachPiece { piece in
        for byte in piece {
          if byte == Byte.newline, isAfterReturn {
            isAfterReturn = false
          } else if byte == Byte.newline || byte == Byte.carriageReturn {
            if count == line { throw CSVSample.Enough() }
            count += 1
            isAfterReturn = byte == Byte.carriageReturn
          } else {
            isAfterReturn = false
            if count == line { text.append(byte) }
            if text.count > 200 { throw CSVSample.Enough() }
          }
        }
      }
    } catch is CSVSample.Enough {}
    return text.count > 200 ? nil : String(validating: text, as: UTF8.self)
  }

  private init(visitor: Visitor, path: String, separator: UInt8, isSample: Bool = false) {
    self.visitor = visitor
    self.path = path
    self.separator = separator
    self.isSample = isSample
  }

  /// The text without the mark that says which byte order it has not.
  private static func withoutMark(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    text.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: text[3...]) : text
  }

  private mutating func scan(_ piece: UnsafeBufferPointer<UInt8>) throws {
    guard let start = piece.baseAddress, piece.count > 0 else { return }
    guard memchr(start, 0, piece.count) == nil else {
      throw DataError.malformed(path: path, format: "CSV", reason: "it holds zero bytes, so it is not UTF-8 text")
    }
    var i = 0
    while i < piece.count {
      let byte = piece[i]
      switch place {
      case .rowStart:
        if isLineEnd(byte) {
          endLine(byte)
          i += 1
        } else {
          (place, rowLine, isAfterReturn) = (.cellStart, line, false)
        }
      case .cellStart:
        if byte == Byte.quote {
          place = .quoted
          i += 1
        } else if byte == Byte.space {
          i += 1
        } else if separator == Byte.space, column > 0, isLineEnd(byte) {
          endLine(byte)
          try endRow()
          i += 1
        } else {
          place = .plain
        }
      case .plain:
        let first = i
        while i < piece.count, !isEnd(piece[i]) { i += 1 }
        let part = UnsafeBufferPointer(rebasing: piece[first..<i])
        if i == piece.count {
          try hold(part)
        } else {
          if column == 0, part.isEmpty, held.isEmpty, isLineEnd(piece[i]) {
            endLine(piece[i])  // of spaces alone
            place = .rowStart
            i += 1
            continue
          }
          if held.isEmpty {
            try emit(part, isQuoted: false)
          } else {
            try hold(part)
            try emitHeld(isQuoted: false)
          }
          try endCell(piece[i])
          i += 1
        }
      case .quoted:
        let first = i
        while i < piece.count, piece[i] != Byte.quote {
          if piece[i] == Byte.newline { line += 1 }
          i += 1
        }
        try hold(UnsafeBufferPointer(rebasing: piece[first..<i]))
        if i < piece.count {
          place = .quote
          i += 1
        }
      case .quote:
        if byte == Byte.quote {
          held.append(byte)
          place = .quoted
          i += 1
        } else {
          place = .ignored
        }
      case .ignored:
        while i < piece.count, !isEnd(piece[i]) { i += 1 }
        if i < piece.count {
          try emitHeld(isQuoted: true)
          try endCell(piece[i])
          i += 1
        }
      }
    }
  }

  private mutating func finish() throws {
    switch place {
    case .rowStart: return
    case .quoted: throw DataError.openQuote(path: path, line: rowLine)
    case .cellStart where column == 0 || separator == Byte.space:
      if column == 0 { return }
    case .cellStart, .plain: try emitHeld(isQuoted: false)
    case .quote, .ignored: try emitHeld(isQuoted: true)
    }
    try endRow()
  }

  private mutating func hold(_ part: UnsafeBufferPointer<UInt8>) throws {
    held.append(contentsOf: part)
    guard held.count <= 1 << 20 else { throw DataError.longCell(path: path, line: rowLine) }
  }

  private mutating func emitHeld(isQuoted: Bool) throws {
    let text = held
    held.removeAll(keepingCapacity: true)
    try text.withUnsafeBufferPointer { try emit($0, isQuoted: isQuoted) }
  }

  private mutating func emit(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool) throws {
    if column < (isSample ? nil : width) ?? 100_000 {
      var end = text.count
      while !isQuoted, end > 0, text[end - 1] == Byte.space { end -= 1 }
      try visitor.cell(UnsafeBufferPointer(rebasing: text[..<end]), isQuoted: isQuoted, column: column, line: rowLine)
    } else if width == nil, !isSample {
      throw DataError.malformed(path: path, format: "CSV", reason: "its first row has more than 100000 cells")
    }
    column += 1
  }

  private mutating func endCell(_ byte: UInt8) throws {
    if byte == separator {
      place = .cellStart
    } else {
      endLine(byte)
      try endRow()
    }
  }

  private mutating func endRow() throws {
    let width = isSample ? column : width ?? column
    guard column == width else {
      throw DataError.raggedRow(path: path, line: rowLine, expected: width, found: column)
    }
    try visitor.endRow(width: width, line: rowLine)
    self.width = width
    column = 0
    place = .rowStart
  }

  private mutating func endLine(_ byte: UInt8) {
    if byte != Byte.newline || !isAfterReturn { line += 1 }
    isAfterReturn = byte == Byte.carriageReturn
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == Byte.newline || byte == Byte.carriageReturn }
  private func isEnd(_ byte: UInt8) -> Bool { byte == separator || isLineEnd(byte) }
}

extension CSVScanner<CSVSample> {
  /// The cells of the first rows of a text.
  ///
  /// - Parameters:
  ///   - text: The text, or its start.
  ///   - isWhole: Whether it is all of the text; otherwise its last row may be cut off, and is left out.
  ///   - path: What messages call it.
  ///   - separator: What separates cells.
  /// - Returns: The rows, at most 200 of them.
  /// - Throws: `DataError` where the text is not one.
  static func sample(_ text: [UInt8], isWhole: Bool, path: String, separator: UInt8) throws -> [[[UInt8]]] {
    var scanner = CSVScanner(visitor: CSVSample(), path: path, separator: separator, isSample: true)
    do {
      try text.withUnsafeBufferPointer { try scanner.scan(withoutMark($0)) }
      if isWhole { try scanner.finish() }
    } catch is CSVSample.Enough {
    } catch DataError.openQuote {}  // which the pass over the whole text refuses, if it still is one
    return scanner.visitor.rows
  }
}

/// The cells of the first rows of a table.
struct CSVSample: CSVVisitor {
  struct Enough: Error {}
  private(set) var rows: [[[UInt8]]] = []
  private var row: [[UInt8]] = []
  private var cells = 0

  mutating func cell(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool, column: Int, line: Int) {
    row.append(Array(text))
  }

  mutating func endRow(width: Int, line: Int) throws {
    // A row of empty cells says nothing, unless it holds the names.
    if rows.isEmpty || row.contains(where: { !$0.isEmpty }) { rows.append(row) }
    cells += row.count
    row = []
    if rows.count >= 200 || rows.count > 1 && cells > 50_000 { throw Enough() }
  }
}

private enum Byte {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
}
