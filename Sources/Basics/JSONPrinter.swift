extension JSON: CustomStringConvertible {
  /// The value as one line of JSON text; the same value always prints the same.
  public var description: String { text(isCompact: false) }

  /// The value as one line of JSON text.
  ///
  /// - Parameter isCompact: whether there is no space behind commas and colons.
  /// - Returns: the text; the same value always prints the same.
  public func text(isCompact: Bool) -> String {
    var text = ""
    print(to: &text, comma: isCompact ? "," : ", ", colon: isCompact ? ":" : ": ")
    return text
  }

  private func print(to text: inout String, comma: String, colon: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .real(let value): text += Self.token(value)
    case .string(let value): Self.quote(value, to: &text)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += comma }
        item.print(to: &text, comma: comma, colon: colon)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += comma }
        Self.quote(member.name, to: &text)
        text += colon
        member.value.print(to: &text, comma: comma, colon: colon)
      }
      text += "}"
    }
  }

  /// The shortest text that reads back as the same real; always with a point or an exponent, so that it stays a real.
  private static func token(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "Infinity" : "-Infinity" }
    return value.description
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
