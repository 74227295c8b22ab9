/// The order in which the arguments of the program are given to its parser.
///
/// Everything from the name of the script on belongs to the script, whatever it looks like: it is put behind `--`.
/// A subcommand may stand behind options (`hpo --seed 3 run FILE`): it is put first.
enum CommandLine {
  /// Options of `run` whose value is an argument of its own.
  private static let optionsWithValue: Set<String> = ["-e", "--seed", "--storage", "--color"]
  private static let commands: Set<String> = ["run", "check", "test", "ask-tell", "help"]

  /// `arguments` in the order for the parser.
  static func ordered(_ arguments: [String]) -> [String] {
    let (options, rest) = split(arguments)
    guard let first = rest.first, !first.hasPrefix("-") || first == "-" else { return arguments }
    guard commands.contains(first) else { return options + ["--"] + rest }
    let behind = Array(rest.dropFirst())
    guard first == "run" else { return [first] + options + behind }
    let (further, script) = split(behind)
    if script.first == "--" || script.isEmpty { return [first] + options + behind }
    let isUnknownOption = script[0].hasPrefix("-") && script[0] != "-"
    return [first] + options + further + (isUnknownOption ? [] : ["--"]) + script
  }

  /// The known options at the beginning, with their values, and what follows.
  private static func split(_ arguments: [String]) -> (options: [String], rest: [String]) {
    var rest = arguments[...]
    while let first = rest.first, first.hasPrefix("-"), first != "-", first != "--" {
      if optionsWithValue.contains(first) {
        rest = rest.dropFirst(2)
      } else if first == "--sandbox" || optionsWithValue.contains(where: { first.hasPrefix($0 + "=") }) {
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    return (Array(arguments[..<rest.startIndex]), Array(rest))
  }
}
