/// Which characters a terminal can show.
///
/// Everything is drawn with those of Unicode; without them, each drawn character has one of ASCII that stands in for it.
public enum Glyphs: Hashable, Sendable {
  /// Those of Unicode: lines, blocks and shapes.
  case unicode
  /// Those of ASCII only.
  case ascii

  /// What a terminal, or who reads a file, can show.
  ///
  /// - Parameters:
  ///   - environment: the variables of the environment. The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty names
  ///     the locale; where none does, as in most containers, it is taken to be one of UTF-8.
  ///   - isTerminal: whether it is a terminal, whose kind `TERM` names.
  public init(environment: [String: String], isTerminal: Bool) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "UTF-8"
    let letters = locale.lowercased().filter { $0.isLetter || $0.isNumber }
    self = letters.contains("utf8") && !(isTerminal && environment["TERM"] == "dumb") ? .unicode : .ascii
  }

  /// The character that is shown for a drawn one.
  public func character(_ glyph: Character) -> Character {
    if self == .unicode || glyph.isASCII { return glyph }
    return Self.standIns[glyph] ?? "?"
  }

  /// A drawn text, such as a table: what it is drawn with is shown by other characters of the same width, and letters stay.
  public func drawn(_ text: String) -> String {
    guard self == .ascii, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    return String(text.map { Self.standIns[$0] ?? Self.letters[$0] ?? $0 })
  }

  /// A text spelt with what can be shown; a character without a like of it is a question mark for each of its columns.
  public func spelled(_ text: String) -> String {
    guard self == .ascii, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    return text.reduce(into: "") { result, character in
      if character.isASCII {
        result.append(character)
      } else if let spelling = Self.spellings[character] {
        result += spelling
      } else if let glyph = Self.letters[character] ?? Self.standIns[character] {
        result.append(glyph)
      } else {
        result += String(repeating: "?", count: character.displayWidth)
      }
    }
  }

  /// What is spelt with several characters.
  private static let spellings: [Character: String] = [
    "±": "+-", "…": "...", "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "←": "<-", "∞": "inf", "√": "sqrt ",
  ]

  /// Characters of texts with a like of the same width.
  private static let letters: [Character: Character] = [
    "×": "x", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": "\"", "”": "\"", "µ": "u", "μ": "u",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "±": "~",
  ]

  /// What stands in for what is drawn.
  private static let standIns: [Character: Character] = {
    var table: [Character: Character] = [:]
    func add(_ glyphs: String, _ likes: String) {
      for (glyph, like) in zip(glyphs, likes) { table[glyph] = like }
    }
    add("─│╭╮╰╯", "-|..''")
    add("━╺┃┏┓┗┛", "=-|..''")
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
