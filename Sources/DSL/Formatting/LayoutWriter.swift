/// Writes groups as lines; where it only measures, it leaves out what vertical groups hold.
struct LayoutWriter {
  /// A line without its line break.
  struct Line {
    let indentation: Int
    /// Holds line breaks where a string does.
    var text = ""
    /// The comment behind the text.
    var comment: String?
  }

  /// How many columns a line may have.
  static let limit = 120

  let lexemes: [Lexeme]
  /// By how many spaces what follows on the head of a clause is moved, by the index of the head.
  var padding: [Int: Int] = [:]
  private(set) var lines: [Line] = []
  private let isMeasuring: Bool
  private var column = 0
  /// The last column of any line.
  private var widest = 0
  /// The lexeme written last on this line.
  private var last: Int?
  /// Whether a space comes next, where that does not follow from the lexemes.
  private var isSpaced: Bool?

  init(_ lexemes: [Lexeme], isMeasuring: Bool = false) {
    self.lexemes = lexemes
    self.isMeasuring = isMeasuring
  }

  // Measuring.

  private func measurer(at column: Int) -> LayoutWriter {
    var writer = LayoutWriter(lexemes, isMeasuring: true)
    writer.padding = padding
    writer.startLine(column)
    return writer
  }

  /// How wide a part is that starts a line, without what vertical groups in it hold.
  func width(of part: [LayoutNode], at column: Int) -> Int {
    var writer = measurer(at: column)
    writer.write(part, column)
    return writer.widest
  }

  /// How wide items are that stand on one line; nil if they take several.
  func width(ofLine items: some Sequence<LayoutGroup.Item>, at column: Int) -> Int? {
    var writer = measurer(at: column)
    for item in items {
      writer.write(item.sequence, column)
      if let comma = item.comma { writer.write(comma) }
    }
    return writer.lines.count == 1 ? writer.widest : nil
  }

  // Writing.

  /// Writes a program, and breaks lines on the way.
  mutating func write(program: LayoutGroup) { writeItems(of: program, -2) }

  private mutating func startLine(_ indentation: Int, isAfterBlank: Bool = false) {
    if isAfterBlank, !lines.isEmpty { lines.append(Line(indentation: 0)) }
    lines.append(Line(indentation: indentation))
    column = indentation
    last = nil
    isSpaced = nil
  }

  private mutating func write(_ text: String, width: Int) {
    column += width
    widest = max(widest, column)
    if !isMeasuring { lines[lines.count - 1].text += text }
  }

  private mutating func write(_ index: Int) {
    let lexeme = lexemes[index]
    if let last, isSpaced ?? Lexeme.areSpaced(lexemes[last], lexeme) {
      let count = 1 + (padding[last] ?? 0)
      write(String(repeating: " ", count: count), width: count)
    }
    write(lexeme.text, width: lexeme.width)
    if let width = lexeme.lastWidth {
      column = width
      widest = max(widest, column)
    }
    last = index
    isSpaced = nil
  }

  private mutating func end(with comment: String?) {
    if !isMeasuring { lines[lines.count - 1].comment = comment }
  }

  private mutating func write(_ sequence: LayoutSequence, _ indentation: Int) {
    for (number, part) in sequence.parts.enumerated() {
      guard number > 0, let first = part.first.map(firstLexeme) else {
        write(part, indentation)
        continue
      }
      let inner = indentation + sequence.continuation
      end(with: lexemes[first - 1].trailing)
      for comment in lexemes[first].comments {
        startLine(inner)
        write(comment.text, width: 0)
      }
      startLine(inner)
      write(part, inner)
    }
  }

  /// The index of its first lexeme.
  private func firstLexeme(of node: LayoutNode) -> Int {
    switch node {
    case .lexeme(let index, _): index
    case .group(let group): group.keyword ?? group.open ?? 0
    }
  }

  private mutating func write(_ part: [LayoutNode], _ indentation: Int) {
    for node in part {
      switch node {
      case .lexeme(let index, _): write(index)
      case .group(let group) where group.isVertical: writeLines(of: group, indentation)
      case .group(let group): writeLine(of: group, indentation)
      }
    }
  }

  /// Writes a group on the current line.
  private mutating func writeLine(of group: LayoutGroup, _ indentation: Int) {
    if let keyword = group.keyword { write(keyword) }
    if let open = group.open { write(open) }
    let hasSpaces = group.kind == .block
    if hasSpaces { isSpaced = !group.isEmpty }
    for (number, item) in group.items.enumerated() {
      write(item.sequence, indentation)
      guard number + 1 < group.items.count else { break }
      if hasSpaces {
        write(";", width: 1)
        isSpaced = true
      } else if let comma = item.comma {
        write(comma)
      }
    }
    if hasSpaces { isSpaced = !group.isEmpty }
    if let close = group.close { write(close) }
  }

  /// Writes a group whose items have lines of their own.
  private mutating func writeLines(of group: LayoutGroup, _ indentation: Int) {
    if let keyword = group.keyword { write(keyword) }
    // A search on a line gets braces.
    write(group.open ?? lexemes.count - 2)
    if !isMeasuring {
      end(with: lexemes[group.open ?? group.keyword ?? 0].trailing)
      writeItems(of: group, indentation)
    }
    startLine(indentation)
    write(group.close ?? lexemes.count - 1)
  }

  private mutating func writeItems(of group: LayoutGroup, _ indentation: Int) {
    let inner = indentation + 2
    breakLines(of: group, inner)
    for (number, item) in group.items.enumerated() {
      let first = lexemes[item.first]
      if number == 0 || group.hasLines || item.startsLine {
        write(first.comments, inner, isFirst: number == 0)
        startLine(inner, isAfterBlank: first.isAfterBlank && (number > 0 || !first.comments.isEmpty))
      }
      write(item.sequence, inner)
      if number + 1 < group.items.count {
        if let comma = item.comma, !group.hasLines { write(comma) }
      } else if group.endsWithComma {
        write(",", width: 1)
      }
      end(with: item.trailing)
    }
    if let close = group.close { write(lexemes[close].comments, inner, isFirst: group.isEmpty) }
  }

  private mutating func write(_ comments: [Lexeme.Comment], _ indentation: Int, isFirst: Bool) {
    for (number, comment) in comments.enumerated() {
      startLine(indentation, isAfterBlank: comment.isAfterBlank && !(isFirst && number == 0))
      write(comment.text, width: 0)
    }
  }
}
