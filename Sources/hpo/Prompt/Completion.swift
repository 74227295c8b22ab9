import Basics

/// The ways to go on from what is typed.
struct Completion: Equatable {
  /// One way to go on.
  struct Candidate: Hashable {
    /// The whole word, as it is listed.
    let text: String
    /// What is typed behind the word if it is the only one.
    var suffix = ""
    /// What it is, in a few words.
    var summary = ""
  }

  /// The word before the cursor, as far as it is typed; candidates take its place.
  let typed: String
  /// In alphabetical order, those first that are no words.
  let candidates: [Candidate]
  /// What else can stand there, for people.
  let advice: String

  /// Those of `candidates` that start with `typed`.
  init(of typed: String, _ candidates: [Candidate], advice: String = "") {
    self.typed = typed
    self.advice = advice
    var seen: Set<String> = []
    self.candidates = candidates.filter { $0.text.hasPrefix(typed) && seen.insert($0.text).inserted }
      .sorted { $0.text < $1.text }
  }

  /// Those of `words` that start with `typed`.
  init(of typed: String, _ words: some Sequence<String>, suffix: String = "") {
    self.init(of: typed, words.map { Candidate(text: $0, suffix: suffix) })
  }

  /// What can be typed in the place of `typed`: what all candidates have in common.
  var insertion: String {
    guard let first = candidates.first else { return typed }
    if candidates.count == 1 { return first.text + first.suffix }
    return candidates.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
  }

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
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }

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
