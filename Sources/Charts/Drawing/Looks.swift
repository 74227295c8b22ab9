/// A colour of figures: the palette of Okabe and Ito (Color Universal Design, 2008), which people tell apart whatever
/// their colour vision, with a lighter or darker neighbour where one of them is hard to see on a background.
public enum Hue: String, CaseIterable, Hashable, Sendable {
  case blue, vermilion, green, purple, orange, sky, yellow, ink, grey

  /// The colour on a light background, as CSS writes it.
  public var onLight: String {
    switch self {
    case .blue: "#0072b2"
    case .vermilion: "#d55e00"
    case .green: "#009e73"
    case .purple: "#b0508a"
    case .orange: "#e69f00"
    case .sky: "#56b4e9"
    case .yellow: "#a89a00"
    case .ink: "#1f2328"
    case .grey: "#8b929a"
    }
  }

  /// The colour on a dark background, as CSS writes it.
  public var onDark: String {
    switch self {
    case .blue: "#3f9fe0"
    case .vermilion: "#f07f3c"
    case .green: "#2cc295"
    case .purple: "#dc8fbc"
    case .orange: "#f0b432"
    case .sky: "#7fcbf5"
    case .yellow: "#f0e442"
    case .ink: "#e6e8eb"
    case .grey: "#7d858e"
    }
  }

  /// The nearest of the 256 colours of terminals; nothing for the colour in which text stands.
  public var onTerminal: Int? {
    switch self {
    case .blue: 32
    case .vermilion: 166
    case .green: 36
    case .purple: 175
    case .orange: 214
    case .sky: 74
    case .yellow: 184
    case .ink: nil
    case .grey: 245
    }
  }
}

/// The form of a point: what tells it apart where there is no colour.
public enum PointShape: Hashable, Sendable {
  case circle, triangle, square, diamond, openCircle, openTriangle, openSquare, openDiamond
  case dot, cross, arrow, openArrow

  /// The character in the terminal.
  public var glyph: Character {
    switch self {
    case .circle: "●"
    case .triangle: "▲"
    case .square: "■"
    case .diamond: "◆"
    case .openCircle: "○"
    case .openTriangle: "△"
    case .openSquare: "□"
    case .openDiamond: "◇"
    case .dot: "·"
    case .cross: "✕"
    case .arrow: "▼"
    case .openArrow: "▽"
    }
  }
}

/// The form of a line.
public enum LineForm: Hashable, Sendable {
  case light, heavy, dashed, dotted, double
}

/// What fills a bar.
public enum Texture: Int, CaseIterable, Hashable, Sendable {
  case solid, dark, medium, pale
}

/// How the marks of a role look, in every drawing.
public struct Look: Hashable, Sendable {
  /// The colour.
  public let hue: Hue
  /// The form of its points.
  public let shape: PointShape
  /// The form of its lines.
  public let line: LineForm
  /// What fills its bars.
  public let texture: Texture

  init(_ hue: Hue, _ shape: PointShape, _ line: LineForm = .light, _ texture: Texture = .solid) {
    (self.hue, self.shape, self.line, self.texture) = (hue, shape, line, texture)
  }
}

extension Role {
  /// How marks of this role look.
  public var look: Look {
    switch self {
    case .trial: Look(.blue, .circle)
    case .best: Look(.vermilion, .diamond, .heavy)
    case .improvement: Look(.orange, .openDiamond, .light, .dark)
    case .failed: Look(.grey, .cross, .dotted, .pale)
    case .chosen: Look(.purple, .openCircle, .heavy, .medium)
    case .background: Look(.grey, .dot, .dotted, .pale)
    case .mean: Look(.green, .circle, .heavy)
    case .band: Look(.green, .square, .light, .pale)
    case .acquisition: Look(.orange, .square)
    case .next: Look(.purple, .arrow, .dotted)
    case .hull: Look(.purple, .openSquare, .dashed)
    case .bracket: Look(.grey, .openTriangle, .dashed)
    case .prediction: Look(.vermilion, .openArrow)
    case .bound: Look(.ink, .cross, .double)
    case .compared(let number): Self.compared[max(number, 0) % Self.compared.count]
    }
  }

  /// Neighbours differ in colour, shape, line and texture.
  private static let compared = [
    Look(.blue, .circle, .light, .solid), Look(.vermilion, .triangle, .heavy, .medium),
    Look(.green, .square, .dashed, .dark), Look(.purple, .diamond, .double, .pale),
    Look(.orange, .openCircle, .light, .solid), Look(.sky, .openTriangle, .heavy, .medium),
    Look(.yellow, .openSquare, .dashed, .dark), Look(.ink, .openDiamond, .double, .pale),
  ]
}

/// The colours of a map, from its lowest value to its highest.
///
/// They are those of viridis (van der Walt and Smith, 2015): lightness rises evenly, so the order is seen without colour.
public enum MapColors {
  /// Red, green and blue from 0 to 255 at evenly spaced values.
  private static let knots: [(Double, Double, Double)] = [
    (68, 1, 84), (72, 40, 120), (62, 74, 137), (49, 104, 142), (38, 130, 142), (31, 158, 137), (53, 183, 121),
    (110, 206, 88), (181, 222, 43), (253, 231, 37),
  ]

  /// The colour of a value, as CSS writes it.
  ///
  /// - Parameter level: the value, from 0, the lowest, to 1, the highest.
  /// - Returns: a colour such as `#21918c`.
  public static func css(_ level: Double) -> String {
    let place = min(max(level, 0), 1) * Double(knots.count - 1)
    let index = min(Int(place), knots.count - 2)
    let (from, to, share) = (knots[index], knots[index + 1], place - Double(index))
    let parts = [from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share, from.2 + (to.2 - from.2) * share]
    return "#" + parts.map { part in (part < 15.5 ? "0" : "") + String(Int(part.rounded()), radix: 16) }.joined()
  }

  /// The nearest of the 256 colours of terminals.
  ///
  /// - Parameter level: the value, from 0, the lowest, to 1, the highest.
  /// - Returns: the colour, and whether text on it must be dark to be read.
  public static func terminal(_ level: Double) -> (background: Int, needsDarkText: Bool) {
    let codes = [53, 54, 60, 24, 30, 36, 71, 77, 149, 220]
    let index = min(Int(min(max(level, 0), 1) * Double(codes.count)), codes.count - 1)
    return (codes[index], index >= 5)
  }
}
