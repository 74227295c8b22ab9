import ArgumentParser
import Basics

/// The options that a command and its subcommands declare, as they are written: `--seed`, `-e`.
struct DeclaredOptions {
  /// Whether the value of an option is an argument of its own.
  let takesValue: [String: Bool]

  /// What the description of a command for other tools says of it.
  init(of command: any ParsableCommand.Type) {
    var takesValue: [String: Bool] = [:]
    func visit(_ command: JSON) {
      for argument in command["arguments"]?.items ?? [] {
        for name in argument["names"]?.items ?? [] {
          guard let text = name["name"]?.text else { continue }
          takesValue[(name["kind"]?.text == "long" ? "--" : "-") + text] = argument["kind"]?.text == "option"
        }
      }
      command["subcommands"]?.items?.forEach(visit)
    }
    if let command = JSON(parsing: command._dumpHelp())?["command"] { visit(command) }
    self.takesValue = takesValue
  }

  /// The declared options at the beginning of `arguments`, with their values, and what follows.
  func split(_ arguments: [String]) -> (options: [String], rest: [String]) {
    var rest = arguments[...]
    while let first = rest.first, first.hasPrefix("-"), first != "-", first != "--" {
      let name = String(first.prefix { $0 != "=" })
      guard let takesValue = takesValue[name] else { break }
      rest = rest.dropFirst(takesValue && name == first ? 2 : 1)
    }
    return (Array(arguments[..<rest.startIndex]), Array(rest))
  }
}
