/// A text to be put in the place of another one.
public struct Replacement: Hashable, Sendable {
  /// What is replaced.
  public let span: Span
  /// What stands there then.
  public let text: String

  /// `text` in the place of `span`.
  public init(_ span: Span, _ text: String) { (self.span, self.text) = (span, text) }
}

extension Diagnostic {
  /// What a message tells to write in the place that it marks, where it says that in full; of each text that it names, in the
  /// place of the mark, and of the mark with what stands around it and is repeated in the text.
  ///
  /// Messages have one form for that: words such as `write` or `did you mean`, and the text between backquotes. Whether the
  /// text fits a stretch is for the caller to see: it does where the message is gone then.
  ///
  /// - Parameter source: the text that the message is about.
  /// - Returns: the replacements of each text.
  public func replacements(in source: Source) -> [[Replacement]] {
    [self.primary.text, self.hint ?? ""].flatMap(Self.advised).map { text in
      let wide = source.stretch(around: span, repeatedIn: text)
      return (wide == span ? [span] : [span, wide]).map { Replacement($0, text) }
    }
  }

  /// The texts that a sentence tells to write.
  private static func advised(_ sentence: String) -> [String] {
    let pieces = sentence.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    var texts: [String] = []
    for index in stride(from: 1, to: pieces.count - 1, by: 2) {
      let (before, piece, behind) = (pieces[index - 1], pieces[index], pieces[index + 1])
      if before.hasSuffix("leave "), behind.hasPrefix(" out") {
        texts.append("")
      } else if leadIns.contains(where: before.hasSuffix) || before == " or " && !texts.isEmpty,
        !piece.isEmpty, !piece.contains("...")
      {
        texts.append(piece)
      }
    }
    return texts
  }

  /// What stands before a text that is to be written.
  private static let leadIns = [
    "write ", "did you mean ", "it is called ", "call it ", "it is spelt ", "it is written ", "is written ",
    "stands in quotes: ", "stands by itself: ",
  ]
}

extension Source {
  /// A stretch of a line with what stands before it and is, but for white space, the beginning of `text`, and what stands behind
  /// it and is its end: `2 hous` around `hous` for `2h`, `x <- 4` around `<-` for `x = 4`.
  fileprivate func stretch(around span: Span, repeatedIn text: String) -> Span {
    guard contains(span) else { return span }
    let (first, last) = (Int(span.start - base), Int(span.end - base))
    let line = line(at: first)
    let end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : utf8.count
    let wanted = Array(text.utf8).filter { !Self.isSpace($0) }
    guard last <= end, wanted.count < 200 else { return span }
    func written(_ range: Range<Int>) -> [UInt8] { utf8[range].filter { !Self.isSpace($0) } }
    func parts(_ place: Int) -> Bool {
      place == 0 || place == utf8.count || !Self.isWord(utf8[place]) || !Self.isWord(utf8[place - 1])
    }
    var (start, used) = (first, 0)
    for place in stride(from: first, through: lineStarts[line], by: -1) {
      let piece = written(place..<first)
      if piece.count > wanted.count { break }
      if wanted.starts(with: piece), parts(place), place == first || !Self.isSpace(utf8[place]) {
        (start, used) = (place, piece.count)
      }
    }
    var stop = last
    for place in last...max(last, end) {
      let piece = written(last..<place)
      if piece.count + used > wanted.count { break }
      if wanted.reversed().starts(with: piece.reversed()), parts(place), place == last || !Self.isSpace(utf8[place - 1])
      {
        stop = place
      }
    }
    return Span(start: base + UInt32(start), length: UInt32(stop - start))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// Whether a byte belongs to a name or a number; all beyond ASCII may.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// The text with some of its stretches replaced, none of which overlap.
  public func text(with replacements: [Replacement]) -> String {
    var text = utf8
    for replacement in replacements.sorted(by: { $0.span.start > $1.span.start }) {
      let start = min(max(0, Int(replacement.span.start) - Int(base)), text.count)
      let end = min(max(start, Int(replacement.span.end) - Int(base)), text.count)
      text.replaceSubrange(start..<end, with: replacement.text.utf8)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a span lies in this source.
  public func contains(_ span: Span) -> Bool {
    span.start >= base && Int(span.end) <= Int(base) + utf8.count
  }
}
