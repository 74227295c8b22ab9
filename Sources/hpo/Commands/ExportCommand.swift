import ArgumentParser
import Basics
import Interp

/// Writes the trials of a stored study as a table.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the trials of a stored study as a table for other programs.",
    discussion: """
      Without a form, that of the file's ending, or CSV. In a program,
      save("FILE.csv", study("NAME")) does the same.
      """)

  /// The forms of tables, named as options.
  enum Form: String, CaseIterable, EnumerableFlag {
    case csv, json, latex, markdown, tsv

    /// How files of the form end.
    var ending: String {
      switch self {
      case .latex: "tex"
      case .markdown: "md"
      case .csv, .json, .tsv: rawValue
      }
    }

    static func help(for form: Form) -> ArgumentHelp? {
      switch form {
      case .csv: "Values separated by commas, every digit."
      case .json: "A list of objects, every digit."
      case .latex: "A tabular with the rules of booktabs."
      case .markdown: "A table of Markdown."
      case .tsv: "Values separated by tabs, every digit."
      }
    }
  }

  @Flag var form: Form?

  @OptionGroup var place: StorageOption

  @Argument(help: "The name of the study.")
  var name: String

  @Argument(
    help: ArgumentHelp("The file that is written; without it, standard output.", valueName: "file"),
    completion: .file())
  var file: String?

  /// What the ending of the file's name says.
  private var formOfFile: Form? {
    file.flatMap { fileEnding(of: $0)?.lowercased() }.flatMap { ending in Form.allCases.first { $0.ending == ending } }
  }

  func validate() throws {
    guard let file else { return }
    if let form, let other = formOfFile, other != form {
      throw ValidationError(
        "`\(file)` is the name of a file for `--\(other)`. Leave `--\(form)` out, or name another file")
    }
    if form == nil, formOfFile == nil {
      let endings = Form.allCases.map { "`.\($0.ending)`" }.joined(separator: ", ")
      throw ValidationError(
        "`\(file)` does not say how the trials are to be written. Its ending may be one of \(endings); or add `--csv`")
    }
  }

  func run() throws {
    let study = try RequestedStudy(name, in: place, Terminal(colour: .auto))
    let ending = (form ?? formOfFile ?? .csv).ending
    let text = try study.reading { session in try session.table(ofStudy: name, as: ending) }
    guard let file else { return study.terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text) }
    try study.write(to: file) { () throws(FileError) in
      try replaceFile(Array(text.utf8), at: file) { Signals.interruption.isRequested }
    }
    study.terminal.note("the trials of \(name.onOneLine) are in \(file)")
  }
}
