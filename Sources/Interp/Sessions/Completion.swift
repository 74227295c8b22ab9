/// The ways to go on from what is typed.
public struct Completion: Equatable, Sendable {
  /// One way to go on.
  public struct Candidate: Hashable, Sendable {
    /// The whole word, as it is listed.
    public let text: String
    /// What is typed behind the word if it is the only one.
    public var suffix = ""
    /// What it is, in a few words.
    public var summary = ""

    /// A word, what is typed behind it, and what it is.
    public init(text: String, suffix: String = "", summary: String = "") {
      (self.text, self.suffix, self.summary) = (text, suffix, summary)
    }
  }

  /// The word before the cursor, as far as it is typed; candidates take its place.
  public let typed: String
  /// In alphabetical order, those first that are no words.
  public let candidates: [Candidate]
  /// What else can stand there, for people.
  public let advice: String

  /// Those of `candidates` that start with `typed`.
  public init(of typed: String, _ candidates: [Candidate], advice: String = "") {
    self.typed = typed
    self.advice = advice
    var seen: Set<String> = []
    self.candidates = candidates.filter { $0.text.hasPrefix(typed) && seen.insert($0.text).inserted }
      .sorted { $0.text < $1.text }
  }

  /// Those of `words` that start with `typed`.
  public init(of typed: String, _ words: some Sequence<String>, suffix: String = "") {
    self.init(of: typed, words.map { Candidate(text: $0, suffix: suffix) })
  }

  /// What can be typed in the place of `typed`: what all candidates have in common.
  public var insertion: String {
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
