import Basics

extension Plane {
  /// The most rows of a plot: of more bars, those at the top are shown.
  static let mostRows = 40

  /// The rows of the plot itself.
  func rows(width: Int, mostRows: Int) -> Int {
    if let names = y.names { return min(max(names.count, 1), Self.mostRows) }
    let usual = min(max(width / 6, 7), 18, max(mostRows, 3))
    if isStrip { return max(usual / 3, usual < 7 ? 2 : 3) }
    // A row for each of the things that lie above each other.
    let hasSegments = series.contains { if case .segments = $0.marks { true } else { false } }
    return hasSegments && y.isWhole ? min(max(Int(min(y.high - y.low, 40)) + 1, 3), 24) : usual
  }

  /// The columns that the texts of the vertical axis take, and the blanks beside them.
  func gutter(width: Int, mostRows: Int) -> Int {
    let widest = verticalTicks(rows: rows(width: width, mostRows: mostRows)).map(\.text.displayWidth).max() ?? 0
    let indent = width >= 60 ? 2 : 0
    return widest == 0 ? indent : min(widest, max(width * 2 / 5 - indent - 1, 0)) + indent + 1
  }

  private func verticalTicks(rows: Int) -> [Axis.Tick] {
    y.ticks(atMost: max(rows / 2, 2), along: Double(y.names == nil ? rows - 1 : rows), gap: y.names == nil ? 1 : 0) {
      _ in 1
    }
  }

  /// The columns behind the plot, for words that would not fit beside their marks.
  private func reserve(width: Int) -> Int {
    let most = width / 3
    if barsLie, !bars.isEmpty {
      return min((bars.map { $0.ending.displayWidth }.max() ?? 0) + (barsSpeak ? 1 : 0), most)
    }
    return min(Int(lengthForLabels(width: Double(width)) { Double($0.displayWidth + 2) }), width / 2)
  }

  /// Draws the axes and all marks.
  func drawn(_ frame: PanelFrame<Int>) -> TextCanvas {
    let rows = rows(width: frame.width, mostRows: frame.mostRows)
    let left = frame.gutter + 1
    let space = max(frame.width - left, 1)
    let reserve = reserve(width: space)
    let grid = CellGrid(x: x, y: y, columns: max(space - reserve, 1), rows: rows)

    var plot = TextCanvas(width: space, height: rows)
    for series in series { plot.draw(series, on: grid) }
    if !hasMarks { plot.write("nothing to show", row: rows / 2, column: max((space - 15) / 2, 0), .faint) }

    let heading = self.heading(frame)
    let axis = frame.joinsBelow || (barsLie && barsSpeak) ? nil : horizontalAxis(grid, frame)
    let top = heading == nil ? 0 : 1
    var canvas = TextCanvas(width: frame.width, height: top + rows + (axis?.height ?? 0))
    if let heading { canvas.paste(heading, row: 0, column: 0) }
    canvas.paste(plot, row: top, column: left)
    for row in 0..<rows { canvas.put("│", row: top + row, column: frame.gutter, .faint) }
    for tick in verticalTicks(rows: rows) {
      guard let row = grid.row(tick.value).map({ top + CellGrid.nearest($0, rows) }) else { continue }
      canvas.put("┤", row: row, column: frame.gutter, .faint)
      let text = tick.text.truncated(to: max(frame.gutter - 1, 0))
      canvas.write(text, row: row, column: frame.gutter - 1 - text.displayWidth)
    }
    if let axis { canvas.paste(axis, row: top + rows, column: 0) }
    return canvas
  }

  /// What the vertical axis measures, or the line between two panels that are joined; nothing where it has been said.
  private func heading(_ frame: PanelFrame<Int>) -> TextCanvas? {
    var line = TextCanvas(width: frame.width, height: 1)
    let said = frame.joinsAbove && !frame.heading.isEmpty ? frame.heading : frame.heading.says(y.title) ? "" : y.title
    let title = said.truncated(to: max(frame.width - frame.gutter - 4, 1))
    if frame.joinsAbove {
      line.put("├", row: 0, column: frame.gutter, .faint)
      for column in frame.gutter + 1..<max(frame.width, frame.gutter + 1) {
        line.put("─", row: 0, column: column, .faint)
      }
      if !title.isEmpty { line.write(" \(title) ", row: 0, column: frame.gutter + 2) }
      return line
    }
    guard !title.isEmpty else { return nil }
    line.write(title, row: 0, column: frame.gutter)
    return line
  }

  /// The line of the horizontal axis with its ticks, their texts, and what it measures.
  private func horizontalAxis(_ grid: CellGrid, _ frame: PanelFrame<Int>) -> TextCanvas {
    let (left, width) = (frame.gutter + 1, frame.width)
    var line = TextCanvas(width: width, height: 1)
    var texts = TextCanvas(width: width, height: 1)
    line.put("└", row: 0, column: frame.gutter, .faint)
    for column in left..<max(left + grid.columns, left) { line.put("─", row: 0, column: column, .faint) }
    var end = 0
    let longest = longestTickText(grid)
    let length = Double(x.names == nil ? grid.columns - 1 : grid.columns)
    for tick in x.ticks(atMost: 10, along: length, gap: 2, { Double(min($0.displayWidth, longest)) }) {
      guard let place = grid.column(tick.value) else { continue }
      let column = left + CellGrid.nearest(place, grid.columns)
      line.put("┬", row: 0, column: column, .faint)
      let text = tick.text.truncated(to: longest)
      let start = min(max(column - text.displayWidth / 2, 0), width - text.displayWidth)
      guard start >= end else { continue }
      end = texts.write(text, row: 0, column: start) + 1
    }
    let title = frame.heading.says(x.title) ? "" : x.title.truncated(to: width)
    let needsLine = !title.isEmpty && end + 1 + title.displayWidth > width
    var axis = TextCanvas(width: width, height: needsLine ? 3 : 2)
    axis.paste(line, row: 0, column: 0)
    axis.paste(texts, row: 1, column: 0)
    axis.write(title, row: needsLine ? 2 : 1, column: width - title.displayWidth)
    return axis
  }

  /// How much of a name stands below the axis: as much as fits between its neighbours, if that says anything.
  private func longestTickText(_ grid: CellGrid) -> Int {
    guard let names = x.names else { return grid.columns }
    let pitch = grid.columns / max(names.count, 1) - 2
    return pitch >= 5 ? pitch : 12
  }
}
