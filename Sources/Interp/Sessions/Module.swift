import DSL
import Foundation

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

/// Reads a source file as text.
///
/// - Parameter path: the file.
/// - Returns: its text; broken UTF-8 becomes U+FFFD, which the parser refuses.
/// - Throws: why it cannot be read, in words.
public func readSource(_ path: String) throws(SourceFileError) -> String {
  var isDirectory: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
    throw SourceFileError(path: path, reason: "there is no such file")
  }
  if isDirectory.boolValue { throw SourceFileError(path: path, reason: "it is a directory") }
  guard let file = FileHandle(forReadingAtPath: path) else {
    throw SourceFileError(path: path, reason: "it may not be opened")
  }
  return try readSource(file, path)
}

/// Reads source text to its end.
///
/// - Parameters:
///   - file: what is read; a pipe will do.
///   - path: what messages call it.
/// - Returns: the text; broken UTF-8 becomes U+FFFD, which the parser refuses.
/// - Throws: why it cannot be read, in words.
public func readSource(_ file: FileHandle, _ path: String) throws(SourceFileError) -> String {
  // What never ends, such as /dev/zero, has no size either.
  let (limit, piece) = (1 << 24, 1 << 16)
  var text = Data()
  while text.count <= limit {
    guard let more = try? file.read(upToCount: piece) ?? Data() else {
      throw SourceFileError(path: path, reason: "reading it failed")
    }
    if more.isEmpty { return String(decoding: text, as: UTF8.self) }
    text += more
  }
  throw SourceFileError(path: path, reason: "it is longer than \(limit >> 20) MiB, which is no program")
}

/// A source file that cannot be read.
public struct SourceFileError: Error, CustomStringConvertible {
  /// The file.
  public let path: String
  /// Why not.
  public let reason: String

  /// One sentence.
  public var description: String { "cannot read `\(path)`: \(reason)" }
}
