extension String {
  /// How many columns of a terminal the text takes: two for a wide character, none for a combining mark.
  public var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }

  /// The text on one line, without anything that a terminal would obey: control characters become spaces.
  public var onOneLine: String {
    var line = ""
    // By scalars: a carriage return and its line feed are one character.
    for scalar in unicodeScalars {
      line.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return line
  }

  /// The text cut to a number of columns, with `…` where something is missing.
  public func truncated(to width: Int) -> String {
    guard displayWidth > width else { return self }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 1
    for character in self {
      used += character.displayWidth
      guard used <= width else { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The text filled up with spaces to a number of columns.
  ///
  /// - Parameters:
  ///   - width: the number of columns.
  ///   - isLeading: whether the spaces come first.
  /// - Returns: the filled text, the text itself where it is wider.
  public func padded(to width: Int, isLeading: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(width - displayWidth, 0))
    return isLeading ? spaces + self : self + spaces
  }
}

extension Character {
  /// How many columns of a terminal the character takes.
  var displayWidth: Int {
    guard let base = unicodeScalars.first else { return 0 }
    if base.isASCII { return 1 }
    // A variation selector asks for the picture of a character that is text by itself.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch base.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return base.properties.isEmojiPresentation || base.isWide ? 2 : 1
    }
  }
}

extension Unicode.Scalar {
  /// East Asian Width W or F (Unicode Standard Annex 11), by the blocks that are wide as a whole.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF,
      0x1B000...0x1B2FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
