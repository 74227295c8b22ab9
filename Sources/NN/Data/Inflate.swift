import CZlib

/// The containers that deflated content comes in beside gzip.
enum DeflateFormat: Int32 {
  /// Nothing around it, as in ZIP archives.
  case raw = -15
  /// A header of two bytes and a checksum, as in PNG images.
  case zlib = 15
}

extension Bytes {
  /// Unpacks content that must give exactly `count` bytes.
  ///
  /// - Throws: Through `damaged`, with the reason, where it does not; `DataError.exceedsMemory`.
  func inflated(_ format: DeflateFormat, count: Int, path: String, damaged: (String) -> DataError) throws -> Bytes {
    // Deflate shrinks at most 1032 times, so a wrong count cannot ask for much.
    guard count >= 0, count / 1032 <= self.count else { throw damaged("its compressed content is too short") }
    let builder = try Builder(path: path, capacity: count + 1)
    var stream = z_stream()
    guard inflateInit2_(&stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw damaged("zlib cannot start")
    }
    defer { inflateEnd(&stream) }
    let size = 1 << 16
    let piece = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    defer { piece.deallocate() }
    var left = count
    var position = 0
    try withPointer { packed in
      while true {
        // zlib counts in 32 bits, so what is large is handed over in parts.
        let given = min(self.count - position, 1 << 30)
        stream.next_in = UnsafeMutablePointer(mutating: packed + position)
        stream.avail_in = UInt32(given)
        stream.next_out = piece
        stream.avail_out = UInt32(size)
        let status = inflate(&stream, Z_NO_FLUSH)
        position += given - Int(stream.avail_in)
        let filled = size - Int(stream.avail_out)
        guard filled <= left else { throw damaged("its compressed content is longer than announced") }
        try builder.append(UnsafeBufferPointer(start: piece, count: filled))
        left -= filled
        if status == Z_STREAM_END { break }
        guard status == Z_OK else {
          throw damaged(
            status == Z_BUF_ERROR
              ? "its compressed content is cut off" : stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
        }
      }
    }
    guard left == 0 else { throw damaged("its compressed content is shorter than announced") }
    return try builder.finish()
  }

  /// The checksum of ZIP and PNG (CRC-32).
  var checksum: Int {
    withPointer { start in
      var (crc, position) = (crc32(0, nil, 0), 0)
      while position < count {
        let part = min(count - position, 1 << 30)
        crc = crc32(crc, start + position, UInt32(part))
        position += part
      }
      return Int(crc)
    }
  }
}
