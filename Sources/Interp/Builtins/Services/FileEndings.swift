import Basics
import DSL

extension Arguments {
  /// Writes a file, which the argument for parameter `index` names, or one of the rest; `name` is its name where that is made of
  /// the argument.
  func write(_ bytes: [UInt8], to index: Int, as name: String? = nil) throws(Exit) {
    let written = try string(index)
    let path = name ?? written
    do throws(FileError) { try writeFile(bytes, to: path, isInterrupted: isInterrupted) } catch {
      if error.reason == .interrupted { throw .interrupted }
      throw failure(
        .unwritableFile, "\(self[index]) cannot be written: \(error.words)", place(index), advice: error.hint)
    }
  }
}

/// What follows the last point in the name of a file; nil where there is none.
public func fileEnding(of path: String) -> String? {
  let name = path.split(separator: "/").last ?? ""
  guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
  return String(name[name.index(after: point)...])
}

/// Whether a path is that of a page of HTML.
public func isPagePath(_ path: String) -> Bool { ["html", "htm"].contains(fileEnding(of: path)?.lowercased()) }
