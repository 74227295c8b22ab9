import Foundation

/// Cuts what is read into messages, each behind a header with its length.
struct MessageFrames {
  /// What stood in the input.
  enum Frame: Equatable {
    /// The body of a message, which need be no JSON.
    case message([UInt8])
    /// A header that tells no length, or one that no message has.
    case malformed(String)
  }

  /// The longest message, in bytes: programs are shorter.
  static let longest = 1 << 28

  private var bytes: [UInt8] = []
  /// How far `bytes` were read.
  private var begin = 0
  /// How much of a message that is too long is still to be passed over.
  private var passed = 0

  /// Takes more of the input.
  mutating func append(_ more: some Sequence<UInt8>) {
    if begin > 0 {
      bytes.removeFirst(begin)
      begin = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The next message that is there as a whole.
  mutating func next() -> Frame? {
    if passed > 0 {
      let count = min(passed, bytes.count - begin)
      begin += count
      passed -= count
      guard passed == 0 else { return nil }
    }
    guard let end = headerEnd else { return nil }
    let header = String(decoding: bytes[begin..<end], as: UTF8.self)
    let fields = header.split(whereSeparator: \.isNewline).map { $0.split(separator: ":", maxSplits: 1) }
    let length = fields.first { $0.count == 2 && $0[0].lowercased() == "content-length" }
      .flatMap { Int($0[1].trimmingCharacters(in: .whitespaces)) }
    guard let length, length >= 0 else {
      begin = end
      return .malformed("a message begins with `Content-Length: N` and an empty line")
    }
    guard length <= Self.longest else {
      begin = end
      passed = length
      return .malformed("a message has at most \(Self.longest) bytes, and not \(length)")
    }
    guard bytes.count - end >= length else { return nil }
    defer { begin = end + length }
    return .message(Array(bytes[end..<end + length]))
  }

  /// Behind the empty line that ends the header; lines may end without a carriage return, too.
  private var headerEnd: Int? {
    var isLineEmpty = false
    for index in begin..<bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        if isLineEmpty { return index + 1 }
        isLineEmpty = true
      case UInt8(ascii: "\r"): break
      default: isLineEmpty = false
      }
    }
    return nil
  }

  /// A message with its header.
  static func framed(_ message: String) -> [UInt8] {
    Array("Content-Length: \(message.utf8.count)\r\n\r\n".utf8) + Array(message.utf8)
  }
}
