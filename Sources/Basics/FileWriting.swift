import Glibc

/// Writes a file, in place of what it held.
///
/// Waiting for somebody to read from a pipe ends when `isInterrupted` says so.
///
/// - Parameters:
///   - bytes: its new content.
///   - path: the file.
///   - isInterrupted: asked twenty times a second while a pipe takes nothing.
/// - Throws: `FileError`, whose `words` say why.
public func writeFile(
  _ bytes: [UInt8], to path: String, isInterrupted: () -> Bool = { false }
) throws(FileError) {
  func failure() -> FileError { FileError(writing: path, errno) }
  func wait(_ descriptor: Int32) throws(FileError) {
    if isInterrupted() { throw FileError(path: path, reason: .interrupted) }
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, 50)
  }
  // Neither opening nor writing waits by itself: a pipe that nobody reads from is refused with ENXIO.
  var descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_CLOEXEC, 0o666)
  while descriptor < 0, errno == EINTR || errno == ENXIO && isPipe(path) {
    try wait(-1)
    descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
  }
  guard descriptor >= 0 else { throw failure() }
  var written = 0
  do throws(FileError) {
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written) }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN || errno == EINTR {
        try wait(descriptor)
      } else {
        throw failure()
      }
    }
  } catch {
    close(descriptor)
    throw error
  }
  guard close(descriptor) == 0 else { throw failure() }
}

/// Writes a file whole: until it is, the file holds what it held before, and nothing is left where it cannot be written.
///
/// What is no ordinary file, such as a pipe, is written to as it is.
///
/// - Parameters:
///   - bytes: its new content.
///   - path: the file.
///   - isInterrupted: asked twenty times a second while a pipe takes nothing.
/// - Throws: `FileError`, whose `words` say why.
public func replaceFile(
  _ bytes: [UInt8], at path: String, isInterrupted: () -> Bool = { false }
) throws(FileError) {
  var information = stat()
  let isThere = stat(path, &information) == 0
  guard !isThere || information.st_mode & S_IFMT == S_IFREG else {
    return try writeFile(bytes, to: path, isInterrupted: isInterrupted)
  }
  guard !isThere || access(path, W_OK) == 0 else { throw FileError(writing: path, errno) }
  // A link goes on naming the file that it names.
  var place = path
  if let resolved = realpath(path, nil) {
    place = String(cString: resolved)
    free(resolved)
  }
  let beside = "\(place).\(getpid()).new"
  do throws(FileError) {
    try writeFile(bytes, to: beside, isInterrupted: isInterrupted)
    if isThere { chmod(beside, information.st_mode & 0o7777) }
    guard rename(beside, place) == 0 else { throw FileError(writing: path, errno) }
  } catch {
    unlink(beside)
    throw FileError(path: path, reason: error.reason)
  }
}

private func isPipe(_ path: String) -> Bool {
  var information = stat()
  return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFIFO
}

extension FileError {
  /// What the system says of a file that could not be written.
  fileprivate init(writing path: String, _ code: Int32) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    let reason: Reason =
      switch code {
      case EISDIR: .folder
      case ENOENT where !folder.isEmpty && access(folder, F_OK) != 0: .noFolder(folder)
      default: .system(code)
      }
    self.init(path: path, reason: reason)
  }
}
