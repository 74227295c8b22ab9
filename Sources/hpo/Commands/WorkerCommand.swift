import ArgumentParser
import Basics
import Foundation
import Interp

/// Runs a program as a worker of one of its searches.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Join a study: evaluate trials of a program's search until its budget is spent.",
    discussion: """
      The program runs up to the search, and nothing of it behind that. Any number
      of workers, on any machines that reach the storage, share one study. SIGTERM
      gives the trial back for others to go on with; the exit code is then 75 where
      the worker has got further, so that it is to be run again.
      """)

  @OptionGroup var options: SessionOptions

  @Option(help: ArgumentHelp("The study; without it, that of the first search that has a name.", valueName: "name"))
  var study: String?

  @Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The text of the program, as for `run`.", valueName: "code"))
  var code: [String] = []

  @Argument(help: ArgumentHelp("The program and its arguments.", valueName: "file> <args"))
  var arguments: [String] = []

  func validate() throws {
    guard code.isEmpty else { return }
    guard let file = arguments.first, file != "-" else {
      throw ValidationError("a worker needs a program. \(OptionHabits.lines[Self._commandName] ?? "")")
    }
    if fileEnding(of: file) == nil, !FileManager.default.fileExists(atPath: file) {
      throw ValidationError(
        "a worker runs a program, and there is no file `\(file)`. "
          + "`hpo worker --study \(shellWord(file)) tune.hpo` joins the study of that name.")
    }
  }

  func run() throws {
    let terminal = options.terminal
    // Whoever ends a machine waits this long at least: 30 seconds are usual with Slurm and Kubernetes.
    Signals.grace = .seconds(25)
    var session: Session?
    do {
      try RunProgram(code: code, arguments: arguments)
        .run(options, terminal, as: WorkerRole(study: study)) { session = $0 }
    } catch let code as ExitCode where code == ExitStatus.interrupted.code {
      let hasAdvanced = Signals.wasTerminated && session?.context.workerProgress.hasAdvanced == true
      throw hasAdvanced ? ExitStatus.unfinished.code : code
    }
    guard let progress = session?.context.workerProgress, progress.finishedStudy == nil else { return }
    terminal.tell(
      .missingStudy,
      study.map { "the program has no search `as \(JSON.string($0))`" } ?? "no search of the program has a name",
      hint: progress.studies.isEmpty
        ? "workers meet in a study: write `as \"NAME\"` into the search."
        : "its studies are \(progress.studies.map { $0.onOneLine }.joined(separator: ", ")).")
    throw ExitStatus.failed.code
  }
}
