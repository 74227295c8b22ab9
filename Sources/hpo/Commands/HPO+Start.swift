import ArgumentParser
import Basics
import Foundation

extension HPO {
  /// Does what a command line says, and ends the process.
  ///
  /// What is wrong with it is drawn as all errors are; help is as the parser writes it, with the options of the command
  /// that needs no name.
  static func start(_ arguments: [String]) -> Never {
    let arguments = explained(arguments)
    do {
      if let stranger = unknownCommand(arguments) ?? repeatedOption(arguments) { throw stranger }
      var command = try parseAsRoot(CommandLine.ordered(arguments))
      try command.run()
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        Terminal(colour: .auto).print(CompletionScript.completed(completed(fullMessage(for: error))))
      } else if let usage = usageError(error, arguments) {
        Terminal(colour: .auto).tell(usage.topic, usage.message, hint: usage.hint)
      }
      Foundation.exit(code.rawValue)
    }
    Foundation.exit(ExitStatus.done.rawValue)
  }

  /// The arguments for `hpo doc NAME`, where `hpo help NAME` asks for a word of programs.
  private static func explained(_ arguments: [String]) -> [String] {
    guard arguments.first == "help", arguments.count > 1, !(commandNames + ["help"]).contains(arguments[1]),
      arguments.dropFirst().allSatisfy(WordHabits.isExplained)
    else { return arguments }
    return [DocCommand._commandName] + arguments.dropFirst()
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

  /// The error of `--seed 1 --seed 2`: one of the two would be passed over.
  private static func repeatedOption(_ arguments: [String]) -> ValidationError? {
    let options = arguments.prefix { !$0.hasSuffix(".hpo") && $0 != "--" }.filter { $0.hasPrefix("--") }
    let names = options.map { String($0.prefix { $0 != "=" }) }
    guard let second = names.indices.first(where: { names[..<$0].contains(names[$0]) }) else { return nil }
    let declared = DeclaredOptions(of: HPO.self)
    let own = declared.taken(from: declared.split(CommandLine.ordered(arguments)).options).options.map {
      $0[0].prefix { $0 != "=" }
    }
    let name = names[second]
    guard own.count(where: { $0 == name }) > 1 else { return nil }
    return ValidationError("`\(name)` is given twice. Leave one of the two out.")
  }

  /// Which commands there are.
  static var listOfCommands: String {
    let quoted = commandNames.map { "`\($0)`" }
    return "the commands are \(quoted.dropLast().joined(separator: ", ")) and \(quoted.last ?? "")."
  }

  /// An error of the command line in the words of the program; nil where the command has said all there is.
  private static func usageError(_ error: any Error, _ arguments: [String]) -> (
    topic: Topic, message: String, hint: String
  )? {
    let words = message(for: error)
    // What a command says itself is quoted already, and may be of the shell.
    let message = error is ValidationError ? words : words.replacing(/'([^']*)'/) { "`\($0.1)`" }
    guard !message.isEmpty, !(error is ExitCode) else { return nil }
    let ordered = CommandLine.ordered(arguments)
    let command = ordered.first { commandNames.contains($0) } ?? RunCommand._commandName
    // Which option a command does not take is said before what is wrong with the rest.
    // What the parser says of a flag with a value ends with a point.
    let stem = message.hasSuffix("was specified.") ? String(message.dropLast()) : message
    var parts = stem.split(separator: ". ", maxSplits: 1).map(String.init)
    if let value = parts[0].firstMatch(of: /^The value `([^`]*)` is invalid for `</)?.1,
      let option = ordered.firstIndex(of: String(value)).flatMap({ $0 > 0 ? ordered[$0 - 1] : nil }),
      option.hasPrefix("--"),
      DeclaredOptions(of: type(of: command)).takesValue[option] == nil
    {
      parts = ["Unknown option `\(option)`"]
    }
    if command != RunCommand._commandName,
      let stranger = DeclaredOptions(of: type(of: command)).unknown(in: ordered.dropFirst())
    {
      parts = ["Unknown option `\(stranger)`"]
    }
    let hint =
      self.hint(for: parts[0], ordered, command) ?? (parts.count > 1 ? parts[1] : nil)
      ?? "`hpo help \(command)` tells what it takes."
    let sentence = hint.hasSuffix("?") || hint.hasSuffix(".") ? hint : hint + "."
    let isUnknown = parts[0].hasPrefix("Unknown option") || unknownCommand(arguments) != nil
    return (isUnknown ? .unknownOption : .commandLine, uncapitalized(parts[0]), uncapitalized(sentence))
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
    if let option = message.firstMatch(of: /^Missing value for `(--[a-z-]+)/)?.1,
      let hint = OptionHabits.example(of: String(option))
    {
      return hint
    }
    if let option = message.firstMatch(of: /^The option `(--[a-z-]+)` does not take any value/)?.1 {
      return "write `\(option)` by itself."
    }
    if message.hasPrefix("Missing value for `-e") { return "write a text behind it: `hpo -e '1 + 1'`." }
    if let (_, value, place) = message.firstMatch(of: /^The value `([^`]*)` is invalid for `([^`]*)`/)?.output,
      let hint = OptionHabits.hint(forValue: String(value), of: String(place), arguments.filter { $0 != "--" })
    {
      return hint
    }
    if command == AskTellCommand._commandName, message.hasPrefix("Missing expected argument `--strategy"),
      let strategy = arguments.dropFirst().first, !strategy.hasPrefix("-")
    {
      return "the strategy is named by an option: `hpo ask-tell --strategy \(shellWord(strategy))`."
    }
    if command == AskTellCommand._commandName, message.hasPrefix("Missing expected argument `--strategy") {
      return OptionHabits.lines[command]
    }
    guard let argument = message.firstMatch(of: /^Unexpected argument `([^`]*)`/).map({ String($0.1) }) else {
      return nil
    }
    guard command == StudiesCommand._commandName else {
      let kept = arguments.filter { $0 != argument }.map(shellWord)
      return kept.count < arguments.count ? "leave it out: `hpo \(kept.joined(separator: " "))`." : nil
    }
    let isFile = argument.contains { "./".contains($0) } || FileManager.default.fileExists(atPath: argument)
    return isFile
      ? "`hpo studies --storage \(shellWord(argument))` lists the studies of a file."
      : "one study is shown by `hpo show \(shellWord(argument))`."
  }

  private static func hint(forOption option: String, _ value: String?, _ arguments: [String], _ command: String)
    -> String?
  {
    let type = type(of: command)
    let declared = DeclaredOptions(of: type)
    if command == ExplainCommand._commandName, option == "--trial", let value, Int(value) == nil {
      let rest = arguments.filter { $0 != option && !$0.hasPrefix(option + "=") }
      return OptionHabits.hint(forValue: value, of: "<trial>", rest)
    }
    if let line = OptionHabits.line(for: option, arguments, command, declared) {
      return "it stands without an option: `\(line)`."
    }
    if option.dropFirst().allSatisfy(\.isNumber), command == ExplainCommand._commandName {
      let line = arguments.filter { $0 != option }.map(shellWord).joined(separator: " ")
      return "trials count from 0; without a number all are shown, one after the other: `hpo \(line)`."
    }
    let (check, format) = (CheckCommand._commandName, FormatCommand._commandName)
    if option == "-e", let value, [check, format, TestCommand._commandName].contains(command) {
      let reader = command == format ? format : check
      return "a text comes from standard input: `echo \(shellWord(value)) | hpo \(reader) -`."
    }
    if let owner = declared.owner(ofValue: String(option.drop { $0 == "-" })) { return "write `\(owner)`." }
    if let habit = OptionHabits.hint(for: option, value, in: command) { return habit }
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
