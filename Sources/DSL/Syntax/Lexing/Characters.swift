import Basics

extension Lexer {
  /// The number of bytes before the first NUL or replacement character: what a program may consist of.
  static func readableCount(_ bytes: [UInt8]) -> Int {
    for index in bytes.indices {
      if bytes[index] == 0 { return index }
      if bytes[index] == 0xEF, bytes[index...].starts(with: [0xEF, 0xBF, 0xBD]) { return index }
    }
    return bytes.count
  }

  /// The character at the current byte, which must exist.
  func scalar() -> Unicode.Scalar {
    var decoder = UTF8()
    var bytes = source.utf8[offset..<limit].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return "\u{FFFD}" }
    return scalar
  }

  /// Where the text cannot be read on.
  mutating func unreadableText() {
    offset = limit
    if source.utf8[limit] == 0 {
      offset += 1
      return fail(
        Diagnostic(
          .strangeCharacter,
          "a NUL character is not text", at: span(from: limit), "a byte of value 0",
          hint: "is this a text file? Remove the character, or save the file as UTF-8."))
    }
    offset += 3
    fail(
      Diagnostic(
        .strangeCharacter,
        "this is not UTF-8", at: span(from: limit), "not part of any text",
        hint: "save the file in the encoding UTF-8."))
  }

  /// Text that starts no token at all.
  mutating func foreignText() {
    let start = offset
    if let habit = LexicalHabit.byFirstByte[byte()]?.first(where: { isAt($0.spelling) }) {
      offset += habit.spelling.utf8CodeUnitCount
      return fail(habit.diagnostic(at: span(from: start), in: self))
    }
    if byte() == UInt8(ascii: "'") { return singleQuotes() }
    let character = scalar()
    offset += character.utf8.count
    fail(Lexer.strangeCharacter(character, at: span(from: start)))
  }

  private static func strangeCharacter(_ character: Unicode.Scalar, at span: Span) -> Diagnostic {
    let digits = String(character.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    if character == "\u{A0}" || character == "\u{202F}" {
      return Diagnostic(
        .strangeCharacter,
        "a non-breaking space (\(code)) is not a space", at: span, "looks like a space",
        hint: "put an ordinary space here; copying from a formatted page brings the other one.")
    }
    if character.properties.isWhitespace || character.properties.generalCategory == .format {
      return Diagnostic(
        .strangeCharacter,
        "an invisible character (\(code)) is here", at: span, "cannot be seen",
        hint: "remove it, or put an ordinary space in its place.")
    }
    if let meant = lookalikes[character] {
      return Diagnostic(
        .strangeCharacter, "`\(character)` (\(code)) is not a symbol of hpo", at: span, "write `\(meant)`")
    }
    return Diagnostic(.strangeCharacter, "`\(character)` (\(code)) has no meaning here", at: span)
  }

  /// Characters of typeset text, and what is meant by them.
  private static let lookalikes: [Unicode.Scalar: String] = [
    "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"", "\u{AB}": "\"", "\u{BB}": "\"", "\u{2018}": "\"",
    "\u{2019}": "\"", "\u{2212}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{D7}": "*", "\u{B7}": "*", "\u{F7}": "/",
    "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!=", "\u{2026}": "..", "\u{2192}": "fn", "\u{2208}": "in",
    "\u{B2}": "^2", "\u{B3}": "^3", "\u{2074}": "^4", "\u{221A}": "sqrt", "\u{2227}": "and", "\u{2228}": "or",
    "\u{AC}": "not", "\u{2217}": "*", "\u{2215}": "/", "\u{2044}": "/", "\u{221E}": "1e308",
    "\u{FF08}": "(", "\u{FF09}": ")", "\u{FF0C}": ",", "\u{FF1A}": ":", "\u{FF1B}": ";", "\u{3000}": " ",
  ]

  /// `'text'`.
  private mutating func singleQuotes() {
    let start = offset
    var end = offset + 1
    while end < limit, source.utf8[end] != UInt8(ascii: "'"), source.utf8[end] != UInt8(ascii: "\n") { end += 1 }
    let isClosed = end < limit && source.utf8[end] == UInt8(ascii: "'")
    offset = isClosed ? end + 1 : offset + 1
    let content = text(from: start).dropFirst().dropLast()
    fail(
      Diagnostic(
        .stringForm,
        "strings use double quotes", at: span(from: start), isClosed ? "write `\"\(content)\"`" : "write `\"`"))
  }
}
