import ArgumentParser
import Basics

/// The options that a command and its subcommands declare, as they are written: `--seed`, `-e`.
struct DeclaredOptions {
  /// Whether the value of an option is an argument of its own.
  let takesValue: [String: Bool]
  /// What arguments without an option are called, in their order.
  let operands: [String]
  /// The values of options that take one of a few.
  private let choices: [(option: String, values: [String])]

  /// What the description of a command for other tools says of it.
  init(of command: any ParsableCommand.Type) {
    var takesValue: [String: Bool] = [:]
    var operands: [String] = []
    var choices: [(String, [String])] = []
    func visit(_ command: JSON) {
      for argument in command["arguments"]?.items ?? [] {
        if argument["kind"]?.text == "positional", let name = argument["valueName"]?.text { operands.append(name) }
        if let name = argument["preferredName"]?["name"]?.text, let values = argument["allValues"]?.items {
          choices.append(("--" + name, values.compactMap(\.text)))
        }
        for name in argument["names"]?.items ?? [] {
          guard let text = name["name"]?.text else { continue }
          takesValue[(name["kind"]?.text == "long" ? "--" : "-") + text] = argument["kind"]?.text == "option"
        }
      }
      command["subcommands"]?.items?.forEach(visit)
    }
    if let command = JSON(parsing: command._dumpHelp())?["command"] { visit(command) }
    (self.takesValue, self.operands, self.choices) = (takesValue, operands, choices)
  }

  /// The option of which a word is a value, with that value: `--format json`.
  func owner(ofValue value: String) -> String? {
    choices.first { $0.values.contains(value) }.map { "\($0.option) \(value)" }
  }

  /// The first option among `arguments` that is not declared, without its value; a negative number is none.
  func unknown(in arguments: some Collection<String>) -> String? {
    arguments.prefix { $0 != "--" }.lazy.filter { $0.hasPrefix("-") && $0 != "-" && Double($0) == nil }
      .map { String($0.prefix { $0 != "=" }) }
      .first { takesValue[$0] == nil && !["-h", "--help", "--version"].contains($0) }
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
