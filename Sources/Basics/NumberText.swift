/// Numbers as people read them.
///
/// A real prints with the fewest digits that read back as the same number, positional from 1e-5 up to 1e15 and with an
/// exponent beyond: `0.0316`, `1500`, `1e-7`, `1.5e20`. A summary rounds to a few significant digits first.
public enum NumberText {
  /// How many significant digits summaries and tables show.
  public static let summaryDigits = 4

  /// The shortest exact text of a real.
  public static func exact(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value > 0 ? "inf" : "-inf" }
    if value == 0 { return "0" }
    let (digits, exponent) = decimal(value.magnitude)
    let sign = value < 0 ? "-" : ""
    return sign + (1e-5..<1e15 ~= value.magnitude ? positional(digits, exponent) : scientific(digits, exponent))
  }

  /// The shortest exact text of a real that reads back as a real and not as an integer: `0.0`, not `0`.
  public static func literal(_ value: Double) -> String {
    let text = exact(value)
    return text.contains { $0 == "." || $0 == "e" || $0 == "n" } ? text : text + ".0"
  }

  /// The shortest exact text of a real without an exponent: `0.0000001`.
  public static func positional(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return exact(value) }
    let (digits, exponent) = decimal(value.magnitude)
    return (value < 0 ? "-" : "") + positional(digits, exponent)
  }

  /// The text of a real rounded to a number of significant digits, trailing zeros dropped.
  public static func rounded(_ value: Double, digits: Int = summaryDigits) -> String {
    exact(roundedValue(value, digits: digits))
  }

  /// The text of a real with as many significant digits as a number of columns holds, with an exponent where it is shorter.
  ///
  /// - Parameters:
  ///   - value: the number.
  ///   - digits: the most significant digits.
  ///   - columns: the columns that there are.
  /// - Returns: the text; a wider one where one digit is too wide.
  public static func rounded(_ value: Double, digits: Int = summaryDigits, within columns: Int) -> String {
    var text = ""
    for kept in (1...max(digits, 1)).reversed() {
      let rounded = roundedValue(value, digits: kept)
      text = exact(rounded)
      if text.count <= columns || !rounded.isFinite || rounded == 0 { return text }
      let (all, exponent) = decimal(rounded.magnitude)
      let short = (rounded < 0 ? "-" : "") + scientific(all, exponent)
      if short.count < text.count { text = short }
      if text.count <= columns { return text }
    }
    return text
  }

  /// The real nearest to `value` that has at most `digits` significant decimal digits, ties away from zero.
  static func roundedValue(_ value: Double, digits: Int) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let kept = max(digits, 1)
    var (all, exponent) = decimal(value.magnitude)
    guard all.count > kept else { return value }
    let roundsUp = all[kept] >= 5
    all = Array(all.prefix(kept))
    if roundsUp {
      while let last = all.last, last == 9 { all.removeLast() }
      if all.isEmpty {
        all = [1]
        exponent += 1
      } else {
        all[all.count - 1] += 1
      }
    }
    // The largest numbers have nothing to be rounded up to.
    guard let magnitude = Double(scientific(all, exponent)), magnitude.isFinite else { return value }
    return value < 0 ? -magnitude : magnitude
  }

  /// The shortest decimal digits d₀d₁d₂… and the exponent e with `value` = d₀.d₁d₂… · 10^e; the last digit is not zero.
  private static func decimal(_ value: Double) -> (digits: [UInt8], exponent: Int) {
    var digits: [UInt8] = []
    var exponent = 0
    var isFraction = false
    let parts = value.description.split(separator: "e")
    for byte in parts[0].utf8 {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        if !isFraction { exponent += 1 }
        digits.append(byte - UInt8(ascii: "0"))
      }
    }
    exponent -= 1
    if parts.count > 1 { exponent += Int(parts[1]) ?? 0 }
    while digits.count > 1, digits[0] == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    return (digits, exponent)
  }

  private static func positional(_ digits: [UInt8], _ exponent: Int) -> String {
    let text = digits.map(String.init).joined()
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
    let whole = exponent + 1
    if digits.count <= whole { return text + String(repeating: "0", count: whole - digits.count) }
    return text.prefix(whole) + "." + text.dropFirst(whole)
  }

  private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
    let text = digits.map(String.init).joined()
    return (digits.count == 1 ? text : text.prefix(1) + "." + text.dropFirst()) + "e\(exponent)"
  }
}
