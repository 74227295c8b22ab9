import Basics
import DSL
import Foundation
import Interp

/// Words that stand in the place of a command and are none, and what is typed instead.
enum WordHabits {
  /// What is typed instead.
  ///
  /// - Parameters:
  ///   - word: the word.
  ///   - behind: what is typed behind it.
  /// - Returns: a sentence; nil where nothing is known.
  static func hint(for word: String, _ behind: [String]) -> String? {
    let line = ([word] + behind).joined(separator: " ")
    if !line.allSatisfy({ $0.isLetter || $0.isNumber || "_- ".contains($0) }) || behind.contains("in"),
      (try? parse(Source(name: "", text: line))) != nil
    {
      return "a text is run by `-e`: `hpo -e \(shellWord(line))`."
    }
    if let row = rows.first(where: { $0.words.split(separator: " ").contains(Substring(word.lowercased())) }) {
      guard let first = behind.first else { return row.alone + "." }
      return (row.meant ?? row.alone).replacing("VALUE", with: value(first)).replacing(
        "\"NAME\"", with: JSON.string(first).description
      )
      .replacing("NAME", with: shellWord(first)) + "."
    }
    if let page = page(for: word) { return page }
    if let near = Suggestion.nearestOfFew(to: word, among: HPO.commandNames + ["help"]) {
      return "did you mean `\((["hpo", near] + behind.map(shellWord)).joined(separator: " "))`?"
    }
    if word == "version" || DeclaredOptions(of: RunCommand.self).takesValue["--" + word] == false {
      return "it is an option: `hpo --\(word)`."
    }
    return stored(word)
  }

  /// Where a word of programs is explained.
  static func page(for word: String) -> String? {
    guard let session = try? Session(Settings(), on: Terminal(colour: .never)),
      HelpPages(session: session).page(word) != nil
    else { return nil }
    return "it is a word of programs: `hpo doc \(shellWord(word))` explains it."
  }

  /// What may be done with a study of that name.
  private static func stored(_ name: String) -> String? {
    var settings = Settings()
    settings.storage = Context.defaultStorage
    guard FileManager.default.fileExists(atPath: Context.defaultStorage),
      let session = try? Session(settings, on: Terminal(colour: .never)), session.studyNames.contains(name)
    else { return nil }
    return "it is a stored study: `hpo report \(shellWord(name))` writes a page of it."
  }

  /// The value that a word names, in an expression within single quotes.
  private static func value(_ word: String) -> String {
    ForeignFile(word)?.expression ?? "study(\(JSON.string(word)))"
  }

  /// Words; what is typed if nothing stands behind them, and if something does: `VALUE` is its expression, `NAME` itself.
  private static let rows: [(words: String, alone: String, meant: String?)] = [
    (
      "study show view open info summary", "`hpo studies` lists the stored studies",
      "it is shown by `hpo -e 'VALUE'`"
    ),
    ("list ls dir all trials", "`hpo studies` lists the stored studies", nil),
    (
      "plot figure chart draw graph visualize", "a program draws: `hpo -e 'plot(study(\"NAME\"))'`",
      "it is drawn by `hpo -e 'plot(VALUE)'`"
    ),
    ("best", "`hpo -e 'best(study(\"NAME\"))'` lists the best trials", "they are listed by `hpo -e 'best(VALUE)'`"),
    (
      "table export csv", "`hpo -e 'table(study(\"NAME\"))'` lists all trials",
      "it is printed by `hpo -e 'table(VALUE)'`"
    ),
    (
      "importance importances", "`hpo -e 'importance(study(\"NAME\"))'` tells it",
      "it is told by `hpo -e 'importance(VALUE)'`"
    ),
    (
      "delete remove rm delete_study drop", "`hpo -e 'delete_study(\"NAME\")'` deletes a stored study",
      "a stored study is deleted by `hpo -e 'delete_study(\"NAME\")'`"
    ),
    (
      "dashboard ui web serve html", "`hpo report NAME` writes a page of a stored study",
      "`hpo report NAME` writes a page of a stored study"
    ),
    ("repl shell console interactive prompt start", "`hpo` by itself is the prompt", nil),
    ("exec execute source", "`hpo FILE` runs a program", "it is run by `hpo NAME`"),
    ("eval evaluate", "a text is run by `-e`: `hpo -e '1 + 1'`", nil),
    (
      "search tune optimize optimise minimize maximize sweep fit",
      "a search is run from a text: `hpo -e 'search lr in log(1e-4, 1)'`", nil
    ),
    ("lint validate verify syntax", "`hpo check FILE` finds errors", "errors are found by `hpo check NAME`"),
    ("docs man manual functions", "`hpo doc` lists all functions", "it is explained by `hpo doc NAME`"),
    ("create init new", "a program is a file of text such as `tune.hpo`, and `hpo tune.hpo` runs it", nil),
  ]

  /// What is said of the name of a file that stands in the place of a study's.
  static func hint(forFileAsStudy name: String) -> String? {
    if name.lowercased().hasSuffix(".hpo") {
      return "a study is called by its name; a program is run by `hpo \(shellWord(name))`."
    }
    guard let file = ForeignFile(name) else { return nil }
    return file.expression == nil && file.command != nil
      ? "a study is called by its name; its file is named by `--storage \(shellWord(name))`."
      : "`\(name)` is \(file.kind); `hpo studies` lists the stored studies."
  }
}
