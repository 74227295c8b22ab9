import ArgumentParser
import Interp

/// The options of every command that runs programs.
struct SessionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Fixes what is drawn at random.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Where named studies are kept: a file.", valueName: "path"))
  var storage: String?

  @Flag(help: "Refuse programs that start others or write files.")
  var sandbox = false

  @Option(help: "Colour the output.")
  var color = Terminal.Colour.auto

  /// A session whose results and notes go to `terminal`.
  func makeSession(_ terminal: Terminal, arguments: [String] = []) throws -> Session {
    var settings = Settings()
    settings.seed = seed
    settings.storage = storage
    settings.isSandboxed = sandbox
    settings.arguments = arguments
    settings.columns = terminal.columns
    return try Session(
      context: Context(
        settings: settings, sources: SourceMap(), interruption: Signals.interruption, output: terminal.print,
        notes: terminal.note, progress: terminal.progress))
  }
}

extension Terminal.Colour: ExpressibleByArgument {}
