/// The cells of a plane: which column and row a place of its axes falls into.
struct CellGrid {
  /// A place between cells, counted from the left and from the top.
  struct Place {
    var column, row: Double
  }

  let x, y: Axis
  let columns, rows: Int

  /// The column of a number, a fraction between two; nothing where the axis has no place for it.
  func column(_ value: Double) -> Double? { Self.cell(value, x, columns) }

  /// The row of a number, from the top; nothing where the axis has no place for it.
  func row(_ value: Double) -> Double? { Self.cell(value, y, rows).map { Double(rows - 1) - $0 } }

  /// The cell of a point that can be seen.
  func cell(_ x: Double, _ y: Double) -> (row: Int, column: Int)? {
    guard self.x.contains(x), self.y.contains(y), let column = column(x), let row = row(y) else { return nil }
    return (Self.nearest(row, rows), Self.nearest(column, columns))
  }

  /// How much of the width lies left of a number, in eighths of a cell.
  func eighths(x value: Double) -> Int { Self.eighths(x.position(of: value), columns) }

  /// How much of the height lies below a number, in eighths of a cell.
  func eighths(y value: Double) -> Int { Self.eighths(y.position(of: value), rows) }

  /// The nearest cell of so many; one before the first or behind the last for what lies beyond.
  static func nearest(_ place: Double, _ count: Int) -> Int {
    Int(min(max(place.rounded(), -1), Double(count)))
  }

  /// The columns from one upright bar to the next.
  func pitch(of bars: [Bar]) -> Double {
    let places = Set(bars.compactMap { column($0.place) }).sorted()
    return min(zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? Double(columns) / 3, Double(columns))
  }

  /// Numbers reach from the middle of the first cell to that of the last; a category has its part of the length.
  private static func cell(_ value: Double, _ axis: Axis, _ count: Int) -> Double? {
    let position = axis.position(of: value)
    guard position.isFinite else { return nil }
    return axis.names == nil ? position * Double(count - 1) : position * Double(count) - 0.5
  }

  private static func eighths(_ position: Double, _ count: Int) -> Int {
    guard !position.isNaN else { return 0 }
    return Int((min(max(position, 0), 1) * Double(count * 8)).rounded())
  }
}

extension CellGrid {
  /// How the points that fall into one column become one.
  enum Reduction {
    /// The middle of them, for curves.
    case mean
    /// The last of them, for steps.
    case last
    /// The highest, for areas.
    case highest
  }

  /// The parts of a curve that have no gap and go one way along the columns, from left to right.
  func strands(_ points: [Point]) -> [[Place]] {
    var strands: [[Place]] = []
    var strand: [Place] = []
    var direction = 0.0
    func flush() {
      if !strand.isEmpty { strands.append(direction < 0 ? strand.reversed() : strand) }
      (strand, direction) = ([], 0)
    }
    for point in points {
      guard let column = column(point.x), let row = row(point.y) else {
        flush()
        continue
      }
      let place = Place(column: column, row: row)
      if let last = strand.last, column != last.column {
        let step = column > last.column ? 1.0 : -1.0
        if step == -direction {
          flush()
          strand = [last]
        }
        direction = step
      }
      strand.append(place)
    }
    flush()
    return strands
  }

  /// For each column the row in which a strand passes it; NaN where it does not.
  func profile(_ strand: [Place], _ reduction: Reduction, isStepped: Bool = false) -> [Double] {
    var rows = [Double](repeating: .nan, count: columns)
    var counts = [Int](repeating: 0, count: columns)
    for place in strand {
      let column = Self.nearest(place.column, columns)
      guard rows.indices.contains(column) else { continue }
      counts[column] += 1
      let before = counts[column] == 1 ? place.row : rows[column]
      switch reduction {
      case .mean: rows[column] = before + (place.row - before) / Double(counts[column])
      case .last: rows[column] = place.row
      case .highest: rows[column] = min(before, place.row)
      }
    }
    for (from, to) in zip(strand, strand.dropFirst()) where to.column > from.column {
      let (first, last) = (Self.nearest(from.column, columns) + 1, Self.nearest(to.column, columns))
      for column in max(first, 0)..<max(last, first, 0) where rows[column].isNaN {
        let share = (Double(column) - from.column) / (to.column - from.column)
        rows[column] = isStepped ? from.row : from.row + (to.row - from.row) * share
      }
    }
    return rows
  }
}
