/// How many columns of a terminal a character takes.
///
/// Combining and invisible characters take none, those of East Asian scripts and emoji two (Unicode Standard Annex 11).
func displayWidth(of character: Character) -> Int {
  guard let first = character.unicodeScalars.first else { return 0 }
  if first.isASCII { return first.value < 0x20 || first.value == 0x7F ? 0 : 1 }
  switch first.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: return 0
  default: break
  }
  let isEmoji = first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}")
  return isEmoji || isWide(first.value) ? 2 : 1
}

/// How many columns of a terminal `text` takes.
func displayWidth(of text: some StringProtocol) -> Int {
  text.reduce(0) { $0 + displayWidth(of: $1) }
}

private func isWide(_ scalar: UInt32) -> Bool {
  wideRanges.contains { $0.contains(scalar) }
}

/// The ranges of `East_Asian_Width` W and F; unassigned characters between them count as wide, as the annex advises.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F,  // Hangul Jamo
  0x2E80...0x303E,  // radicals, CJK punctuation
  0x3041...0x33FF,  // Hiragana to CJK compatibility
  0x3400...0x4DBF,  // CJK extension A
  0x4E00...0x9FFF,  // CJK unified ideographs
  0xA000...0xA4CF,  // Yi
  0xA960...0xA97F,  // Hangul Jamo extended A
  0xAC00...0xD7A3,  // Hangul syllables
  0xF900...0xFAFF,  // CJK compatibility ideographs
  0xFE10...0xFE19, 0xFE30...0xFE6F,  // vertical and small forms
  0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
  0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,  // Tangut, Khitan, Kana supplements
  0x1F200...0x1F2FF,  // enclosed ideographs
  0x20000...0x3FFFD,  // CJK extensions B and later
]
