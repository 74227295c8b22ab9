/// The name that a misspelt one was probably meant to be: equal but for case, or within a third of its length in edits.
func nearestName(to name: String, among names: [String]) -> String? {
  let lower = Array(name.lowercased())
  let distances = names.map { ($0, editDistance(lower, Array($0.lowercased()))) }
  guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
  let length = max(lower.count, best.0.count)
  return best.1 < length && best.1 <= max(1, length / 3) ? best.0 : nil
}

/// Insertions, deletions and replacements from one word to another (Levenshtein), by rows of the usual table.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let above = row[j + 1]
      row[j + 1] = min(diagonal + (x == y ? 0 : 1), above + 1, row[j] + 1)
      diagonal = above
    }
  }
  return row[b.count]
}
