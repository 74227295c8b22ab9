import ArgumentParser
import Basics
import DSL
import Foundation
import Interp

/// Answers editors.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Help editors: a language server on standard input and output.",
    discussion: """
      Editors start it by themselves once they are told to: docs/editors.md says
      how. It speaks the Language Server Protocol: messages as one types, help,
      completion, definitions and uses, other names, quick fixes. A parameter of a
      search is explained with its best value and its importance where its study
      is stored.

      Exits with 0 after `shutdown` and `exit`, with 1 if it is ended otherwise.
      """)

  @OptionGroup var place: StorageOption

  @Flag(help: "Standard input and output, as always: some editors say so.")
  var stdio = false

  func run() throws {
    var settings = Settings()
    settings.storage = place.storage
    settings.isSandboxed = true
    // Nothing but messages goes to standard output.
    let session = try Session(
      context: Context(
        settings: settings, sources: SourceMap(), output: { _ in }, notes: { _ in }, progress: { _ in }),
      interruption: Signals.interruption)
    var server = LanguageServer(session: session)
    let inbox = Inbox(of: STDIN_FILENO)
    while true {
      let frames = inbox.takeAll()
      if frames.isEmpty { break }
      for answer in server.receive(frames + inbox.takeMore()) { try send(answer) }
      if case .ended(let code) = server.stage { throw ExitCode(code) }
    }
    throw ExitCode(server.stage == .shutDown ? 0 : 1)
  }

  /// Writes a message; that nobody reads any more ends the command.
  private func send(_ message: JSON) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: MessageFrames.framed(message.text(isCompact: true)))
    } catch {
      throw ExitCode(1)
    }
  }
}
