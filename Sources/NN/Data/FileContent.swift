import Basics
import CZlib
import Glibc

/// The content of a file, unpacked where it is gzip'd, which its first two bytes tell, whatever the name.
///
/// It can be gone through several times in bounded memory, or be had as a whole.
struct FileContent {
  let path: String
  /// Bytes of the content as the file announces them: exact where nothing is packed, a guess where gzip members follow
  /// one another or a member is larger than 4 GB.
  let announcedCount: Int
  /// Whether a regular file is gzip'd.
  let isPacked: Bool
  /// The content of what can be read only once, such as a pipe.
  private let held: Bytes?
  let isInterrupted: () -> Bool

  /// Looks at a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - isInterrupted: asked while a pipe has nothing to read.
  /// - Throws: `DataError` where there is none, or it cannot be read.
  init(_ path: String, isInterrupted: @escaping () -> Bool = { false }) throws {
    (self.path, self.isInterrupted) = (path, isInterrupted)
    let file = try Self.open(path, isInterrupted)
    if let packedCount = file.size {
      held = nil
      isPacked = file.bytes(at: 0, count: 2) == [0x1F, 0x8B]
      // The last four bytes give the unpacked size modulo 2^32; deflate shrinks at most 1032 times.
      let trailer = file.bytes(at: packedCount - 4, count: 4).reversed().reduce(0) { $0 << 8 | Int($1) }
      announcedCount =
        isPacked ? min(trailer, packedCount.multipliedReportingOverflow(by: 1032).partialValue) : packedCount
    } else {
      isPacked = false
      let builder = try Bytes.Builder(path: path, capacity: FileReader.pieceSize)
      try file.forEachPiece(builder.append)
      let bytes = try builder.finish()
      held = bytes
      announcedCount = bytes.count
    }
  }

  private static func open(_ path: String, _ isInterrupted: @escaping () -> Bool) throws -> FileReader {
    do {
      let file = try FileReader(path, isInterrupted: isInterrupted)
      // Such as /dev/zero, which never ends.
      if file.isDevice { throw DataError.unreadableFile(path: path, reason: "it is a device") }
      return file
    } catch let error as FileError {
      throw DataError(error)
    }
  }

  /// Hands over the content from front to back in pieces of a megabyte; only the last may be shorter.
  func forEachPiece(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    if let held {
      guard held.count > 0 else { return }
      try held.withPointer { try body(UnsafeBufferPointer(start: $0, count: held.count)) }
    } else {
      try Self.open(path, isInterrupted).forEachPiece(body)
    }
  }

  /// The first bytes, as many as there are up to a megabyte.
  func start(_ count: Int) throws -> [UInt8] {
    struct Enough: Error {}
    var start: [UInt8] = []
    do {
      try forEachPiece { piece in
        start = Array(piece.prefix(count))
        throw Enough()
      }
    } catch is Enough {}
    return start
  }

  /// The content as a whole: mapped where it is a plain file of at least `threshold` bytes, in memory otherwise.
  ///
  /// - Throws: `DataError` where the file cannot be read or unpacked, or memory does not hold it.
  func bytes(mappedFrom threshold: Int = 1 << 24) throws -> Bytes {
    if let held { return held }
    if !isPacked, announcedCount >= threshold {
      let file = try Self.open(path, isInterrupted)
      if let bytes = Bytes(mapping: file.descriptor, count: file.size ?? 0) { return bytes }
    }
    let builder = try Bytes.Builder(path: path, capacity: announcedCount)
    try forEachPiece(builder.append)
    return try builder.finish()
  }
}

extension FileReader {
  fileprivate static let pieceSize = 1 << 20

  /// The bytes at a position of a regular file; fewer where it ends, none before its start.
  fileprivate func bytes(at position: Int, count: Int) -> [UInt8] {
    guard position >= 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      used = max(pread(descriptor, buffer.baseAddress, count, off_t(position)), 0)
    }
  }

  /// Hands over the content, unpacked, from front to back in pieces of a megabyte.
  fileprivate func forEachPiece(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    let piece = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.pieceSize)
    defer { piece.deallocate() }
    var filled = try fill(piece)
    if filled >= 2, piece[0] == 0x1F, piece[1] == 0x8B {
      try unpack(piece, filled, body)
      return
    }
    while filled > 0 {
      try body(UnsafeBufferPointer(start: piece, count: filled))
      filled = filled < Self.pieceSize ? 0 : try fill(piece)
    }
  }

  private func fill(_ piece: UnsafeMutablePointer<UInt8>) throws -> Int {
    do { return try fill(UnsafeMutableRawBufferPointer(start: piece, count: Self.pieceSize)) } catch {
      throw DataError(error)
    }
  }

  /// Unpacks one or more gzip members that stand one after the other and start in this piece.
  private func unpack(
    _ packed: UnsafeMutablePointer<UInt8>, _ filled: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    func damaged(_ reason: String) -> DataError { .damagedGzip(path: path, reason: reason) }
    let unpacked = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.pieceSize)
    defer { unpacked.deallocate() }
    var stream = z_stream()
    let gzipOnly: Int32 = 15 + 16  // a window of 2^15 bytes, and a gzip header
    guard inflateInit2_(&stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw damaged("zlib cannot start")
    }
    defer { inflateEnd(&stream) }
    stream.next_in = packed
    stream.avail_in = UInt32(filled)
    stream.next_out = unpacked
    stream.avail_out = UInt32(Self.pieceSize)
    func handOver() throws {
      let count = Self.pieceSize - Int(stream.avail_out)
      if count > 0 { try body(UnsafeBufferPointer(start: unpacked, count: count)) }
      stream.next_out = unpacked
      stream.avail_out = UInt32(Self.pieceSize)
    }
    var status = Z_OK
    while true {
      if stream.avail_in == 0 {
        stream.next_in = packed
        stream.avail_in = UInt32(try fill(packed))
        if stream.avail_in == 0 {
          guard status == Z_STREAM_END else { throw damaged("it is cut off") }
          return try handOver()
        }
      }
      if status == Z_STREAM_END, inflateReset(&stream) != Z_OK { throw damaged("zlib cannot go on") }
      status = inflate(&stream, Z_NO_FLUSH)
      guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else {
        throw damaged(stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
      }
      if stream.avail_out == 0 { try handOver() }
    }
  }
}

extension DataError {
  /// A file that cannot be read.
  init(_ error: FileError) {
    self =
      error.reason == .missing ? .missingFile(path: error.path) : .unreadableFile(path: error.path, reason: error.words)
  }
}
