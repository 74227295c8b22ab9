extension Value: Equatable {
  /// `==` of the language: false between kinds, except that integers and reals are one kind.
  public static func == (a: Value, b: Value) -> Bool {
    isEqualPlain(a, b) ?? areEqualNested(a, b) { $0 === $1 || $0.isEqual(to: $1) }
  }

  /// Nil for two lists and for two records, which must be looked into.
  @inline(__always)
  private static func isEqualPlain(
    _ a: Value, _ b: Value, hosts: (Host, Host) -> Bool = { $0 === $1 || $0.isEqual(to: $1) }
  ) -> Bool? {
    switch (a, b) {
    case (.none, .none), (.missing, .missing), (.none, .missing), (.missing, .none): true
    case (.bool(let x), .bool(let y)): x == y
    case (.int(let x), .int(let y)): x == y
    case (.real(let x), .real(let y)): x == y
    case (.int(let x), .real(let y)), (.real(let y), .int(let x)): Int(exactly: y) == x
    case (.text(let x), .text(let y)): x.utf8 == y.utf8
    case (.list, .list), (.record, .record): nil
    case (.function(let x), .function(let y)): x === y
    case (.builtin(let x), .builtin(let y)): x === y
    case (.host(let x), .host(let y)): hosts(x, y)
    case (.quantity(let x), .quantity(let y)): x == y
    default: false
    }
  }

  /// Whether two values are equal where `hosts` tells which host values are.
  static func areEqual(_ a: Value, _ b: Value, hosts: (Host, Host) -> Bool) -> Bool {
    isEqualPlain(a, b, hosts: hosts) ?? areEqualNested(a, b, hosts: hosts)
  }

  /// Two lists or two records, however deep and however often they hold the same parts.
  ///
  /// The value of a few lines can hold a list 2^40 times. Any two parts need to be compared once: if they differ, so do
  /// the wholes. Pairs that were seen are kept once there are many, and not too many of them.
  private static func areEqualNested(_ a: Value, _ b: Value, hosts: (Host, Host) -> Bool) -> Bool {
    var open = [(a: a, b: b, next: 0)]
    var seen: Set<Pair> = []
    var count = 0
    while let (a, b, next) = open.popLast() {
      if next == 0 {
        guard let pair = Pair(a, b) else { return false }
        if pair.isOne { continue }
        count += 1
        if count > 1_000 {
          if seen.count == 100_000 { seen.removeAll() }
          if !seen.insert(pair).inserted { continue }
        }
      }
      var index = next
      var inner: (a: Value, b: Value)?
      while inner == nil, let parts = parts(of: a, b, at: index) {
        guard let y = parts.b else { return false }
        index += 1
        switch isEqualPlain(parts.a, y, hosts: hosts) {
        case true?: break
        case false?: return false
        case nil: inner = (parts.a, y)
        }
      }
      if let inner {
        open.append((a, b, index))
        open.append((inner.a, inner.b, 0))
      }
    }
    return true
  }

  /// What must be equal for two lists, or two records, to be so: item for item, and the fields of one name whatever their
  /// order; nil behind the last.
  @inline(__always)
  private static func parts(of a: Value, _ b: Value, at index: Int) -> (a: Value, b: Value?)? {
    switch (a, b) {
    case (.list(let x), .list(let y)): index < x.count ? (x[index], y[index]) : nil
    case (.record(let x), .record(let y)):
      index < x.count ? (x.value(index), y.index(of: x.name(index)).map(y.value)) : nil
    default: nil
    }
  }

  /// Two lists, or two records, of one length, by where they lie.
  private struct Pair: Hashable {
    private let a, b: UnsafeRawPointer?

    init?(_ a: Value, _ b: Value) {
      switch (a, b) {
      case (.list(let x), .list(let y)) where x.count == y.count:
        (self.a, self.b) = (x.withUnsafeBytes(\.baseAddress), y.withUnsafeBytes(\.baseAddress))
      case (.record(let x), .record(let y)) where x.count == y.count:
        (self.a, self.b) = (
          UnsafeRawPointer(Unmanaged.passUnretained(x).toOpaque()),
          UnsafeRawPointer(Unmanaged.passUnretained(y).toOpaque())
        )
      default: return nil
      }
    }

    /// Whether both are the same.
    var isOne: Bool { a == b }
  }
}
