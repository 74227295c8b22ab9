import Basics

// What every drawing reads from a figure before it draws: which ticks fit, where bars begin, what is emphasised.

extension Figure {
  /// The figure with every text that is drawn changed; what is said of single marks stays.
  func spelled(_ change: (String) -> String) -> Figure {
    var figure = self
    figure.title = change(title)
    figure.notes = notes.map(change)
    figure.panels = panels.map { panel in
      var panel = panel
      panel.title = change(panel.title)
      switch panel.content {
      case .plane(let plane): panel.content = .plane(plane.spelled(change))
      case .parallel(var coordinates):
        coordinates.axes = coordinates.axes.map { $0.spelled(change) }
        panel.content = .parallel(coordinates)
      }
      return panel
    }
    return figure
  }
}

extension Plane {
  fileprivate func spelled(_ change: (String) -> String) -> Plane {
    let series = series.map { series in
      Series(change(series.name), series.role, series.marks.spelled(change))
    }
    return Plane(x: x.spelled(change), y: y.spelled(change), series: series)
  }
}

extension Marks {
  fileprivate func spelled(_ change: (String) -> String) -> Marks {
    switch self {
    case .bars(let bars):
      .bars(bars.map { Bar($0.place, $0.length, deviation: $0.deviation, text: change($0.ending)) })
    case .labels(let labels): .labels(labels.map { Label($0.x, $0.y, change($0.text)) })
    case .cells(let cells): .cells(Cells(rows: cells.rows, texts: cells.texts.map { $0.map(change) }))
    case .points, .line, .steps, .band, .segments, .rules: self
    }
  }
}

extension Axis {
  /// The names of the categories, if it is an axis of them.
  var names: [String]? { if case .categories(let names) = scale { names } else { nil } }

  /// The category at a place, or the number there.
  func name(at value: Double) -> String {
    guard let names, contains(value), names.indices.contains(Int(value.rounded())) else {
      return NumberText.rounded(value)
    }
    return names[Int(value.rounded())]
  }

  /// What stands at a tick, within so many columns.
  func text(at tick: Tick, within columns: Int) -> String {
    guard tick.text.displayWidth > columns else { return tick.text }
    return names?.shortened(tick.text, to: columns) ?? NumberText.rounded(tick.value, within: columns)
  }

  fileprivate func spelled(_ change: (String) -> String) -> Axis {
    var axis = self
    axis.title = change(title)
    if let names { axis.scale = .categories(names.map(change)) }
    return axis
  }

  /// The most ticks whose texts stay apart.
  ///
  /// - Parameters:
  ///   - most: how many there are at most; of categories, all that fit.
  ///   - length: the length of the axis.
  ///   - gap: what stays free between two texts, in the unit of the length.
  ///   - extent: how much of the length a text takes.
  /// - Returns: ticks in ascending order; on a linear axis their texts have equally many decimal places.
  func ticks(atMost most: Int, along length: Double, gap: Double, _ extent: (String) -> Double) -> [Tick] {
    func areApart(_ ticks: [Tick]) -> Bool {
      zip(ticks, ticks.dropFirst()).allSatisfy { first, second in
        let distance = (position(of: second.value) - position(of: first.value)) * length
        return distance >= (extent(first.text) + extent(second.text)) / 2 + gap - 1e-6
      }
    }
    let counts =
      names.map { names in (1...max(names.count, 1)).map { (names.count + $0 - 1) / $0 } }
      ?? Array((1...max(most, 1)).reversed())
    var last = -1
    for count in counts where count != last {
      last = count
      let ticks = aligned(ticks(atMost: count))
      if areApart(ticks) { return ticks }
    }
    return []
  }

  /// Ticks with equally many decimal places.
  private func aligned(_ ticks: [Tick]) -> [Tick] {
    guard scale == .linear, !ticks.contains(where: { $0.text.contains("e") }) else { return ticks }
    func places(_ text: String) -> Int { text.firstIndex(of: ".").map { text[$0...].count - 1 } ?? 0 }
    let most = ticks.map { places($0.text) }.max() ?? 0
    guard most > 0 else { return ticks }
    return ticks.map { tick in
      let has = places(tick.text)
      let zeros = String(repeating: "0", count: most - has)
      return Tick(value: tick.value, text: tick.text + (has == 0 ? "." : "") + zeros)
    }
  }

  /// Where bars begin: at zero, or at the end that is nearest to it.
  var barBase: Double { contains(0) ? 0 : low > 0 ? low : scale == .logarithmic ? low : high }
}

extension Bar {
  /// What is written at its end: its text, and the deviation where it has one.
  var ending: String {
    guard deviation > 0, deviation.isFinite, !text.contains("±"), !text.contains("+-") else { return text }
    return (text.isEmpty ? NumberText.rounded(length) : text) + " ± " + NumberText.rounded(deviation, digits: 2)
  }
}

extension [String] {
  /// A name of these cut to a number of columns: at its end, or in its middle where another one begins alike.
  func shortened(_ name: String, to width: Int) -> String {
    let short = name.truncated(to: width)
    return contains { $0 != name && $0.truncated(to: width) == short } ? name.shortened(to: width) : short
  }
}

extension Cells {
  /// The lowest and the highest of the values; nothing where there is none.
  var range: (low: Double, high: Double)? {
    let values = rows.joined().filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else { return nil }
    return (low, high)
  }

  /// A value as a level from 0, the lowest, to 1, the highest; nothing where there is no value.
  func level(row: Int, column: Int, in range: (low: Double, high: Double)) -> Double? {
    guard rows.indices.contains(row), rows[row].indices.contains(column), rows[row][column].isFinite else { return nil }
    guard range.low < range.high else { return 0.5 }
    // The difference of two doubles can overflow; that of their halves cannot.
    return (rows[row][column] / 2 - range.low / 2) / (range.high / 2 - range.low / 2)
  }

  func text(row: Int, column: Int) -> String {
    texts.indices.contains(row) && texts[row].indices.contains(column) ? texts[row][column] : ""
  }
}

extension Plane {
  /// Whether bars lie: where their places are on the y axis.
  var barsLie: Bool { y.names != nil }

  /// The bars of all series.
  var bars: [Bar] {
    series.flatMap { series in if case .bars(let bars) = series.marks { bars } else { [] as [Bar] } }
  }

  /// The words at places of all series.
  var labels: [Label] {
    series.flatMap { series in if case .labels(let labels) = series.marks { labels } else { [] as [Label] } }
  }

  /// The length behind the plot that words beside their marks need.
  ///
  /// - Parameters:
  ///   - width: the length of the plot and of what is behind it.
  ///   - extent: how long a text is, with the space before it.
  /// - Returns: a length from 0 to `width`.
  func lengthForLabels(width: Double, _ extent: (String) -> Double) -> Double {
    // A word at a share p of the plot's length w ends at p w + extent, which is the width at most.
    let lengths = labels.compactMap { label in
      let position = x.position(of: label.x)
      return position > 0 && position <= 1 ? (width - extent(label.text)) / position : nil
    }
    return min(max(width - (lengths.min() ?? width), 0), width)
  }

  /// The cells that are a matrix: texts in rows and columns that have names.
  var matrix: Cells? {
    guard x.names != nil, y.names != nil, series.count == 1, case .cells(let cells) = series[0].marks,
      !cells.texts.isEmpty
    else { return nil }
    return cells
  }

  /// Whether bars say with their texts what the axis along them would.
  var barsSpeak: Bool { !bars.isEmpty && bars.allSatisfy { !$0.ending.isEmpty } }

  /// Whether the panel shows nothing but what it is worth to try a point: then it is lower than others.
  var isStrip: Bool {
    series.contains { $0.role == .acquisition }
      && series.allSatisfy { series in
        if case .rules = series.marks { true } else { [.acquisition, .next].contains(series.role) }
      }
  }

  /// Whether any mark can be seen.
  var hasMarks: Bool {
    series.contains { series in
      switch series.marks {
      case .points(let points), .line(let points), .steps(let points):
        points.contains { x.contains($0.x) && y.contains($0.y) }
      case .band(let intervals): intervals.contains { x.contains($0.x) && $0.low.isFinite && $0.high.isFinite }
      case .bars(let bars): bars.contains { $0.length.isFinite }
      case .segments(let segments): segments.contains { y.contains($0.y) && $0.from.isFinite && $0.to.isFinite }
      case .rules, .labels: false
      case .cells(let cells): cells.range != nil
      }
    }
  }

  /// A plane of lying bars with no more rows than this: those at the top, and how many were left out.
  func elided(to rows: Int) -> (plane: Plane, missing: Int) {
    guard let names = y.names, names.count > rows, !bars.isEmpty else { return (self, 0) }
    let missing = names.count - rows
    var plane = self
    plane.y = Axis(y.title, categories: Array(names.suffix(rows)))
    plane.series = series.map { series in
      guard case .bars(let bars) = series.marks else { return series }
      let kept = bars.filter { $0.place >= Double(missing) - 0.5 }
      return Series(
        series.name, series.role,
        .bars(kept.map { Bar($0.place - Double(missing), $0.length, deviation: $0.deviation, text: $0.text) }))
    }
    return (plane, missing)
  }
}

extension ParallelCoordinates {
  /// How a line is drawn.
  enum Emphasis: Int, Comparable {
    case none, leading, best

    static func < (one: Emphasis, other: Emphasis) -> Bool { one.rawValue < other.rawValue }
  }

  /// How each line is drawn: one is the best, and two more of rank 0.9 and above lead.
  var emphases: [Emphasis] {
    let order = lines.indices.filter { lines[$0].rank >= 0.9 }.sorted { lines[$0].rank > lines[$1].rank }
    var emphases = [Emphasis](repeating: .none, count: lines.count)
    for (place, index) in order.prefix(3).enumerated() { emphases[index] = place == 0 ? .best : .leading }
    return emphases
  }
}

extension String {
  /// Whether these words stand in this text, next to each other.
  func says(_ words: String) -> Bool {
    func cleaned(_ text: String) -> String {
      " " + text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.joined(separator: " ") + " "
    }
    return words.isEmpty || cleaned(self).contains(cleaned(words))
  }
}
