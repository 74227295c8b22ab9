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
  /// - Returns: the index from which an equal one was taken away, and whether the oldest one was dropped; nil if nothing
  ///   changes.
  mutating func add(_ entry: String) -> (removed: Int?, isOldestDropped: Bool)? {
    guard !entry.allSatisfy(\.isWhitespace), entry != entries.last else { return nil }
    let known = entries.lastIndex(of: entry)
    if let known { entries.remove(at: known) }
    entries.append(entry)
    let isOverfull = entries.count > Self.limit
    if isOverfull { entries.removeFirst() }
    return (known, isOverfull)
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
