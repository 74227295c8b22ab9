import Basics

extension ParallelCoordinates {
  /// The columns between two axes, at the least.
  private static let nearest = 8

  /// Draws as many axes as there is room for, the last one among them, the others counted behind them, and the lines across.
  func drawn(_ frame: PanelFrame<Int>) -> TextCanvas {
    let count = min(axes.count, max((frame.width - 4) / Self.nearest + 1, 1))
    guard count < axes.count else { return drawn(frame, missing: 0) }
    func kept<T>(_ items: [T]) -> [T] { Array(items.prefix(count - 1) + items.suffix(1)) }
    let shown = ParallelCoordinates(
      axes: kept(axes), lines: lines.map { Line(coordinates: kept($0.coordinates), rank: $0.rank, trial: $0.trial) })
    return shown.drawn(frame, missing: axes.count - count)
  }

  private func drawn(_ frame: PanelFrame<Int>, missing: Int) -> TextCanvas {
    let width = frame.width
    let rows = min(max(width / 6, 7), 16, max(frame.mostRows, 3))
    let pitchless = max(axes.count - 1, 1)
    // Room for half of the first and of the last title, and for the names of categories behind the last axis.
    let widest = axes.count > 1 ? width / axes.count : width
    let left = min(max(axes.first.map { min($0.widestText, widest) / 2 } ?? 0, 1), width / 6)
    let right = min(max(axes.last.map { max(min($0.widestText, widest) / 2, $0.widestName + 2) } ?? 0, 1), width / 4)
    let span = max(width - left - right - 1, pitchless)
    let places = axes.indices.map { left + (axes.count == 1 ? span / 2 : $0 * span / pitchless) }
    let pitch = span / pitchless

    var plot = TextCanvas(width: width, height: rows)
    plot.drawOthers(lines, emphases, grids(places, rows, pitch), places)
    for (place, axis) in zip(places, axes) { plot.drawAxis(axis, column: place) }
    for emphasis in [Emphasis.leading, .best] {
      for (line, _) in zip(lines, emphases).filter({ $1 == emphasis }) {
        plot.draw(line, emphasis, grids(places, rows, pitch), places)
      }
    }
    for (place, axis) in zip(places, axes) { plot.writeNames(axis, column: place, room: pitch - 3) }

    var canvas = TextCanvas(width: width, height: rows + 3 + (missing > 0 ? 1 : 0))
    canvas.paste(plot, row: 2, column: 0)
    for (place, axis) in zip(places, axes) {
      canvas.centre(axes.map(\.title).shortened(axis.title, to: max(pitch - 1, 4)), row: 0, column: place)
      guard axis.names == nil else { continue }
      canvas.centre(NumberText.rounded(axis.high, digits: 3, within: pitch - 1), row: 1, column: place)
      canvas.centre(NumberText.rounded(axis.low, digits: 3, within: pitch - 1), row: rows + 2, column: place)
    }
    if missing > 0 { canvas.write("… \(missing) more axes", row: rows + 3, column: 0, .faint) }
    return canvas
  }

  /// The cells of each axis, with as many columns as lie up to the next one.
  private func grids(_ places: [Int], _ rows: Int, _ pitch: Int) -> [CellGrid] {
    axes.map { CellGrid(x: Axis("", from: 0, to: 1), y: $0, columns: max(pitch, 1), rows: rows) }
  }
}

extension ParallelCoordinates.Line {
  /// For each column from the first axis on, the row of the line; NaN where it has a gap.
  fileprivate func profile(_ grids: [CellGrid], _ places: [Int], width: Int) -> [Double] {
    var profile = [Double](repeating: .nan, count: width)
    let rows = zip(coordinates, grids).map { coordinate, grid in
      grid.y.contains(coordinate) ? grid.row(coordinate) ?? .nan : .nan
    }
    for (index, row) in rows.enumerated() where profile.indices.contains(places[index]) {
      profile[places[index]] = row
      guard index + 1 < rows.count else { continue }
      let (from, to) = (places[index], places[index + 1])
      for column in from + 1..<max(to, from + 1) where column < width {
        profile[column] = row + (rows[index + 1] - row) * Double(column - from) / Double(to - from)
      }
    }
    return profile
  }
}

extension Axis {
  fileprivate var widestName: Int { names.map { min($0.map(\.displayWidth).max() ?? 0, 12) } ?? 0 }

  fileprivate var widestText: Int {
    let ends = names == nil ? [low, high].map { NumberText.rounded($0, digits: 3).displayWidth } : []
    return max(min(title.displayWidth, 16), ends.max() ?? 0)
  }
}

extension TextCanvas {
  fileprivate mutating func centre(_ text: String, row: Int, column: Int) {
    let size = text.displayWidth
    write(text, row: row, column: min(max(column - size / 2, 0), max(width - size, 0)))
  }

  fileprivate mutating func drawAxis(_ axis: Axis, column: Int) {
    for row in 0..<height { put("│", row: row, column: column, .faint) }
    for (row, _) in tickRows(axis) { put(axis.names == nil ? "┼" : "├", row: row, column: column, .faint) }
  }

  /// Writes the categories of an axis beside it, over what passes there.
  fileprivate mutating func writeNames(_ axis: Axis, column: Int, room: Int) {
    guard axis.names != nil else { return }
    for (row, text) in tickRows(axis) {
      write(" \((axis.names ?? []).shortened(text, to: min(max(room, 1), 12))) ", row: row, column: column + 1)
    }
  }

  private func tickRows(_ axis: Axis) -> [(row: Int, text: String)] {
    let grid = CellGrid(x: axis, y: axis, columns: 1, rows: height)
    let isNamed = axis.names != nil
    let length = Double(isNamed ? height : height - 1)
    return axis.ticks(atMost: max(height / 3, 2), along: length, gap: isNamed ? 0 : 1) { _ in 1 }.compactMap { tick in
      grid.row(tick.value).map { (CellGrid.nearest($0, height), tick.text) }
    }
  }

  /// Draws the lines that are not emphasised, in every other column, by how many of them pass a cell.
  fileprivate mutating func drawOthers(
    _ lines: [ParallelCoordinates.Line], _ emphases: [ParallelCoordinates.Emphasis], _ grids: [CellGrid],
    _ places: [Int]
  ) {
    var counts = [Int](repeating: 0, count: width * height)
    for (line, emphasis) in zip(lines, emphases) where emphasis == .none {
      for (column, row) in line.profile(grids, places, width: width).enumerated()
      where row.isFinite && column % 2 == 0 {
        counts[max(CellGrid.nearest(row, height - 1), 0) * width + column] += 1
      }
    }
    let most = counts.max() ?? 0
    for (place, count) in counts.enumerated() where count > 0 {
      let glyph = most < 4 || count * 3 <= most ? GlyphTable.crowd[0] : GlyphTable.crowd[1]
      put(glyph, row: place / width, column: place % width, .hue(.grey))
    }
  }

  fileprivate mutating func draw(
    _ line: ParallelCoordinates.Line, _ emphasis: ParallelCoordinates.Emphasis, _ grids: [CellGrid], _ places: [Int]
  ) {
    let role = emphasis.role.look
    let look = Look(role.hue, role.shape, emphasis == .best ? .heavy : .light)
    let profile = line.profile(grids, places, width: width)
    trace(profile, look)
    for place in places where profile.indices.contains(place) && profile[place].isFinite {
      put(look.shape.glyph, row: CellGrid.nearest(profile[place], height), column: place, .hue(look.hue))
    }
  }
}
