import Foundation

/// The names in the first line of a table, for completion: a look at the file, and no reading of it.
enum ColumnNames {
  /// The names of the columns of a text file; none where its first line is no header.
  static func of(_ path: String) -> [String] {
    guard let file = FileHandle(forReadingAtPath: path), let start = try? file.read(upToCount: 1 << 16),
      let text = String(validating: start, as: UTF8.self) ?? String(validating: start.dropLast(3), as: UTF8.self),
      let line = text.split(whereSeparator: \.isNewline).first
    else { return [] }
    let separator = [",", ";", "\t"].max { count($0, in: line) < count($1, in: line) } ?? ","
    let names = cells(of: line.trimmingPrefix("\u{FEFF}"), separator)
    return names.contains { Double($0) != nil } ? [] : names.filter { !$0.isEmpty }
  }

  private static func count(_ separator: Character, in line: Substring) -> Int { line.count { $0 == separator } }

  private static func cells(of line: Substring, _ separator: Character) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}
