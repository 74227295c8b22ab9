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
  /// What a message tells to write in the place that it marks, where it says that in full; one for each way that it names.
  ///
  /// Messages have one form for that: words such as `write` or `did you mean`, and the text between backquotes. Whether the
  /// text fits the very stretch that is marked is for the caller to see: it does where the message is gone then.
  public var replacements: [Replacement] {
    let words = [self.primary.text, self.hint ?? ""]
    return words.flatMap(Self.advised).map { Replacement(span, $0) }
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
