import ArgumentParser
import Basics
import Foundation
import Interp

/// What `?name` says at the prompt, for the shell.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "List all functions by topic, or explain names and words.",
    discussion: "The same pages as `?name` at the prompt.")

  @Argument(
    help: ArgumentHelp("Functions, words of the language, options, fields; without one, the list.", valueName: "name"))
  var names: [String] = []

  func run() throws {
    let terminal = Terminal(colour: .never)
    let session = try Session(Settings(), on: terminal)
    let pages = HelpPages(session: session)
    var isUnknown = false
    for (index, word) in (names.isEmpty ? ["functions"] : names).enumerated() {
      // Of a call, its function is meant.
      let name = word.prefixMatch(of: /\w+(?=\()/).map { String($0.0) } ?? word
      if index > 0 { terminal.print("") }
      if (pages.page(name) ?? pages.pageElsewhere(name)) == nil { isUnknown = true }
      terminal.print(pages.answer(to: "?" + name).wrapped(to: terminal.columns))
    }
    if isUnknown { throw ExitStatus.failed.code }
  }
}
