import Basics

extension PixelGrid {
  /// The marks of a series as elements.
  ///
  /// - Parameters:
  ///   - series: the series.
  ///   - isMatrix: whether cells are a matrix, with its texts.
  /// - Returns: an element or more for each mark that can be seen.
  func elements(_ series: Series, isMatrix: Bool = false) -> [Markup] {
    let look = series.role.look
    switch series.marks {
    case .points(let points): return points.compactMap { dot($0, series) }
    case .line(let points): return curve(points, series, isStepped: false)
    case .steps(let points): return curve(points, series, isStepped: true)
    case .band(let intervals): return [clipped(band(intervals, look))]
    case .bars(let bars):
      let pitch = pitch(of: bars, lying: y.names != nil)
      return bars.flatMap { y.names == nil ? upright($0, pitch, look) : lying($0, pitch, look) }
    case .segments(let segments):
      let heights = Set(segments.compactMap { down($0.y) }).sorted()
      let pitch = zip(heights, heights.dropFirst()).map { $1 - $0 }.min() ?? 20
      return segments.compactMap { segment($0, min(pitch * 0.7, 14), series.role) }
    case .rules(let x, let y):
      return x.compactMap { value in
        self.x.contains(value) ? right(value).map { look.stroked(path([($0, top), ($0, bottom)])) } : nil
      }
        + y.compactMap { value in
          self.y.contains(value) ? down(value).map { look.stroked(path([(left, $0), (right, $0)])) } : nil
        }
    case .cells(let cells): return isMatrix ? matrix(cells) : map(cells)
    case .labels(let labels): return words(labels)
    }
  }

  private func path(_ places: [(x: Double, y: Double)], isClosed: Bool = false) -> Markup {
    let points = places.map { "\(px($0.x)) \(px($0.y))" }.joined(separator: "L")
    return Markup("path", ["d": "M" + points + (isClosed ? "Z" : "")])
  }

  /// What is said of a place, where nothing was told to say.
  private func tip(_ x: Double, _ y: Double) -> String {
    [(self.x, x), (self.y, y)].map { axis, value in
      let text = axis.name(at: value)
      return axis.title.isEmpty ? text : axis.title + " " + text
    }.joined(separator: "\n")
  }

  // MARK: Points and curves

  private func dot(_ point: Point, _ series: Series, radius: Double? = nil) -> Markup? {
    guard let place = place(point.x, point.y) else { return nil }
    let isRing = series.role == .chosen
    let usual = isRing ? 8 : [.best, .improvement].contains(series.role) ? 5.5 : series.isCrowded ? 3 : 4
    let mark = series.role.look.point(x: place.x, y: place.y, radius: radius ?? usual, isRing: isRing)
    let said = point.tip.text
    let title = Markup("title", text: said.isEmpty ? tip(point.x, point.y) : said)
    return Markup(mark.name, [:], [title]).with(mark.attributes)
      .with("opacity", series.isCrowded ? "0.6" : nil).with("data-trial", point.trial.map(String.init))
  }

  private func curve(_ points: [Point], _ series: Series, isStepped: Bool) -> [Markup] {
    let look = series.role.look
    let trial = points.first?.trial.flatMap { trial in
      points.allSatisfy { $0.trial == trial } ? String(trial) : nil
    }
    let paths = strands(points).flatMap { strand -> [Markup] in
      let places = isStepped ? Self.stepped(strand) : strand
      let line = look.stroked(path(places)).with("data-trial", trial)
      guard series.role == .acquisition, let first = places.first, let last = places.last else { return [line] }
      let area = path([(first.x, bottom)] + places + [(last.x, bottom)], isClosed: true)
      return [area.with("class", "fill-\(look.hue.rawValue)").with("opacity", "0.35"), line]
    }
    let shapes = series.markedPoints(of: points.count, most: 40).compactMap { dot(points[$0], series, radius: 3.4) }
    return [clipped(paths)] + shapes
  }

  private static func stepped(_ places: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    zip(places, places.dropFirst()).flatMap { [$0, (x: $1.x, y: $0.y)] } + places.suffix(1)
  }

  private func band(_ intervals: [Interval], _ look: Look) -> [Markup] {
    // A bound at infinity, or below the zero of a logarithmic axis, is beyond the panel.
    let (least, most) = (y.value(at: -1), y.value(at: 2))
    return intervals.split { !$0.x.isFinite || $0.low.isNaN || $0.high.isNaN }.flatMap { run -> [Markup] in
      let bounds = [\Interval.low, \Interval.high].map { bound in
        strands(run.map { Point($0.x, min(max($0[keyPath: bound], least), most)) })
      }
      return zip(bounds[0], bounds[1]).map { low, high in
        path(high + low.reversed(), isClosed: true).with("class", "fill-\(look.hue.rawValue)").with("opacity", "0.18")
      }
    }
  }

  // MARK: Bars and segments

  private func rectangle(_ x: (Double, Double), _ y: (Double, Double), _ look: Look, title: String) -> Markup {
    Markup(
      "rect",
      [
        "x": px(min(x.0, x.1)), "y": px(min(y.0, y.1)), "width": px(max(abs(x.1 - x.0), 0.5)),
        "height": px(max(abs(y.1 - y.0), 0.5)),
      ], [Markup("title", text: title)]
    ).with("class", "fill-\(look.hue.rawValue)").with("opacity", look.texture == .solid ? nil : look.texture.opacity)
  }

  private func upright(_ bar: Bar, _ pitch: Double, _ look: Look) -> [Markup] {
    guard x.contains(bar.place), let centre = right(bar.place), bar.length.isFinite, let base = down(y.barBase)
    else { return [] }
    let end = min(max(down(bar.length) ?? base, top), bottom)
    let half = min(pitch * 0.4, 22)
    var marks = [rectangle((centre - half, centre + half), (base, end), look, title: said(bar))]
    let deviations = ends(bar).map { down($0).map { min(max($0, top), bottom) } ?? base }
    if deviations.count == 2 {
      marks.append(whisker([(centre, deviations[0]), (centre, deviations[1])]))
    }
    if !bar.ending.isEmpty, Sheet.width(bar.ending) <= pitch {
      let above = ([end, base] + deviations).min() ?? end
      marks.append(Sheet.text(bar.ending, x: centre, y: above - 5, anchor: "middle"))
    }
    return marks
  }

  private func lying(_ bar: Bar, _ pitch: Double, _ look: Look) -> [Markup] {
    guard y.contains(bar.place), let centre = down(bar.place), let base = right(x.barBase) else { return [] }
    let end = bar.length.isFinite ? min(max(right(bar.length) ?? base, left), right) : base
    let half = min(pitch * 0.36, 11)
    var marks = [rectangle((base, end), (centre - half, centre + half), look, title: said(bar))]
    let deviations = ends(bar).map { right($0).map { min(max($0, left), right) } ?? base }
    if deviations.count == 2 { marks.append(whisker([(deviations[0], centre), (deviations[1], centre)])) }
    if !bar.ending.isEmpty, pitch >= 11 {
      let behind = max(end, deviations.max() ?? end, base)
      marks.append(Sheet.text(bar.ending, x: behind + 7, y: centre + 4))
    }
    return marks
  }

  private func said(_ bar: Bar) -> String {
    let (place, length) = y.names == nil ? (x, y) : (y, x)
    let text = bar.ending.isEmpty ? NumberText.rounded(bar.length) : bar.ending
    return [place.name(at: bar.place), length.title, text].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The lengths one deviation below and above a bar's; none where it has no deviation.
  private func ends(_ bar: Bar) -> [Double] {
    guard bar.deviation > 0, bar.deviation.isFinite, bar.length.isFinite else { return [] }
    return [bar.length - bar.deviation, bar.length + bar.deviation]
  }

  private func whisker(_ ends: [(x: Double, y: Double)]) -> Markup {
    path(ends).with("class", "line stroke-ink").with("stroke-width", "1.6")
  }

  private func segment(_ segment: Segment, _ size: Double, _ role: Role) -> Markup? {
    guard y.contains(segment.y), let centre = down(segment.y), let from = right(segment.from),
      let to = right(segment.to)
    else { return nil }
    let (first, last) = (max(min(from, to), left), min(max(from, to), right))
    guard first <= right, last >= left else { return nil }
    let look = role.look
    let said = segment.tip.text
    let title = said.isEmpty ? tip(segment.to, segment.y) : said
    let bar = rectangle((first, max(last, first + 1.5)), (centre - size / 2, centre + size / 2), look, title: title)
      .with("rx", px(min(size / 4, 3)))
    // Bars of neighbouring colours are told apart by the shape of their role.
    let isPlain = [.trial, .background].contains(role) || look.shape == .circle
    let end = max(last - size * 0.6, (first + last) / 2)
    let mark = isPlain ? [] : [look.point(x: end, y: centre, radius: min(size * 0.35, 4.5))]
    return Markup("g", [:], [bar] + mark).with("data-trial", segment.trial.map(String.init))
  }

  // MARK: Cells and words

  private func map(_ cells: Cells) -> [Markup] {
    guard let range = cells.range, let columns = cells.rows.map(\.count).max() else { return [] }
    // 64 levels are as many as the eye tells apart, and neighbours of one level are one rectangle.
    func level(_ row: Int, _ column: Int) -> Int? {
      cells.level(row: row, column: column, in: range).map { Int(($0 * 63).rounded()) }
    }
    let size = (width: width / Double(columns), height: height / Double(cells.rows.count))
    return cells.rows.indices.flatMap { row -> [Markup] in
      let y = bottom - Double(row + 1) * size.height
      var marks: [Markup] = []
      var first = 0
      while first < columns {
        let value = level(row, first)
        var end = first + 1
        while end < columns, level(row, end) == value { end += 1 }
        if let value {
          // A little more than its place, so that no line of the background is seen between two.
          marks.append(
            Markup(
              "rect",
              [
                "x": px(left + Double(first) * size.width), "y": px(y),
                "width": px(min(Double(end - first) * size.width + 0.5, right - left - Double(first) * size.width)),
                "height": px(row == 0 ? size.height : size.height + 0.5), "fill": MapColors.css(Double(value) / 63),
              ]))
        }
        first = end
      }
      return marks
    }
  }

  private func matrix(_ cells: Cells) -> [Markup] {
    guard let range = cells.range, let columns = cells.rows.map(\.count).max() else { return [] }
    let size = (width: width / Double(columns), height: height / Double(cells.rows.count))
    return cells.rows.indices.flatMap { row in
      cells.rows[row].indices.flatMap { column -> [Markup] in
        let (x, y) = (left + Double(column) * size.width, bottom - Double(row + 1) * size.height)
        let level = cells.level(row: row, column: column, in: range)
        let said = cells.text(row: row, column: column)
        var marks: [Markup] = []
        if let level {
          let box =
            ["x": px(x + 1), "y": px(y + 1), "width": px(size.width - 2), "height": px(size.height - 2)]
            as KeyValuePairs
          let title = tip(Double(column), Double(row)) + (said.isEmpty ? "" : "\n" + said)
          marks.append(
            Markup("rect", box, [Markup("title", text: title)]).with("class", "fill-blue").with("rx", "2")
              .with("opacity", px(0.06 + 0.94 * level)))
        }
        if !said.isEmpty, Sheet.width(said) <= size.width, size.height >= 13 {
          let style = level.map { $0 > 0.55 } ?? false ? "on" : ""
          marks.append(
            Sheet.text(said, x: x + size.width / 2, y: y + size.height / 2 + 4, style: style, anchor: "middle")
              .with("pointer-events", "none"))
        }
        return marks
      }
    }
  }

  private func words(_ labels: [Label]) -> [Markup] {
    var taken: [(x: Double, y: Double, end: Double)] = []
    return labels.compactMap { label in
      guard let place = place(label.x, label.y) else { return nil }
      let size = Sheet.width(label.text)
      let x = place.x + 7
      let heights = [4.0, -8, 16, -20, 28].map { place.y + $0 }.filter { $0 > top && $0 < bottom }
      let isFree = { (y: Double) in
        !taken.contains { abs($0.y - y) < 13 && $0.x < x + size && x < $0.end }
      }
      guard let y = heights.first(where: isFree) else { return nil }
      taken.append((x, y, x + size))
      return Sheet.text(label.text, x: x, y: y, style: "halo")
    }
  }
}
