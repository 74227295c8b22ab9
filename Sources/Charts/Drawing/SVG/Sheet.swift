import Basics

/// The sizes and the style of figures as SVG; lengths are in its unit, the pixel of a screen.
enum Sheet {
  /// What stays free around the figure.
  static let margin = 20.0
  /// What stays free between two panels.
  static let gap = 28.0
  /// The sizes of letters.
  static let titleSize = 17.0, panelSize = 14.0, textSize = 12.0, noteSize = 13.0

  /// The width of a panel, where so many are side by side.
  static func panelWidth(columns: Int) -> Double { columns == 1 ? 720 : columns == 2 ? 420 : 320 }

  /// About how wide a text is; no font in use is wider on the whole.
  static func width(_ text: String, size: Double = textSize) -> Double { Double(text.displayWidth) * size * 0.6 }

  /// The text cut to a width.
  static func fitted(_ text: String, to width: Double, size: Double = textSize) -> String {
    text.truncated(to: columns(in: width, size: size))
  }

  /// About how many letters have room in a width, and one at the least.
  static func columns(in width: Double, size: Double = textSize) -> Int { max(Int(width / (size * 0.6)), 1) }

  /// A text that is cut where it is too long, and then says itself in full where a pointer rests on it.
  static func text(
    _ words: String, x: Double, y: Double, style: String = "", anchor: String? = nil, width: Double = .infinity,
    size: Double = textSize
  ) -> Markup {
    let shown = width.isFinite ? fitted(words, to: width, size: size) : words
    return Markup("text", ["x": px(x), "y": px(y)], text: shown, title: shown == words ? nil : words)
      .with("class", style.isEmpty ? nil : style)
      .with("text-anchor", anchor)
  }

  /// The rules of style, for light and for dark surroundings.
  ///
  /// Colours stand as classes, because not every reader of SVG knows variables.
  static let style: String = {
    let fonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK KR', sans-serif"
    return """

      .hpo { font: \(px(textSize))px \(fonts); }
      .hpo .title { font-size: \(px(titleSize))px; font-weight: 600; }
      .hpo .heading { font-size: \(px(panelSize))px; font-weight: 600; }
      .hpo .note { font-size: \(px(noteSize))px; }
      .hpo .line { fill: none; stroke-linejoin: round; stroke-linecap: round; }
      .hpo .halo { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round; }
      .hpo .on { fill: #ffffff; }
      .hpo [data-trial] { cursor: pointer; }
      \(colors(paper: "#ffffff", ink: Hue.ink.onLight, muted: "#59636e", grid: "#e3e7eb", axis: "#9aa3ad", \.onLight))
      @media (prefers-color-scheme: dark) {
      \(colors(paper: "#14171c", ink: Hue.ink.onDark, muted: "#9aa5b1", grid: "#2a3038", axis: "#5c6670", \.onDark))
      }

      """
  }()

  private static func colors(
    paper: String, ink: String, muted: String, grid: String, axis: String, _ color: (Hue) -> String
  ) -> String {
    var lines = [
      "text { fill: \(ink); }", ".muted { fill: \(muted); }", ".paper { fill: \(paper); }",
      ".halo { stroke: \(paper); }", ".edge { stroke: \(paper); }", ".grid { stroke: \(grid); }",
      ".axis { stroke: \(axis); }",
    ]
    for hue in Hue.allCases {
      lines += [".fill-\(hue.rawValue) { fill: \(color(hue)); }", ".stroke-\(hue.rawValue) { stroke: \(color(hue)); }"]
    }
    return lines.map { ".hpo " + $0 }.joined(separator: "\n")
  }
}

extension LineForm {
  /// The width of the line, and the lengths of its dashes and gaps.
  var stroke: (width: Double, dashes: String?) {
    switch self {
    case .light: (1.8, nil)
    case .heavy: (2.6, nil)
    case .dashed: (1.8, "6 4")
    case .dotted: (1.8, "1 4")
    case .double: (1.8, "9 3 2 3")
    }
  }
}

extension Texture {
  /// How much is seen through it.
  var opacity: String {
    switch self {
    case .solid: "1"
    case .dark: "0.85"
    case .medium: "0.7"
    case .pale: "0.45"
    }
  }
}

extension Look {
  /// The attributes of a line of this look.
  func stroked(_ path: Markup) -> Markup {
    let (width, dashes) = line.stroke
    return path.with("class", "line stroke-\(hue.rawValue)").with("stroke-width", px(width))
      .with("stroke-dasharray", dashes)
  }

  /// A point of this look.
  ///
  /// - Parameters:
  ///   - x: how far right its middle is.
  ///   - y: how far down its middle is.
  ///   - r: half of its width.
  ///   - isRing: whether what is below an open shape is seen through it.
  /// - Returns: the element.
  func point(x: Double, y: Double, radius r: Double = 4, isRing: Bool = false) -> Markup {
    func polygon(_ corners: [(Double, Double)]) -> Markup {
      let points = corners.map { "\(px(x + $0.0 * r)) \(px(y + $0.1 * r))" }
      return Markup("path", ["d": "M" + points.joined(separator: "L") + "Z"])
    }
    func circle(_ radius: Double) -> Markup { Markup("circle", ["cx": px(x), "cy": px(y), "r": px(radius)]) }
    func filled(_ mark: Markup) -> Markup { mark.with("class", "edge fill-\(hue.rawValue)") }
    func open(_ mark: Markup) -> Markup {
      mark.with("class", (isRing ? "line" : "paper") + " stroke-\(hue.rawValue)").with("stroke-width", "1.8")
    }
    let triangle = [(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)]
    let diamond = [(0.0, -1.35), (1.2, 0.0), (0.0, 1.35), (-1.2, 0.0)]
    let square = [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
    let arrow = [(0.0, 1.15), (1.1, -0.85), (-1.1, -0.85)]
    switch shape {
    case .circle: return filled(circle(r))
    case .dot: return circle(r * 0.6).with("class", "fill-\(hue.rawValue)")
    case .triangle: return filled(polygon(triangle))
    case .square: return filled(polygon(square))
    case .diamond: return filled(polygon(diamond))
    case .arrow: return filled(polygon(arrow))
    case .openCircle: return open(circle(r))
    case .openTriangle: return open(polygon(triangle))
    case .openSquare: return open(polygon(square))
    case .openDiamond: return open(polygon(diamond))
    case .openArrow: return open(polygon(arrow))
    case .cross:
      let (a, b) = (r * 0.85, -r * 0.85)
      let falling = "M\(px(x + b)) \(px(y + b))L\(px(x + a)) \(px(y + a))"
      let rising = "M\(px(x + b)) \(px(y + a))L\(px(x + a)) \(px(y + b))"
      return Markup("path", ["d": falling + rising, "class": "line stroke-\(hue.rawValue)", "stroke-width": "2"])
    }
  }
}
