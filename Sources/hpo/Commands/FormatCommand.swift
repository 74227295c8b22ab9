import ArgumentParser
import Basics
import struct DSL.Diagnostic
import struct DSL.Source
import func DSL.format
import func DSL.parseRecovering
import Foundation
import Interp

/// Lays out programs as they are usually written.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Lay out programs as they are usually written.",
    discussion: """
      Programs are rewritten where they lie, and those that change are listed. There
      are no options of style: two spaces for each level, one statement a line, at
      most one blank line in a row, the clauses of a search in columns, and lines of
      at most 120 columns where their structure allows it. What a program does, and
      its comments, stay. A program with a syntax error is left alone.
      """)

  @Flag(help: "Change nothing: list the programs that are laid out otherwise, and exit with 1 if there are any.")
  var check = false

  @Option(help: "Colour the output.")
  var color = Terminal.Colour.auto

  @Argument(
    help: ArgumentHelp(
      "Programs, or directories to look through for them; `-`, or none, is standard input, which is written to standard output.",
      valueName: "path"), completion: .file())
  var paths: [String] = []

  func run() throws {
    let terminal = Terminal(colour: color)
    var status = ExitStatus.done
    for file in try paths.isEmpty ? ["-"] : paths.flatMap(ProgramFiles.inside) {
      let program = try SourceText(readingFrom: file, terminal)
      guard let text = try formatted(program, terminal) else {
        status = .refused
        continue
      }
      if check {
        guard text != program.text else { continue }
        terminal.print(program.name)
        if status == .done { status = .failed }
      } else if let path = program.path {
        guard text != program.text else { continue }
        try terminal.save(text, to: path)
        terminal.print("formatted \(path)")
      } else if !text.isEmpty {
        terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      }
    }
    if status != .done { throw status.code }
  }

  /// The text laid out; nil if it is refused, which is said as `hpo check` says it.
  private func formatted(_ program: SourceText, _ terminal: Terminal) throws -> String? {
    do throws(Diagnostic) { return try format(Source(name: program.name, text: program.text)) } catch {}
    let session = try Session(Settings(), on: terminal)
    let source = session.context.sources.add(name: program.name, text: program.text)
    for diagnostic in parseRecovering(source).diagnostics {
      terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: false))
    }
    return nil
  }
}
