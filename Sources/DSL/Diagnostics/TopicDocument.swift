import Basics

extension TopicPage {
  /// All pages as one Markdown document.
  public static var document: String {
    let introduction = """
      # Messages

      Every message of hpo ends in the number of its kind, such as `[E22]`. Here is what each means and what to do about it;
      `?E22` at the prompt and `hpo help E22` in the shell show the same page, and `?errors` lists them all. A number never
      changes its meaning. A line that begins with `$` is typed into the shell, all others are programs.
      """
    let sections = groups.map { title, pages in
      "## \(title)\n\n" + pages.map(\.section).joined(separator: "\n\n")
    }
    return ([introduction] + sections).joined(separator: "\n\n") + "\n"
  }

  /// A paragraph in lines, none of which ends within a piece of code.
  private static func wrapped(_ text: String) -> String {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    let glued = pieces.map {
      $0.offset % 2 == 1 ? String($0.element).replacing(" ", with: "\u{A0}") : String($0.element)
    }
    return glued.joined(separator: "`").wrappedByWords(to: 120).joined(separator: "\n").replacing("\u{A0}", with: " ")
  }

  private var section: String {
    var parts = ["### \(topic.code): \(title)", Self.wrapped(cause), Self.wrapped("**What to do.** \(cure)")]
    for example in examples {
      let (wrong, right) = example.lines
      parts += [("Wrong", wrong), ("Right", right)].map { word, lines in
        (["\(word):", "", "```text"] + lines + ["```"]).joined(separator: "\n")
      }
    }
    return parts.joined(separator: "\n\n")
  }
}
