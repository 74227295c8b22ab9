import Synchronization

/// A text with a name, laid out in the global positions of a `SourceMap`.
public struct Source: Sendable {
  /// What messages call it: a path, `stdlib.hpo`, or `input 3` at the prompt.
  public let name: String
  /// The text as UTF-8 bytes; invalid sequences were replaced when it was made.
  public let utf8: [UInt8]
  /// The global position of the first byte.
  public let base: UInt32
  /// Offsets in `utf8` at which lines start; the first is 0.
  public let lineStarts: [Int]
  /// Whether it is a part of the program, which the user has not written.
  public let isBuiltIn: Bool

  /// Lays `text` out from the global position `base`.
  public init(name: String, text: String, base: UInt32 = 1, isBuiltIn: Bool = false) {
    self.name = name
    self.isBuiltIn = isBuiltIn
    utf8 = Array(text.utf8)
    self.base = base
    var starts = [0]
    for (offset, byte) in utf8.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// The index of the line (from 0) that holds the byte at `offset`; by bisection.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Line and column of a global position, both from 1; columns count characters.
  public func location(of position: UInt32) -> (line: Int, column: Int) {
    let offset = min(max(0, Int(position) - Int(base)), utf8.count)
    let line = line(at: offset)
    let prefix = String(decoding: utf8[lineStarts[line]..<offset], as: UTF8.self)
    return (line + 1, prefix.count + 1)
  }

  /// The text of line `index` (from 0), without its line break.
  public func text(ofLine index: Int) -> String {
    let end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : utf8.count
    var bytes = utf8[lineStarts[index]..<max(lineStarts[index], end)]
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text under `span`, as far as it lies in this source.
  public func text(under span: Span) -> String {
    let first = min(max(0, Int(span.start) - Int(base)), utf8.count)
    let last = min(max(first, Int(span.end) - Int(base)), utf8.count)
    return String(decoding: utf8[first..<last], as: UTF8.self)
  }
}

/// All sources of a session, each in its own interval of global positions.
///
/// Grows only; shared between threads, because a trial may fail on any of them.
public final class SourceMap: Sendable {
  private let sources = Mutex<[Source]>([])

  /// An empty map.
  public init() {}

  /// A map that goes on from what another one has now.
  public init(copying other: SourceMap) {
    let all = other.sources.withLock { $0 }
    sources.withLock { $0 = all }
  }

  /// Adds a source behind the last one.
  public func add(name: String, text: String, isBuiltIn: Bool = false) -> Source {
    sources.withLock { all in
      let base = all.last.map { $0.base &+ UInt32(truncatingIfNeeded: $0.utf8.count) &+ 1 } ?? 1
      let source = Source(name: name, text: text, base: base, isBuiltIn: isBuiltIn)
      all.append(source)
      return source
    }
  }

  /// The source that holds a global position, if any does; by bisection.
  public func source(at position: UInt32) -> Source? {
    sources.withLock { all in
      guard let first = all.first, position >= first.base else { return nil }
      var low = 0
      var high = all.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if all[middle].base <= position { low = middle } else { high = middle }
      }
      return all[low]
    }
  }
}
