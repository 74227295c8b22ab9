/// How other languages say what a value looks like in a text, and what is written here.
enum FormatHabits {
  /// What gives `value` the look of a specification behind a colon, such as `.2f`, `>10` and `05d`.
  ///
  /// - Returns: the expression; nil where `specification` is none of them.
  static func expression(_ value: String, as specification: String) -> String? {
    let form =
      /^(?:(?<fill>.)?(?<side>[<>^=]))?[+\- ]?#?(?<zero>0)?(?<width>\d+)?[,_]?(?:\.(?<digits>\d+))?(?<kind>[a-zA-Z%])?$/
    guard let match = try? form.wholeMatch(in: specification) else { return nil }
    var result = value
    if let digits = match.digits, Int(digits) != nil {
      let isExact = ["f", "F", "%"].contains(match.kind.map(String.init))
      let shown = match.kind == "%" ? "100 * \(value)" : value
      result = "\(isExact ? "fixed" : "round")(\(shown), \(digits))"
    }
    if let width = match.width {
      let fill = match.fill.map(String.init) ?? match.zero.map(String.init)
      let side = match.side == "<" ? "right" : "left"
      result = "pad_\(side)(\(result), \(width)\(fill.map { $0 == " " ? "" : ", \"\($0)\"" } ?? ""))"
    }
    return result
  }

  /// The text of a string with the values in the places of `%d`, `%.2f` and the like.
  ///
  /// - Returns: nil where there are not as many places as values.
  static func filled(_ text: String, with values: [String]) -> String? {
    let place = /%[\-+ #]?(?<spec>\d*(?:\.\d+)?)l?(?<kind>[dfgesiuxX])/
    let places = text.matches(of: place)
    guard !places.isEmpty, places.count == values.count else { return nil }
    var result = ""
    var end = text.startIndex
    for (match, value) in zip(places, values) {
      let kind = match.kind == "f" || match.kind == "g" || match.kind == "e" ? String(match.kind) : ""
      let shown = expression(value, as: match.spec + kind) ?? value
      result += text[end..<match.range.lowerBound] + "{\(shown)}"
      end = match.range.upperBound
    }
    return (result + text[end...]).replacing("%%", with: "%")
  }

  /// What stands between commas, but for those in brackets and in strings.
  static func arguments(_ text: some StringProtocol) -> [String] {
    var parts = [""]
    var depth = 0
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, "([{".contains(character) { depth += 1 }
      if !isQuoted, ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0, !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }

  /// The beginning of `text` up to a bracket that closes nothing in it, a comma, a comment or the end of the line.
  static func operand(_ text: some StringProtocol) -> String {
    var depth = 0
    var isQuoted = false
    let end = text.firstIndex { character in
      if character.isNewline { return true }
      if character == "\"" { isQuoted.toggle() }
      if isQuoted { return false }
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      return depth < 0 || depth == 0 && ",;#".contains(character)
    }
    var result = text[..<(end ?? text.endIndex)]
    while result.last == " " { result.removeLast() }
    return String(result.drop { $0 == " " })
  }
}
