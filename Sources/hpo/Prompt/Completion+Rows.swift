import Basics
import Interp

// How the ways to go on are listed.

extension Completion {
  /// The candidates as rows of a list: the word and what it is, cut at the width of the terminal.
  func rows(width: Int) -> [String] {
    let column = min((candidates.map(\.text.displayWidth).max() ?? 0) + 2, max(width / 2, 12))
    let rows = candidates.map { candidate in
      candidate.summary.isEmpty ? candidate.text : candidate.text.padded(to: column) + candidate.summary
    }
    return (rows + (advice.isEmpty ? [] : ["(\(advice))"])).map { $0.cut(to: width - 1) }
  }

  /// The words alone in columns, filled downwards, as rows of the terminal.
  func columns(width: Int) -> [String] {
    let texts = candidates.map { $0.text.cut(to: width - 1) }
    let column = (texts.map(\.displayWidth).max() ?? 0) + 2
    let count = max(1, (width - 1 + 2) / column)
    let height = (texts.count + count - 1) / count
    return (0..<height).map { row in
      stride(from: row, to: texts.count, by: height).map { texts[$0].padded(to: column) }.joined()
    }
  }
}

extension String {
  /// This text, ending in an ellipsis where it is wider.
  func cut(to width: Int) -> String {
    guard displayWidth > width else { return self }
    var text = ""
    var used = 1
    for character in self {
      used += String(character).displayWidth
      if used > width { break }
      text.append(character)
    }
    return text + "…"
  }
}
