// A program as lexemes in brackets: all that its layout depends on.

/// A piece of a sequence.
enum LayoutNode {
  /// The index of a lexeme, and whether it is `else`.
  case lexeme(Int, isElse: Bool)
  case group(LayoutGroup)
}

/// A statement, a clause, or an item of a bracket: nodes in a row.
final class LayoutSequence {
  /// The nodes between two line breaks.
  var parts: [[LayoutNode]]
  /// By how many columns the parts behind the first are indented.
  let continuation: Int

  init(parts: [[LayoutNode]], continuation: Int) {
    self.parts = parts
    self.continuation = continuation
  }
}

/// The statements of a program, what a bracket holds, or the clauses of a search.
final class LayoutGroup {
  enum Kind {
    case program, block, search, comprehension, parentheses, index
    /// Arguments or parameters.
    case arguments
    /// What a list or a record holds.
    case items
  }

  /// A statement, a clause, or an item of a bracket.
  struct Item {
    let sequence: LayoutSequence
    /// The index of its first lexeme.
    let first: Int
    /// The index of the comma behind it, if one stands there.
    var comma: Int?
    /// Whether it starts a line where the group is vertical.
    var startsLine: Bool
    /// The comment at the end of its line.
    var trailing: String?
  }

  /// Whether items stand on lines of their own; the blocks of one `if` share it.
  final class Shape {
    var isVertical = false
  }

  let kind: Kind
  /// The index of the word `search`, if it is one.
  let keyword: Int?
  /// The index of the opening bracket, if there is one.
  let open: Int?
  /// The index of the closing bracket, or of the end of the program.
  var close: Int?
  var items: [Item]
  var shape = Shape()

  init(_ kind: Kind, keyword: Int? = nil, open: Int?, close: Int?, items: [Item]) {
    self.kind = kind
    self.keyword = keyword
    self.open = open
    self.close = close
    self.items = items
  }

  var isEmpty: Bool { items.isEmpty }

  var isVertical: Bool { shape.isVertical }

  /// Whether each item has lines of its own wherever it is vertical.
  var hasLines: Bool { kind == .program || kind == .block || kind == .search }

  /// Whether a comma stands behind the last item where it is vertical.
  var endsWithComma: Bool { kind == .items || kind == .arguments && items.count > 1 }

  /// Puts each item on lines of its own, or all of them on the line of the group; a condition stays behind its loop.
  func setVertical(_ isVertical: Bool) {
    shape.isVertical = isVertical
    for index in items.indices where kind != .comprehension || index < 2 { items[index].startsLine = isVertical }
  }
}
