/// The characters of lines, bars and shades.
///
/// Everything is drawn with the characters of Unicode; `Glyphs` has what stands in for them where a terminal has none.
enum GlyphTable {
  /// The characters of a curve: level, upright, and the four corners, named by the sides that they join.
  struct Curve {
    let level, upright, rightDown, leftDown, rightUp, leftUp: Character

    init(_ glyphs: String) {
      let all = Array(glyphs)
      (level, upright, rightDown, leftDown, rightUp, leftUp) = (all[0], all[1], all[2], all[3], all[4], all[5])
    }
  }

  static func curve(_ form: LineForm) -> Curve {
    switch form {
    case .light: Curve("─│╭╮╰╯")
    case .heavy: Curve("━┃┏┓┗┛")
    case .dashed: Curve("╌╎╭╮╰╯")
    case .dotted: Curve("······")
    case .double: Curve("═║╔╗╚╝")
    }
  }

  /// The characters of a line across the panel: upright and level.
  static func rule(_ form: LineForm) -> (upright: Character, level: Character) {
    switch form {
    case .light: ("│", "─")
    case .heavy: ("┃", "━")
    case .dashed: ("¦", "╌")
    case .dotted: ("┊", "┈")
    case .double: ("║", "═")
    }
  }

  /// The ends of a segment.
  static func ends(_ form: LineForm) -> (first: Character, last: Character) {
    switch form {
    case .heavy: ("┣", "┫")
    case .double: ("╠", "╣")
    case .light, .dashed, .dotted: ("├", "┤")
    }
  }

  static func fill(_ texture: Texture) -> Character {
    switch texture {
    case .solid: "█"
    case .dark: "▓"
    case .medium: "▒"
    case .pale: "░"
    }
  }

  /// Parts of a block from the bottom up, and from the left, by eighths; the first is nothing.
  static let upright = Array(" ▁▂▃▄▅▆▇█")
  static let lying = Array(" ▏▎▍▌▋▊▉█")
  /// Shades of a map from low to high.
  static let shades = Array("░▒▓█")
  /// One point in a cell, a few, and many.
  static let crowd = Array("·:●")
}
