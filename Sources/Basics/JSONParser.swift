extension JSON {
  /// In so many arrays and objects a value may lie that is to be read.
  public static let deepestNesting = 256

  /// Reads one JSON value; `nil` where the text is anything else.
  ///
  /// Beside the standard's grammar, `NaN`, `Infinity` and `-Infinity` are numbers. Nesting is limited, so that no text
  /// can exhaust the stack.
  public init?(parsing text: String) {
    self.init(parsing: text.utf8)
  }

  /// Reads one JSON value from its bytes, which are taken to be UTF-8.
  public init?(parsing bytes: some Sequence<UInt8>) {
    var parser = Parser(bytes: Array(bytes))
    guard let value = parser.value(depth: 0), parser.isAtEnd() else { return nil }
    self = value
  }

  /// A recursive-descent reader over UTF-8; every method returns `nil` at the first fault.
  private struct Parser {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func isAtEnd() -> Bool {
      skipSpace()
      return position == bytes.count
    }

    mutating func value(depth: Int) -> JSON? {
      guard depth <= JSON.deepestNesting else { return nil }
      skipSpace()
      switch next {
      case UInt8(ascii: "{"): return object(depth: depth + 1)
      case UInt8(ascii: "["): return array(depth: depth + 1)
      case UInt8(ascii: "\""): return string().map(JSON.string)
      case UInt8(ascii: "n"): return consume("null") ? .null : nil
      case UInt8(ascii: "t"): return consume("true") ? .bool(true) : nil
      case UInt8(ascii: "f"): return consume("false") ? .bool(false) : nil
      case UInt8(ascii: "N"): return consume("NaN") ? .real(.nan) : nil
      case UInt8(ascii: "I"): return consume("Infinity") ? .real(.infinity) : nil
      default: return consume("-Infinity") ? .real(-.infinity) : number()
      }
    }

    private mutating func skipSpace() {
      while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func consume(_ word: StaticString) -> Bool {
      let length = word.utf8CodeUnitCount
      guard bytes.count - position >= length else { return false }
      for offset in 0..<length where bytes[position + offset] != word.utf8Start[offset] { return false }
      position += length
      return true
    }

    private mutating func array(depth: Int) -> JSON? {
      position += 1
      skipSpace()
      if consume("]") { return .array([]) }
      var items: [JSON] = []
      while let item = value(depth: depth) {
        items.append(item)
        skipSpace()
        if consume("]") { return .array(items) }
        guard consume(",") else { return nil }
      }
      return nil
    }

    private mutating func object(depth: Int) -> JSON? {
      position += 1
      skipSpace()
      if consume("}") { return .object([]) }
      var members: [Member] = []
      while true {
        skipSpace()
        guard next == UInt8(ascii: "\""), let name = string() else { return nil }
        skipSpace()
        guard consume(":"), let value = value(depth: depth) else { return nil }
        members.append(Member(name, value))
        skipSpace()
        if consume("}") { return .object(members) }
        guard consume(",") else { return nil }
      }
    }

    private mutating func number() -> JSON? {
      let start = position
      while let byte = next, Self.isPartOfNumber(byte) { position += 1 }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      // `Int` and `Double` read more than JSON allows (`+1`, `.5`), never less; stored text is read leniently.
      if let integer = Int(text) { return .integer(integer) }
      return Double(text).map(JSON.real)
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }

    private mutating func string() -> String? {
      position += 1
      var content: [UInt8] = []
      while let byte = next {
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
        case UInt8(ascii: "\\"):
          guard let scalar = escape() else { return nil }
          content.append(contentsOf: Array(String(scalar).utf8))
        default: content.append(byte)
        }
      }
      return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
      guard let byte = next else { return nil }
      position += 1
      switch byte {
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "t"): return "\t"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "b"): return "\u{8}"
      case UInt8(ascii: "f"): return "\u{C}"
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
      case UInt8(ascii: "u"): return unicodeEscape()
      default: return nil
      }
    }

    /// The scalar of `\u` and four hexadecimal digits, of two such escapes where they are a surrogate pair, U+FFFD for a
    /// lone surrogate.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
      guard let unit = hexUnit() else { return nil }
      guard 0xD800...0xDFFF ~= unit else { return Unicode.Scalar(unit) }
      let behind = position
      guard unit < 0xDC00, consume("\\u"), let low = hexUnit(), 0xDC00...0xDFFF ~= low else {
        position = behind
        return "\u{FFFD}"
      }
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func hexUnit() -> UInt32? {
      guard bytes.count - position >= 4 else { return nil }
      let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
      position += 4
      return UInt32(digits, radix: 16)
    }
  }
}
