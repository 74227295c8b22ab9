import ArgumentParser
import Basics
import struct DSL.Diagnostic
import struct DSL.Renderer
import class DSL.SourceMap
import Foundation

extension HPO {
  /// Does what a command line says, and ends the process.
  ///
  /// What is wrong with it is drawn as all errors are; help is as the parser writes it, with the options of the command
  /// that needs no name.
  static func start(_ arguments: [String]) -> Never {
    do {
      if let stranger = unknownCommand(arguments) { throw stranger }
      var command = try parseAsRoot(CommandLine.ordered(arguments))
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        Terminal(colour: .auto).print(completed(fullMessage(for: error)))
      } else if let usage = usageError(error, arguments) {
        let terminal = Terminal(colour: .auto)
        let renderer = Renderer(
          sources: SourceMap(), usesColor: terminal.isErrorColoured, showsLocation: false, width: terminal.columns)
        terminal.note(renderer.render(usage))
      }
      Foundation.exit(code.rawValue)
    }
    Foundation.exit(ExitStatus.done.rawValue)
  }

  /// The names of all subcommands.
  static var commandNames: [String] { configuration.subcommands.map { $0._commandName } }

  /// The error of `hpo help NAME` where there is no such command.
  private static func unknownCommand(_ arguments: [String]) -> ValidationError? {
    guard arguments.first == "help", let name = arguments.dropFirst().first(where: { !$0.hasPrefix("-") }) else {
      return nil
    }
    guard !(commandNames + ["help"]).contains(name) else { return nil }
    return ValidationError("there is no command `\(name)`. \(commandHint(for: name))")
  }

  /// Which command may have been meant by a word, or which there are.
  static func commandHint(for word: String) -> String {
    if let near = Suggestion.nearest(to: word, among: commandNames) { return "did you mean `\(near)`?" }
    let quoted = commandNames.map { "`\($0)`" }
    return "the commands are \(quoted.dropLast().joined(separator: ", ")) and \(quoted.last ?? "")."
  }

  /// An error of the command line in the words of the program; nil where the command has said all there is.
  private static func usageError(_ error: any Error, _ arguments: [String]) -> Diagnostic? {
    let message = message(for: error).replacing(/'([^']*)'/) { "`\($0.1)`" }
    guard !message.isEmpty, !(error is ExitCode) else { return nil }
    let parts = message.split(separator: ". ", maxSplits: 1).map(String.init)
    let command = CommandLine.ordered(arguments).first { commandNames.contains($0) } ?? RunCommand._commandName
    let hint = parts.count > 1 ? parts[1] : "`hpo help \(command)` tells what it takes."
    let sentence = hint.hasSuffix("?") || hint.hasSuffix(".") ? hint : hint + "."
    return Diagnostic(uncapitalized(parts[0]), at: .nowhere, hint: uncapitalized(sentence))
  }

  private static func uncapitalized(_ text: String) -> String {
    // A name in capitals stays as it is.
    guard text.dropFirst().first?.isLowercase == true else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Help of the program itself, with the options that `run` takes.
  private static func completed(_ help: String) -> String {
    guard help.hasPrefix("OVERVIEW: \(configuration.abstract)") else { return help }
    let own = RunCommand.helpMessage(columns: nil)
    guard let begin = own.range(of: "OPTIONS:\n"), let end = own.range(of: "  -h, --help") else { return help }
    return help.replacing("OPTIONS:\n", with: "OPTIONS:\n" + own[begin.upperBound..<end.lowerBound], maxReplacements: 1)
  }
}
