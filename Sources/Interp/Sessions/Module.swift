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
  // Read to its end, because a pipe has no size.
  guard let data = try? file.readToEnd() ?? Data() else {
    throw SourceFileError(path: path, reason: "reading it failed")
  }
  return String(decoding: data, as: UTF8.self)
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
