/// The text of one cell of a table, and what it can be taken for.
struct CSVCell {
  let text: UnsafeBufferPointer<UInt8>
  /// The sign before the decimals of numbers.
  private let decimal: UInt8

  init(_ text: UnsafeBufferPointer<UInt8>, decimal: UInt8 = UInt8(ascii: ".")) {
    self.text = text
    self.decimal = decimal
  }

  var string: String { String(decoding: text, as: UTF8.self) }

  /// Whether there is nothing but spaces.
  var isBlank: Bool { text.allSatisfy { $0 == UInt8(ascii: " ") } }

  /// Whether there is neither a letter nor a digit, as in the signs that stand for nothing: `-`, `..`.
  var isSign: Bool {
    !text.contains { byte in
      byte >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
  }

  /// The number that the cell holds, if it does.
  var number: Double? { plainNumber ?? groupedNumber }

  /// The number, if its thousands are not set apart.
  var plainNumber: Double? { shortNumber ?? longNumber }

  /// A decimal number of at most 19 digits whose value a multiplication or division by an exact power of ten rounds
  /// right; nearly all numbers in tables are.
  private var shortNumber: Double? {
    var (i, mantissa, digits, exponent) = (0, UInt64(0), 0, 0)
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative { i = 1 }
    var hasPoint = false
    while i < text.count {
      if text[i] == decimal, !hasPoint {
        hasPoint = true
      } else if case let digit = text[i] &- UInt8(ascii: "0"), digit <= 9, digits < 19 {
        mantissa = mantissa * 10 + UInt64(digit)
        digits += 1
        if hasPoint { exponent += 1 }
      } else {
        return nil
      }
      i += 1
    }
    guard digits > 0, mantissa <= 1 << 53, exponent < Self.powers.count else { return nil }
    let value = Double(mantissa) / Self.powers[exponent]
    return isNegative ? -value : value
  }

  /// The powers of ten from 0 to 22, which are exact.
  private static let powers = (0...22).reduce(into: [1.0]) { powers, i in if i > 0 { powers.append(powers[i - 1] * 10) }
  }

  /// A number in any other form that Swift reads, such as 1e-3.
  private var longNumber: Double? {
    var bytes = text[...]
    while bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    if decimal == UInt8(ascii: ".") { return Double(String(decoding: bytes, as: UTF8.self)) }
    guard !bytes.contains(UInt8(ascii: ".")) else { return nil }
    let pointed = bytes.map { $0 == decimal ? UInt8(ascii: ".") : $0 }
    return Double(String(decoding: pointed, as: UTF8.self))
  }

  /// A number whose thousands are set apart, all by the same sign: 1,234.5 or 1 234,5.
  var groupedNumber: Double? {
    guard let first = text.first, first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") <= 9 else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    let body = UnsafeBufferPointer(rebasing: text[(isNegative ? 1 : 0)...])
    let lead = body.prefix { $0 &- UInt8(ascii: "0") <= 9 }.count
    guard (1...3).contains(lead), body[0] != UInt8(ascii: "0"), lead < body.count,
      let mark = Self.mark(body[lead...], decimal: decimal)
    else { return nil }
    var digits = Array(body[..<lead])
    var rest = body[lead...]
    while rest.starts(with: mark) {
      let group = rest.dropFirst(mark.count).prefix(3)
      guard group.count == 3, group.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return nil }
      digits += group
      rest = rest.dropFirst(mark.count + 3)
    }
    if rest.first == decimal {
      digits.append(UInt8(ascii: "."))
      rest = rest.dropFirst()
      digits += rest.prefix { $0 &- UInt8(ascii: "0") <= 9 }
      rest = rest.drop { $0 &- UInt8(ascii: "0") <= 9 }
    }
    guard rest.isEmpty, let number = Double(String(decoding: digits, as: UTF8.self)) else { return nil }
    return isNegative ? -number : number
  }

  /// The sign that sets thousands apart and stands here: the one of point and comma that is not before the decimals, an
  /// apostrophe, or a space, which may be one that does not break.
  private static func mark(_ text: Slice<UnsafeBufferPointer<UInt8>>, decimal: UInt8) -> [UInt8]? {
    let other = decimal == UInt8(ascii: ".") ? UInt8(ascii: ",") : UInt8(ascii: ".")
    let marks: [[UInt8]] = [[other], [UInt8(ascii: "'")], [UInt8(ascii: " ")], [0xC2, 0xA0], [0xE2, 0x80, 0xAF]]
    return marks.first { text.starts(with: $0) }
  }
}
