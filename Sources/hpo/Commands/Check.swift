import ArgumentParser
import Foundation
import Interp

/// Finds what can be found without running.
struct Check: ParsableCommand {
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

  @Argument(help: ArgumentHelp("Programs; `-` is standard input.", valueName: "file"))
  var files: [String]

  func run() throws {
    Signals.install()
    let terminal = Terminal(colour: color)
    var status = ExitStatus.done
    var findings: [Finding] = []
    for file in files {
      let program = try Program(readingFrom: file, terminal)
      let session = try SessionOptions.parse([]).makeSession(terminal)
      let diagnostics = session.check(program.text, name: program.name, path: program.path)
      for diagnostic in diagnostics {
        if diagnostic.severity == .error { status = .refused }
        switch format {
        case .text: terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: false))
        case .json: findings.append(Finding(diagnostic, in: file, session.context.sources))
        }
      }
    }
    if format == .json { terminal.print(try Finding.json(findings)) }
    if status != .done { throw status.code }
  }
}

/// A diagnostic as editors and other programs read it.
private struct Finding: Encodable {
  /// From the first character to the one behind the last, both counted from 1.
  struct Place: Encodable {
    let line: Int
    let column: Int
  }

  let file: String
  let severity: String
  let title: String
  let label: String
  let hint: String?
  let start: Place
  let end: Place

  init(_ diagnostic: Diagnostic, in file: String, _ sources: SourceMap) {
    let source = sources.source(at: diagnostic.span.start)
    self.file = source?.name ?? file
    severity = diagnostic.severity.rawValue
    title = diagnostic.title
    label = diagnostic.primary.text
    hint = diagnostic.hint
    start = Finding.place(diagnostic.span.start, source)
    end = Finding.place(diagnostic.span.end, source)
  }

  private static func place(_ position: UInt32, _ source: Source?) -> Place {
    let place = source?.location(of: position) ?? (line: 1, column: 1)
    return Place(line: place.line, column: place.column)
  }

  static func json(_ findings: [Finding]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(findings), as: UTF8.self)
  }
}
