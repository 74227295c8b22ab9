/// Where the names of a program stand, grouped by what they mean.
public struct Occurrences: Sendable {
  /// A name and the places that bind it, the first of them first.
  public struct Meaning: Sendable {
    /// The name.
    public let text: String
    /// Where it is bound.
    public let definitions: [Span]
    /// Where it stands, definitions among them, in the order of the texts.
    public let places: [Span]
  }

  private let meanings: [Meaning]
  /// Each place with the index of its meaning, in the order of the texts.
  private let places: [(span: Span, meaning: Int)]

  /// Groups references; those that share a place or a definition mean the same.
  ///
  /// - Complexity: O(n log n) for n references.
  public init(_ references: [Reference]) {
    var roots: [Span: Span] = [:]
    func root(of span: Span) -> Span {
      var span = span
      while let next = roots[span], next != span { span = next }
      return span
    }
    var texts: [Span: String] = [:]
    for reference in references {
      let (a, b) = (root(of: reference.name.span), root(of: reference.definition))
      if a != b { roots[max(a, b, by: Self.isBefore)] = min(a, b, by: Self.isBefore) }
      texts[reference.name.span] = reference.name.text
    }
    var groups: [Span: (places: Set<Span>, definitions: Set<Span>, text: String)] = [:]
    for reference in references {
      var group = groups[root(of: reference.definition)] ?? ([], [], reference.name.text)
      group.places.formUnion([reference.name.span, reference.definition])
      group.definitions.insert(reference.definition)
      groups[root(of: reference.definition)] = group
    }
    let sorted = groups.sorted { Self.isBefore($0.key, $1.key) }.map(\.value)
    let meanings = sorted.map { group in
      Meaning(
        text: group.text, definitions: group.definitions.sorted(by: Self.isBefore),
        places: group.places.sorted(by: Self.isBefore))
    }
    self.meanings = meanings
    places = meanings.indices.flatMap { index in meanings[index].places.map { ($0, index) } }
      .sorted { Self.isBefore($0.span, $1.span) }
  }

  /// The name that stands at a position or ends there, and what it means.
  ///
  /// - Complexity: O(log n).
  public func name(at position: UInt32) -> (span: Span, meaning: Meaning)? {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].span.end < position { low = middle + 1 } else { high = middle }
    }
    // Of two names that touch, which only signs between them could part, the second one begins here.
    guard low < places.count, places[low].span.start <= position else { return nil }
    return (places[low].span, meanings[places[low].meaning])
  }

  private static func isBefore(_ a: Span, _ b: Span) -> Bool { (a.start, a.length) < (b.start, b.length) }
}

private func min<T>(_ a: T, _ b: T, by isBefore: (T, T) -> Bool) -> T { isBefore(b, a) ? b : a }

private func max<T>(_ a: T, _ b: T, by isBefore: (T, T) -> Bool) -> T { isBefore(b, a) ? a : b }
