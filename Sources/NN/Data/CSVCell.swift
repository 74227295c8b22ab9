/// The text of one cell of a table, and what it can be taken for.
struct CSVCell {
  let text: UnsafeBufferPointer<UInt8>

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
  }

  /// Texts that stand for a missing value, in lower case.
  private static let missing: Set<String> = ["", "?", "na", "n/a", "nan", "null", "none"]

  var isMissing: Bool {
    guard let first = text.first else { return true }
    guard text.count <= 4, [UInt8(ascii: "?"), UInt8(ascii: "n"), UInt8(ascii: "N")].contains(first) else {
      return false
    }
    return Self.missing.contains(string.lowercased())
  }

  var string: String { String(decoding: text, as: UTF8.self) }

  /// The number that the cell holds, if it does.
  var number: Double? { shortNumber ?? Double(string) }

  /// A decimal number of at most 19 digits whose value a multiplication or division by an exact power of ten rounds
  /// right; nearly all numbers in tables are.
  private var shortNumber: Double? {
    var (i, mantissa, digits, exponent) = (0, UInt64(0), 0, 0)
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative { i = 1 }
    var hasPoint = false
    while i < text.count {
      if text[i] == UInt8(ascii: "."), !hasPoint {
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
}
