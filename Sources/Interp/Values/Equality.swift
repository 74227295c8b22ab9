extension Value: Equatable {
  /// `==` of the language: false between kinds, except that integers and reals are one kind.
  public static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.none, .none), (.missing, .missing), (.none, .missing), (.missing, .none): true
    case (.bool(let x), .bool(let y)): x == y
    case (.int(let x), .int(let y)): x == y
    case (.real(let x), .real(let y)): x == y
    case (.int(let x), .real(let y)), (.real(let y), .int(let x)): Int(exactly: y) == x
    case (.text(let x), .text(let y)): x.utf8 == y.utf8
    case (.list(let x), .list(let y)): x == y
    case (.record(let x), .record(let y)): areEqual(x, y)
    case (.function(let x), .function(let y)): x === y
    case (.builtin(let x), .builtin(let y)): x === y
    case (.host(let x), .host(let y)): x === y || x.isEqual(to: y)
    case (.quantity(let x), .quantity(let y)): x == y
    default: false
    }
  }
}

/// Records are equal whatever the order of their fields.
private func areEqual(_ a: Record, _ b: Record) -> Bool {
  if a === b { return true }
  guard a.count == b.count else { return false }
  for index in 0..<a.count {
    guard let other = b.index(of: a.name(index)), a.value(index) == b.value(other) else { return false }
  }
  return true
}
