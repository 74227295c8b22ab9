import Basics
import DSL

/// The order of values by their keys: numbers, strings, or quantities of one unit.
///
/// `none` and NaN cannot be compared; they come last, whichever way the rest is sorted.
enum Ordering {
  /// The indices of `keys` in order; equal keys keep theirs.
  static func indices(
    sorting keys: [Value], descending: Bool, _ a: Arguments
  ) throws(Exit) -> [Int] {
    let known = try a.filter(keys.indices) { (index) throws(Exit) in !isUnknown(keys[index]) }
    if let first = known.first {
      try a.forEach(known) { (index) throws(Exit) in try check(keys[index], against: keys[first], a.place(0)) }
    }
    let sorted = try a.sorted(known) {
      descending ? precedes(keys[$1], keys[$0]) : precedes(keys[$0], keys[$1])
    }
    return sorted + (try a.filter(keys.indices) { (index) throws(Exit) in isUnknown(keys[index]) })
  }

  static func isUnknown(_ key: Value) -> Bool { key.isNone || key.number?.isNaN == true }

  private static func check(_ key: Value, against first: Value, _ span: Span) throws(Exit) {
    switch (first, key) {
    case (.text, .text): return
    case (.quantity(let x), .quantity(let y)) where x.unit == y.unit: return
    default: if first.number != nil, key.number != nil { return }
    }
    throw failure(
      .operandKinds,
      "\(first.kind) and \(key.kind) have no order", span,
      hint: isRecord(first)
        ? "rows are sorted by a column: `sort_by(rows, \"column\")`."
        : "what is sorted must be all numbers, all strings, or all quantities of one unit.")
  }

  private static func isRecord(_ value: Value) -> Bool { if case .record = value { true } else { false } }

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
