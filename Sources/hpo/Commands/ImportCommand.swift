import ArgumentParser
import Basics
import Interp

/// Takes studies of other programs into a storage.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take the studies of a file into a storage: Optuna's journal, or a table of trials.",
    discussion: """
      A table is what `hpo export` writes as CSV, TSV or JSON, or what Optuna's
      trials_dataframe().to_csv() does. It does not say which way is better, so that
      --minimize or --maximize does.
      Studies in a database of Optuna's are copied by `hpo copy`.
      """)

  @OptionGroup var place: StorageOption

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The name of the study; without it, its own, or that of the file.", valueName: "name"))
  var newName: String?

  @Option(help: ArgumentHelp("The one study of the file that is wanted; without it, all.", valueName: "name"))
  var study: String?

  @Option(help: ArgumentHelp("A column of a table that is better the less it is.", valueName: "column"))
  var minimize: [String] = []

  @Option(help: ArgumentHelp("A column of a table that is better the more it is.", valueName: "column"))
  var maximize: [String] = []

  @Argument(help: "The file.", completion: .file())
  var file: String

  func validate() throws { try Transfer.requireName(newName) }

  func run() throws {
    let target = place.storage ?? Context.defaultStorage
    let objectives = minimize.map { ($0, Direction.minimize) } + maximize.map { ($0, Direction.maximize) }
    try Transfer(target, Terminal(colour: .auto)).run("`\(file)` cannot be imported: ") {
      try StudyTransfer(
        fromFile: file, study: study, as: newName, objectives: objectives.map { (title: $0.0, direction: $0.1) },
        to: target, Signals.interruption)
    }
  }
}
