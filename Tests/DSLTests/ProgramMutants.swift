import DSL

/// Programs with small changes: tokens are left out, doubled and swapped; names become long; lines are joined and split;
/// blanks and comments come in between.
struct ProgramMutants {
  /// The texts of tokens and of what stands between them, in turn, beginning with what stands before the first.
  private let programs: [[String]]

  init(of texts: [String]) {
    programs = texts.map { text in
      let source = Source(name: "", text: text)
      var pieces: [String] = []
      var end = source.base
      for token in tokenize(source).tokens where token.kind != .newline {
        pieces.append(source.text(under: Span(start: end, length: token.span.start - end)))
        pieces.append(source.text(under: token.span))
        end = token.span.end
      }
      return pieces
    }
  }

  private static let blanks = [
    " ", "  ", "\n", "\n\n\n", "\t", " # c\n", "\n# own\n", "\n## doc\n", "", "\r\n", "; ", "\n  # a\n\n  # b\n",
    " ## d\n",
  ]

  /// A part of a program, from the start of a line and mostly to the end of one, with up to four changes.
  func next(_ random: inout SplitMix) -> String {
    let all = programs[random.below(programs.count)]
    let count = min(all.count, 2 * (20 + random.below(80)))
    // From the start of a line.
    let starts = stride(from: 0, to: max(1, all.count - count), by: 2).filter { $0 == 0 || all[$0].contains("\n") }
    let start = starts[random.below(starts.count)]
    var pieces = Array(all[start..<min(all.count, start + count)])
    let end = pieces.indices.last { $0 % 2 == 0 && pieces[$0].contains("\n") }
    if random.below(3) > 0, let end, end > 1 { pieces = Array(pieces[..<end]) }
    for _ in 0...random.below(4) {
      guard pieces.count > 6 else { break }
      let place = 2 * random.below(pieces.count / 2)
      let token = min(place + 1, pieces.count - 1)
      switch random.below(12) {
      case 0: pieces.removeSubrange(place...token)
      case 1: pieces.insert(contentsOf: pieces[place...token], at: place)
      case 2: pieces.swapAt(token, 2 * random.below(pieces.count / 2) + 1)
      case 3: pieces[place] = " "
      case 4, 5: ProgramMutants.lengthen(pieces[token], in: &pieces, to: 20 + random.below(40))
      default: pieces[place] = Self.blanks[random.below(Self.blanks.count)]
      }
    }
    return pieces.joined()
  }

  /// Gives a name more letters wherever it stands, so that lines become too long.
  private static func lengthen(_ name: String, in pieces: inout [String], to length: Int) {
    guard name.allSatisfy({ $0.isLetter || $0 == "_" }), Keyword(rawValue: name) == nil,
      ClauseWord(rawValue: name) == nil
    else { return }
    let longer = name + String(repeating: "_", count: max(0, length - name.count))
    for index in pieces.indices where index % 2 == 1 && pieces[index] == name { pieces[index] = longer }
  }
}
