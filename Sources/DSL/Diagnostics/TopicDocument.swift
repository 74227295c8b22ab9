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

  private var section: String {
    func wrapped(_ text: String) -> String { text.wrappedByWords(to: 120).joined(separator: "\n") }
    var parts = ["### \(topic.code): \(title)", wrapped(cause), wrapped("**What to do.** \(cure)")]
    for example in examples {
      let (wrong, right) = example.lines
      parts += [("Wrong", wrong), ("Right", right)].map { word, lines in
        (["\(word):", "", "```text"] + lines + ["```"]).joined(separator: "\n")
      }
    }
    return parts.joined(separator: "\n\n")
  }
}
