import ArgumentParser
import Basics
import struct DSL.Diagnostic
import class DSL.SourceMap
import Foundation
import Interp

/// The options of every command that runs programs.
struct SessionOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Fixes what is drawn at random.", valueName: "n"),
    transform: SessionOptions.seed)
  var seed: UInt64 = 0

  @OptionGroup var place: StorageOption

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most threads that one training uses, where it asks for several: HPO_THREADS, or all cores.",
      valueName: "n"))
  var threads: Int?

  @Flag(help: "Go on with a stored study though ranges of its parameters have changed.")
  var adopt = false

  @Flag(help: "Refuse programs that start others or write files.")
  var sandbox = false

  @Option(help: "Colour the output.")
  var color = Terminal.Colour.auto

  @Option(help: "What a terminal shows of a search that runs: a few lines, one, or nothing.")
  var progress = Terminal.ProgressStyle.panel

  /// Standard output and standard error, as the options want them.
  var terminal: Terminal { Terminal(colour: color, progress: progress) }

  /// The seed that a text means: any whole number, as for `seed(N)`.
  @Sendable static func seed(_ text: String) throws -> UInt64 {
    if let seed = UInt64(text) ?? Int64(text).map(UInt64.init(bitPattern:)) { return seed }
    throw ValidationError("a seed is a whole number")
  }

  /// A session whose results and notes go to `terminal`, and which waits for a person there where it pauses.
  ///
  /// - Parameters:
  ///   - terminal: standard output and standard error.
  ///   - arguments: those of the program.
  ///   - pauses: whether it waits for a person.
  ///   - program: the words of a command line that name the program and its arguments, where others could run it too.
  ///   - role: that the program is run as a worker.
  /// - Returns: the session.
  /// - Throws: `ValidationError` for an option that makes no sense.
  func makeSession(
    _ terminal: Terminal, arguments: [String] = [], pauses: Bool = true, program: [String]? = nil,
    role: WorkerRole? = nil
  ) throws -> Session {
    var settings = Settings()
    settings.workerRole = role
    settings.workerLine = program.map { WorkerLine(executable: Self.executable, options: workerOptions, program: $0) }
    settings.seed = seed
    settings.storage = place.storage
    settings.lease = try lease()
    if let error = settings.storageError {
      terminal.tell(error)
      throw ExitCode.validationFailure
    }
    settings.adopts = adopt
    settings.isSandboxed = sandbox
    settings.threads = try threadLimit()
    settings.arguments = arguments
    return try Session(settings, on: terminal, pauses: pauses)
  }

  /// What HPO_LEASE says: a number of seconds.
  private func lease() throws -> Double? {
    guard let text = ProcessInfo.processInfo.environment["HPO_LEASE"] else { return nil }
    guard let seconds = Double(text), 1...1e9 ~= seconds else {
      throw ValidationError("HPO_LEASE is a number of seconds, at least 1, and not `\(text)`")
    }
    return seconds
  }

  /// The path of the program that runs.
  private static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "hpo"
  }

  /// The options that a worker has to have too.
  private var workerOptions: [String] {
    (place.storage.map { ["--storage", $0] } ?? []) + (seed == 0 ? [] : ["--seed", "\(seed)"])
      + (threads.map { ["--threads", "\($0)"] } ?? [])
  }

  /// What `--threads` or HPO_THREADS says, or the number of cores.
  private func threadLimit() throws -> Int {
    let text = threads.map(String.init) ?? ProcessInfo.processInfo.environment["HPO_THREADS"]
    guard let text else { return Processors.count }
    guard let count = Int(text), count >= 1 else {
      throw ValidationError(
        "\(threads == nil ? "HPO_THREADS" : "--threads") is a number of threads from 1, not `\(text)`. "
          + "Without it, all cores are used.")
    }
    return count
  }
}

extension Session {
  /// A session whose results and notes go to `terminal`, and which Ctrl-C stops.
  convenience init(_ settings: Settings, on terminal: Terminal, pauses: Bool = true) throws(Diagnostic) {
    var settings = settings
    settings.measureColumns = { terminal.columns }
    settings.measureRows = { terminal.rows }
    settings.glyphs = terminal.outputGlyphs
    settings.isTerminal = terminal.isOutputTerminal
    settings.isOutputColoured = terminal.isOutputColoured
    settings.isErrorColoured = terminal.isErrorColoured
    settings.isErrorTerminal = terminal.isErrorTerminal
    try self.init(
      context: Context(
        settings: settings, sources: SourceMap(), output: terminal.print, notes: terminal.note,
        progress: terminal.show,
        pause: { text, isInterrupted in !pauses || terminal.pause(text, isInterrupted: isInterrupted) },
        leaf: pauses && Terminal.isInteractive ? PageReader(terminal: terminal).read : nil),
      interruption: Signals.interruption)
  }
}

extension Terminal.Colour: ExpressibleByArgument {}
extension Terminal.ProgressStyle: ExpressibleByArgument {}
