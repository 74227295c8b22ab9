import Basics
import Foundation
import Interp

/// A folder that files are written to, and made where it is missing.
struct WrittenFiles {
  let folder: String

  /// Writes files, which may lie in folders of the folder, and lists them.
  func write(_ files: [(path: String, text: String)], _ terminal: Terminal) throws {
    for file in files {
      let path = (folder.hasSuffix("/") ? folder : folder + "/") + file.path
      do {
        try FileManager.default.createDirectory(
          at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        terminal.tell(
          .unwritableFile, "cannot make a folder for `\(path)`",
          hint: "is one of its folders a file, or not yours to write?")
        throw ExitStatus.failed.code
      }
      try terminal.save(file.text, to: path)
      terminal.print(path)
    }
  }
}

extension Terminal {
  /// Puts a text in the place of a file.
  ///
  /// - Throws: how the command ends where that cannot be done; that is said.
  func save(_ text: String, to path: String) throws {
    do throws(FileError) { try replaceFile(Array(text.utf8), at: path) { Signals.interruption.isRequested } } catch {
      tell(.unwritableFile, "cannot write `\(path)`: \(error.words)", hint: error.hint.map { $0 + "." })
      throw ExitStatus.failed.code
    }
  }
}
