/// A string of the language: its UTF-8 bytes.
///
/// Appending is what programs do most; everything else asks for `string`. One word (a Swift `String` is two, and would
/// make every `Value` larger), with an array's copy-on-write.
public struct Text: Sendable {
  var utf8: ContiguousArray<UInt8>

  /// The bytes of `string`.
  public init(_ string: String) { utf8 = ContiguousArray(string.utf8) }

  init(utf8: ContiguousArray<UInt8>) { self.utf8 = utf8 }

  /// The same as a Swift string.
  public var string: String { String(decoding: utf8, as: UTF8.self) }

  /// Whether characters are bytes: all are ASCII.
  var isPlain: Bool { utf8.allSatisfy { $0 < 0x80 } }

  /// The number of characters.
  var count: Int {
    if isPlain { return utf8.count }
    var count = 0
    for _ in characters { count += 1 }
    return count
  }

  /// The index of the character that the byte at `offset` is part of.
  func index(ofCharacterAt offset: Int) -> Int {
    if isPlain { return offset }
    var (index, end) = (0, 0)
    for character in characters {
      end += character.utf8.count
      if end > offset { break }
      index += 1
    }
    return index
  }

  /// The characters as a person counts them; a line break of two, as Windows has it, is two.
  var characters: some Sequence<Text> {
    string.lazy.flatMap { character in
      character == "\r\n" ? [Text("\r"), Text("\n")] : [Text(String(character))]
    }
  }
}
