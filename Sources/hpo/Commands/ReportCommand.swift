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

  @OptionGroup var place: StorageOption

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
        + "Write `hpo report \(place.words)\(shellWord(name)) \(shellWord(stem + ".html"))`")
  }

  func run() throws {
    let study = try RequestedStudy(name, in: place, Terminal(colour: .auto))
    let page = try study.reading { session in try session.reportPage(of: name) }
    let path = file ?? Self.file(of: name)
    try study.write(to: path) { () throws(FileError) in
      try writeFile(Array(page.utf8), to: path) { Signals.interruption.isRequested }
    }
    study.terminal.note("the report of \(name.onOneLine) is in \(path)")
  }

  /// `digits.html`, in the current folder whatever the name is.
  private static func file(of name: String) -> String {
    let plain = name.onOneLine.replacing("/", with: "-")
    return (plain.isEmpty || plain.hasPrefix(".") ? "study" + plain : plain) + ".html"
  }
}
