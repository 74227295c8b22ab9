import Basics
import Foundation

/// What the tasks of an array have said.
struct SlurmLogs {
  /// The log that was written last and is not empty: its name, and its last lines.
  let last: (name: String, lines: [String])?

  /// Reads the logs of an array in a folder.
  init(of array: Int, in folder: String) {
    let names = (namesOfFiles(in: folder) ?? []).filter { $0.hasPrefix("\(array)_") && $0.hasSuffix(".log") }
    let dated = names.map { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return (name, attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    for (name, _) in dated.sorted(by: { $0.1 > $1.1 }) {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      let lines = String(decoding: bytes.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        .filter { !$0.allSatisfy(\.isWhitespace) }
      if lines.isEmpty { continue }
      last = (name, lines.suffix(8).map { String($0).onOneLine })
      return
    }
    last = nil
  }
}
