import ArgumentParser
import Basics
import Interp

/// Shows a stored study.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a stored study: its summary, the best trials, what matters, and all trials.",
    discussion: """
      In a program, study("NAME"), best(study), importance(study) and table(study)
      are the same.
      """)

  @OptionGroup var place: StorageOption

  @Option(help: "Colour the output.")
  var color = Terminal.Colour.auto

  @Argument(help: "The name of the study.")
  var name: String

  func run() throws {
    let study = try RequestedStudy(name, in: place, Terminal(colour: color))
    let parts = try study.reading { session in try session.parts(ofStudy: name) }
    study.terminal.print(parts.joined(separator: "\n\n"))
  }
}
