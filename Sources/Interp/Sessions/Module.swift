import Basics
import DSL

/// A file that was imported: its names, and where their values lie.
struct Module {
  let scope: ModuleScope
  /// The names as the checker knows them.
  let known: [KnownName]
}

/// Why the text of a program could not be had.
struct MissingFile: Error {
  let diagnostic: Diagnostic
}

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
