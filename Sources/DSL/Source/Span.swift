/// A stretch of source text: a position and a length in UTF-8 bytes, in one machine word.
///
/// Positions are global: each source of a `SourceMap` occupies its own interval of them, so that a span alone tells
/// both the source and the place in it.
public struct Span: Hashable, Sendable {
  /// The global position of the first byte.
  public let start: UInt32
  /// The number of bytes; 0 marks a point between two bytes.
  public let length: UInt32

  /// A span of `length` bytes from the global position `start`.
  public init(start: UInt32, length: UInt32) {
    self.start = start
    self.length = length
  }

  /// A span of no text: for values that the program made itself.
  public static let nowhere = Span(start: 0, length: 0)

  /// The global position behind the last byte.
  public var end: UInt32 { start &+ length }

  /// The shortest span that covers this one and `other`.
  public func joined(to other: Span) -> Span {
    let first = min(start, other.start)
    return Span(start: first, length: max(end, other.end) &- first)
  }
}
