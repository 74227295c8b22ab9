import Glibc

/// Bytes that are only read: in memory, or those of a file that is mapped rather than loaded.
///
/// Slices share them. A mapping has the size that its file had when it was opened. A file that another program makes shorter
/// while it is mapped ends the program that looks beyond its new end; replacing a file (by renaming) is harmless.
struct Bytes: Sendable {
  private let region: Region
  private let offset: Int
  let count: Int

  private init(_ region: Region, offset: Int, count: Int) {
    self.region = region
    self.offset = offset
    self.count = count
  }

  /// Makes bytes that are zeros until `fill` writes them, where there is memory for them.
  init(count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void) throws(MemoryError) {
    guard let zeros = calloc(max(count, 1), 1) else { throw MemoryError(bytes: count) }
    let start = zeros.assumingMemoryBound(to: UInt8.self)
    fill(start)
    self.init(Region(start) { free($0) }, offset: 0, count: count)
  }

  init(_ array: [UInt8]) throws(MemoryError) {
    try self.init(count: array.count) { start in
      array.withUnsafeBufferPointer { if let from = $0.baseAddress { start.update(from: from, count: array.count) } }
    }
  }

  /// Maps the first `count` bytes of an open file; none where the system cannot, or where there are none.
  init?(mapping file: Int32, count: Int) {
    guard count > 0, let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), memory != MAP_FAILED else {
      return nil
    }
    let start = memory.assumingMemoryBound(to: UInt8.self)
    self.init(Region(start) { munmap($0, count) }, offset: 0, count: count)
  }

  /// Whether both are the same bytes in the same memory.
  func isSame(as other: Bytes) -> Bool { region === other.region && offset == other.offset && count == other.count }

  /// The bytes as an array.
  var array: [UInt8] { withPointer { Array(UnsafeBufferPointer(start: $0, count: count)) } }

  /// The bytes in a range; none where that is not inside.
  func slice(_ start: Int, count: Int) -> Bytes? {
    guard start >= 0, count >= 0, start <= self.count, count <= self.count - start else { return nil }
    return Bytes(region, offset: offset + start, count: count)
  }

  /// The byte at a position; none outside.
  subscript(position: Int) -> UInt8? {
    (0..<count).contains(position) ? withPointer { $0[position] } : nil
  }

  /// The unsigned number in the `size` (up to 8) bytes from `start`, least significant first; none outside, or too large.
  func littleEndian(_ start: Int, size: Int) -> Int? {
    slice(start, count: size).flatMap { Int(exactly: $0.array.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }
  }

  /// The same, most significant byte first.
  func bigEndian(_ start: Int, size: Int) -> Int? {
    slice(start, count: size).flatMap { Int(exactly: $0.array.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }
  }

  /// Whether the bytes from `start` are these.
  func holds(_ expected: [UInt8], at start: Int = 0) -> Bool {
    slice(start, count: expected.count)?.array == expected
  }

  /// Reads the bytes; the pointer is good for the duration of the call.
  func withPointer<R>(_ body: (UnsafePointer<UInt8>) throws -> R) rethrows -> R {
    try withExtendedLifetime(region) { try body(region.start + offset) }
  }

  /// Bytes that are gathered piece by piece.
  final class Builder {
    private let path: String
    private var start: UnsafeMutablePointer<UInt8>?
    private var count = 0
    private var capacity = 0

    /// - Throws: `DataError.exceedsMemory`, for the file at `path`, where memory does not hold `capacity` bytes.
    init(path: String, capacity: Int) throws {
      self.path = path
      try reserve(max(capacity, 1))
    }

    deinit { free(start) }

    func append(_ piece: UnsafeBufferPointer<UInt8>) throws {
      if piece.count > capacity - count { try reserve(max(count + piece.count, capacity / 2 * 3)) }
      if let start, let from = piece.baseAddress { (start + count).update(from: from, count: piece.count) }
      count += piece.count
    }

    /// The bytes so far; the builder is then empty.
    func finish() throws -> Bytes {
      guard let start else { return try Bytes([]) }
      defer { (self.start, count, capacity) = (nil, 0, 0) }
      return Bytes(Region(start) { free($0) }, offset: 0, count: count)
    }

    private func reserve(_ size: Int) throws {
      guard !MachineMemory.isExceeded(byBytes: size), let moved = realloc(start, size) else {
        throw DataError.exceedsMemory(path: path, bytes: size)
      }
      start = moved.assumingMemoryBound(to: UInt8.self)
      capacity = size
    }
  }

  // Unchecked: the memory is read only.
  private final class Region: @unchecked Sendable {
    let start: UnsafePointer<UInt8>
    private let release: (UnsafeMutablePointer<UInt8>) -> Void

    init(_ start: UnsafeMutablePointer<UInt8>, release: @escaping (UnsafeMutablePointer<UInt8>) -> Void) {
      self.start = UnsafePointer(start)
      self.release = release
    }

    deinit { release(UnsafeMutablePointer(mutating: start)) }
  }
}
