import DSL

// The loops of builtins: lists can be so long that each of these must hear a request to stop.

extension Arguments {
  /// Hands `items` to `body` one after the other, and stops where asked to.
  @inline(__always)
  func forEach<S: Sequence>(_ items: S, _ body: (S.Element) throws(Exit) -> Void) throws(Exit) {
    for item in items {
      try machine.poll()
      try body(item)
    }
  }

  /// What `body` gives for each of `items`.
  @inline(__always)
  func map<S: Sequence, T>(
    _ items: S, _ body: (S.Element) throws(Exit) -> T
  ) throws(Exit) -> ContiguousArray<T> {
    var results = ContiguousArray<T>()
    results.reserveCapacity(items.underestimatedCount)
    for item in items {
      try machine.poll()
      results.append(try body(item))
    }
    return results
  }

  /// Those of `items` for which `isIncluded` holds.
  @inline(__always)
  func filter<S: Sequence>(
    _ items: S, _ isIncluded: (S.Element) throws(Exit) -> Bool
  ) throws(Exit) -> ContiguousArray<S.Element> {
    var kept = ContiguousArray<S.Element>()
    for item in items {
      try machine.poll()
      if try isIncluded(item) { kept.append(item) }
    }
    return kept
  }

  /// The first of `items` for which `condition` holds.
  @inline(__always)
  func first<S: Sequence>(
    of items: S, where condition: (S.Element) throws(Exit) -> Bool
  ) throws(Exit) -> S.Element? {
    for item in items {
      try machine.poll()
      if try condition(item) { return item }
    }
    return nil
  }

  /// `items` in order; equal ones keep theirs.
  func sorted<T>(_ items: some Sequence<T>, by precedes: (T, T) -> Bool) throws(Exit) -> [T] {
    try Interp.explained(span) {
      try items.sorted { first, second in
        try machine.poll()
        return precedes(first, second)
      }
    }
  }

  /// What is shown of a value.
  func shown(_ value: Value) throws(Exit) -> Text {
    if case .text(let text) = value { return text }
    var bytes = ContiguousArray<UInt8>()
    try machine.write(value, to: &bytes, span)
    return Text(utf8: bytes)
  }

  /// What is shown of `values`, one after the other.
  func joined(_ values: some Sequence<Value>, separator: Text) throws(Exit) -> Text {
    var bytes = ContiguousArray<UInt8>()
    var isFirst = true
    try forEach(values) { (value) throws(Exit) in
      if !isFirst { try machine.write(.text(separator), to: &bytes, span) }
      isFirst = false
      try machine.write(value, to: &bytes, span)
    }
    return Text(utf8: bytes)
  }

  /// `text` so many times.
  func repeated(_ text: Text, count: Int) throws(Exit) -> Text {
    if text.utf8.isEmpty { return text }
    let (length, overflow) = text.utf8.count.multipliedReportingOverflow(by: count)
    try Capacity.check(bytes: overflow ? .max : length, span)
    var bytes = ContiguousArray<UInt8>()
    bytes.reserveCapacity(length)
    try forEach(0..<count) { (_) throws(Exit) in bytes += text.utf8 }
    return Text(utf8: bytes)
  }
}
