import Basics
import DSL

/// How much one list or one string may hold: beyond it, it would rather exhaust the memory than be of use.
///
/// Whatever builds one asks here first, before it takes the memory.
enum Capacity {
  /// The most items of a list.
  static let items = 100_000_000
  /// The most bytes of a string, in UTF-8.
  static let bytes = 100_000_000

  /// Refuses a list of `count` items if that is too many; `source` is what they would come from.
  @inline(__always)
  static func check(items count: Int, _ span: Span, of source: Host? = nil) throws(Exit) {
    if count > items { throw tooManyItems(source, span) }
  }

  /// Refuses a string of `count` bytes if that is too many.
  @inline(__always)
  static func check(bytes count: Int, _ span: Span) throws(Exit) {
    if count > bytes { throw tooManyBytes(span) }
  }

  @inline(never)
  private static func tooManyItems(_ source: Host?, _ span: Span) -> Exit {
    let message = source.map { "`\($0)` has too many items for a list" } ?? "the list would be too long"
    return failure(.capacity, message, span, hint: "a list has at most \(items) items.")
  }

  @inline(never)
  private static func tooManyBytes(_ span: Span) -> Exit {
    failure(.capacity, "the string would be too long", span, hint: "a string has at most \(bytes) bytes.")
  }
}

extension UnsafeMutablePointer<Machine> {
  /// Appends what is shown of `value`, which may be much: lists can hold one another many times over.
  func write(
    _ value: Value, to bytes: inout ContiguousArray<UInt8>, isQuoted: Bool = false, _ span: Span
  ) throws(Exit) {
    try value.write(to: &bytes, isQuoted: isQuoted) { (count: Int) throws(Exit) in
      try poll()
      try Capacity.check(bytes: count, span)
    }
  }

  /// The same for a value that is read where it lies.
  @inline(__always)
  func write(
    at value: UnsafeMutablePointer<Value>, to bytes: inout ContiguousArray<UInt8>, _ span: Span
  ) throws(Exit) {
    guard case .text = value.pointee else { return try write(value.copied, to: &bytes, span) }
    try Capacity.check(bytes: bytes.count + value.text.pointee.utf8.count, span)
    value.text.pointee.utf8.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// The items of a list or of anything that has some, for a list that has `count` already; nil for other values.
  func items(of value: Value, besides count: Int = 0, _ span: Span) throws(Exit) -> ContiguousArray<Value>? {
    switch value {
    case .list(let items):
      try Capacity.check(items: count + items.count, span)
      return items
    case .host(let host):
      guard let length = host.length else { return nil }
      try Capacity.check(items: length, span, of: host)
      try Capacity.check(items: count + length, span)
      var items = ContiguousArray<Value>()
      items.reserveCapacity(length)
      for index in 0..<length {
        try poll()
        items.append(host.item(at: index))
      }
      return items
    default: return nil
    }
  }
}
