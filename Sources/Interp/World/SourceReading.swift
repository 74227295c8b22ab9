import Basics

/// Reads the text of a program to its end.
///
/// - Parameter file: what is read; a pipe will do.
/// - Returns: the text; broken UTF-8 becomes U+FFFD, which the parser refuses.
/// - Throws: `FileError`; also where it is longer than any program, such as what never ends.
public func readSource(_ file: FileReader) throws(FileError) -> String {
  let limit = 1 << 24
  let text = try file.text(limit: limit)
  guard text.utf8.count <= limit else { throw FileError(path: file.path, reason: .tooLong(bytes: limit)) }
  return text
}

/// Reads the text of a program from a file.
///
/// - Parameter path: the file.
/// - Returns: the text; broken UTF-8 becomes U+FFFD, which the parser refuses.
/// - Throws: `FileError`.
public func readSource(_ path: String) throws(FileError) -> String { try readSource(FileReader(path)) }
