import Basics

extension TextCanvas {
  /// Draws the marks of a series.
  mutating func draw(_ series: Series, on grid: CellGrid) {
    let look = series.role.look
    let ink = Ink.hue(look.hue)
    switch series.marks {
    case .points(let points): draw(points, look, grid, isCrowded: series.isCrowded)
    case .line(let points), .steps(let points):
      let isStepped = if case .steps = series.marks { true } else { false }
      if series.role == .acquisition {
        fill(below: points, ink, grid, isStepped: isStepped)
      } else {
        trace(points, look, grid, isStepped: isStepped)
        let shown = points.compactMap { grid.cell($0.x, $0.y) }
        for index in series.markedPoints(of: shown.count, most: grid.columns / 3) {
          put(look.shape.glyph, row: shown[index].row, column: shown[index].column, ink)
        }
      }
    case .band(let intervals): fill(intervals, ink, grid)
    case .bars(let bars):
      let pitch = grid.pitch(of: bars)
      for bar in bars { grid.y.names == nil ? raise(bar, pitch, look, grid) : lay(bar, look, grid) }
    case .segments(let segments):
      for segment in segments { draw(segment, look, grid) }
    case .rules(let x, let y): rule(x: x, y: y, look, grid)
    case .cells(let cells): fill(cells, grid)
    case .labels(let labels): write(labels, grid)
    }
  }

  private mutating func draw(_ points: [Point], _ look: Look, _ grid: CellGrid, isCrowded: Bool) {
    let ink = Ink.hue(look.hue)
    var counts: [Int: Int] = [:]
    for point in points {
      guard let (row, column) = grid.cell(point.x, point.y) else { continue }
      let place = row * grid.columns + column
      let count = counts[place, default: 0] + 1
      counts[place] = count
      let glyph = isCrowded ? GlyphTable.crowd[count == 1 ? 0 : count < 4 ? 1 : 2] : look.shape.glyph
      put(glyph, row: row, column: column, ink)
    }
  }

  // MARK: Curves

  private mutating func trace(_ points: [Point], _ look: Look, _ grid: CellGrid, isStepped: Bool) {
    for strand in grid.strands(points) {
      guard let first = strand.first, let last = strand.last else { continue }
      let columns = [first, last].map { CellGrid.nearest($0.column, grid.columns) }
      if columns[0] == columns[1], strand.count > 1 {
        let rows = strand.map { CellGrid.nearest($0.row, grid.rows) }
        for row in (rows.min() ?? 0)...(rows.max() ?? 0) {
          put(GlyphTable.curve(look.line).upright, row: row, column: columns[0], .hue(look.hue))
        }
      } else {
        trace(grid.profile(strand, isStepped ? .last : .mean, isStepped: isStepped), look)
      }
    }
  }

  /// Draws a curve that is in one row of each column.
  mutating func trace(_ profile: [Double], _ look: Look) {
    let (curve, ink) = (GlyphTable.curve(look.line), Ink.hue(look.hue))
    var previous: Int?
    for column in profile.indices {
      guard profile[column].isFinite else {
        previous = nil
        continue
      }
      let row = CellGrid.nearest(profile[column], height)
      defer { previous = row }
      guard let before = previous, before != row else {
        put(curve.level, row: row, column: column, ink)
        continue
      }
      for between in min(row, before) + 1..<max(row, before) { put(curve.upright, row: between, column: column, ink) }
      put(row < before ? curve.leftUp : curve.leftDown, row: before, column: column, ink)
      put(row < before ? curve.rightDown : curve.rightUp, row: row, column: column, ink)
    }
  }

  private mutating func fill(below points: [Point], _ ink: Ink, _ grid: CellGrid, isStepped: Bool) {
    for strand in grid.strands(points) {
      for (column, row) in grid.profile(strand, .highest, isStepped: isStepped).enumerated() where row.isFinite {
        let share = 1 - row / Double(max(grid.rows - 1, 1))
        raise(from: 0, to: Int((min(max(share, 0), 1) * Double(grid.rows * 8)).rounded()), column: column, .solid, ink)
      }
    }
  }

  private mutating func fill(_ intervals: [Interval], _ ink: Ink, _ grid: CellGrid) {
    let glyph = GlyphTable.fill(.pale)
    for run in intervals.split(whereSeparator: { !$0.x.isFinite || $0.low.isNaN || $0.high.isNaN }) {
      // A bound at infinity, or below the zero of a logarithmic axis, is beyond the panel.
      let (least, most) = (grid.y.value(at: -1), grid.y.value(at: 2))
      let bounds = [\Interval.low, \Interval.high].map { bound in
        grid.strands(run.map { Point($0.x, min(max($0[keyPath: bound], least), most)) })
          .first.map { grid.profile($0, .mean) } ?? []
      }
      for column in bounds[0].indices where bounds[1].indices.contains(column) {
        let rows = bounds.map(\.[column])
        guard rows.allSatisfy(\.isFinite) else { continue }
        let ends = rows.map { CellGrid.nearest($0, height) }
        for row in min(ends[0], ends[1])...max(ends[0], ends[1]) { put(glyph, row: row, column: column, ink) }
      }
    }
  }

  // MARK: Bars

  /// A bar upwards or downwards, between two heights in eighths of a cell.
  private mutating func raise(from base: Int, to end: Int, column: Int, _ texture: Texture, _ ink: Ink) {
    let fill = GlyphTable.fill(texture)
    for cell in min(base, end) / 8..<(max(base, end) + 7) / 8 {
      let row = height - 1 - cell
      let (below, above) = (max(min(base, end) - cell * 8, 0), min(max(base, end) - cell * 8, 8))
      if above - below == 8 {
        put(fill, row: row, column: column, ink)
      } else if end < base {
        if above - below >= 4 { put(texture == .solid ? "▀" : fill, row: row, column: column, ink) }
      } else if texture == .solid {
        put(GlyphTable.upright[above], row: row, column: column, ink)
      } else if above >= 4 {
        put(fill, row: row, column: column, ink)
      }
    }
  }

  private mutating func raise(_ bar: Bar, _ pitch: Double, _ look: Look, _ grid: CellGrid) {
    guard let centre = grid.column(bar.place), grid.x.contains(bar.place), bar.length.isFinite else { return }
    let ink = Ink.hue(look.hue)
    // Bars of numbers touch, as those of a histogram; there is a gap between those of categories.
    let half = pitch / 2
    let first = Int(min(max((centre - half + 0.5).rounded(), 0), Double(grid.columns)))
    let next = Int(min(max((centre + half + 0.5).rounded(), 0), Double(grid.columns)))
    let size = max(next - first - (grid.x.names != nil && pitch >= 3 ? 1 : 0), 1)
    let base = (grid.eighths(y: grid.y.barBase) + 4) / 8 * 8
    let end = grid.eighths(y: bar.length)
    for column in first..<first + size { raise(from: base, to: end, column: column, look.texture, ink) }
    let text = bar.ending
    guard !text.isEmpty, text.displayWidth <= Int(pitch) else { return }
    let row = height - 1 - (max(end, base) + 7) / 8
    write(text, row: max(row, 0), column: max(first + (size - text.displayWidth) / 2, 0))
  }

  private mutating func lay(_ bar: Bar, _ look: Look, _ grid: CellGrid) {
    guard let place = grid.row(bar.place), grid.y.contains(bar.place) else { return }
    let row = CellGrid.nearest(place, grid.rows)
    let ink = Ink.hue(look.hue)
    let fill = GlyphTable.fill(look.texture)
    let base = (grid.eighths(x: grid.x.barBase) + 4) / 8
    var column = base
    if bar.length.isFinite {
      let end = grid.eighths(x: bar.length)
      if end >= base * 8 {
        while column < end / 8 {
          put(fill, row: row, column: column, ink)
          column += 1
        }
        if end % 8 > 0, look.texture == .solid || end % 8 >= 4 {
          put(look.texture == .solid ? GlyphTable.lying[end % 8] : fill, row: row, column: column, ink)
          column += 1
        }
      } else {
        for cell in (end + 7) / 8..<base { put(fill, row: row, column: cell, ink) }
        if end % 8 > 0, end % 8 <= 4 { put("▐", row: row, column: end / 8, ink) }
      }
    }
    write(bar.ending.truncated(to: width - column - 1), row: row, column: column + 1)
  }

  // MARK: The rest

  private mutating func draw(_ segment: Segment, _ look: Look, _ grid: CellGrid) {
    guard grid.y.contains(segment.y), let row = grid.row(segment.y).map({ CellGrid.nearest($0, grid.rows) }),
      let from = grid.column(segment.from), let to = grid.column(segment.to)
    else { return }
    let ink = Ink.hue(look.hue)
    let (first, last) = (CellGrid.nearest(min(from, to), grid.columns), CellGrid.nearest(max(from, to), grid.columns))
    guard first < grid.columns, last >= 0 else { return }
    if first == last { return put(look.shape.glyph, row: row, column: first, ink) }
    for column in first...last { put(GlyphTable.rule(look.line).level, row: row, column: column, ink) }
    let ends = GlyphTable.ends(look.line)
    put(ends.first, row: row, column: first, ink)
    put(look.shape == .cross ? look.shape.glyph : ends.last, row: row, column: last, ink)
  }

  private mutating func rule(x: [Double], y: [Double], _ look: Look, _ grid: CellGrid) {
    let (glyphs, ink) = (GlyphTable.rule(look.line), Ink.hue(look.hue))
    for value in y where grid.y.contains(value) {
      guard let row = grid.row(value) else { continue }
      for column in 0..<grid.columns { put(glyphs.level, row: CellGrid.nearest(row, grid.rows), column: column, ink) }
    }
    for value in x where grid.x.contains(value) {
      guard let column = grid.column(value) else { continue }
      for row in 0..<grid.rows { put(glyphs.upright, row: row, column: CellGrid.nearest(column, grid.columns), ink) }
    }
  }

  private mutating func fill(_ cells: Cells, _ grid: CellGrid) {
    guard let range = cells.range, let columns = cells.rows.map(\.count).max() else { return }
    for row in 0..<grid.rows {
      let from = cells.rows.count * (2 * (grid.rows - row) - 1) / (2 * grid.rows)
      for column in 0..<grid.columns {
        let level = cells.level(row: from, column: columns * (2 * column + 1) / (2 * grid.columns), in: range)
        if let level { shade(level, row: row, column: column) }
      }
    }
  }

  private mutating func write(_ labels: [Label], _ grid: CellGrid) {
    for label in labels {
      guard let cell = grid.cell(label.x, label.y) else { continue }
      // Beside a mark, not on it; where the panel ends, cut if enough is left to be read, and else further left.
      let beside = isBlank(row: cell.row, column: cell.column) ? cell.column : cell.column + 2
      let text = label.text.truncated(to: width - beside >= 8 ? width - beside : width)
      let column = min(beside, width - text.displayWidth)
      let rows = [0, -1, 1, -2, 2].map { cell.row + $0 }.filter { 0..<height ~= $0 }
      let places = column..<column + text.displayWidth
      let free = rows.first { row in places.allSatisfy { isBlank(row: row, column: $0) } }
      let wordless = rows.first { row in places.allSatisfy { !isWord(row: row, column: $0) } }
      guard let row = free ?? wordless else { continue }
      write(text, row: row, column: column)
    }
  }
}
