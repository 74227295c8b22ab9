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

  /// Whether characters are bytes: all are ASCII, and none can begin a CR LF.
  var isPlain: Bool { utf8.allSatisfy { $0 < 0x80 && $0 != 13 } }

  /// The number of characters.
  var count: Int { isPlain ? utf8.count : string.count }
}
