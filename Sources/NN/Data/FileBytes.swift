import CZlib
import Glibc

/// Reading whole files, unpacked where they are gzip'd.
enum FileBytes {
  /// The content of a file; gzip'd content is recognised by its first two bytes, whatever the name.
  static func read(_ path: String) throws -> [UInt8] {
    let bytes = try raw(path)
    guard bytes.count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B else { return bytes }
    return try unpacked(bytes, path)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func raw(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw failure(path) }
    defer { fclose(file) }
    var information = stat()
    guard fstat(fileno(file), &information) == 0 else { throw failure(path) }
    guard information.st_mode & S_IFMT != S_IFDIR else {
      throw DataError.unreadableFile(path: path, reason: "it is a folder")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(information.st_size) + 1)
    let size = 1 << 20
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = fread(buffer.baseAddress, 1, size, file)
      }
      bytes += chunk
      if chunk.count < size { break }
    }
    guard ferror(file) == 0 else { throw failure(path) }
    return bytes
  }

  private static func failure(_ path: String) -> DataError {
    errno == ENOENT || errno == ENOTDIR
      ? .missingFile(path: path) : .unreadableFile(path: path, reason: String(cString: strerror(errno)))
  }

  /// Unpacks one or more gzip members that stand one after the other.
  private static func unpacked(_ packed: [UInt8], _ path: String) throws -> [UInt8] {
    func damaged(_ reason: String) -> DataError { .damagedGzip(path: path, reason: reason) }
    var stream = z_stream()
    let gzipOnly: Int32 = 15 + 16  // a window of 2^15 bytes, and a gzip header
    guard inflateInit2_(&stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw damaged("zlib cannot start")
    }
    defer { inflateEnd(&stream) }
    var packed = packed
    var bytes: [UInt8] = []
    let size = 1 << 20
    // The last four bytes give the unpacked size modulo 2^32; deflate shrinks at most 1032 times.
    let announced = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    bytes.reserveCapacity(min(announced, packed.count * 1032) + size)
    try packed.withUnsafeMutableBufferPointer { packed in
      var position = 0
      var status = Z_OK
      while true {
        // zlib counts in 32 bits, so large files are handed over in pieces.
        let given = min(packed.count - position, 1 << 30)
        stream.next_in = packed.baseAddress.map { $0 + position }
        stream.avail_in = UInt32(given)
        let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(size)
          status = inflate(&stream, Z_NO_FLUSH)
          count = size - Int(stream.avail_out)
        }
        bytes += chunk
        position += given - Int(stream.avail_in)
        switch status {
        case Z_STREAM_END:
          if position == packed.count { return }
          guard inflateReset(&stream) == Z_OK else { throw damaged("zlib cannot go on") }
        case Z_OK: break
        case Z_BUF_ERROR: throw damaged("it is cut off")
        default: throw damaged(stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
        }
      }
    }
    return bytes
  }
}
