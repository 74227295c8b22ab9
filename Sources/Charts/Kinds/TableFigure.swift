import Basics

/// How the rows of a table are drawn.
public enum TableMarks: String, CaseIterable, Sendable {
  /// A point for each row.
  case points
  /// The rows of a group joined in their order.
  case lines
  /// A bar for each row.
  case bars
}

/// What of a table is drawn: the titles of columns, and how.
public struct TableFigureOptions: Hashable, Sendable {
  /// The column along the x axis, the one along the y axis, and the one whose values tell groups apart.
  public var x, y, by: String?
  /// How rows are drawn; nil where the columns decide.
  public var marks: TableMarks?
  /// Which axes are logarithmic.
  public var scales: AxisScales

  /// Options.
  public init(
    x: String? = nil, y: String? = nil, by: String? = nil, marks: TableMarks? = nil, scales: AxisScales = AxisScales()
  ) {
    (self.x, self.y, self.by, self.marks, self.scales) = (x, y, by, marks, scales)
  }
}

extension Figure {
  /// One column of a table over another.
  ///
  /// Without columns to go by, a table with means and deviations is drawn as bars with them, and one that has two columns that
  /// can be drawn, the second of numbers, is drawn by these.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - options: what is drawn of it.
  /// - Returns: the figure.
  /// - Throws: that there is no such column, that it holds no numbers, or that columns must be named.
  public static func table(_ table: Table, _ options: TableFigureOptions) throws(FigureError) -> Figure {
    guard !table.rows.isEmpty else { throw FigureError("the table has no rows") }
    if options.x == nil, options.y == nil, options.by == nil, let figure = try table.means() { return figure }
    let (x, y) = try table.chosenColumns(options)
    guard y.isNumeric else {
      throw FigureError("`\(y.title)` does not hold numbers, so that it cannot be the y axis", of: "y")
    }
    let by = try options.by.map { (name) throws(FigureError) in try table.column(name, as: "by") }
    let groups = try table.groups(by)
    let marks = options.marks ?? table.marks(x, y, groups)
    if marks == .bars {
      guard by == nil else {
        throw FigureError("bars cannot be grouped by a column", hint: "points can", of: "by")
      }
      let names = x.cells.map(shortText)
      let bars = zip(names, y.numbers).map { NamedBar($0, $1) }
      return try .bars(table.caption ?? "\(y.title) by \(x.title)", bars, of: y.title)
    }
    return try plane(table, x, y, groups, marks, options)
  }

  private static func plane(
    _ table: Table, _ x: TableColumn, _ y: TableColumn, _ groups: [(name: String, rows: [Int])], _ marks: TableMarks,
    _ options: TableFigureOptions
  ) throws(FigureError) -> Figure {
    let places = x.places
    let scales = options.scales
    let xAxis =
      x.isNumeric
      ? scales.axis(x.title, places, scales.x, margin: marks == .points ? 0.03 : 0, isWhole: x.isWhole)
      : Axis(x.title, categories: x.categories)
    let yAxis = scales.axis(y.title, y.numbers, scales.y, margin: 0.05)
    let series = groups.enumerated().map { index, group in
      let points = group.rows.map { row in
        Point(places[row], y.numbers[row], tip: table.tip(row))
      }
      return Series(
        groups.count > 1 ? group.name : "", groups.count > 1 ? .compared(index) : .trial,
        marks == .lines ? .line(points) : .points(points))
    }
    let hidden = table.rows.indices.count { !xAxis.contains(places[$0]) || !yAxis.contains(y.numbers[$0]) }
    guard hidden < table.rows.count else {
      throw FigureError("no row has a number in `\(y.title)` that can be drawn", of: "y")
    }
    return Figure(
      table.caption ?? "\(y.title) over \(x.title), \(table.rows.count == 1 ? "1 row" : "\(table.rows.count) rows")",
      panels: [Panel(x: xAxis, y: yAxis, series: series)],
      notes: hidden > 0
        ? ["\(hidden) of \(table.rows.count) rows \(hidden == 1 ? "has" : "have") no place on the axes"] : [])
  }
}

/// A column of a table.
struct TableColumn {
  let title: String
  let cells: [JSON]

  /// Whether it holds numbers and nothing else.
  var isNumeric: Bool {
    cells.contains { $0.number != nil } && cells.allSatisfy { $0.number != nil || $0 == .null }
  }

  /// Whether all of its numbers are whole.
  var isWhole: Bool { cells.allSatisfy { $0 == .null || $0.wholeNumber != nil } }

  /// The numbers, NaN for an empty cell.
  var numbers: [Double] { cells.map { $0.number ?? .nan } }

  /// What it holds, each thing once, in the order in which they first occur.
  var categories: [String] {
    var seen: Set<String> = []
    return cells.map(shortText).filter { seen.insert($0).inserted }
  }

  /// Where the rows are along an axis of this column.
  var places: [Double] {
    if isNumeric { return numbers }
    let indices = Dictionary(uniqueKeysWithValues: zip(categories, 0...))
    return cells.map { indices[shortText($0)].map(Double.init) ?? .nan }
  }
}

extension Table {
  /// The column of a title.
  fileprivate func column(_ title: String, as option: String) throws(FigureError) -> TableColumn {
    guard let index = titles.firstIndex(of: title) else {
      let near = Suggestion.nearest(to: title, among: titles)
      throw FigureError(
        "there is no column `\(title)`",
        hint: near.map { "did you mean `\($0)`?" } ?? "the columns are \(ShownParameters.listed(titles))",
        of: option)
    }
    return column(index)
  }

  private func column(_ index: Int) -> TableColumn {
    TableColumn(title: titles[index], cells: rows.map { $0.indices.contains(index) ? $0[index] : .null })
  }

  /// The columns that are drawn.
  fileprivate func chosenColumns(_ options: TableFigureOptions) throws(FigureError) -> (x: TableColumn, y: TableColumn)
  {
    let number = TableColumn(title: "row", cells: rows.indices.map { .integer($0) })
    switch (options.x, options.y) {
    case (let x?, let y?): return (try column(x, as: "x"), try column(y, as: "y"))
    case (nil, let y?): return (number, try column(y, as: "y"))
    case (let x?, nil):
      let others = titles.filter { $0 != x && $0 != options.by }.map { ($0, titles.firstIndex(of: $0) ?? 0) }
        .filter { column($0.1).isNumeric }
      let first = try column(x, as: "x")
      guard others.count == 1 else { throw unnamed("which column is the y axis?") }
      return (first, column(others[0].1))
    case (nil, nil):
      let free = titles.indices.filter { titles[$0] != options.by }
      if free.count == 1, column(free[0]).isNumeric { return (number, column(free[0])) }
      guard free.count == 2, column(free[1]).isNumeric else { throw unnamed("which columns are the axes?") }
      return (column(free[0]), column(free[1]))
    }
  }

  private func unnamed(_ question: String) -> FigureError {
    let numeric = titles.indices.filter { column($0).isNumeric }.map { titles[$0] }
    let example = numeric.count > 1 ? "`x: \"\(numeric[0])\", y: \"\(numeric[1])\"`" : "`x: ..., y: ...`"
    return FigureError(question, hint: "name them, as in \(example); the columns are \(ShownParameters.listed(titles))")
  }

  /// The rows by the values of a column.
  fileprivate func groups(_ by: TableColumn?) throws(FigureError) -> [(name: String, rows: [Int])] {
    guard let by else { return [("", Array(rows.indices))] }
    let most = 12
    let names = by.categories
    guard names.count <= most else {
      throw FigureError("`\(by.title)` has \(names.count) values, and up to \(most) can be told apart", of: "by")
    }
    let texts = by.cells.map(shortText)
    return names.map { name in (name: name, rows: rows.indices.filter { texts[$0] == name }) }
  }

  /// How rows are drawn where that is not said: as lines where each group goes one way along x, as bars where each has a name
  /// of its own, otherwise as points.
  fileprivate func marks(_ x: TableColumn, _ y: TableColumn, _ groups: [(name: String, rows: [Int])]) -> TableMarks {
    guard x.isNumeric else {
      return groups.count == 1 && x.categories.count == rows.count && rows.count <= 60 ? .bars : .points
    }
    let places = x.places
    let isCourse = groups.allSatisfy { group in
      group.rows.count > 1 && zip(group.rows, group.rows.dropFirst()).allSatisfy { places[$0] < places[$1] }
    }
    return isCourse ? .lines : .points
  }

  /// The bars of a table of means with deviations, or of importances; nil for another table.
  fileprivate func means() throws(FigureError) -> Figure? {
    for (measure, deviation) in [("mean", "std"), ("importance", "deviation")] {
      let spread = titles.firstIndex(of: deviation)
      guard let value = titles.firstIndex(of: measure), column(value).isNumeric, spread != nil || titles.count == 2,
        let name = titles.indices.first(where: { $0 != value && $0 != spread })
      else { continue }
      let (names, values) = (column(name), column(value).numbers)
      let deviations = spread.map { column($0).numbers } ?? []
      let bars = rows.indices.map { row in
        let deviation = deviations.indices.contains(row) && deviations[row].isFinite ? deviations[row] : 0
        return NamedBar(shortText(names.cells[row]), values[row], deviation: deviation)
      }
      let title = caption ?? "\(measure) by \(names.title)"
      return measure == "importance" ? try .importance(bars, title: title) : try .bars(title, bars, of: measure)
    }
    return nil
  }

  /// What is said of a row where a pointer rests on it.
  fileprivate func tip(_ row: Int) -> String {
    let cells = zip(titles, rows[row]).filter { $0.1 != .null }.prefix(12)
    return cells.map { "\($0.0.onOneLine) = \(shortText($0.1))" }.joined(separator: ", ")
  }
}
