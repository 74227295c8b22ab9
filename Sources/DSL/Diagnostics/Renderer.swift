import Basics

/// Draws diagnostics as text; nothing else does.
///
/// ```
/// error: 5 epochs and 10s cannot be added [E35]
///   ┌─ tune.hpo:4:14
/// 4 │ let budget = 5 epochs + 10s
///   │              ^^^^^^^^   --- a time
///   │              │
///   │              a number of epochs
/// Hint: a search takes both: `for 50 trials, 10s` ends at whichever comes first.
/// ```
public struct Renderer: Sendable {
  /// Where spans are looked up.
  public var sources: SourceMap
  /// Whether the terminal's colours are used.
  public var usesColor: Bool
  /// Whether the line `┌─ file:line:column` is drawn; at a prompt it tells nothing.
  public var showsLocation: Bool
  /// The width of the drawing in columns: longer lines of source are cut around what is marked.
  public var width: Int
  /// Whether titles, labels and hints are broken between words where they are longer than the width.
  public var wrapsText: Bool

  /// A renderer for the texts of `sources`.
  public init(
    sources: SourceMap, usesColor: Bool = false, showsLocation: Bool = true, width: Int = 120, wrapsText: Bool = false
  ) {
    self.sources = sources
    self.usesColor = usesColor
    self.showsLocation = showsLocation
    self.width = max(width, 20)
    self.wrapsText = wrapsText
  }

  /// The text of `diagnostic`, ending in a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let paint = Paint(isOn: usesColor, severity: diagnostic.severity)
    var lines = paragraph(
      diagnostic.severity.rawValue + ":", .primary, diagnostic.title, .emphasis, paint, code: diagnostic.topic?.code)
    for (index, group) in groups(of: diagnostic).enumerated() {
      let snippet = Snippet(source: group.source, marks: group.marks, width: width, wrapsText: wrapsText)
      lines += snippet.lines(showsLocation: showsLocation || index > 0, paint)
    }
    lines += diagnostic.details.flatMap { paragraph("", .plain, $0, .plain, paint, indentation: 2) }
    if let hint = diagnostic.hint { lines += paragraph("Hint:", .emphasis, hint, .plain, paint) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A note of one sentence, which is about no place.
  ///
  /// - Parameter note: `note:` and the sentence.
  /// - Returns: The text.
  public func render(note: String) -> String {
    let mark = Diagnostic.Severity.note.rawValue + ":"
    guard note.hasPrefix(mark + " ") else { return note }
    let paint = Paint(isOn: usesColor, severity: .note)
    return paragraph(mark, .primary, String(note.dropFirst(mark.count + 1)), .plain, paint).joined(separator: "\n")
  }

  /// A word and the text behind it, whose further lines stand below its first; the number of a kind is behind the last one.
  private func paragraph(
    _ word: String, _ wordRole: Paint.Role, _ text: String, _ role: Paint.Role, _ paint: Paint, indentation: Int? = nil,
    code: String? = nil
  ) -> [String] {
    let indentation = indentation ?? word.displayWidth + 1
    let room = max(width - indentation, 20)
    let lines = wrapsText ? text.wrappedByWords(to: room) : [text]
    let space = String(repeating: " ", count: indentation)
    var drawn = lines.enumerated().map { index, line in
      (index == 0 && !word.isEmpty ? paint(word, wordRole) + " " : space) + paint(line, role)
    }
    guard let code, let last = lines.last else { return drawn }
    let mark = paint("[\(code)]", .faint)
    if wrapsText, last.displayWidth + 1 + code.displayWidth + 2 > room {
      drawn.append(space + mark)
    } else {
      drawn[drawn.count - 1] += " " + mark
    }
    return drawn
  }

  /// The texts of several diagnostics, with an empty line between them.
  public func render(_ diagnostics: some Sequence<Diagnostic>) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  /// The marks by the source they are in, that of the primary one first.
  private func groups(of diagnostic: Diagnostic) -> [(source: Source, marks: [Mark])] {
    var groups: [(source: Source, marks: [Mark])] = []
    let labels = [(diagnostic.primary, true)] + diagnostic.secondary.map { ($0, false) }
    for (label, isPrimary) in labels where label.span != .nowhere {
      guard let source = sources.source(at: label.span.start) else { continue }
      let mark = Mark(label: label, isPrimary: isPrimary)
      if let index = groups.firstIndex(where: { $0.source.base == source.base }) {
        groups[index].marks.append(mark)
      } else {
        groups.append((source, [mark]))
      }
    }
    return groups
  }
}

/// Gives a piece of a drawing its colour.
struct Paint {
  /// What a piece is.
  enum Role {
    /// The bar, the line numbers, the location.
    case frame
    /// The underline of what is wrong, and what is said about it.
    case primary
    /// Other underlines.
    case secondary
    /// The title.
    case emphasis
    /// Hints and details.
    case plain
    /// The number of the kind.
    case faint
  }
  let isOn: Bool
  let severity: Diagnostic.Severity

  func callAsFunction(_ text: String, _ role: Role) -> String {
    guard isOn, !text.isEmpty, role != .plain else { return text }
    let code =
      switch (role, severity) {
      case (.plain, _): "0"
      case (.frame, _): "34"
      case (.emphasis, _): "1"
      case (.faint, _): "2"
      case (.secondary, _): "36"
      case (.primary, .error): "1;31"
      case (.primary, .warning): "1;33"
      case (.primary, .note): "1;36"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

/// A label and whether it tells what is wrong.
struct Mark {
  let label: Diagnostic.Label
  let isPrimary: Bool
}
