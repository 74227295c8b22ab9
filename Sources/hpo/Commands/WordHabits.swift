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
    let row = rows.first { $0.words.split(separator: " ").contains(Substring(word.lowercased())) }
    if let program = behind.first(where: { fileEnding(of: $0)?.lowercased() == "hpo" }),
      row.map({ $0.meant?.contains(" NAME`") != true }) ?? (page(for: word) != nil)
    {
      return "a program is run by `hpo \(shellWord(program))`."
    }
    if ["compare", "diff", "versus"].contains(word), behind.count > 1 {
      let studies = behind.map { value($0) }.joined(separator: ", ")
      return "they are drawn together by `hpo -e \(shellWord("plot([\(studies)])"))`."
    }
    if let row {
      guard let first = behind.first else { return row.alone + "." }
      if let file = database(first) {
        return
          "`hpo studies --storage \(file)` lists its studies, and `hpo report NAME --storage \(file)` writes a page of one."
      }
      let isProgram = fileEnding(of: first) == "hpo"
      if behind.count > 1, let ending = fileEnding(of: behind[1])?.lowercased() {
        let file = JSON.string(behind[1])
        if row.words.hasPrefix("plot"), ["svg", "html", "txt"].contains(ending) {
          return "it is drawn by `hpo -e \(shellWord("plot(\(value(first)), \(file))"))`."
        }
        if row.words.hasPrefix("table"), ["csv", "tsv", "md", "tex", "json"].contains(ending) {
          return "it is written by `hpo -e \(shellWord("save(\(file), \(value(first)))"))`."
        }
      }
      return (row.meant ?? row.alone).replacing("VALUE", with: value(first)).replacing(
        "FILE", with: isProgram ? shellWord(first) : "FILE"
      ).replacing(
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

  /// A file of studies as the shell has it, where a word names one.
  private static func database(_ word: String) -> String? {
    guard word.hasPrefix("sqlite:") || ForeignFile(word)?.command?.hasPrefix("hpo studies") == true else { return nil }
    return shellWord(word)
  }

  /// Where a word of programs is explained.
  static func page(for word: String) -> String? {
    guard isExplained(word) else { return nil }
    return "it is a word of programs: `hpo doc \(shellWord(word))` explains it."
  }

  /// Whether a word of programs is explained by a page.
  static func isExplained(_ word: String) -> Bool {
    if Topic.number(ofCode: word) != nil { return true }
    let session = try? Session(Settings(), on: Terminal(colour: .never))
    return session.map { HelpPages(session: $0).page(word) != nil } ?? false
  }

  /// What may be done with a study of that name.
  private static func stored(_ name: String) -> String? {
    guard let session = try? Session(Settings(), on: Terminal(colour: .never)), session.studyNames.contains(name)
    else { return nil }
    return "it is a stored study: `hpo show \(shellWord(name))` shows it."
  }

  /// The value that a word names, in an expression within single quotes.
  private static func value(_ word: String) -> String {
    ForeignFile(word)?.expression ?? "study(\(JSON.string(word)))"
  }

  /// Words; what is typed if nothing stands behind them, and if something does: `VALUE` is its expression, `NAME` itself.
  private static let rows: [(words: String, alone: String, meant: String?)] = [
    (
      "study view open info summary describe", "`hpo studies` lists the stored studies",
      "it is shown by `hpo show NAME`"
    ),
    ("list ls dir all list-studies show-studies", "`hpo studies` lists the stored studies", nil),
    (
      "trials history results tell-me log logs", "`hpo -e 'table(study(\"NAME\"))'` lists all trials",
      "they are listed by `hpo -e 'table(VALUE)'`"
    ),
    (
      "plot figure chart draw graph visualize", "a program draws: `hpo -e 'plot(study(\"NAME\"))'`",
      "it is drawn by `hpo -e 'plot(VALUE)'`"
    ),
    (
      "best best-trial best-trials best_trial best-params best-value top",
      "`hpo -e 'best(study(\"NAME\"))'` lists the best trials", "they are listed by `hpo -e 'best(VALUE)'`"
    ),
    (
      "table csv", "`hpo -e 'table(study(\"NAME\"))'` lists all trials",
      "it is printed by `hpo -e 'table(VALUE)'`"
    ),
    (
      "importance importances", "`hpo -e 'importance(study(\"NAME\"))'` tells it",
      "it is told by `hpo -e 'importance(VALUE)'`"
    ),
    (
      "remove rm delete_study delete-study drop", "`hpo delete NAME` deletes a stored study",
      "a stored study is deleted by `hpo delete NAME`"
    ),
    (
      "dashboard ui web serve html", "`hpo report NAME` writes a page of a stored study",
      "`hpo report NAME` writes a page of a stored study"
    ),
    (
      "cp clone duplicate copy-study copy_study", "`hpo copy FROM TO` copies the studies of a storage",
      "`hpo copy FROM TO` copies the studies of a storage"
    ),
    ("repl shell console interactive prompt start", "`hpo` by itself is the prompt", nil),
    ("exec execute source", "`hpo FILE` runs a program", "it is run by `hpo NAME`"),
    (
      "ask tell suggest ask-tell-server server", "other programs ask for trials by `hpo ask-tell --strategy gamma`", nil
    ),
    ("language-server langserver editor", "editors start `hpo lsp`", nil),
    (
      "storage db database upgrade migrate", "the file of the studies is named by `--storage FILE`",
      "the file of the studies is named by `--storage FILE`"
    ),
    ("install uninstall update", "nothing is installed: a program is a file of text, and `hpo tune.hpo` runs it", nil),
    (
      "work join slave agent sbatch slurm cluster", "`hpo worker FILE` evaluates trials of a program's search",
      "`hpo worker FILE` evaluates trials of a program's search"
    ),
    (
      "progress jobs running ps queue squeue", "`hpo status NAME` tells how a study is getting on",
      "`hpo status NAME` tells how it is getting on"
    ),
    ("eval evaluate", "a text is run by `-e`: `hpo -e '1 + 1'`", nil),
    (
      "search tune optimize optimise minimize maximize sweep fit launch",
      "a search is run from a text: `hpo -e 'search lr in log(1e-4, 1)'`", "a program is run by `hpo FILE`"
    ),
    ("lint validate verify syntax", "`hpo check FILE` finds errors", "errors are found by `hpo check NAME`"),
    (
      "format reformat pretty prettify beautify indent style", "`hpo fmt FILE` lays out a program",
      "it is laid out by `hpo fmt NAME`"
    ),
    ("docs man manual functions", "`hpo doc` lists all functions", "it is explained by `hpo doc NAME`"),
    (
      "create init new create-study create_study",
      "a program is a file of text such as `tune.hpo`, and `hpo tune.hpo` runs it", nil
    ),
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
