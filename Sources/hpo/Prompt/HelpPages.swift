import Basics
import DSL
import Foundation
import Interp

/// Answers to `?`, `?name` and `??name`.
struct HelpPages {
  let session: Session

  /// What is shown for a line that starts with `?`.
  func answer(to line: String) -> String {
    let marks = line.prefix { $0 == "?" }.count
    let words = String(line.dropFirst(marks)).trimming { $0.isWhitespace || $0 == "?" || $0 == "`" }
    if words.isEmpty { return Self.overview }
    let topic = words.split(separator: " ").joined(separator: "_")
    if let page = marks > 1 ? session.source(of: topic) : page(topic) ?? pageElsewhere(topic) { return page }
    if let number = Topic.number(ofCode: topic) { return Self.unknown(number) }
    let near = Suggestion.nearest(to: topic, among: session.helpTopics)
    return "nothing is called `\(topic)`" + (near.map { "; did you mean `\($0)`?" } ?? "; `?` shows where to begin")
  }

  /// That there is no kind of message of a number, and which ones there are.
  private static func unknown(_ number: Int) -> String {
    let codes = Topic.allCases.map(\.code)
    let nearest = Topic.allCases.min { abs($0.rawValue - number) < abs($1.rawValue - number) }
    return "there is no message of the number \(number): they go from \(codes.first ?? "") to \(codes.last ?? ""); "
      + "the nearest is `\(nearest?.code ?? "")`, and `?errors` lists them"
  }

  /// What a word of other languages and tools is called here; nil where nothing is known about it.
  func pageElsewhere(_ topic: String) -> String? {
    if let name = Suggestion.synonym(of: topic, among: session.helpTopics), let page = page(name) {
      return "`\(topic)` is called `\(name)` here.\n\n\(page)"
    }
    return meaning(ofForeignWord: topic).map { "`\(topic)` is not a word of hpo:\n  \($0)" }
  }

  /// The page about a name, a word or a command of the prompt; nil where nothing is called so.
  func page(_ topic: String) -> String? {
    if topic.hasPrefix(":") { return MetaCommand(topic).map { "\($0.spelling)   \($0.summary)" } }
    let command = MetaCommand(rawValue: topic).map { "\($0.spelling)    At the prompt: \($0.summary)." }
    let pages = [session.help(topic), command].compactMap(\.self)
    return pages.isEmpty ? nil : pages.joined(separator: "\n\n")
  }

  private static let overview = """
    A search tries values of parameters and keeps the best:

      search lr in log(1e-4, 1)                    the validation accuracy of a small network
      search x in -1.0..1.0 minimize (x - 0.3)^2   any expression
      search lr in log(1e-4, 1), width in 8..256 with hull_gamma for 50 trials, 10min

    The study it gives is `_` until the next value: `_.best.params.lr`, `table(_)`.

      ?search ?in ?with ?for     what a search is made of
      ?NAME  ??NAME              what a name means; its source, if it is written in the language
      ?functions                 all functions by topic
      ?errors  ?E22              kinds of messages; what the number of one means
      :help                      commands of the prompt
      Tab                        the ways to go on
      Ctrl-C                     clears the line; ends what runs, and keeps the trials of a search
    """
}

extension String {
  /// This text with its long lines broken between words; what is broken off stands below the last column of its line.
  func wrapped(to width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let gap = line.range(of: "  ", options: .backwards)?.upperBound ?? line.startIndex
      let indentation = line.distance(from: line.startIndex, to: gap)
      guard line.count > width, indentation < width / 2 else { return String(line) }
      var rows = [String(line[..<gap])]
      var isRowStart = true
      for word in line[gap...].split(separator: " ") {
        if !isRowStart, rows[rows.count - 1].count + 1 + word.count > width {
          rows.append(String(repeating: " ", count: indentation))
          isRowStart = true
        }
        rows[rows.count - 1] += (isRowStart ? "" : " ") + word
        isRowStart = false
      }
      return rows.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
