import ArgumentParser
import Foundation

/// The programs that the path of a command names.
enum ProgramFiles {
  /// The programs in a directory and in those below it, in order; a file is itself.
  ///
  /// Hidden directories are passed over.
  ///
  /// - Throws: `ValidationError` where a directory holds no program.
  static func inside(_ path: String) throws -> [String] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
      return [path]
    }
    let files = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let programs = files.filter { $0.hasSuffix(".hpo") && !$0.hasPrefix(".") && !$0.contains("/.") }.sorted()
    guard !programs.isEmpty else {
      throw ValidationError("there are no programs in `\(path)`. Their names end in `.hpo`.")
    }
    return programs.map { (path as NSString).appendingPathComponent($0) }
  }
}
