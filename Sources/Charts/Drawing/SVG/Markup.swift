import Basics

/// An element of SVG or HTML as a value; texts are escaped when it is written.
struct Markup {
  /// What stands between the tags.
  enum Content {
    case elements([Markup])
    /// Words; they stand after the elements, which can only be a title.
    case text(String, title: String?)
  }

  let name: String
  private(set) var attributes: [(name: String, value: String)]
  let content: Content

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []) {
    (self.name, content) = (name, .elements(children))
    self.attributes = attributes.map { ($0.key, $0.value) }
  }

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String, title: String? = nil) {
    (self.name, content) = (name, .text(text, title: title))
    self.attributes = attributes.map { ($0.key, $0.value) }
  }

  /// The element with an attribute; without it where there is no value.
  func with(_ name: String, _ value: String?) -> Markup {
    guard let value else { return self }
    var element = self
    element.attributes.append((name, value))
    return element
  }

  /// The element with more attributes.
  func with(_ more: [(name: String, value: String)]) -> Markup {
    var element = self
    element.attributes += more
    return element
  }

  /// The element as text: a line for each element of a group.
  func written(depth: Int = 0) -> String {
    var text = ""
    write(to: &text, depth: depth)
    return text
  }

  private func write(to text: inout String, depth: Int) {
    text += "<" + name
    for (name, value) in attributes { text += " \(name)=\"\(value.escaped)\"" }
    switch content {
    case .text(let words, let title):
      text += ">"
      if let title { text += "<title>\(title.escaped)</title>" }
      text += "\(words.escaped)</\(name)>"
    case .elements(let children) where children.isEmpty:
      text += "/>"
    case .elements(let children):
      text += ">"
      let isGroup = ["svg", "g"].contains(name)
      let indent = "\n" + String(repeating: "  ", count: depth)
      for child in children {
        if isGroup { text += indent + "  " }
        child.write(to: &text, depth: depth + 1)
      }
      text += (isGroup ? indent : "") + "</\(name)>"
    }
  }
}

extension String {
  /// The text as content or attribute of XML and HTML; what neither may contain (XML 1.0, 2.2) is a space.
  var escaped: String {
    guard !utf8.allSatisfy(Self.isPlain) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n": text += "&#10;"
      case "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
    default: 0x20..<0x7F ~= byte
    }
  }
}

/// A length of an SVG, in its unit: no more than two decimal places, so that files are the same on every machine.
func px(_ length: Double) -> String {
  guard !length.isNaN else { return "0" }
  // What is far outside is not seen; renderers are not asked how far.
  let hundredths = Int((min(max(length, -1e5), 1e5) * 100).rounded())
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  return rest.isMultiple(of: 10) ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}
