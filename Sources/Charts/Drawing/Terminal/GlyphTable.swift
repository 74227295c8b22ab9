/// The characters of lines, bars and shades.
///
/// Everything is drawn with the characters of Unicode; without them, each drawn character has one of ASCII that stands in
/// for it, and each word is spelt without what ASCII lacks.
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

  /// The character of ASCII that stands in for a drawn one.
  static func ascii(_ glyph: Character) -> Character {
    if glyph.isASCII { return glyph }
    return standIns[glyph] ?? "?"
  }

  /// A text spelt in ASCII; a character without a like of it is a question mark for each of its columns.
  static func spelled(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    return text.reduce(into: "") { result, character in
      if character.isASCII {
        result.append(character)
      } else if let spelling = spellings[character] {
        result += spelling
      } else if let glyph = standIns[character] {
        result.append(glyph)
      } else {
        result += String(repeating: "?", count: character.displayWidth)
      }
    }
  }

  private static let spellings: [Character: String] = [
    "±": "+-", "×": "x", "…": "...", "–": "-", "—": "-", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->",
    "←": "<-",
    "’": "'", "‘": "'", "“": "\"", "”": "\"", "µ": "u", "μ": "u", "∞": "inf", "√": "sqrt ", "·": ".",
  ]

  private static let standIns: [Character: Character] = {
    var table: [Character: Character] = [:]
    func add(_ glyphs: String, _ likes: String) {
      for (glyph, like) in zip(glyphs, likes) { table[glyph] = like }
    }
    add("─│╭╮╰╯", "-|..''")
    add("━┃┏┓┗┛", "=|..''")
    add("╌╎¦┊┈", "-!!::")
    add("═║╔╗╚╝", "~|..''")
    add("└┘┌┐┬┴├┤┼╞╡╪", "++++++++++++")
    add("┣┫╠╣", "[][]")
    add("▁▂▃▄▅▆▇█", "_..::+##")
    add("▏▎▍▌▋▊▉", "|||####")
    add("░▒▓", ":+%")
    add("▀▐", "'#")
    add("●▲■◆○△□◇·✕▼▽", "o^#*OA@+.xVv")
    add("…", "~")
    return table
  }()
}
