/// Did-you-mean: the known name that is meant by one that is not.
public enum Suggestion {
  /// The one of `candidates` that is meant by `name`, if one is likely to be.
  ///
  /// The first of these that there is: a candidate that differs in nothing but case, underscores and hyphens; one that
  /// other tools call so (`learning_rate` is `lr`); one that begins with `name`, if that has three letters; one whose
  /// distance is at most a third of the length of `name`, or that has two neighbouring letters turned; one that other tools call nearly so. Of several equally near
  /// ones the first in alphabetical order is offered.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let candidates = Array(candidates)
    if let same = sameLetters(as: name, among: candidates) { return same }
    if let synonym = synonym(of: name, among: candidates) { return synonym }
    if let longer = beginning(with: name, among: candidates) { return longer }
    if let near = leastDistant(from: name, among: candidates.map { ($0, $0) }) { return near }
    guard folded(name).count > 4 else { return nil }
    return leastDistant(
      from: name, among: candidates.flatMap { candidate in Synonyms.of(candidate).map { ($0, candidate) } })
  }

  /// The same among so few candidates that a short name is meant, too, if it lacks, doubles or swaps a letter: `rn` is `run`.
  public static func nearestOfFew(to name: String, among candidates: some Sequence<String>) -> String? {
    let candidates = Array(candidates)
    if let near = nearest(to: name, among: candidates) { return near }
    guard name.count > 1 else { return nil }
    return candidates.filter { $0.first == name.first && distance(Array(folded(name)), Array(folded($0))) == 1 }.min()
  }

  /// The candidate that differs from `name` in nothing but case, underscores and hyphens.
  public static func sameLetters(as name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    return candidates.filter { $0 != name && folded($0) == wanted }.min()
  }

  /// The candidate that other tools and languages call `name`.
  public static func synonym(of name: String, among candidates: some Sequence<String>) -> String? {
    let words = Synonyms.of(name)
    if words.isEmpty { return nil }
    let candidates = Set(candidates)
    return words.first { $0 != name && candidates.contains($0) }
  }

  /// The shortest candidate that `name` is the beginning of.
  private static func beginning(with name: String, among candidates: [String]) -> String? {
    let wanted = folded(name)
    guard wanted.count >= 3 else { return nil }
    return candidates.filter { $0 != name && folded($0).hasPrefix(wanted) }
      .min { ($0.count, $0) < ($1.count, $1) }
  }

  /// What stands for the word that is nearest to `name`, if it is near enough.
  private static func leastDistant(from name: String, among words: [(word: String, meant: String)]) -> String? {
    let wanted = Array(folded(name))
    var best: (distance: Int, meant: String)?
    for (word, meant) in words where meant != name {
      let letters = Array(folded(word))
      // Each character that one has more than the other is an insertion.
      guard abs(letters.count - wanted.count) <= max(1, wanted.count / 3) else { continue }
      let distance = distance(wanted, letters)
      // In a short name two letters are easily turned.
      let isTurned = distance == 1 && wanted.count > 1 && wanted.sorted() == letters.sorted()
      guard distance == 0 || distance * 3 <= wanted.count || isTurned else { continue }
      if let known = best, (known.distance, known.meant) <= (distance, meant) { continue }
      best = (distance, meant)
    }
    return best?.meant
  }

  /// What is compared: lower-case characters, without underscores and hyphens.
  static func folded(_ name: String) -> String {
    var letters: [UInt8] = []
    letters.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "-"): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
      case ..<0x80: letters.append(byte)
      default: return name.lowercased().filter { $0 != "_" && $0 != "-" }
      }
    }
    return String(decoding: letters, as: UTF8.self)
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
