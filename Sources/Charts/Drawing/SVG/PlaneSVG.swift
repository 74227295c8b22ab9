import Basics

extension Plane {
  /// The height of the plot itself.
  private func plotHeight(width: Double) -> Double {
    if let names = y.names {
      let count = Double(max(names.count, 1))
      return min(max(count * (matrix == nil ? 24 : 30), 60), max(min(count * 14, 1600), 600))
    }
    if isStrip { return 90 }
    let hasSegments = series.contains { if case .segments = $0.marks { true } else { false } }
    if hasSegments, y.isWhole { return min(max((y.high - y.low + 1) * 14, 120), 900) }
    return min(max(width * 0.44, 170), 320)
  }

  private func verticalTicks(height: Double) -> [Axis.Tick] {
    y.ticks(atMost: 6, along: height, gap: y.names == nil ? 14 : 0) { _ in Sheet.textSize }
  }

  /// What the texts of the vertical axis take, and the free space beside them.
  func gutter(width: Double) -> Double {
    let texts = verticalTicks(height: plotHeight(width: width)).map { Sheet.width($0.text) }
    let upright = min(texts.max() ?? 0, width * 0.3) + 10
    // Slanted names begin left of their ticks.
    guard let names = x.names, isSlanted(width: width - upright) else { return upright }
    let pitch = (width - upright) / Double(max(names.count, 1))
    let left = names.enumerated().map { index, name in
      Self.slanted(name).width - (Double(index) + 0.5) * pitch
    }
    return max(upright, min(left.max() ?? 0, width * 0.3))
  }

  /// What words beside marks need behind the plot.
  private func reserve(width: Double) -> Double {
    if barsLie, !bars.isEmpty {
      let texts = bars.map(\.ending).filter { !$0.isEmpty }
      return min(texts.map { Sheet.width($0) + 10 }.max() ?? 0, width * 0.4)
    }
    return min(lengthForLabels(width: width) { Sheet.width($0) + 10 }, width * 0.4)
  }

  /// The axes and all marks, and how high they are together.
  func elements(_ frame: PanelFrame<Double>) -> (elements: [Markup], height: Double) {
    let heading =
      frame.joinsAbove && !frame.heading.isEmpty ? frame.heading : frame.heading.says(y.title) ? "" : y.title
    let top = heading.isEmpty ? 8.0 : 24
    let space = frame.width - frame.gutter
    let grid = PixelGrid(
      x: x, y: y, left: frame.gutter, top: top, width: max(space - reserve(width: space), 20),
      height: plotHeight(width: frame.width))
    var elements = gridLines(grid)
    if !heading.isEmpty {
      elements.append(Sheet.text(heading, x: grid.left, y: 12, style: "muted", width: space))
    }
    for series in series {
      let marks = grid.elements(series, isMatrix: matrix != nil)
      if !marks.isEmpty { elements.append(Markup("g", [:], marks)) }
    }
    if !hasMarks {
      let middle = (x: grid.left + grid.width / 2, y: grid.top + grid.height / 2)
      elements.append(Sheet.text("nothing to show", x: middle.x, y: middle.y, style: "muted", anchor: "middle"))
    }
    guard !frame.joinsBelow, !(barsLie && barsSpeak) else { return (elements, grid.bottom + 8) }
    let (axis, height) = horizontalAxis(grid, frame)
    return (elements + axis, grid.bottom + height)
  }

  // MARK: Axes

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) -> Markup {
    Markup("line", ["x1": px(x1), "y1": px(y1), "x2": px(x2), "y2": px(y2), "class": style])
  }

  /// Lines at the ticks, and the texts of the vertical axis.
  private func gridLines(_ grid: PixelGrid) -> [Markup] {
    let isMap = series.contains { if case .cells = $0.marks { true } else { false } }
    var elements: [Markup] = []
    for tick in verticalTicks(height: grid.height) {
      guard let down = grid.down(tick.value) else { continue }
      if y.names == nil, !isMap { elements.append(line(grid.left, down, grid.right, down, "grid")) }
      elements.append(
        Sheet.text(tick.text, x: grid.left - 8, y: down + 4, style: "muted", anchor: "end", width: grid.left - 8))
    }
    if x.names == nil, !isMap, !(barsLie && barsSpeak) {
      for tick in horizontalTicks(grid) {
        if let right = grid.right(tick.value) { elements.append(line(right, grid.top, right, grid.bottom, "grid")) }
      }
    }
    if barsLie, !bars.isEmpty, let base = grid.right(x.barBase) {
      return elements + [line(base, grid.top, base, grid.bottom, "axis")]
    }
    let base = bars.isEmpty ? nil : grid.down(y.barBase)
    return elements + [line(grid.left, base ?? grid.bottom, grid.right, base ?? grid.bottom, "axis")]
  }

  private func horizontalTicks(_ grid: PixelGrid) -> [Axis.Tick] {
    let slanted = isSlanted(width: grid.width)
    return x.ticks(atMost: 10, along: grid.width, gap: slanted ? 2 : 14) { slanted ? 18 : Sheet.width($0) }
  }

  /// Whether the names of the horizontal axis do not fit beside each other.
  private func isSlanted(width: Double) -> Bool {
    guard let names = x.names else { return false }
    return (names.map { Sheet.width($0) }.max() ?? 0) + 8 > width / Double(max(names.count, 1))
  }

  /// A name at 40° below the axis, and how far it reaches to the left and down.
  private static func slanted(_ name: String) -> (text: String, width: Double, height: Double) {
    let text = name.truncated(to: 22)
    let length = Sheet.width(text)
    return (text, length * 0.77, length * 0.56 + 14)
  }

  /// The texts of the horizontal axis and what it measures, and how high they are.
  private func horizontalAxis(_ grid: PixelGrid, _ frame: PanelFrame<Double>) -> (elements: [Markup], height: Double) {
    let ticks = horizontalTicks(grid)
    let slanted = isSlanted(width: grid.width)
    var elements: [Markup] = []
    var height = 22.0
    for tick in ticks {
      guard let right = grid.right(tick.value) else { continue }
      elements.append(line(right, grid.bottom, right, grid.bottom + 4, "axis"))
      if slanted {
        let (text, _, reach) = Self.slanted(tick.text)
        height = max(height, reach + 8)
        elements.append(
          Markup("text", [:], text: text, title: text == tick.text ? nil : tick.text)
            .with("transform", "translate(\(px(right + 4)) \(px(grid.bottom + 14))) rotate(-40)")
            .with("class", "muted").with("text-anchor", "end"))
      } else {
        // A text at an end of the axis stays within the panel.
        let half = Sheet.width(tick.text) / 2
        let place = min(max(right, half - 4), frame.width - half + 8)
        elements.append(Sheet.text(tick.text, x: place, y: grid.bottom + 18, style: "muted", anchor: "middle"))
      }
    }
    guard !frame.heading.says(x.title) else { return (elements, height) }
    let middle = grid.left + grid.width / 2
    elements.append(
      Sheet.text(x.title, x: middle, y: grid.bottom + height + 14, style: "muted", anchor: "middle", width: grid.width))
    return (elements, height + 20)
  }
}
