import ArgumentParser
import Basics
import Interp

/// Copies studies from a storage into another.
struct CopyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy", abstract: "Copy the studies of a storage into another, all of them or one.",
    discussion: """
      A storage is a SQLite file or postgresql://USER@HOST/DATABASE. A study is copied
      as it is at one moment: numbers, states, times, values, reports, notes and
      whatever else Optuna keeps. One of the same name is never overwritten.
      """)

  @Option(help: ArgumentHelp("The one study that is wanted; without it, all.", valueName: "name"))
  var study: String?

  @Option(
    name: .customLong("as"), help: ArgumentHelp("The name of the copy; without it, the study's own.", valueName: "name")
  )
  var newName: String?

  @Argument(help: "The storage that has the studies.", completion: .file())
  var from: String

  @Argument(help: "The storage that is to have them; it is made where it is missing.", completion: .file())
  var to: String

  func validate() throws { try Transfer.requireName(newName) }

  func run() throws {
    try Transfer(to, Terminal(colour: .auto)).run("") {
      try StudyTransfer(fromStorage: from, study: study, as: newName, to: to)
    }
  }
}
