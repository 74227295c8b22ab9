import Basics
import DSL

extension Arguments {
  /// Writes a file, whose path is a string.
  func write(_ bytes: [UInt8], to path: Value) throws(Exit) {
    guard case .text(let text) = path else { return }
    do throws(FileError) { try writeFile(bytes, to: text.string, isInterrupted: isInterrupted) } catch {
      if error.reason == .interrupted { throw .interrupted }
      throw failure("\(path) cannot be written: \(error.words)", span, advice: error.hint)
    }
  }
}

/// What follows the last point in the name of a file; nil where there is none.
func fileEnding(of path: String) -> String? {
  let name = path.split(separator: "/").last ?? ""
  guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
  return String(name[name.index(after: point)...])
}

/// Whether a path is that of a page of HTML.
public func isPagePath(_ path: String) -> Bool { ["html", "htm"].contains(fileEnding(of: path)?.lowercased()) }
