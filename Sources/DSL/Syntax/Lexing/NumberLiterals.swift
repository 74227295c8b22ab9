extension Lexer {
  // NUMBER = DIGITS [ "." DIGITS ] [ ( "e" | "E" ) [ "+" | "-" ] DIGITS ] [ "ms" | "s" | "min" | "h" | "d" | "%" ] ;
  mutating func number() {
    let start = offset
    guard digits() else { return misplacedUnderscore(in: start) }
    var isReal = false
    if byte() == UInt8(ascii: "."), isDigit(1) {
      isReal = true
      offset += 1
      guard digits() else { return misplacedUnderscore(in: start) }
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      let signLength = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
      if isDigit(1 + signLength) {
        isReal = true
        offset += 1 + signLength
        guard digits() else { return misplacedUnderscore(in: start) }
      }
    }
    let literal = text(from: start).filter { $0 != "_" }
    let suffixStart = offset
    if byte() == UInt8(ascii: "%") { offset += 1 } else { skipWord() }
    let suffix = text(from: suffixStart)
    guard let value = Double(literal), value.isFinite else { return tooLarge(start) }
    if suffix.isEmpty {
      guard !isReal else { return append(.real(value), from: start) }
      guard let whole = Int(literal) else { return tooLarge(start) }
      append(.integer(whole), from: start)
    } else if suffix == "%" {
      append(.real(value / 100), from: start)
    } else if let unit = TimeUnit(rawValue: suffix) {
      // 250ms is 0.25 and not 0.25000000000000001: divide by a whole number where the unit is a fraction.
      let seconds = unit.seconds < 1 ? value / (1 / unit.seconds).rounded() : value * unit.seconds
      guard seconds.isFinite else { return tooLarge(start) }
      append(.duration(seconds: seconds), from: start)
    } else {
      unknownSuffix(suffix, of: literal, from: suffixStart)
    }
  }

  private func isDigit(_ ahead: Int) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(ahead))
  }

  // DIGITS = DIGIT { [ "_" ] DIGIT } ;
  // DIGIT = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" ;
  private mutating func digits() -> Bool {
    while isDigit(0) || byte() == UInt8(ascii: "_") {
      if byte() == UInt8(ascii: "_"), !isDigit(1) { return false }
      offset += 1
    }
    return true
  }
}
