import Basics

extension Figure {
  /// The narrowest that a panel beside another one is.
  private static let narrowestPanel = 36
  /// The columns between two panels.
  private static let gap = 3

  /// Draws the figure with characters: its title and legend, the panels, the notes; no line is wider than asked.
  ///
  /// Panels of one column with the same horizontal axis are joined. What is told apart by colour is told apart by its
  /// glyphs, too.
  ///
  /// - Parameters:
  ///   - width: the number of columns of the terminal.
  ///   - mostRows: the most rows of a plot, where it is to be lower than it would be.
  ///   - glyphs: which characters it can show.
  ///   - color: whether it shows colours.
  /// - Returns: the lines, without a newline at the end.
  public func text(
    width: Int = 80, mostRows: Int = .max, glyphs: Glyphs = .unicode, color: Bool = false
  ) -> String {
    let figure = spelled { glyphs.spelled($0.onOneLine) }
    let width = max(width, 1)
    var blocks = [figure.header(width: width)]
    blocks += figure.panelBlocks(width: width, mostRows: mostRows)
    blocks.append(figure.footer(width: width))
    let lines = blocks.filter { $0.height > 0 }.map { $0.lines(glyphs, color: color).joined(separator: "\n") }
    return lines.joined(separator: "\n\n")
  }

  // MARK: Words

  private func header(width: Int) -> TextCanvas {
    let entries = legend.map(\.cells)
    let total = entries.reduce(-3) { $0 + $1.width + 3 }
    let isBeside = !entries.isEmpty && title.displayWidth + 4 + total <= width && !title.isEmpty
    var lines: [[TextCanvas]] = []
    var used = 0
    for entry in isBeside ? [] : entries {
      if lines.isEmpty || used + 3 + entry.width > width - 2 {
        lines.append([entry])
        used = entry.width
      } else {
        lines[lines.count - 1].append(entry)
        used += 3 + entry.width
      }
    }
    let titles = title.isEmpty ? [] : title.wrappedByWords(to: width)
    var canvas = TextCanvas(width: width, height: titles.count + lines.count)
    for (row, line) in titles.enumerated() { canvas.write(line.truncated(to: width), row: row, column: 0, .strong) }
    for (index, line) in (isBeside ? [entries] : lines).enumerated() {
      var column = isBeside ? width - total : min(2, width / 20)
      for entry in line {
        canvas.paste(entry, row: isBeside ? 0 : titles.count + index, column: column)
        column += entry.width + 3
      }
    }
    return canvas
  }

  private func footer(width: Int) -> TextCanvas {
    let indent = width >= 40 ? 2 : 0
    let lines = notes.flatMap { $0.wrappedByWords(to: width - indent) }
    var canvas = TextCanvas(width: width, height: lines.count)
    for (row, line) in lines.enumerated() { canvas.write(line.truncated(to: width - indent), row: row, column: indent) }
    return canvas
  }

  // MARK: Panels

  private func panelBlocks(width: Int, mostRows: Int) -> [TextCanvas] {
    let fitting = max((width + Self.gap) / (Self.narrowestPanel + Self.gap), 1)
    let stacks = stacks
    let count = min(columns, fitting, max(stacks.count, 1))
    let panelWidth = (width - Self.gap * (count - 1)) / count
    var frames = frames(sideBySide: count, width: panelWidth) { $0.gutter(width: panelWidth, mostRows: mostRows) }
    for index in frames.indices { frames[index].mostRows = mostRows }
    return stride(from: 0, to: stacks.count, by: count).map { first in
      let row = stacks[first..<min(first + count, stacks.count)].map { $0.map { panels[$0].drawn(frames[$0]) } }
      var block = TextCanvas(width: width, height: row.map { $0.reduce(0) { $0 + $1.height } }.max() ?? 0)
      for (place, stack) in row.enumerated() {
        var top = 0
        for panel in stack {
          block.paste(panel, row: top, column: place * (panelWidth + Self.gap))
          top += panel.height
        }
      }
      return block
    }
  }
}

extension Panel {
  fileprivate func gutter(width: Int, mostRows: Int) -> Int {
    guard case .plane(let plane) = content else { return 0 }
    return plane.elided(to: Plane.mostRows).plane.gutter(width: width, mostRows: mostRows)
  }

  /// Draws the panel below its title.
  fileprivate func drawn(_ frame: PanelFrame<Int>) -> TextCanvas {
    let (picture, missing) = drawnContent(frame)
    let top = title.isEmpty || frame.joinsAbove ? 0 : 1
    var canvas = TextCanvas(width: frame.width, height: top + picture.height + (missing > 0 ? 1 : 0))
    if top > 0 { canvas.write(title.truncated(to: frame.width), row: 0, column: 0, .strong) }
    canvas.paste(picture, row: top, column: 0)
    if missing > 0 { canvas.write("… \(missing) more", row: canvas.height - 1, column: 0, .faint) }
    return canvas
  }

  /// Draws what is below the title, and says how many bars found no room.
  private func drawnContent(_ frame: PanelFrame<Int>) -> (picture: TextCanvas, missing: Int) {
    switch content {
    case .plane(let plane):
      let (kept, missing) = plane.elided(to: Plane.mostRows)
      return (plane.drawnMatrix(frame) ?? kept.drawn(frame), missing)
    case .parallel(let coordinates): return (coordinates.drawn(frame), 0)
    }
  }
}

extension LegendEntry {
  /// The sample and the name, in a line.
  fileprivate var cells: TextCanvas {
    let ink = TextCanvas.Ink.hue(role.look.hue)
    let words = name.truncated(to: 60)
    if case .shades(let low, let high) = sample {
      let text = words.isEmpty ? "" : words + " "
      var canvas = TextCanvas(width: (text + low + high).displayWidth + 10, height: 1)
      let start = canvas.write("\(text)\(low) ", row: 0, column: 0)
      for place in 0..<8 { canvas.shade((Double(place) + 0.5) / 8, row: 0, column: start + place) }
      canvas.write(" \(high)", row: 0, column: start + 8)
      return canvas
    }
    var canvas = TextCanvas(width: glyphs.count + 1 + words.displayWidth, height: 1)
    let end = canvas.write(glyphs, row: 0, column: 0, ink)
    canvas.write(words, row: 0, column: end + 1)
    return canvas
  }

  private var glyphs: String {
    let look = role.look
    let level = String(GlyphTable.rule(look.line).level)
    switch sample {
    case .point: return String(look.shape.glyph)
    case .crowd: return String(GlyphTable.crowd)
    case .line: return String(GlyphTable.curve(look.line).level)
    case .markedLine:
      return String([GlyphTable.curve(look.line).level, look.shape.glyph, GlyphTable.curve(look.line).level])
    case .area: return "▄"
    case .band: return "░"
    case .bar: return String(GlyphTable.fill(look.texture))
    case .segment: return String(GlyphTable.ends(look.line).first) + level + level
    case .uprightRule: return String(GlyphTable.rule(look.line).upright)
    case .levelRule: return level
    case .emphasis(let emphasis): return emphasis == .best ? "━◆━" : emphasis == .leading ? "─●─" : "··"
    case .shades: return ""
    }
  }
}
