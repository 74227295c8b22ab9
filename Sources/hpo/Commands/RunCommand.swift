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
    help: ArgumentHelp("The program (`-` for standard input) and its arguments.", valueName: "file> <args"),
    completion: .file())
  var arguments: [String] = []

  func run() throws {
    let terminal = options.terminal
    if code.isEmpty, arguments.isEmpty, Terminal.isInteractive { return try converse(terminal) }
    try RunProgram(code: code, arguments: arguments).run(options, terminal)
  }

  private func converse(_ terminal: Terminal) throws {
    let prompt = try Prompt(terminal: terminal) { try options.makeSession(terminal) }
    throw ExitCode(prompt.converse())
  }
}
