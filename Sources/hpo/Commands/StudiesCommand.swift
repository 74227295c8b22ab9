import ArgumentParser
import Basics
import Interp

/// Lists the studies of a storage.
struct StudiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studies", abstract: "List the studies of a storage: trials, best value, strategy, last run.",
    discussion: """
      `hpo show NAME` shows one. In a program, studies() lists them too, study("NAME")
      opens one and delete_study("NAME") removes it.
      """)

  @OptionGroup var place: StorageOption

  func run() throws {
    let terminal = Terminal(colour: .auto)
    let session = try place.makeSession(terminal)
    do {
      guard let table = try session.studiesTable() else {
        return terminal.note("`\(session.context.storageName)` holds no studies yet")
      }
      terminal.print(table)
    } catch {
      terminal.tell(error)
      throw ExitStatus.missingFile.code
    }
  }
}
