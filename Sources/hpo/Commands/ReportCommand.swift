import ArgumentParser
import Basics
import Interp

/// Writes the report of a stored study.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a report of a stored study: one file of HTML that needs no network.",
    discussion: """
      Summary and health of the study, charts that are linked with each other, and
      all trials in a table that can be sorted and filtered. In a program,
      report(study, "FILE.html") writes the same of any study.
      """)

  @Option(help: ArgumentHelp(SessionOptions.storageHelp, valueName: "place"), completion: .file())
  var storage: String?

  @Argument(help: "The name of the study.")
  var name: String

  @Argument(
    help: ArgumentHelp("The file that is written; without it, NAME.html.", valueName: "file"), completion: .file())
  var file: String?

  func validate() throws {
    // Another ending is that of a file of another kind, which would be lost.
    guard let file, !isPagePath(file) else { return }
    let stem = fileEnding(of: file).map { String(file.dropLast($0.count + 1)) } ?? file
    throw ValidationError(
      "a report is a page of HTML, and `\(file)` does not end in `.html`. "
        + "Write `hpo report \(shellWord(name)) \(shellWord(stem + ".html"))`")
  }

  func run() throws {
    let terminal = Terminal(colour: .auto)
    var settings = Settings()
    settings.storage = storage
    let session = try Session(settings, on: terminal)
    let page: String
    do {
      guard let found = try session.reportPage(of: name) else { throw try unknown(in: session, terminal) }
      page = found
    } catch let error as any ExplainedError {
      terminal.tell(error)
      throw ExitStatus.missingFile.code
    }
    let path = file ?? Self.file(of: name)
    do throws(FileError) {
      try writeFile(Array(page.utf8), to: path) { Signals.interruption.isRequested }
    } catch {
      if error.reason == .interrupted { throw ExitStatus.interrupted.code }
      terminal.tell("`\(path)` cannot be written: \(error.words)")
      throw ExitStatus.failed.code
    }
    terminal.note("the report of \(name.onOneLine) is in \(path)")
  }

  /// `digits.html`, in the current folder whatever the name is.
  private static func file(of name: String) -> String {
    let plain = name.onOneLine.replacing("/", with: "-")
    return (plain.isEmpty || plain.hasPrefix(".") ? "study" + plain : plain) + ".html"
  }

  /// Tells that there is no such study, and which may be meant.
  private func unknown(in session: Session, _ terminal: Terminal) throws -> ExitCode {
    let names = session.studyNames
    terminal.note("error: there is no study \"\(name.onOneLine)\" in `\(session.context.storageName)`")
    if let hint = WordHabits.hint(forFileAsStudy: name) {
      terminal.note("Hint: \(hint)")
    } else if let near = Suggestion.nearest(to: name, among: names) {
      terminal.note("Hint: did you mean \"\(near)\"?")
    } else {
      let listed =
        names.prefix(5).map { "\"\($0.onOneLine)\"" }.joined(separator: ", ") + (names.count > 5 ? ", ..." : "")
      terminal.note("Hint: it holds \(names.isEmpty ? "none yet" : listed).")
    }
    return ExitStatus.missingFile.code
  }
}
