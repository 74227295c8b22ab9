/// The ways to go on from what is typed.
struct Completion: Equatable {
  /// One way to go on.
  struct Candidate: Hashable {
    /// The whole word, as it is listed.
    let text: String
    /// What is typed behind the word if it is the only one.
    var suffix = ""
  }

  /// The word before the cursor, as far as it is typed; candidates take its place.
  let typed: String
  /// In alphabetical order.
  let candidates: [Candidate]

  /// Those of `candidates` that start with `typed`.
  init(of typed: String, _ candidates: [Candidate]) {
    self.typed = typed
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
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
