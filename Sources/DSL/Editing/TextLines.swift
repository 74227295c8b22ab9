/// A text as editors address it: by lines from 0, and by columns in code units within them.
///
/// A line ends with a line feed, a carriage return, or both, as the Language Server Protocol has it.
public struct TextLines: Sendable {
  /// What a column counts.
  public enum Unit: String, Sendable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
  }

  /// A place between two characters.
  public struct Place: Hashable, Sendable {
    /// From 0.
    public let line: Int
    /// From 0, in code units.
    public let column: Int

    /// The place of a line and a column.
    public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
  }

  /// The text.
  public let utf8: [UInt8]
  /// What columns count.
  public let unit: Unit
  /// Offsets in `utf8` at which lines start; the first is 0.
  private let starts: [Int]

  /// The lines of a text, as UTF-8.
  ///
  /// - Complexity: O(length).
  public init(_ utf8: [UInt8], unit: Unit) {
    (self.utf8, self.unit) = (utf8, unit)
    var starts = [0]
    for (offset, byte) in utf8.enumerated() {
      let isEnd =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r") && (offset + 1 == utf8.count || utf8[offset + 1] != UInt8(ascii: "\n"))
      if isEnd { starts.append(offset + 1) }
    }
    self.starts = starts
  }

  /// How many lines there are; an empty one behind a last line end counts.
  public var count: Int { starts.count }

  /// The place of the byte at `offset`, which is cut to the text; inside of a character its beginning is meant.
  ///
  /// - Complexity: O(log lines + length of the line).
  public func place(at offset: Int) -> Place {
    let offset = min(max(0, offset), utf8.count)
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let line = utf8[starts[low]..<start(ofCharacterAt: offset)]
    return Place(line: low, column: unit == .utf8 ? line.count : line.reduce(0) { $0 + Self.units(of: $1) })
  }

  /// The offset of a place; beyond the end of its line that end, beyond the last line the end of the text.
  ///
  /// - Complexity: O(length of the line).
  public func offset(of place: Place) -> Int {
    guard place.line >= 0 else { return 0 }
    guard place.line < starts.count else { return utf8.count }
    let end = endOfLine(place.line)
    var offset = starts[place.line]
    if unit == .utf8 { return start(ofCharacterAt: min(offset + max(0, min(place.column, utf8.count)), end)) }
    var column = 0
    while offset < end {
      // All units of a character stand with its first byte.
      column += Self.units(of: utf8[offset])
      if column > place.column { return offset }
      offset += 1
      while offset < end, Self.isContinuation(utf8[offset]) { offset += 1 }
    }
    return end
  }

  /// The text with what stands from one place to another replaced.
  public func replacing(from start: Place, to end: Place, with text: String) -> TextLines {
    let first = offset(of: start)
    let last = max(first, offset(of: end))
    return TextLines(Array(utf8[..<first]) + Array(text.utf8) + Array(utf8[last...]), unit: unit)
  }

  /// The offset behind the last character of a line.
  private func endOfLine(_ line: Int) -> Int {
    guard line + 1 < starts.count else { return utf8.count }
    let start = starts[line]
    var end = starts[line + 1] - 1
    if end > start, utf8[end] == UInt8(ascii: "\n"), utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  private func start(ofCharacterAt offset: Int) -> Int {
    var offset = offset
    while offset > 0, offset < utf8.count, Self.isContinuation(utf8[offset]) { offset -= 1 }
    return offset
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// How many units of UTF-16 begin at a byte: those beyond the first plane take two.
  private static func units(of byte: UInt8) -> Int { isContinuation(byte) ? 0 : byte >= 0xF0 ? 2 : 1 }
}
