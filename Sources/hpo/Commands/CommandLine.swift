/// The order in which the arguments of the program are given to its parser.
///
/// Everything from the name of the script on belongs to the script, whatever it looks like: it is put behind `--`.
/// A subcommand may stand behind options (`hpo --seed 3 run FILE`): it is put first.
enum CommandLine {
  /// `arguments` in the order for the parser.
  static func ordered(_ arguments: [String]) -> [String] {
    // Most command lines begin with a script: what is declared is asked for only where it matters.
    guard let first = arguments.first else { return arguments }
    let commands = Set(HPO.configuration.subcommands.map { $0._commandName } + ["help"])
    guard first.hasPrefix("-") && first != "-" || commands.contains(first) else { return ["--"] + arguments }
    return ordered(arguments, commands, DeclaredOptions(of: HPO.self))
  }

  private static func ordered(
    _ arguments: [String], _ commands: Set<String>, _ declared: DeclaredOptions
  ) -> [String] {
    let (options, rest) = declared.split(arguments)
    guard let first = rest.first, !first.hasPrefix("-") || first == "-" else { return arguments }
    guard commands.contains(first) else { return options + ["--"] + rest }
    let behind = Array(rest.dropFirst())
    guard [RunCommand._commandName, WorkerCommand._commandName].contains(first) else {
      return [first] + options + behind
    }
    let (further, script) = declared.split(behind)
    if script.first == "--" || script.isEmpty { return [first] + options + behind }
    let isUnknownOption = script[0].hasPrefix("-") && script[0] != "-"
    return [first] + options + further + (isUnknownOption ? [] : ["--"]) + script
  }
}
