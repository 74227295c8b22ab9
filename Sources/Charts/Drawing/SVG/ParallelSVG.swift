import Basics

extension ParallelCoordinates {
  /// Room for the ticks and the title of every axis, up to a dozen of them.
  var leastWidth: Double { Double(min(axes.count, 14)) * 96 }

  /// The axes and the lines across them, and how high they are together.
  func elements(_ frame: PanelFrame<Double>) -> (elements: [Markup], height: Double) {
    guard !axes.isEmpty else { return ([], 0) }
    let height = min(max(frame.width * 0.44, 200), 320)
    let left = min(axes.first.map { Self.reach($0) } ?? 0, frame.width * 0.2) + 12
    let right = min((axes.last.map { Sheet.width($0.title) } ?? 0) / 2 + 4, frame.width * 0.15)
    let pitch = (frame.width - left - right) / Double(max(axes.count - 1, 1))
    let places = axes.indices.map { axes.count == 1 ? frame.width / 2 : left + Double($0) * pitch }
    let grids = axes.map { axis in
      PixelGrid(x: Axis("", from: 0, to: 1), y: axis, left: 0, top: 30, width: 1, height: height)
    }

    let emphases = emphases
    let order = [Emphasis.none, .leading, .best].flatMap { emphasis in lines.indices.filter { emphases[$0] == emphasis }
    }
    var elements = [Markup("g", [:], order.compactMap { line(lines[$0], emphases[$0], grids, places) })]
    for (index, axis) in axes.enumerated() { elements += draw(axis, grids[index], places[index], pitch, frame.width) }
    return (elements, height + 46)
  }

  /// How far the texts of an axis reach to its left.
  private static func reach(_ axis: Axis) -> Double {
    let texts = axis.names ?? axis.ticks(atMost: 5).map(\.text)
    return max(texts.map { Sheet.width($0) }.max() ?? 0, Sheet.width(axis.title) / 2)
  }

  private func line(_ line: Line, _ emphasis: Emphasis, _ grids: [PixelGrid], _ places: [Double]) -> Markup? {
    var path = ""
    var isOpen = false
    for (index, coordinate) in line.coordinates.prefix(axes.count).enumerated() {
      guard axes[index].contains(coordinate), let down = grids[index].down(coordinate) else {
        isOpen = false
        continue
      }
      path += "\(isOpen ? "L" : "M")\(px(places[index])) \(px(down))"
      isOpen = true
    }
    guard !path.isEmpty else { return nil }
    let hue = emphasis.role.look.hue
    let rank = line.rank.isFinite ? min(max(line.rank, 0), 1) : 0
    let (width, opacity) = emphasis == .best ? (3.2, 1.0) : emphasis == .leading ? (2, 0.85) : (1.3, 0.15 + 0.45 * rank)
    let said = line.tip.text
    let title = said.isEmpty ? line.trial.map { "trial \($0)" } : said
    return Markup("path", ["d": path], title.map { [Markup("title", text: $0)] } ?? [])
      .with("class", "line stroke-\(hue.rawValue)").with("stroke-width", px(width)).with("opacity", px(opacity))
      .with("data-trial", line.trial.map(String.init))
  }

  private func draw(_ axis: Axis, _ grid: PixelGrid, _ place: Double, _ pitch: Double, _ width: Double) -> [Markup] {
    let half = Sheet.width(axis.title) / 2
    let title =
      half * 2 + 8 < pitch || axes.count == 1
      ? axis.title : axes.map(\.title).shortened(axis.title, to: Sheet.columns(in: pitch - 8))
    let centre = min(max(place, min(half, pitch / 2)), width - min(half, pitch / 2))
    var elements = [
      Markup("text", ["x": px(centre), "y": "14"], text: title, title: title == axis.title ? nil : axis.title)
        .with("text-anchor", "middle"),
      Markup(
        "line", ["x1": px(place), "y1": px(grid.top), "x2": px(place), "y2": px(grid.bottom), "class": "axis"]
      ).with("stroke-width", "1.5"),
    ]
    let ticks = axis.ticks(atMost: 5, along: grid.height, gap: axis.names == nil ? 14 : 2) { _ in Sheet.textSize }
    for tick in ticks {
      guard let down = grid.down(tick.value) else { continue }
      elements.append(
        Markup(
          "line", ["x1": px(place - 4), "y1": px(down), "x2": px(place), "y2": px(down), "class": "axis"]))
      elements.append(
        Sheet.text(
          axis.text(at: tick, within: Sheet.columns(in: max(min(pitch - 20, 140), 30))), x: place - 7, y: down + 4,
          style: "muted halo", anchor: "end"))
    }
    return elements
  }
}
