import Glibc

/// Why a file could not be read or written.
public struct FileError: ExplainedError, Hashable {
  /// What stood in the way.
  public enum Reason: Hashable, Sendable {
    /// There is no file of this name.
    case missing
    /// The name is that of a folder.
    case folder
    /// The folder that it would be in is not there.
    case noFolder(String)
    /// It is longer than so many bytes.
    case tooLong(bytes: Int)
    /// It does not hold the text that was wanted, but this.
    case foreign(ContentKind)
    /// Who waited for it was asked to stop.
    case interrupted
    /// Anything else, as the system numbers it.
    case system(Int32)
  }

  /// The file.
  public let path: String
  /// What stood in the way.
  public let reason: Reason

  /// The error of a file.
  public init(path: String, reason: Reason) { (self.path, self.reason) = (path, reason) }

  /// What the system says of the last call.
  init(path: String) {
    let code = errno
    let reason: Reason =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case EISDIR: .folder
      default: .system(code)
      }
    self.init(path: path, reason: reason)
  }

  /// What stood in the way, in words.
  public var words: String {
    switch reason {
    case .missing: "there is no such file"
    case .folder: "it is a folder"
    case .noFolder(let folder): "there is no folder `\(folder)`"
    case .tooLong(let bytes): "it is longer than \(bytes >> 20) MiB"
    case .foreign(let kind): "it is \(kind.description)"
    case .interrupted: "reading it was interrupted"
    case .system(let code): systemText(code)
    }
  }

  /// What kind of thing is wrong.
  public var topic: Topic {
    switch reason {
    case .missing: .missingFile
    case .noFolder: .unwritableFile
    case .foreign: .foreignFile
    case .interrupted: .interrupted
    case .folder, .tooLong, .system: .unreadableFile
    }
  }

  /// `cannot read …: why`.
  public var message: String { "cannot read `\(path)`: \(words)" }

  /// The nearest name, where there is no file of this one; what makes text of it, where it holds something else.
  public var hint: String? {
    switch reason {
    case .missing: advice(onForeignPath: path) ?? nearestFile(to: path).map { "did you mean \"\($0)\"?" }
    case .noFolder: advice(onForeignPath: path)
    case .foreign(let kind): kind.advice(for: path)
    case .folder, .tooLong, .interrupted, .system: nil
    }
  }
}

/// What the system says of an error number: `no such file or directory`.
public func systemText(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }

/// A file that is read from front to back, whatever it is: a regular file, a pipe, a device.
///
/// Waiting for a pipe to which nobody writes ends when `isInterrupted` says so.
public final class FileReader {
  /// What messages call it.
  public let path: String
  /// The system's number of the open file.
  public let descriptor: Int32
  /// Bytes of a regular file when it was opened; nil for anything else, which may never end.
  public let size: Int?
  /// Whether it is a device, such as a terminal or `/dev/zero`.
  public let isDevice: Bool
  private let isOwned: Bool
  private let isInterrupted: () -> Bool

  /// Opens a file; one that nobody writes to yet is opened at once.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - isInterrupted: asked twenty times a second while there is nothing to read.
  /// - Throws: `FileError` where it cannot be opened or is a folder.
  public convenience init(_ path: String, isInterrupted: @escaping () -> Bool = { false }) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path) }
    try self.init(descriptor, path: path, isOwned: true, isInterrupted)
  }

  /// What is open already, such as standard input, which stays open.
  ///
  /// - Parameters:
  ///   - descriptor: the system's number of the open file.
  ///   - name: what messages call it.
  ///   - isInterrupted: asked twenty times a second while there is nothing to read.
  /// - Throws: `FileError` where it is a folder.
  public convenience init(
    descriptor: Int32, name: String, isInterrupted: @escaping () -> Bool = { false }
  ) throws(FileError) {
    try self.init(descriptor, path: name, isOwned: false, isInterrupted)
  }

  private init(
    _ descriptor: Int32, path: String, isOwned: Bool, _ isInterrupted: @escaping () -> Bool
  ) throws(FileError) {
    var information = stat()
    let kind = fstat(descriptor, &information) == 0 ? information.st_mode & S_IFMT : 0
    (self.descriptor, self.path, self.isOwned, self.isInterrupted) = (descriptor, path, isOwned, isInterrupted)
    size = kind == S_IFREG ? Int(information.st_size) : nil
    isDevice = kind == S_IFCHR || kind == S_IFBLK
    // `deinit` closes the file also where this throws.
    if kind == S_IFDIR { throw FileError(path: path, reason: .folder) }
  }

  deinit { if isOwned { close(descriptor) } }

  /// Reads what comes next, waiting for at least a byte.
  ///
  /// - Parameter buffer: where it goes; not empty.
  /// - Returns: how many bytes; 0 at the end.
  /// - Throws: `FileError`.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      if size == nil { try wait() }
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR || errno == EAGAIN else { throw FileError(path: path) }
    }
  }

  /// Reads until the buffer is full or the file ends.
  ///
  /// - Parameter buffer: where it goes.
  /// - Returns: how many bytes; fewer than there is room for at the end only.
  /// - Throws: `FileError`.
  public func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// Until there is something to read, or the end.
  private func wait() throws(FileError) {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      if isInterrupted() { throw FileError(path: path, reason: .interrupted) }
      // A pipe that nobody has opened for writing is neither readable nor hung up.
      if poll(&request, 1, 50) > 0 { return }
    }
  }

  /// All that is left to read.
  ///
  /// - Parameter limit: so many bytes of what has no size, and may never end.
  /// - Returns: the bytes.
  /// - Throws: `FileError`; also where the system has no memory for so many.
  /// - Complexity: memory for the bytes once.
  public func bytes(limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    if let size {
      // An array that finds no memory ends the program, so the system is asked for as much first.
      guard let room = malloc(size + 1) else { throw FileError(path: path, reason: .system(ENOMEM)) }
      free(room)
      bytes.reserveCapacity(size)
    }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = try read(into: piece)
      if count == 0 { return bytes }
      bytes += piece[..<count]
      guard size != nil || bytes.count <= limit else { throw FileError(path: path, reason: .tooLong(bytes: limit)) }
    }
  }

  /// All that is left to read, in UTF-8 but for a broken character here and there.
  ///
  /// - Parameter limit: so many bytes of what has no size, and may never end.
  /// - Returns: the bytes of the text.
  /// - Throws: `FileError`; also where the file is known to hold something else than text in UTF-8.
  public func textBytes(limit: Int) throws(FileError) -> [UInt8] {
    let bytes = try bytes(limit: limit)
    if let kind = ContentKind(startingWith: bytes), !ContentKind.isText(bytes) {
      throw FileError(path: path, reason: .foreign(kind))
    }
    return bytes
  }

  /// The same as a text; broken UTF-8 becomes U+FFFD.
  public func text(limit: Int) throws(FileError) -> String {
    String(decoding: try textBytes(limit: limit), as: UTF8.self)
  }
}
