import ArgumentParser
import Basics
import Interp

/// Tells how a study is getting on.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell how a study is getting on: its trials, the best, and who runs what.",
    discussion: """
      It only reads, from any machine that reaches the storage. Where there is a
      Slurm, it tells the state of the job array of `on slurm(...)` as well.
      """)

  @OptionGroup var place: StorageOption

  @Argument(help: "The name of the study.")
  var name: String

  func run() throws {
    let terminal = Terminal(colour: .auto)
    let session = try place.makeSession(terminal)
    do {
      terminal.print(try Signals.whileRunning { try session.statusText(of: name) })
    } catch let error as any ExplainedError {
      if !session.studyNames.contains(name), let hint = WordHabits.hint(forFileAsStudy: name) {
        terminal.tell(error.topic, error.message, hint: hint)
      } else {
        terminal.tell(error)
      }
      throw ExitStatus.missingFile.code
    }
  }
}
