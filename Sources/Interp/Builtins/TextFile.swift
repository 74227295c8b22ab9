import Foundation

/// Whole files, of text or of bytes.
enum TextFile {
  /// Why a file could not be read or written, in the system's words.
  struct Failure: Error {
    let reason: String

    init(_ code: Int32) { reason = systemText(code) }

    init(reason: String) { self.reason = reason }
  }

  /// What has no size, a pipe or a device, is read up to so many bytes: it may never end.
  private static let endlessCount = 1 << 28

  static func read(_ path: String) throws(Failure) -> String { String(decoding: try bytes(path), as: UTF8.self) }

  static func bytes(_ path: String) throws(Failure) -> [UInt8] {
    guard let file = fopen(path, "re") else { throw Failure(errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var information = stat()
    let hasSize = fstat(fileno(file), &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    if hasSize {
      // An array that finds no memory ends the program, so the system is asked for as much first.
      guard let room = malloc(Int(information.st_size) + 1) else { throw Failure(errno) }
      free(room)
      bytes.reserveCapacity(Int(information.st_size))
    }
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = fread(buffer.baseAddress, 1, buffer.count, file)
      }
      bytes += chunk
      guard hasSize || bytes.count <= endlessCount else {
        throw Failure(reason: "it goes on beyond \(endlessCount >> 20) megabytes")
      }
      guard chunk.isEmpty else { continue }
      if ferror(file) != 0 { throw Failure(errno) }
      return bytes
    }
  }

  static func write(_ text: String, to path: String) throws(Failure) { try write(Array(text.utf8), to: path) }

  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    guard let file = fopen(path, "we") else { throw Failure(errno) }
    let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count
    let code = errno
    guard fclose(file) == 0 else { throw Failure(errno) }
    guard isWhole else { throw Failure(code) }
  }
}

/// What the system says of an error number: `no such file or directory`.
func systemText(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
