import ArgumentParser
import Basics
import Interp

/// `--storage`, of every command that has it.
struct StorageOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where named studies are kept: a file, or postgresql://USER@HOST/DATABASE. Without it HPO_STORAGE, or hpo.db.",
      valueName: "place"), completion: .file())
  var storage: String?

  /// The option as it is repeated in a command line that is told, in front of a blank; without a password.
  var words: String { storage.map { shellOption("--storage", StudyTransfer.name(ofStorage: $0)) + " " } ?? "" }

  /// A session that has its studies there.
  func makeSession(_ terminal: Terminal) throws -> Session {
    var settings = Settings()
    settings.storage = storage
    return try Session(settings, on: terminal)
  }
}
