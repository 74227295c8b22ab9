import Foundation

/// What was typed before, oldest first, each text once.
///
/// A text may have several lines.
struct InputHistory: Equatable {
  /// More are not kept.
  static let limit = 10_000

  private(set) var entries: [String] = []

  /// Adds `entry` at the end.
  ///
  /// - Parameter entry: what was typed.
  /// - Returns: what else changes; nil if nothing does.
  mutating func add(_ entry: String) -> Change? {
    guard !entry.allSatisfy(\.isWhitespace), entry != entries.last else { return nil }
    let known = entries.lastIndex(of: entry)
    if let known { entries.remove(at: known) }
    entries.append(entry)
    let isOverfull = entries.count > Self.limit
    if isOverfull { entries.removeFirst() }
    return Change(removed: known, isOldestDropped: isOverfull)
  }

  /// What adding an entry does besides.
  struct Change {
    /// The index from which an equal entry is taken away.
    let removed: Int?
    let isOldestDropped: Bool
  }

  // MARK: As text

  /// One entry as one line of the file: line breaks are written `\n`, backslashes `\\`.
  static func encode(_ entry: String) -> String {
    entry.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  /// The entry that a line of the file stands for.
  static func decode(_ line: some StringProtocol) -> String {
    var entry = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        entry.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        entry.append(character)
      }
    }
    return entry
  }

  /// The history that a file's text holds: of equal entries the last one, and no more than `limit`.
  init(text: String = "") {
    var seen: Set<String> = []
    for line in text.split(separator: "\n").reversed() where entries.count < Self.limit {
      let entry = InputHistory.decode(line)
      if seen.insert(entry).inserted { entries.append(entry) }
    }
    entries.reverse()
  }

  /// The text of a file that holds this history.
  var text: String { entries.map { InputHistory.encode($0) + "\n" }.joined() }
}
