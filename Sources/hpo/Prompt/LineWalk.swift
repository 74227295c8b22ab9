import CReadline

/// What the arrows up and down do: they go from line to line of an input that has several, and behind its first and last
/// line through the history, to what begins like the text before the cursor.
///
/// It is called by readline, on the thread of the prompt alone.
enum LineWalk {
  /// What was found last: as long as it is unchanged, the search goes on.
  nonisolated(unsafe) static var recalled: String?

  private static var text: String { String(cString: readline_line()) }

  static func go(up: Bool, _ count: Int32, _ key: Int32) -> Int32 {
    if let target = target(up: up, in: Array(text.utf8), from: Int(readline_cursor())) {
      readline_move(Int32(target))
      return 0
    }
    let failed = readline_search(up ? 1 : 0, recalled == text ? 1 : 0, count, key)
    recalled = failed == 0 || up ? text : nil
    // Further up is what was before it, further down its own second line.
    if up, failed == 0, let end = text.firstIndex(of: "\n") { readline_move(Int32(text[..<end].utf8.count)) }
    return 0
  }

  /// The place in the line above or below that is as many characters from its start; nil where there is no such line.
  static func target(up: Bool, in text: [UInt8], from cursor: Int) -> Int? {
    let newline = UInt8(ascii: "\n")
    let start = (text[..<cursor].lastIndex(of: newline) ?? -1) + 1
    let column = String(decoding: text[start..<cursor], as: UTF8.self).count
    let line: Range<Int>
    if up {
      guard start > 0 else { return nil }
      line = (text[..<(start - 1)].lastIndex(of: newline) ?? -1) + 1..<start - 1
    } else {
      guard let end = text[cursor...].firstIndex(of: newline) else { return nil }
      line = end + 1..<(text[(end + 1)...].firstIndex(of: newline) ?? text.count)
    }
    return line.lowerBound + String(decoding: text[line], as: UTF8.self).prefix(column).utf8.count
  }
}
