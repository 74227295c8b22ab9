/// A real as the language prints it: the fewest digits that read back as the same number, positional from 1e-5 up to
/// 1e15, otherwise as `1e-7`, `1.5e20`.
func realText(_ value: Double) -> String {
  if value == 0 { return "0" }
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-infinity" : "infinity" }
  // Swift prints the shortest digits that round-trip; only their arrangement differs here.
  let (digits, exponent) = shortestDigits(value.magnitude)
  let sign = value < 0 ? "-" : ""
  if value.magnitude >= 1e-5, value.magnitude < 1e15 {
    if exponent <= 0 { return sign + "0." + String(repeating: "0", count: -exponent) + digits }
    if exponent >= digits.count { return sign + digits + String(repeating: "0", count: exponent - digits.count) }
    return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
  }
  let fraction = digits.dropFirst()
  return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e\(exponent - 1)"
}

/// The shortest decimal digits d and the exponent e with value = 0.d x 10^e; `value` is finite and above 0.
private func shortestDigits(_ value: Double) -> (digits: String, exponent: Int) {
  let parts = "\(value)".split(separator: "e")
  var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
  let fraction = mantissa.count > 1 ? mantissa[1] : ""
  exponent += mantissa[0].count
  let all = mantissa[0] + fraction
  let leadingZeros = all.prefix { $0 == "0" }.count
  var digits = all.dropFirst(leadingZeros)
  while digits.last == "0" { digits.removeLast() }
  return (String(digits), exponent - leadingZeros)
}
