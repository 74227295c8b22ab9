/// A string that is being read: what its quotes are, and where its lines start.
struct StringLiteral {
  /// The start of a line inside a `"""` string.
  struct LineStart {
    /// The token whose text it is in.
    let token: Int
    /// Where in that text.
    let offset: Int
    /// How many spaces and tabs follow.
    let indentation: Int
    /// Whether nothing else is on the line.
    let isBlank: Bool
  }
  let quote: Span
  let isMultiline: Bool
  /// Whether an expression was met.
  var isInterpolated = false
  var lineStarts: [LineStart] = []
  /// The indentation that all lines met so far have in common; lines of nothing but white space do not count.
  var commonIndentation: [UInt8]?
}

extension Lexer {
  // CHARACTER = ? any but a line break, NUL, "{", "\" and the quotes that end the string ? ;
  // STRING = '"' { CHARACTER | ESCAPE | "{" expression "}" } '"'
  //        | '"""' { CHARACTER | "\n" | ESCAPE | "{" expression "}" } '"""' ;
  mutating func string() {
    let start = offset
    let isMultiline = isAt("\"\"\"")
    offset += isMultiline ? 3 : 1
    var literal = StringLiteral(quote: span(from: start), isMultiline: isMultiline)
    var startsLine = false
    if isMultiline, isAt("\n") || isAt("\r\n") {
      offset += isAt("\n") ? 1 : 2
      startsLine = true
    }
    if !isMultiline { openLineStrings += 1 }
    stringText(&literal, from: start, startsLine: startsLine)
  }

  /// Goes on with a string behind an expression in it; the current byte is `}`.
  mutating func continueString(_ literal: StringLiteral) {
    var literal = literal
    let start = offset
    offset += 1
    stringText(&literal, from: start, startsLine: false)
  }

  /// Reads text up to an expression or the end of the string.
  private mutating func stringText(_ literal: inout StringLiteral, from start: Int, startsLine: Bool) {
    var text: [UInt8] = []
    if startsLine { startLine(&literal, at: 0) }
    while !isAtEnd {
      switch byte() {
      case UInt8(ascii: "\"") where !literal.isMultiline || isAt("\"\"\""):
        return endString(literal, text, from: start)
      case UInt8(ascii: "{"):
        offset += 1
        let text = String(decoding: text, as: UTF8.self)
        append(literal.isInterpolated ? .stringMiddle(text) : .stringHead(text), from: start)
        literal.isInterpolated = true
        return frames.append(.interpolation(literal))
      case UInt8(ascii: "\\"):
        if let scalar = escape() {
          text += Array(String(scalar).utf8)
        } else if !isRecovering {
          return
        }
      case UInt8(ascii: "\n"):
        guard openLineStrings == 0 else { return unclosedString(literal) }
        // A carriage return that is written as an escape is meant.
        if text.last == UInt8(ascii: "\r"), source.utf8[offset - 1] == UInt8(ascii: "\r") { text.removeLast() }
        offset += 1
        text.append(UInt8(ascii: "\n"))
        startLine(&literal, at: text.count)
      default:
        text.append(byte())
        offset += 1
      }
    }
    if limit == source.utf8.count { unclosedString(literal) }
  }

  // ESCAPE = "\" ( "n" | "t" | "r" | "0" | '"' | "\" | "{" | "u{" HEXADECIMAL { HEXADECIMAL } "}" ) ;
  // HEXADECIMAL = ? a digit, or a letter from "a" to "f" or from "A" to "F" ? ;
  private mutating func escape() -> Unicode.Scalar? {
    let start = offset
    offset += 1
    let scalar: Unicode.Scalar
    switch byte() {
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "t"): scalar = "\t"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "0"): scalar = "\0"
    case UInt8(ascii: "u") where isAt("u{"): return unicodeEscape(from: start)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"): scalar = Unicode.Scalar(byte())
    default:
      unknownEscape(from: start)
      return nil
    }
    offset += 1
    return scalar
  }

  /// `\u{1B}`: the scalar of a hexadecimal number; the current byte is the `u`.
  private mutating func unicodeEscape(from start: Int) -> Unicode.Scalar? {
    offset += 2
    let digits = offset
    while !isAtEnd, Unicode.Scalar(byte()).properties.isASCIIHexDigit { offset += 1 }
    let number = UInt32(text(from: digits), radix: 16)
    if !isAtEnd, isAt("}") { offset += 1 }
    guard text(from: start).hasSuffix("}"), let number, let scalar = Unicode.Scalar(number) else {
      unknownCharacter(from: start)
      return nil
    }
    return scalar
  }

  /// Notes the indentation of the line that starts at the current byte.
  private func startLine(_ literal: inout StringLiteral, at position: Int) {
    var end = offset
    while end < limit, source.utf8[end] == 0x20 || source.utf8[end] == 0x09 { end += 1 }
    let rest = source.utf8[end..<limit]
    let isBlank = rest.starts(with: "\n".utf8) || rest.starts(with: "\r\n".utf8) || rest.starts(with: "\"\"\"".utf8)
    let indentation = Array(source.utf8[offset..<end])
    if !isBlank {
      let common = literal.commonIndentation ?? indentation
      literal.commonIndentation = zip(common, indentation).prefix { $0 == $1 }.map(\.0)
    }
    let start = StringLiteral.LineStart(
      token: list.tokens.count, offset: position, indentation: indentation.count, isBlank: isBlank)
    literal.lineStarts.append(start)
  }

  private mutating func endString(_ literal: StringLiteral, _ text: [UInt8], from start: Int) {
    offset += literal.isMultiline ? 3 : 1
    if !literal.isMultiline { openLineStrings -= 1 }
    let text = String(decoding: text, as: UTF8.self)
    append(literal.isInterpolated ? .stringTail(text) : .string(text), from: start)
    removeIndentation(literal)
  }

  private mutating func removeIndentation(_ literal: StringLiteral) {
    let common = literal.commonIndentation?.count ?? 0
    var rest = literal.lineStarts[...]
    while let first = rest.first {
      let lines = rest.prefix { $0.token == first.token }
      rest = rest.dropFirst(lines.count)
      replaceText(ofTokenAt: first.token) { text in
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        for line in lines {
          result += bytes[position..<max(position, line.offset)]
          position = min(line.offset + (line.isBlank ? line.indentation : common), bytes.count)
        }
        return String(decoding: result + bytes[position...], as: UTF8.self)
      }
    }
  }
}
