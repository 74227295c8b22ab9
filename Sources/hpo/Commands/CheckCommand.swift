import ArgumentParser
import Basics
import Foundation
import Interp

/// Finds what can be found without running.
struct CheckCommand: ParsableCommand {
  /// How findings are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find errors without running: names, labels, units, empty ranges.",
    discussion: "Exits with 65 if there is an error; warnings alone do not count.")

  @Option(help: "How findings are written: text on standard error, or JSON on standard output.")
  var format = Format.text

  @Option(help: "Colour the output.")
  var color = Terminal.Colour.auto

  @Argument(help: ArgumentHelp("Programs; `-` is standard input.", valueName: "file"), completion: .file())
  var files: [String]

  func run() throws {
    let terminal = Terminal(colour: color)
    var status = ExitStatus.done
    var findings: [String] = []
    for file in files {
      let program = try SourceText(readingFrom: file, terminal)
      let session = try Session(Settings(), on: terminal)
      let found = session.check(program.text, name: program.name, path: program.path)
      for diagnostic in found.diagnostics {
        if diagnostic.severity == .error { status = found.isFileMissing ? .missingFile : .refused }
        switch format {
        case .text: terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: false))
        case .json: findings.append(diagnostic.json(in: session.context.sources))
        }
      }
    }
    if format == .json { terminal.print("[" + findings.joined(separator: ",\n ") + "]") }
    if status != .done { throw status.code }
  }
}
