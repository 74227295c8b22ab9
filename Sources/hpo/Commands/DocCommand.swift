import ArgumentParser
import Basics
import func DSL.parseRecovering
import Foundation
import Interp

/// What `?name` says at the prompt, for the shell; the same of all names as pages; and the pages of a program.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "List all functions by topic, explain names and words, or write the reference.",
    discussion: """
      The same pages as `?name` at the prompt. Of a program, its own: what it binds,
      with the `##` comments and their examples, as Markdown. With --out, pages of
      Markdown for all there is, and reference.html, one page with a search.
      """)

  @Option(help: ArgumentHelp("Write the reference to this folder.", valueName: "folder"), completion: .directory)
  var out: String?

  @Argument(
    help: ArgumentHelp(
      "Functions, words of the language, options, fields, programs; without one, the list.", valueName: "name"))
  var names: [String] = []

  func validate() throws {
    guard out != nil, let name = names.first else { return }
    throw ValidationError("`--out` writes the whole reference. Leave `\(name)` or `--out` out")
  }

  func run() throws {
    let terminal = Terminal(colour: .never)
    let session = try Session(Settings(), on: terminal)
    if let out {
      let pages = session.reference
      let page = (path: "reference.html", text: PageReference(pages).text)
      return try WrittenFiles(folder: out).write(MarkdownReference(pages).files + [page], terminal)
    }
    let pages = HelpPages(session: session)
    var isUnknown = false
    for (index, word) in (names.isEmpty ? ["functions"] : names).enumerated() {
      if index > 0 { terminal.print("") }
      if fileEnding(of: word)?.lowercased() == "hpo" {
        let text = try program(word, session, terminal)
        terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        continue
      }
      // Of a call, its function is meant.
      let name = word.prefixMatch(of: /\w+(?=\()/).map { String($0.0) } ?? word
      if (pages.page(name) ?? pages.pageElsewhere(name)) == nil { isUnknown = true }
      terminal.print(pages.answer(to: "?" + name).wrapped(to: terminal.columns))
    }
    if isUnknown { throw ExitStatus.failed.code }
  }

  /// The page of a program.
  private func program(_ file: String, _ session: Session, _ terminal: Terminal) throws -> String {
    let read = try SourceText(readingFrom: file, terminal)
    let source = session.context.sources.add(name: read.name, text: read.text)
    let (program, diagnostics) = parseRecovering(source)
    for diagnostic in diagnostics {
      terminal.note(session.render(diagnostic, colour: terminal.isErrorColoured, atPrompt: false))
    }
    if !diagnostics.isEmpty { throw ExitStatus.refused.code }
    return MarkdownReference.text(of: program, titled: URL(fileURLWithPath: file).lastPathComponent)
  }
}
