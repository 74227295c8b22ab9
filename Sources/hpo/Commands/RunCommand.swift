import ArgumentParser
import Basics
import Foundation
import Interp

/// Runs a program, or converses.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a program, or converse (default).")

  @OptionGroup var options: SessionOptions

  @Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run this text; may be repeated, each sees the names of those before it.", valueName: "code"))
  var code: [String] = []

  @Argument(
    help: ArgumentHelp("The program (`-` for standard input) and its arguments.", valueName: "file> <args"))
  var arguments: [String] = []

  func run() throws {
    let terminal = options.terminal
    if !code.isEmpty { return try runCode(terminal) }
    if arguments.isEmpty, Terminal.isInteractive { return try converse(terminal) }
    try runFile(arguments.first ?? "-", terminal)
  }

  /// `-e`: each text is an input of one session.
  private func runCode(_ terminal: Terminal) throws {
    let session = try options.makeSession(terminal, arguments: arguments)
    try ProgramArguments(arguments, of: "-e CODE").check(code.joined(separator: "\n"), nil, in: session, terminal)
    for (index, text) in code.enumerated() {
      let name = code.count == 1 ? "-e" : "-e \(index + 1)"
      try SourceText(text: text, name: name, path: nil).run(in: session, mode: .code, terminal)
    }
  }

  private func runFile(_ file: String, _ terminal: Terminal) throws {
    let own = Array(arguments.dropFirst())
    let program = try SourceText(readingFrom: file, terminal, orCommandBefore: own)
    let session = try options.makeSession(terminal, arguments: own)
    try ProgramArguments(own, of: shellWord(file)).check(program.text, program.path, in: session, terminal)
    try program.run(in: session, mode: .file, terminal)
  }

  private func converse(_ terminal: Terminal) throws {
    let prompt = try Prompt(terminal: terminal) { try options.makeSession(terminal) }
    throw ExitCode(prompt.converse())
  }
}
