extension StringProtocol {
  /// How many columns of a terminal the text takes: two for a wide character, none for a combining mark.
  public var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }
}

extension String {
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

  /// A name cut to a number of columns in its middle, since names that begin alike differ at their ends: `learn…yer_4`.
  public func shortened(to width: Int) -> String {
    guard displayWidth > width, width >= 4 else { return truncated(to: width) }
    var end = ""
    var used = 0
    for character in reversed() {
      used += character.displayWidth
      guard used <= (width - 1) / 2 else { break }
      end.insert(character, at: end.startIndex)
    }
    return truncated(to: width - end.displayWidth) + end
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
  ///
  /// Control, combining and invisible characters take none, those of East Asian scripts and emoji two (Unicode Standard
  /// Annex 11).
  public var displayWidth: Int {
    guard let base = unicodeScalars.first else { return 0 }
    if base.isASCII { return base.value < 0x20 || base.value == 0x7F ? 0 : 1 }
    // A variation selector asks for the picture of a character that is text by itself.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch base.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return base.properties.isEmojiPresentation || base.isWide ? 2 : 1
    }
  }
}

extension Unicode.Scalar {
  /// East Asian Width W or F, by blocks; unassigned characters between them count as wide, as the annex advises.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F,  // Hangul Jamo
      0x2E80...0x303E,  // radicals, CJK punctuation
      0x3041...0x4DBF,  // Hiragana to CJK extension A
      0x4E00...0xA4CF,  // CJK unified ideographs, Yi
      0xA960...0xA97F,  // Hangul Jamo extended A
      0xAC00...0xD7A3,  // Hangul syllables
      0xF900...0xFAFF,  // CJK compatibility ideographs
      0xFE10...0xFE19, 0xFE30...0xFE6F,  // vertical and small forms
      0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
      0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,  // Tangut, Khitan, Kana supplements
      0x1F200...0x1F2FF,  // enclosed ideographs
      0x20000...0x3FFFD:  // CJK extensions B and later
      true
    default: false
    }
  }
}

extension String {
  /// The text in lines of at most `width` columns, broken between words; a word that is longer has a line of its own.
  public func wrappedByWords(to width: Int) -> [String] {
    guard displayWidth > width else { return [self] }
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if !line.isEmpty, line.displayWidth + 1 + String(word).displayWidth > width {
        lines.append(line)
        line = String(word)
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return lines + [line]
  }
}
