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

  /// How many of the first of `arguments` are a declared option and its value: 0 where none is.
  private func length(ofOptionIn arguments: some Collection<String>) -> Int {
    guard let first = arguments.first, first.hasPrefix("-"), first != "-", first != "--" else { return 0 }
    let name = String(first.prefix { $0 != "=" })
    guard let takesValue = takesValue[name] else { return 0 }
    return min(takesValue && name == first ? 2 : 1, arguments.count)
  }

  /// The declared options at the beginning of `arguments`, with their values, and what follows.
  func split(_ arguments: [String]) -> (options: [String], rest: [String]) {
    var rest = arguments[...]
    while case let length = length(ofOptionIn: rest), length > 0 { rest = rest.dropFirst(length) }
    return (Array(arguments[..<rest.startIndex]), Array(rest))
  }

  /// The declared options among `arguments`, each with its value, and all else.
  func taken(from arguments: [String]) -> (options: [[String]], rest: [String]) {
    var (options, rest, left) = ([[String]](), [String](), arguments[...])
    while let first = left.first {
      let length = length(ofOptionIn: left)
      if length > 0 { options.append(Array(left.prefix(length))) } else { rest.append(first) }
      left = left.dropFirst(max(length, 1))
    }
    return (options, rest)
  }
}
