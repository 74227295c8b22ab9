import Basics

extension Picture {
  /// The widest that a picture is drawn.
  private static let widest = 64

  /// Draws the picture: its caption, and a line for every two rows of pixels.
  public func text() -> String { Self.text([self]) }

  /// Draws pictures side by side, in as many rows of them as are needed.
  ///
  /// - Parameters:
  ///   - pictures: The pictures.
  ///   - width: The columns of the terminal.
  /// - Returns: The lines, without a newline at the end.
  public static func text(_ pictures: [Picture], width: Int = 80) -> String {
    let blocks = pictures.map { $0.reduced(to: min(widest, max(width, 8))).block() }
    var (lines, row, used) = ([String](), [[String]](), 0)
    func flush() {
      guard !row.isEmpty else { return }
      if !lines.isEmpty { lines.append("") }
      lines += beside(row)
      (row, used) = ([], 0)
    }
    for block in blocks {
      let size = block.map(\.displayWidth).max() ?? 0
      if used > 0, used + 2 + size > width { flush() }
      row.append(block)
      used += (used > 0 ? 2 : 0) + size
    }
    flush()
    return lines.joined(separator: "\n")
  }

  /// Blocks of lines side by side, the blank lines that all have above and below left out.
  private static func beside(_ blocks: [[String]]) -> [String] {
    let height = blocks.map(\.count).max() ?? 0
    let widths = blocks.map { $0.map(\.displayWidth).max() ?? 0 }
    var lines = (0..<height).map { line in
      let cells = zip(blocks, widths).map { block, width in
        (line < block.count ? block[line] : "").padded(to: width, isLeading: false)
      }
      var text = cells.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }
    while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    while lines.count > 2, lines[1].isEmpty { lines.remove(at: 1) }
    return lines
  }

  /// The caption, and the lines of half blocks.
  private func block() -> [String] {
    let width = rows.first?.count ?? 0
    func light(_ row: Int, _ column: Int) -> Double { row < rows.count ? rows[row][column] : 0 }
    let lines = stride(from: 0, to: rows.count, by: 2).map { row in
      String(
        (0..<width).map { column in
          let (upper, lower) = (light(row, column), light(row + 1, column))
          if isShaded {
            return Self.shades[min(Int((upper + lower) / 2 * Double(Self.shades.count)), Self.shades.count - 1)]
          }
          switch (upper > 0.5, lower > 0.5) {
          case (true, true): return "█"
          case (true, false): return "▀"
          case (false, true): return "▄"
          case (false, false): return " "
          }
        })
    }
    return [caption.truncated(to: max(width, 1)).padded(to: width, isLeading: false)] + lines
  }

  private static let shades: [Character] = [" ", "░", "▒", "▓", "█"]
}
