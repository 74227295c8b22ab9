import Basics

extension Figure {
  /// Draws the figure as an SVG that stands by itself: as a file, in a page, or in an image.
  ///
  /// It is light, or dark where its reader prefers that. Marks of trials have their number as `data-trial`, and say in a
  /// title what they stand for.
  public func svg() -> String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element.written() + "\n" }

  /// The figure as an element of a page.
  var element: Markup {
    let figure = spelled(\.onOneLine)
    let count = max(min(columns, stacks.count), 1)
    let panelWidth = max(Sheet.panelWidth(columns: count), panels.map(\.leastWidth).max() ?? 0)
    let width = 2 * Sheet.margin + Double(count) * panelWidth + Double(count - 1) * Sheet.gap
    let inner = width - 2 * Sheet.margin
    var elements: [Markup] = []
    var y = Sheet.margin
    for (index, part) in [figure.titles(width: inner), figure.legendLines(width: inner)].enumerated()
    where !part.isEmpty {
      elements += part.enumerated().map { line, group in
        Markup("g", ["transform": "translate(\(px(Sheet.margin)) \(px(y + Double(line) * 22)))"], group)
      }
      y += Double(part.count) * 22 + (index == 0 ? 2 : 6)
    }
    y += 6
    let (panels, height) = figure.panelGroups(sideBySide: count, width: panelWidth, from: y)
    elements += panels
    y = height
    for line in figure.notes.flatMap({ $0.wrappedByWords(to: Int(inner / (Sheet.noteSize * 0.6))) }) {
      y += 20
      elements.append(
        Sheet.text(line, x: Sheet.margin, y: y, style: "note muted", width: inner, size: Sheet.noteSize)
          .with("xml:space", "preserve"))
    }
    y += Sheet.margin

    let background = Markup("rect", ["width": "100%", "height": "100%", "class": "paper"])
    return Markup(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(px(width)) \(px(y))", "width": px(width),
        "height": px(y), "class": "hpo", "role": "img", "aria-label": figure.title,
      ], [Markup("style", text: Sheet.style), background] + elements)
  }

  // MARK: Words

  private func titles(width: Double) -> [[Markup]] {
    let lines = title.isEmpty ? [] : title.wrappedByWords(to: Int(width / (Sheet.titleSize * 0.6)))
    return lines.map { [Sheet.text($0, x: 0, y: 14, style: "title", width: width, size: Sheet.titleSize)] }
  }

  /// Lines of samples and names.
  private func legendLines(width: Double) -> [[Markup]] {
    var lines: [[Markup]] = []
    var x = 0.0
    for entry in legend {
      let (elements, size) = entry.elements
      if lines.isEmpty || x + size > width {
        lines.append([])
        x = 0
      }
      lines[lines.count - 1].append(Markup("g", ["transform": "translate(\(px(x)) 0)"], elements))
      x += size + 22
    }
    return lines
  }

  // MARK: Panels

  private func panelGroups(sideBySide count: Int, width: Double, from top: Double) -> ([Markup], bottom: Double) {
    let frames = frames(sideBySide: count, width: width) { panel in
      if case .plane(let plane) = panel.content { plane.gutter(width: width) } else { 0 }
    }
    var groups: [Markup] = []
    var y = top
    let stacks = stacks
    for first in stride(from: 0, to: stacks.count, by: count) {
      var height = 0.0
      for (place, stack) in stacks[first..<min(first + count, stacks.count)].enumerated() {
        let x = Sheet.margin + Double(place) * (width + Sheet.gap)
        var down = 0.0
        for index in stack {
          let (elements, size) = panels[index].elements(frames[index])
          groups.append(Markup("g", ["transform": "translate(\(px(x)) \(px(y + down)))"], elements))
          down += size
        }
        height = max(height, down)
      }
      y += height + 16
    }
    return (groups, y)
  }
}

extension Panel {
  /// What it needs to be read.
  fileprivate var leastWidth: Double {
    if case .parallel(let coordinates) = content { coordinates.leastWidth } else { 0 }
  }

  fileprivate func elements(_ frame: PanelFrame<Double>) -> (elements: [Markup], height: Double) {
    let (picture, height) =
      switch content {
      case .plane(let plane): plane.elements(frame)
      case .parallel(let coordinates): coordinates.elements(frame)
      }
    guard !title.isEmpty, !frame.joinsAbove else { return (picture, height) }
    let heading = Sheet.text(title, x: 0, y: 13, style: "heading", width: frame.width, size: Sheet.panelSize)
    return ([heading, Markup("g", ["transform": "translate(0 24)"], picture)], height + 24)
  }
}

extension LegendEntry {
  /// The sample and the name, and how wide they are.
  fileprivate var elements: ([Markup], width: Double) {
    let words = name.truncated(to: 60)
    if case .shades(let low, let high) = sample {
      let start = (words.isEmpty ? 0 : Sheet.width(words) + 8) + Sheet.width(low) + 6
      let shades = (0..<16).map { step in
        Markup("rect", ["x": px(start + Double(step) * 6), "y": "3", "width": "6.5", "height": "11"])
          .with("fill", MapColors.css(Double(step) / 15))
      }
      let ends = [
        Sheet.text(low, x: start - 6, y: 13, style: "muted", anchor: "end"),
        Sheet.text(high, x: start + 103, y: 13, style: "muted"),
      ]
      let name = words.isEmpty ? [] : [Sheet.text(words, x: 0, y: 13)]
      return (name + ends + shades, start + 103 + Sheet.width(high))
    }
    let start = [.point, .crowd, .uprightRule].contains(sample) ? 14.0 : 30
    return (sampleElements + [Sheet.text(words, x: start, y: 13)], start + Sheet.width(words))
  }

  private var sampleElements: [Markup] {
    let look = role.look
    let level = Markup("path", ["d": "M0 9L24 9"])
    func box(_ opacity: String) -> Markup {
      Markup("rect", ["x": "2", "y": "3", "width": "20", "height": "12", "class": "fill-\(look.hue.rawValue)"])
        .with("opacity", opacity)
    }
    switch sample {
    case .point: return [look.point(x: 5, y: 9, radius: 4.5)]
    case .crowd: return [look.point(x: 5, y: 9, radius: 4).with("opacity", "0.6")]
    case .line, .levelRule: return [look.stroked(level)]
    case .markedLine: return [look.stroked(level), look.point(x: 12, y: 9, radius: 3.6)]
    case .uprightRule: return [look.stroked(Markup("path", ["d": "M5 1L5 17"]))]
    case .area: return [box("0.35"), look.stroked(Markup("path", ["d": "M2 3L22 3"]))]
    case .band: return [box("0.25")]
    case .bar: return [box(look.texture.opacity)]
    case .segment:
      let isPlain = [.trial, .background].contains(role) || look.shape == .circle
      return [box(look.texture.opacity)] + (isPlain ? [] : [look.point(x: 20, y: 9)])
    case .emphasis(let emphasis):
      let width = emphasis == .best ? "3.2" : emphasis == .leading ? "2" : "1.3"
      return [level.with("class", "line stroke-\(look.hue.rawValue)").with("stroke-width", width)]
    case .shades: return []
    }
  }
}
