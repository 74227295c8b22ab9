/// The order in which the arguments of the program are given to its parser.
///
/// Everything from the name of the script on belongs to the script, whatever it looks like: it is put behind `--`.
/// A subcommand may stand behind options (`hpo --seed 3 run FILE`): it is put first.
enum CommandLine {
  /// `arguments` in the order for the parser.
  static func ordered(_ arguments: [String]) -> [String] {
    let commands = Set(HPO.configuration.subcommands.map { $0._commandName } + ["help"])
    guard arguments.first?.hasPrefix("-") == true else { return ordered([], arguments[...], commands) }
    // What all commands declare takes a while to find out, and matters where an option of one stands before its name.
    let own = DeclaredOptions(of: RunCommand.self).split(arguments)
    let isOfRun = own.rest.first.map { !$0.hasPrefix("-") || $0 == "-" || $0 == "--" } ?? true
    let (options, rest) = isOfRun ? own : DeclaredOptions(of: HPO.self).split(arguments)
    return ordered(options, rest[...], commands)
  }

  /// `options` and what stands behind them in the order for the parser.
  private static func ordered(
    _ options: [String], _ rest: ArraySlice<String>, _ commands: Set<String>
  ) -> [String] {
    guard let first = rest.first, !first.hasPrefix("-") || first == "-" else { return options + rest }
    guard commands.contains(first) else { return options + ["--"] + rest }
    let behind = Array(rest.dropFirst())
    let isRun = first == RunCommand._commandName
    guard isRun || first == WorkerCommand._commandName else { return [first] + options + behind }
    let declared = isRun ? DeclaredOptions(of: RunCommand.self) : DeclaredOptions(of: WorkerCommand.self)
    let (further, script) = declared.split(behind)
    if script.first == "--" || script.isEmpty { return [first] + options + behind }
    let isUnknownOption = script[0].hasPrefix("-") && script[0] != "-"
    return [first] + options + further + (isUnknownOption ? [] : ["--"]) + script
  }
}
