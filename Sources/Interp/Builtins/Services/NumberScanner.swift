/// Finds numbers in text that programs print for people: `loss=0.25  acc: 97.5%  \u{1B}[32m1e-3\u{1B}[0m`.
///
/// A number has a sign, a fraction and an exponent where it is written with them; `nan` and `inf` are numbers; one with a
/// per cent sign is a hundredth. Digits behind a letter are part of its word.
struct NumberScanner {
  /// Without the sequences that colour a terminal.
  let bytes: ContiguousArray<UInt8>
  /// Where the search goes on.
  private var position = 0

  init(_ text: Text) { bytes = Self.uncoloured(text.utf8) }

  /// Goes on by one place: the number that begins there, if one does.
  mutating func step() -> Value? {
    guard !isBehindWord(position), let (value, end) = number(at: position) else {
      position += 1
      return nil
    }
    position = end
    return value
  }

  /// Whether the end is not reached.
  var isUnderWay: Bool { position < bytes.count }

  /// The number behind a marker that lies at `range`, with `=`, `:`, quotes or spaces between them; nil where none follows,
  /// or where the marker is a part of a longer word.
  func number(behind range: Range<Int>) -> Value? {
    let (first, last) = (bytes[range.lowerBound], bytes[range.upperBound - 1])
    if Self.isInWord(first), isBehindWord(range.lowerBound) { return nil }
    var index = range.upperBound
    if Self.isLetter(last), index < bytes.count, Self.isLetter(bytes[index]) { return nil }
    while index < bytes.count, " \t=:\"'".utf8.contains(bytes[index]) { index += 1 }
    return number(at: index)?.value
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 || byte == UInt8(ascii: "_") }
  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  private static func isInWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

  private func isBehindWord(_ index: Int) -> Bool { index > 0 && Self.isInWord(bytes[index - 1]) }

  private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func digits(from index: Int) -> Int {
    var end = index
    while let byte = byte(at: end), Self.isDigit(byte) { end += 1 }
    return end
  }

  /// The number that begins at `start`, and where it ends.
  private func number(at start: Int) -> (value: Value, end: Int)? {
    var begin = start
    if let sign = byte(at: start), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { begin += 1 }
    let isNegative = begin > start && bytes[start] == UInt8(ascii: "-")
    for (word, value) in [("infinity", Double.infinity), ("inf", .infinity), ("nan", .nan)] {
      let end = begin + word.utf8.count
      guard end <= bytes.count, bytes[begin..<end].map({ $0 | 0x20 }).elementsEqual(word.utf8) else { continue }
      if let next = byte(at: end), Self.isInWord(next) { continue }
      return (.real(isNegative ? -value : value), end)
    }
    let whole = digits(from: begin)
    var end = whole
    if byte(at: end) == UInt8(ascii: "."), digits(from: end + 1) > end + 1 { end = digits(from: end + 1) }
    guard end > begin else { return nil }
    if byte(at: end).map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      var exponent = end + 1
      if let sign = byte(at: exponent), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { exponent += 1 }
      if digits(from: exponent) > exponent { end = digits(from: exponent) }
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    if let behind = perCentSign(from: end), let real = Double(text) { return (.real(real / 100), behind) }
    if end == whole, let integer = Int(text) { return (.int(integer), end) }
    return Double(text).map { (.real($0), end) }
  }

  /// The end of a `%` behind a number, perhaps with a space between them; none where it divides by the next number.
  private func perCentSign(from index: Int) -> Int? {
    var index = index
    if byte(at: index) == UInt8(ascii: " ") { index += 1 }
    guard byte(at: index) == UInt8(ascii: "%") else { return nil }
    var next = index + 1
    while byte(at: next) == UInt8(ascii: " ") { next += 1 }
    if index > 0, bytes[index - 1] == UInt8(ascii: " "), let byte = byte(at: next), Self.isDigit(byte) { return nil }
    return index + 1
  }

  /// The bytes without what begins with an escape: `ESC [ ... letter`, and titles, `ESC ] ... BEL`.
  private static func uncoloured(_ bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    let escape: UInt8 = 0x1B
    guard bytes.contains(escape) else { return bytes }
    var plain = ContiguousArray<UInt8>()
    var index = 0
    while index < bytes.count {
      guard bytes[index] == escape, index + 1 < bytes.count else {
        plain.append(bytes[index])
        index += 1
        continue
      }
      let kind = bytes[index + 1]
      index += 2
      if kind == UInt8(ascii: "[") {
        while index < bytes.count, !(0x40...0x7E ~= bytes[index]) { index += 1 }
        index += 1
      } else if kind == UInt8(ascii: "]") {
        while index < bytes.count, bytes[index] != 0x07, bytes[index] != escape { index += 1 }
        if index < bytes.count, bytes[index] == 0x07 { index += 1 }
      }
    }
    return plain
  }
}
