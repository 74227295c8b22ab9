import Basics

/// Rows of cells that glyphs are put into; what lies outside is not drawn.
struct TextCanvas {
  /// The colour of a glyph.
  enum Ink: Hashable {
    case plain, faint, strong
    case hue(Hue)
  }

  /// One column of one line.
  struct Cell {
    var glyph: Character = " "
    var ink = Ink.plain
    /// The value behind the glyph, from 0, the lowest, to 1, the highest.
    var shade: Double?
    /// Whether the cell is the second half of the wide glyph before it.
    var isCovered = false
  }

  let width: Int
  private(set) var rows: [[Cell]]

  init(width: Int, height: Int) {
    self.width = max(width, 0)
    rows = Array(repeating: Array(repeating: Cell(), count: self.width), count: max(height, 0))
  }

  var height: Int { rows.count }

  func contains(row: Int, column: Int) -> Bool { rows.indices.contains(row) && 0..<width ~= column }

  /// Whether nothing has been put here.
  func isBlank(row: Int, column: Int) -> Bool {
    contains(row: row, column: column) && rows[row][column].glyph == " " && !rows[row][column].isCovered
  }

  /// Whether a part of a text has been put here: what is not drawn in a colour is text.
  func isWord(row: Int, column: Int) -> Bool {
    contains(row: row, column: column) && rows[row][column].ink == .plain && !isBlank(row: row, column: column)
  }

  /// Puts a glyph into a cell; a wide one takes two, and is left out where only one is there.
  mutating func put(_ glyph: Character, row: Int, column: Int, _ ink: Ink = .plain, isWide: Bool = false) {
    guard contains(row: row, column: column), !isWide || column + 1 < width else { return }
    erase(row: row, column: column)
    rows[row][column].glyph = glyph
    rows[row][column].ink = ink
    guard isWide else { return }
    erase(row: row, column: column + 1)
    rows[row][column + 1].isCovered = true
  }

  /// Writes a text, a cell or two for each character.
  ///
  /// - Returns: the column behind it.
  @discardableResult
  mutating func write(_ text: String, row: Int, column: Int, _ ink: Ink = .plain) -> Int {
    var column = column
    for glyph in text {
      let size = glyph.displayWidth
      guard size > 0 else { continue }
      put(glyph, row: row, column: column, ink, isWide: size == 2)
      column += size
    }
    return column
  }

  /// Puts a value behind a cell.
  mutating func shade(_ value: Double, row: Int, column: Int) {
    guard contains(row: row, column: column) else { return }
    rows[row][column].shade = value
  }

  /// Puts another canvas over a part of this one, blank cells too.
  mutating func paste(_ other: TextCanvas, row: Int, column: Int) {
    for (line, cells) in other.rows.enumerated() {
      for (index, cell) in cells.enumerated() where contains(row: row + line, column: column + index) {
        rows[row + line][column + index] = cell
      }
      // Of a wide glyph at the end, nothing is left.
      let end = width - column
      if cells.indices.contains(end), end > 0, cells[end].isCovered, rows.indices.contains(row + line) {
        rows[row + line][width - 1].glyph = " "
      }
    }
  }

  /// Both halves of a wide glyph go with either.
  private mutating func erase(row: Int, column: Int) {
    if rows[row][column].isCovered { rows[row][column - 1].glyph = " " }
    if column + 1 < width, rows[row][column + 1].isCovered { rows[row][column + 1].isCovered = false }
    rows[row][column].glyph = " "
    rows[row][column].isCovered = false
  }
}

extension TextCanvas {
  /// The lines as text, without the blanks at their ends.
  func lines(_ glyphs: Glyphs, color: Bool) -> [String] { rows.map { Self.line($0, glyphs, color) } }

  private static func line(_ cells: [Cell], _ glyphs: Glyphs, _ color: Bool) -> String {
    var line = ""
    var current = ""
    let end = (cells.lastIndex { $0.glyph != " " || $0.shade != nil || $0.isCovered }).map { $0 + 1 } ?? 0
    for (column, cell) in cells[..<end].enumerated() where !cell.isCovered {
      let style = color ? Self.style(cell) : ""
      if style != current {
        line += (current.isEmpty ? "" : "\u{1B}[0m") + style
        current = style
      }
      let glyph = color ? cell.glyph : bareGlyph(cells, column)
      line.append(glyphs.character(glyph))
    }
    return line + (current.isEmpty ? "" : "\u{1B}[0m")
  }

  /// What is seen of a cell without colour: its glyph, or the shade behind it, which stays clear of glyphs on it.
  private static func bareGlyph(_ cells: [Cell], _ column: Int) -> Character {
    let cell = cells[column]
    guard cell.glyph == " ", let shade = cell.shade else { return cell.glyph }
    let neighbours = [column - 1, column + 1].filter(cells.indices.contains).map { cells[$0] }
    guard neighbours.allSatisfy({ $0.glyph == " " || $0.shade == nil }) else { return " " }
    return GlyphTable.shades[min(Int(shade * Double(GlyphTable.shades.count)), GlyphTable.shades.count - 1)]
  }

  /// What makes a terminal draw a cell in its colours (ECMA-48, 8.3.117); nothing for plain text.
  private static func style(_ cell: Cell) -> String {
    if let shade = cell.shade {
      let (background, needsDarkText) = MapColors.terminal(shade)
      return "\u{1B}[48;5;\(background);38;5;\(needsDarkText ? 16 : 231)m"
    }
    guard cell.glyph != " " else { return "" }
    switch cell.ink {
    case .plain: return ""
    case .strong: return "\u{1B}[1m"
    case .faint: return "\u{1B}[38;5;244m"
    case .hue(let hue): return hue.onTerminal.map { "\u{1B}[38;5;\($0)m" } ?? ""
    }
  }
}
