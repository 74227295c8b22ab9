import ArgumentParser
import Basics
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
        Terminal(colour: .auto).tell(usage.message, hint: usage.hint)
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
    let near = Suggestion.nearestOfFew(to: name, among: commandNames).map { "did you mean `hpo help \($0)`?" }
    return ValidationError(
      "there is no command `\(name)`. \(WordHabits.page(for: name) ?? near ?? listOfCommands)")
  }

  /// Which commands there are.
  static var listOfCommands: String {
    let quoted = commandNames.map { "`\($0)`" }
    return "the commands are \(quoted.dropLast().joined(separator: ", ")) and \(quoted.last ?? "")."
  }

  /// An error of the command line in the words of the program; nil where the command has said all there is.
  private static func usageError(_ error: any Error, _ arguments: [String]) -> (message: String, hint: String)? {
    let words = message(for: error)
    // What a command says itself is quoted already, and may be of the shell.
    let message = error is ValidationError ? words : words.replacing(/'([^']*)'/) { "`\($0.1)`" }
    guard !message.isEmpty, !(error is ExitCode) else { return nil }
    let ordered = CommandLine.ordered(arguments)
    let command = ordered.first { commandNames.contains($0) } ?? RunCommand._commandName
    // What stands behind an unknown option may be the first that the parser complains of.
    var parts = message.split(separator: ". ", maxSplits: 1).map(String.init)
    if let value = parts[0].firstMatch(of: /^The value `([^`]*)` is invalid for `</)?.1,
      let option = ordered.firstIndex(of: String(value)).flatMap({ $0 > 0 ? ordered[$0 - 1] : nil }),
      option.hasPrefix("--"),
      DeclaredOptions(of: type(of: command)).takesValue[option] == nil
    {
      parts = ["Unknown option `\(option)`"]
    }
    let hint =
      self.hint(for: parts[0], ordered, command) ?? (parts.count > 1 ? parts[1] : nil)
      ?? "`hpo help \(command)` tells what it takes."
    let sentence = hint.hasSuffix("?") || hint.hasSuffix(".") ? hint : hint + "."
    return (uncapitalized(parts[0]), uncapitalized(sentence))
  }

  /// What helps with an option or an argument that a command does not take; nil where the parser has said it.
  private static func hint(for message: String, _ arguments: [String], _ command: String) -> String? {
    if let option = message.firstMatch(of: /^Unknown option `([^`]*)`/).map({ String($0.1) }) {
      let place = arguments.firstIndex { $0 == option || $0.hasPrefix(option + "=") }
      let following = place.flatMap { arguments[($0 + 1)...].first }.flatMap { $0.hasPrefix("-") ? nil : $0 }
      let own = place.flatMap { arguments[$0].split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init) }
      return hint(forOption: option, own ?? following, arguments, command)
    }
    if message.hasPrefix("Missing expected argument `<"), let line = OptionHabits.lines[command] { return line }
    if command == AskTellCommand._commandName, message.hasPrefix("Missing expected argument `--strategy"),
      let strategy = arguments.dropFirst().first, !strategy.hasPrefix("-")
    {
      return "the strategy is named by an option: `hpo ask-tell --strategy \(shellWord(strategy))`."
    }
    guard let argument = message.firstMatch(of: /^Unexpected argument `([^`]*)`/).map({ String($0.1) }),
      command == StudiesCommand._commandName
    else { return nil }
    let isFile = argument.contains { "./".contains($0) } || FileManager.default.fileExists(atPath: argument)
    return isFile
      ? "`hpo studies --storage \(shellWord(argument))` lists the studies of a file."
      : "a program opens a study: `hpo -e 'study(\"\(argument)\")'`."
  }

  private static func hint(forOption option: String, _ value: String?, _ arguments: [String], _ command: String)
    -> String?
  {
    let type = type(of: command)
    let declared = DeclaredOptions(of: type)
    if let line = OptionHabits.line(for: option, arguments, command, declared) {
      return "it stands without an option: `\(line)`."
    }
    if let habit = OptionHabits.hint(for: option, value, in: command) { return habit }
    if let owner = declared.owner(ofValue: String(option.drop { $0 == "-" })) { return "write `\(owner)`." }
    let options = declared.takesValue.keys.filter { $0.hasPrefix("--") }.map {
      String($0.dropFirst(2))
    }
    if option.hasPrefix("--"),
      let near = Suggestion.nearest(to: String(option.dropFirst(2)), among: options + ["version"])
    {
      return "did you mean `--\(near)`?"
    }
    guard type == RunCommand.self else { return nil }
    return arguments.contains("-e")
      ? "what the program is to have stands behind `--`: `hpo -e CODE -- \(option)`."
      : "what the program is to have stands behind its name: `hpo FILE \(option)`."
  }

  private static func type(of command: String) -> any ParsableCommand.Type {
    configuration.subcommands.first { $0._commandName == command } ?? RunCommand.self
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
