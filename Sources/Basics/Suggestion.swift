/// Did-you-mean: the known name that a misspelt one is nearest to.
public enum Suggestion {
  /// The nearest of `candidates` to `name`, if one is near enough to be meant.
  ///
  /// A candidate is offered if it differs in nothing but case and underscores, or if its distance is at most a third
  /// of the length of `name`. Of several equally near ones the first in alphabetical order is offered.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = letters(of: name)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != name {
      let distance = distance(wanted, letters(of: candidate))
      guard distance == 0 || distance * 3 <= wanted.count else { continue }
      if let known = best, (known.distance, known.candidate) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// The candidate that differs from `name` in nothing but case, underscores and hyphens.
  public static func sameLetters(as name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = letters(of: name)
    return candidates.filter { $0 != name && letters(of: $0) == wanted }.min()
  }

  /// What is compared: lower-case characters, without underscores and hyphens.
  private static func letters(of name: String) -> [Character] {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }

  /// The Damerau–Levenshtein distance in its optimal string alignment form: the number of insertions, deletions,
  /// replacements and swaps of neighbours that lead from `a` to `b`, no character being touched twice.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforePrevious[j - 1] + 1) }
        row.append(cost)
      }
      beforePrevious = previous
      previous = row
    }
    return previous[b.count]
  }
}
