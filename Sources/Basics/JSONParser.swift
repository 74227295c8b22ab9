/// Why a text is not JSON, and where.
public struct JSONError: ExplainedError, Hashable {
  /// Counted from 1; columns in Unicode scalars.
  public let line: Int
  /// Counted from 1, in Unicode scalars.
  public let column: Int
  /// What is wrong there.
  public let problem: String

  /// What kind of thing is wrong.
  public var topic: Topic { .numberInText }

  /// The place and the problem.
  public var message: String { "line \(line), column \(column): \(problem)" }

  /// Nothing is known that would help.
  public var hint: String? { nil }
}

extension JSON {
  /// In so many arrays and objects a value may lie that is to be read.
  public static let deepestNesting = 256

  /// Reads one JSON value; `nil` where the text is anything else.
  ///
  /// Beside the standard's grammar, `NaN`, `Infinity` and `-Infinity` are numbers, and a byte-order mark is passed over.
  /// Nesting is limited, so that no text can exhaust the stack.
  public init?(parsing text: String) {
    self.init(parsing: text.utf8)
  }

  /// Reads one JSON value from its bytes, which are taken to be UTF-8.
  public init?(parsing bytes: some Sequence<UInt8>) {
    guard let value = try? JSON(reading: bytes) else { return nil }
    self = value
  }

  /// Reads one JSON value from its bytes, which are taken to be UTF-8.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - allowsDuplicates: whether an object may name a member twice; then the later one counts, as for most readers.
  /// - Throws: what is wrong, and where.
  public init(reading bytes: some Sequence<UInt8>, allowsDuplicates: Bool = true) throws(JSONError) {
    var parser = Parser(bytes: Array(bytes), allowsDuplicates: allowsDuplicates)
    self = try parser.text()
  }

  /// A recursive-descent reader over UTF-8.
  private struct Parser {
    let bytes: [UInt8]
    let allowsDuplicates: Bool
    var position = 0

    init(bytes: [UInt8], allowsDuplicates: Bool) {
      self.bytes = bytes
      self.allowsDuplicates = allowsDuplicates
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// A value and nothing else.
    mutating func text() throws(JSONError) -> JSON {
      _ = consume("\u{FEFF}")
      let value = try value(depth: 0)
      skipSpace()
      if position < bytes.count { throw unexpected(insteadOf: "the end") }
      return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
      skipSpace()
      switch next {
      case UInt8(ascii: "{"): return try object(depth: depth + 1)
      case UInt8(ascii: "["): return try array(depth: depth + 1)
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "n") where consume("null"): return .null
      case UInt8(ascii: "t") where consume("true"): return .bool(true)
      case UInt8(ascii: "f") where consume("false"): return .bool(false)
      case UInt8(ascii: "N") where consume("NaN"): return .real(.nan)
      case UInt8(ascii: "I") where consume("Infinity"): return .real(.infinity)
      case UInt8(ascii: "-") where consume("-Infinity"): return .real(-.infinity)
      default: return try number()
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

    private mutating func open(depth: Int) throws(JSONError) {
      guard depth <= JSON.deepestNesting else {
        throw error("it is nested more than \(JSON.deepestNesting) deep", at: position)
      }
      position += 1
      skipSpace()
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
      try open(depth: depth)
      if consume("]") { return .array([]) }
      var items: [JSON] = []
      while true {
        items.append(try value(depth: depth))
        skipSpace()
        if consume("]") { return .array(items) }
        guard consume(",") else { throw unexpected(insteadOf: "`,` or `]`") }
      }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
      try open(depth: depth)
      if consume("}") { return .object([]) }
      var members: [Member] = []
      var places: [String: Int] = [:]
      while true {
        skipSpace()
        let start = position
        guard next == UInt8(ascii: "\"") else { throw unexpected(insteadOf: "a name in double quotes") }
        let name = try string()
        skipSpace()
        guard consume(":") else { throw unexpected(insteadOf: "`:`") }
        let value = try value(depth: depth)
        if let place = places[name] {
          guard allowsDuplicates else { throw error("the key `\(name)` is there twice", at: start) }
          members[place] = Member(name, value)
        } else {
          places[name] = members.count
          members.append(Member(name, value))
        }
        skipSpace()
        if consume("}") { return .object(members) }
        guard consume(",") else { throw unexpected(insteadOf: "`,` or `}`") }
      }
    }

    private mutating func number() throws(JSONError) -> JSON {
      let start = position
      while let byte = next, Self.isPartOfNumber(byte) { position += 1 }
      if position == start { throw unexpected(insteadOf: "a value") }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      // `Int` and `Double` read more than JSON allows (`+1`, `.5`), never less; stored text is read leniently.
      if let integer = Int(text) { return .integer(integer) }
      guard let real = Double(text) else { throw error("`\(text)` is not a number", at: start) }
      return .real(real)
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }

    private mutating func string() throws(JSONError) -> String {
      let start = position
      position += 1
      var content: [UInt8] = []
      while let byte = next {
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
        case UInt8(ascii: "\\"):
          let escape = position - 1
          guard let scalar = self.escape() else { throw error("a backslash begins no escape here", at: escape) }
          content.append(contentsOf: Array(String(scalar).utf8))
        default: content.append(byte)
        }
      }
      throw error("this string is never closed", at: start)
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
      let digits = bytes[position..<position + 4]
      guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return nil }
      position += 4
      return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    // MARK: Errors

    private func unexpected(insteadOf expected: String) -> JSONError {
      guard position < bytes.count else {
        return error("expected \(expected), found the end of the text", at: position)
      }
      let word = bytes[position...].prefix { Unicode.Scalar($0).properties.isAlphabetic && $0 < 0x80 }.prefix(20)
      let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
      let found = word.isEmpty ? String(rest.unicodeScalars.prefix(1)) : String(decoding: word, as: UTF8.self)
      return error("expected \(expected), found `\(found.filter { !$0.isNewline })`", at: position)
    }

    private func error(_ problem: String, at place: Int) -> JSONError {
      let before = bytes[..<place]
      let begin = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      var line = String(decoding: bytes[begin..<place], as: UTF8.self).unicodeScalars
      if begin == 0, line.first == "\u{FEFF}" { line.removeFirst() }
      return JSONError(line: before.count { $0 == 0x0A } + 1, column: line.count + 1, problem: problem)
    }
  }
}
