/// Reads lexemes into groups, with the line breaks of the source that stay.
struct LayoutReader {
  private let lexemes: [Lexeme]
  private var index = 0

  init(_ lexemes: [Lexeme]) { self.lexemes = lexemes }

  /// The statements of the program.
  mutating func program() -> LayoutGroup {
    let statements = items(of: .program)
    let group = LayoutGroup(.program, open: nil, close: index, items: statements)
    group.shape.isVertical = true
    return group
  }

  private var current: Lexeme { lexemes[index] }

  private var isAtClose: Bool {
    switch current.kind {
    case .end: true
    case .symbol(let symbol): symbol.isClosing
    default: false
    }
  }

  /// The items up to the bracket that closes the group.
  private mutating func items(of kind: LayoutGroup.Kind) -> [LayoutGroup.Item] {
    var items: [LayoutGroup.Item] = []
    while !isAtClose {
      items.append(
        item(continuation: kind == .parentheses || kind == .comprehension ? 0 : 2) { reader in
          switch kind {
          case .program, .block, .search: reader.current.isSeparated
          case .comprehension: reader.current.role == .comprehension
          case .items, .arguments, .parentheses, .index: reader.isAtSeparator
          }
        })
      if isAtSeparator { index += 1 }
    }
    return items
  }

  private var isAtSeparator: Bool { current.kind == .symbol(.comma) && current.role == nil }

  /// An item, which ends before a closing bracket, or where it `ends` behind its first lexeme; the comma there belongs
  /// to it.
  private mutating func item(continuation: Int, ends: (Self) -> Bool) -> LayoutGroup.Item {
    let first = index
    var parts: [[LayoutNode]] = [[]]
    while index == first || !isAtClose && !ends(self) {
      if index > first, breaksLine(before: index) { parts.append([]) }
      parts[parts.count - 1].append(node())
    }
    LayoutReader.join(parts.joined())
    let isAtComma = current.kind == .symbol(.comma) && index > first
    return LayoutGroup.Item(
      sequence: LayoutSequence(parts: parts, continuation: continuation), first: first, comma: isAtComma ? index : nil,
      startsLine: lexemes[first].startsLine, trailing: lexemes[isAtComma ? index : index - 1].trailing)
  }

  /// Whether a line break within an item stays: one behind an operator, and one that a comment needs.
  private func breaksLine(before index: Int) -> Bool {
    let (last, next) = (lexemes[index - 1], lexemes[index])
    let isBehindOperator = last.breakRank != nil && last.kind != .symbol(.comma)
    return last.trailing != nil || !next.comments.isEmpty
      || isBehindOperator && next.startsLine && !last.isHeld(by: next)
  }

  /// Gives the blocks of one `if` the same shape.
  private static func join(_ nodes: some Sequence<LayoutNode>) {
    var (last, isBehindElse): (LayoutGroup?, Bool) = (nil, false)
    for node in nodes {
      switch node {
      case .group(let group) where group.kind == .block:
        if isBehindElse, let last {
          last.shape.isVertical = last.isVertical || group.isVertical
          group.shape = last.shape
        }
        (last, isBehindElse) = (group, false)
      case .group: break
      case .lexeme(_, let isElse): if isElse { isBehindElse = true }
      }
    }
  }

  /// The lexeme or the group that starts here.
  private mutating func node() -> LayoutNode {
    if case .search(let end)? = current.role {
      let isBraced = lexemes[index + 1].kind == .symbol(.leftBrace) && lexemes[index + 1].role == nil
      if isBraced { return .group(bracedSearch()) }
      if !hasCommentWithinClause(before: end) { return .group(search(before: end)) }
    } else if case .symbol(let symbol) = current.kind, symbol.closing != nil {
      return .group(group())
    }
    index += 1
    return .lexeme(index - 1, isElse: lexemes[index - 1].kind == .keyword(.else))
  }

  private mutating func group() -> LayoutGroup {
    let open = index
    let kind = kind(ofGroupAt: open)
    index += 1
    let group = LayoutGroup(kind, open: open, close: nil, items: items(of: kind))
    close(group)
    let isOnOneLine = lexemes[open].lines.lowerBound == lexemes[index - 1].lines.lowerBound
    let holdsComment = isCommented(group)
    group.shape.isVertical =
      holdsComment || (kind == .block ? !isOnOneLine && !group.isEmpty : isBroken(group.items[...]))
    return group
  }

  private mutating func close(_ group: LayoutGroup) {
    group.close = index
    index += 1
  }

  private func kind(ofGroupAt open: Int) -> LayoutGroup.Kind {
    let opening = lexemes[open]
    let previous = opening.isSeparated || open == 0 ? nil : lexemes[open - 1]
    let isBehindValue = previous?.endsExpression ?? false
    switch opening.kind {
    case .symbol(.leftParenthesis): return isBehindValue || previous?.kind == .keyword(.fn) ? .arguments : .parentheses
    case .symbol(.leftBracket) where isBehindValue: return .index
    case .symbol(.leftBracket): return isComprehension(open) ? .comprehension : .items
    default: return opening.role == .block ? .block : .items
    }
  }

  private func isComprehension(_ open: Int) -> Bool {
    var depth = 0
    for lexeme in lexemes[open...] {
      if case .symbol(let symbol) = lexeme.kind {
        if symbol.closing != nil { depth += 1 }
        if symbol.isClosing { depth -= 1 }
      }
      if depth == 0 { return false }
      if depth == 1, lexeme.role == .comprehension { return true }
    }
    return false
  }

  /// Whether comments stand behind its opening or before its closing bracket.
  private func isCommented(_ group: LayoutGroup) -> Bool {
    guard let open = group.open, let close = group.close else { return false }
    return lexemes[open].trailing != nil || !lexemes[close].comments.isEmpty
  }

  /// Whether items stand on several lines.
  private func isBroken(_ items: some Sequence<LayoutGroup.Item>) -> Bool {
    items.contains { $0.startsLine || $0.trailing != nil || $0.sequence.parts.count > 1 }
  }

  private mutating func bracedSearch() -> LayoutGroup {
    let keyword = index
    index += 2
    let group = LayoutGroup(.search, keyword: keyword, open: keyword + 1, close: nil, items: items(of: .search))
    close(group)
    group.shape.isVertical = !group.isEmpty || isCommented(group)
    return group
  }

  /// A search on a line, up to the token `end`.
  private mutating func search(before end: Int) -> LayoutGroup {
    let keyword = index
    index += 1
    var clauses: [LayoutGroup.Item] = []
    while current.token < end {
      var clause = item(continuation: 2) { reader in reader.current.token >= end || reader.isAtClause(before: end) }
      if let comma = clause.comma, lexemes[comma].token < end { index += 1 } else { clause.comma = nil }
      // What stands behind the search belongs to what is around it.
      if current.token >= end { clause.trailing = nil }
      clauses.append(clause)
    }
    let group = LayoutGroup(.search, keyword: keyword, open: nil, close: nil, items: clauses)
    group.shape.isVertical = lexemes[keyword].trailing != nil || isBroken(clauses)
    return group
  }

  /// Whether a clause starts here, or behind the comma that stands here.
  private func isAtClause(before end: Int) -> Bool {
    current.role == .clause || current.role == .comma && lexemes[index + 1].role == .clause
  }

  /// Whether the search that starts here holds a comment where a line cannot end in braces.
  private func hasCommentWithinClause(before end: Int) -> Bool {
    var depth = 0
    var index = index
    while lexemes[index].token < end {
      let (lexeme, next) = (lexemes[index], lexemes[index + 1])
      var isOpening = false
      if case .symbol(let symbol) = lexeme.kind {
        isOpening = symbol.closing != nil
        if isOpening { depth += 1 }
        if symbol.isClosing { depth -= 1 }
      }
      let isCommented = lexeme.trailing != nil || !next.comments.isEmpty
      if depth == 0, !isOpening, isCommented, next.token < end, next.role != .clause, !lexeme.kind.continuesLine {
        if lexeme.kind != .keyword(.search) { return true }
      }
      index += 1
    }
    return false
  }
}
