import DSL

/// The order of values by their keys: numbers, strings, or quantities of one unit.
///
/// `none` and NaN cannot be compared; they come last, whichever way the rest is sorted.
enum Ordering {
  /// The indices of `keys` in order; equal keys keep theirs.
  static func indices(
    sorting keys: [Value], descending: Bool, _ span: Span
  ) throws(Exit) -> [Int] {
    let known = keys.indices.filter { !isUnknown(keys[$0]) }
    if let first = known.first {
      for index in known { try check(keys[index], against: keys[first], span) }
    }
    let sorted = known.sorted { descending ? precedes(keys[$1], keys[$0]) : precedes(keys[$0], keys[$1]) }
    return sorted + keys.indices.filter { isUnknown(keys[$0]) }
  }

  static func isUnknown(_ key: Value) -> Bool { key.isNone || key.number?.isNaN == true }

  private static func check(_ key: Value, against first: Value, _ span: Span) throws(Exit) {
    switch (first, key) {
    case (.text, .text): return
    case (.quantity(let x), .quantity(let y)) where x.unit == y.unit: return
    default: if first.number != nil, key.number != nil { return }
    }
    throw failure(
      "\(first.kind) and \(key.kind) have no order", span,
      hint: "what is sorted must be all numbers, all strings, or all quantities of one unit.")
  }

  /// For keys that were checked.
  private static func precedes(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x < y
    case (.text(let x), .text(let y)): return x.utf8.lexicographicallyPrecedes(y.utf8)
    case (.quantity(let x), .quantity(let y)): return x.amount < y.amount
    default:
      guard let x = a.number, let y = b.number else { return false }
      return x < y
    }
  }
}
