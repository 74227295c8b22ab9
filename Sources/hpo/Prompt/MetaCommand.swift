import Basics
import Foundation
import Interp

/// What is said to the prompt and not to the language: a word behind a colon.
enum MetaCommand: String, CaseIterable {
  case help, load, save, vars, studies, time, reset, quit

  /// As it is typed.
  var spelling: String { ":" + rawValue }

  /// What stands behind it, if anything does.
  var argument: String? {
    switch self {
    case .load, .save: "FILE"
    case .time: "EXPR"
    default: nil
    }
  }

  /// What it does.
  var summary: String {
    switch self {
    case .help: "shows this list"
    case .load: "runs a file here, so that its names can be used"
    case .save: "writes what was typed in this session, as a program"
    case .vars: "lists what is bound in this session"
    case .studies: "lists the studies of the storage"
    case .time: "evaluates an expression and says how long it took"
    case .reset: "forgets everything and starts anew"
    case .quit: "leaves, as Ctrl-D does"
    }
  }

  /// The command that `word` spells, or is the beginning of if there is only one such.
  init?(_ word: some StringProtocol) {
    if word == ":?" {
      self = .help
      return
    }
    let matches = Self.allCases.filter { $0.spelling.hasPrefix(word) }
    guard word.count > 1, let match = matches.first(where: { $0.spelling == word }) ?? matches.first,
      match.spelling == word || matches.count == 1
    else { return nil }
    self = match
  }

  /// What is said of a word that is no command.
  static func hint(for word: some StringProtocol) -> String {
    let begun = word.count > 1 ? allCases.filter { $0.spelling.hasPrefix(word) } : []
    if !begun.isEmpty { return "it begins " + begun.map { "`\($0.spelling)`" }.joined(separator: ", ") }
    let near = Suggestion.nearest(to: String(word.dropFirst()), among: allCases.map(\.rawValue))
    return near.map { "did you mean `:\($0)`?" } ?? "`:help` lists them"
  }

  /// The path that is meant behind a command, where `~` is the home and quotes may be written, as in a shell.
  static func path(_ text: String) -> String {
    let isQuoted = text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
    let path = isQuoted ? String(text.dropFirst().dropLast()) : text
    guard path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  /// The command that a word means as other programs have it: `help`, `quit`, `exit()`.
  init?(plainWord text: String) {
    switch text.hasSuffix("()") ? String(text.dropLast(2)) : text {
    case "help": self = .help
    case "quit", "exit": self = .quit
    default: return nil
    }
  }

  /// All commands, one a line.
  static var list: String {
    let usages =
      allCases.map { ($0.spelling + ($0.argument.map { " " + $0 } ?? ""), $0.summary) }
      + [("?NAME", "explains a name or a word; ? alone says how to begin, ?functions lists all functions")]
    let width = usages.map(\.0.count).max() ?? 0
    return usages.map { "  " + $0.0.padded(to: width) + "   " + $0.1 }.joined(separator: "\n")
  }
}
