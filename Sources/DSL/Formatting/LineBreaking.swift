import Basics

// Where lines are broken that are too long. Breaks are only ever added, and what is added would be kept if it stood in
// the source: that is why to format twice changes nothing.

extension LayoutWriter {
  /// Breaks the lines of a vertical group, without those of vertical groups in it; `column` is where they start.
  mutating func breakLines(of group: LayoutGroup, _ column: Int) {
    if group.kind == .comprehension, group.items.count > 1 { group.items[1].startsLine = true }
    if group.kind == .search { align(group) }
    if !group.hasLines { separateItems(of: group, column) }
    for (number, item) in group.items.enumerated() {
      let isAlone = number + 1 == group.items.count || group.items[number + 1].startsLine
      guard group.hasLines || number == 0 || item.startsLine, group.hasLines || isAlone else { continue }
      let hasComma = number + 1 < group.items.count ? item.comma != nil && !group.hasLines : group.endsWithComma
      breakLines(of: item.sequence, column, behind: hasComma ? 1 : 0)
    }
  }

  /// Has what stands behind the heads of clauses start in a column.
  ///
  /// Parameters and other clauses have columns of their own if these are more than two apart. Objectives have none.
  private mutating func align(_ search: LayoutGroup) {
    var widths: [(head: Int, width: Int, isParameter: Bool)] = []
    for item in search.items {
      let head = lexemes[item.first]
      let isParameter = lexemes[item.first + 1].kind == .keyword(.in)
      let isObjective = !isParameter && Direction(rawValue: head.text) != nil
      if !isObjective { widths.append((item.first, head.width, isParameter)) }
    }
    var parameters = widths.filter(\.isParameter).map(\.width).max() ?? 0
    var others = widths.filter { !$0.isParameter }.map(\.width).max() ?? 0
    if parameters > 0, others > 0, abs(parameters - others) <= 2 {
      (parameters, others) = (max(parameters, others), max(parameters, others))
    }
    for (head, width, isParameter) in widths { padding[head] = (isParameter ? parameters : others) - width }
  }

  /// Gives each item a line where those that share one do not fit on it.
  private func separateItems(of group: LayoutGroup, _ column: Int) {
    var start = 0
    while start < group.items.count {
      let end = group.items[(start + 1)...].firstIndex(where: \.startsLine) ?? group.items.count
      let line = start..<end
      let comma = end == group.items.count && group.endsWithComma && group.items[end - 1].comma == nil ? 1 : 0
      if line.count > 1, (width(ofLine: group.items[line], at: column) ?? .max) > LayoutWriter.limit - comma {
        for index in line { group.items[index].startsLine = true }
      }
      start = end
    }
  }

  /// Breaks a sequence whose first line starts at `column`; behind its last one so many columns are needed.
  private func breakLines(of sequence: LayoutSequence, _ column: Int, behind: Int) {
    var number = 0
    while number < sequence.parts.count {
      let start = number == 0 ? column : column + sequence.continuation
      var isBroken = true
      while isBroken {
        let room = LayoutWriter.limit - (number + 1 == sequence.parts.count ? behind : 0)
        let next = column + sequence.continuation
        let parts = broken(sequence.parts[number]) { parts in
          parts.enumerated().map { index, part in
            width(of: part, at: index == 0 ? start : next)
              - (index + 1 == parts.count ? room : LayoutWriter.limit)
          }
        }
        isBroken = parts != nil
        if let parts { sequence.parts.replaceSubrange(number...number, with: parts) }
      }
      number += 1
    }
  }

  /// A part with one line break more.
  ///
  /// - Parameters:
  ///   - part: The part.
  ///   - excess: By how many columns the lines of parts are too long.
  /// - Returns: The parts that it becomes; nil if it fits, or if nothing helps.
  private func broken(_ part: [LayoutNode], _ excess: ([[LayoutNode]]) -> [Int]) -> [[LayoutNode]]? {
    func fits() -> Bool { excess([part]).allSatisfy { $0 <= 0 } }
    guard !fits() else { return nil }
    for kind in [LayoutGroup.Kind.search, .block] {
      let groups = groups(of: part).filter { $0.kind == kind && !$0.isVertical && !$0.isEmpty }
      guard groups.isEmpty else {
        for group in groups { group.setVertical(true) }
        return [part]
      }
    }
    for rank in 0...2 {
      let parts = split(part, behind: rank)
      if parts.count > 1 { return parts }
    }
    let candidates = breakableGroups(of: part)
    for group in candidates {
      group.setVertical(true)
      if fits() { return [part] }
      group.setVertical(false)
    }
    for rank in 3...7 {
      let parts = split(part, behind: rank)
      guard parts.count > 1 else { continue }
      let isUseful = zip(parts, excess(parts)).allSatisfy { $1 <= 0 || !breakableGroups(of: $0).isEmpty }
      if isUseful { return parts }
    }
    for group in candidates { group.setVertical(true) }
    if fits() { return [part] }
    for group in candidates { group.setVertical(false) }
    return nil
  }

  private func groups(of part: [LayoutNode]) -> [LayoutGroup] {
    part.compactMap { if case .group(let group) = $0 { group } else { nil } }
  }

  /// The part with line breaks behind all operators of a rank.
  private func split(_ part: [LayoutNode], behind rank: Int) -> [[LayoutNode]] {
    var parts: [[LayoutNode]] = [[]]
    for node in part {
      if case .lexeme(let index, _)? = parts.last?.last, lexemes[index].breakRank == rank,
        !lexemes[index].isHeld(by: lexemes[index + 1])
      {
        parts.append([])
      }
      parts[parts.count - 1].append(node)
    }
    return parts
  }

  /// The groups in which a line can be broken, the best first: the last one, and of brackets around nothing but brackets
  /// the innermost.
  private func breakableGroups(of part: [LayoutNode]) -> [LayoutGroup] {
    groups(of: part).reversed().flatMap { group -> [LayoutGroup] in
      guard !group.isEmpty, !group.isVertical, group.kind != .index else { return [] }
      guard group.items.count == 1, let item = group.items[0].sequence.parts.first else { return [group] }
      guard item.allSatisfy(isTight) else { return [group] }
      guard case .group(let inner)? = item.last, inner.kind != .index else {
        // A word or a text alone is not worth two lines more.
        return item.contains { if case .group = $0 { true } else { false } } ? [group] : []
      }
      return breakableGroups(of: item) + [group]
    }
  }

  private func isTight(_ node: LayoutNode) -> Bool {
    if case .lexeme(let index, _) = node { lexemes[index].breakRank == nil } else { true }
  }
}
