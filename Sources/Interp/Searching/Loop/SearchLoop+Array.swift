import Basics
import DSL
import Foundation
import Studies

/// A search that waits while the tasks of a job array evaluate its trials.
///
/// Nothing of the array is kept here: what Slurm and the study say is all there is to know of it, so that whoever runs the same
/// line again waits for the same array.
extension SearchLoop {
  /// How long Slurm is left alone between two questions, in seconds: at first, and at most.
  private static let (shortestPause, longestPause) = (0.5, 15.0)
  /// How long the study is left alone, in seconds.
  private static let studyPause = 0.5

  /// Has a job array evaluate the trials, and waits until the budget is spent.
  ///
  /// - Parameters:
  ///   - request: the array that is submitted where there is none yet.
  ///   - span: the clause that asks for it.
  ///   - state: what is known of the study.
  /// - Throws: `interrupted`, once the array is cancelled on Ctrl-C; a failure where Slurm does not take it, or where its tasks end
  ///   before the budget is spent.
  func attend(_ request: SlurmRequest, _ span: Span, _ state: inout State) throws(Exit) {
    let name = SlurmName(study: plan.name ?? "", storage: context.storageIdentity)
    try readStudy(&state)
    if isComplete(state) { return cancelWaiting(name) }
    context.show { [progress] in progress.lines(columns: $0, rows: $1) }
    let known = try found(name, span)
    var isOwn = known == nil
    var array = if let known { known } else { try submit(request, name, span, state) }
    do throws(Exit) {
      var pause = Self.shortestPause
      var (nextLook, nextRead) = (clock.seconds, clock.seconds)
      while true {
        if isInterrupted { throw .interrupted }
        if clock.seconds >= nextRead {
          try readStudy(&state)
          if isComplete(state) || isOver(array, name, state) { break }
          nextRead = clock.seconds + Self.studyPause
        }
        if clock.seconds >= nextLook {
          if let tasks = look(at: name) {
            let left = tasks.filter { $0.array == array }
            progress.tell(elsewhere: Slurm.text(of: left, array))
            if left.isEmpty {
              try readStudy(&state)
              if isComplete(state) || isOver(array, name, state) { return }
              guard !isOwn else { throw hasEnded(array, name, span, state) }
              array = try submit(request, name, span, state)
              isOwn = true
              pause = Self.shortestPause
            } else if left.allSatisfy(\.isHopeless) {
              try? Slurm.cancel(array)
              throw willNotStart(left[0], span)
            }
          }
          nextLook = clock.seconds + pause
          pause = min(pause * 1.3, Self.longestPause)
        }
        usleep(50_000)
      }
      try? Slurm.cancel(array, onlyWaiting: true)
    } catch {
      if case .interrupted = error { leave(array) }
      throw error
    }
  }

  /// Cancels tasks that wait though nothing is left to do, since whoever submitted them has ended.
  private func cancelWaiting(_ name: SlurmName) {
    guard Slurm.isHere, let tasks = try? Slurm.tasks(named: name.job) else { return }
    for array in Set(tasks.filter(\.isWaiting).map(\.array)) { try? Slurm.cancel(array, onlyWaiting: true) }
  }

  /// Cancels the array on Ctrl-C; where this process is to end, the array is left to itself.
  private func leave(_ array: Int) {
    guard !evaluator.machine.pointee.interruption.isTerminated else {
      return context.note("note: the job array \(array) goes on; the same line waits for it again")
    }
    do throws(SlurmError) {
      try Slurm.cancel(array)
      context.note("note: the job array \(array) is cancelled")
    } catch {
      context.note("note: the job array \(array) may go on, and `scancel \(array)` cancels it: \(error.message)")
    }
  }

  // MARK: The study

  private func readStudy(_ state: inout State) throws(Exit) {
    let changes = try stored { () throws(StorageError) in try storage.changes(in: study, since: state.cursor) }
    state.read(changes)
    for trial in changes.trials { progress.add(trial, description: study.description) }
    progress.update(state.tally, running: state.history.filter { $0.state == .running }, study.description)
  }

  /// Whether all trials of the budget have ended.
  private func isComplete(_ state: State) -> Bool { plan.trialBudget.map { state.tally.finished >= $0 } ?? false }

  /// Whether a task has found nothing left to do, and no other has a trial under way.
  private func isOver(_ array: Int, _ name: SlurmName, _ state: State) -> Bool {
    let files = namesOfFiles(in: name.folder) ?? []
    return files.contains("\(array).over") && !state.history.contains { $0.state == .running || $0.state == .paused }
  }

  // MARK: The array

  /// The tasks of all arrays of the study; nil where Slurm cannot tell just now, which is said once.
  private func look(at name: SlurmName) -> [Slurm.Task]? {
    let interruption = evaluator.machine.pointee.interruption
    do throws(SlurmError) {
      return try Slurm.tasks(named: name.job, isInterrupted: { interruption.isRequested })
    } catch {
      if !interruption.isRequested { context.noteOnce("note: \(error.message); waiting", about: name.job) }
      return nil
    }
  }

  /// The array that works on the study already.
  private func found(_ name: SlurmName, _ span: Span) throws(Exit) -> Int? {
    let tasks: [Slurm.Task]
    do throws(SlurmError) { tasks = try Slurm.tasks(named: name.job) } catch {
      throw failure(error.topic, error.message, span, advice: error.hint)
    }
    guard let array = tasks.filter({ !$0.isEnding }).map(\.array).min() else { return nil }
    let text = Slurm.text(of: tasks.filter { $0.array == array }, array)
    context.note("note: there is one already: \(text)")
    return array
  }

  /// Submits an array of as many tasks as the request has and the budget needs.
  private func submit(
    _ request: SlurmRequest, _ name: SlurmName, _ span: Span, _ state: State
  ) throws(Exit) -> Int {
    let left = plan.trialBudget.map { max($0 - state.tally.finished, 1) } ?? .max
    let tasks = min(request.tasks, left)
    guard let studyName = plan.name, let worker = context.settings.workerLine?.words(study: studyName) else {
      throw failure(.slurm, "a job array needs a study with a name", span)
    }
    let script = SlurmScript(study: studyName, name: name, request: request, tasks: tasks, worker: worker)
    let path = "\(name.folder)/array.sh"
    do {
      try FileManager.default.createDirectory(
        atPath: name.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try writeFile(Array(script.text.utf8), to: path)
      // The command line of the worker may name a storage with a password.
      chmod(path, 0o700)
    } catch {
      let reason = (error as? FileError)?.words ?? systemText(errno)
      throw failure(
        .unwritableFile,
        "the script of the job array cannot be written to `\(path)`: \(reason)", span,
        hint: "hpo writes into the folder in which it is started: start it where you may write.")
    }
    do throws(SlurmError) {
      let array = try Slurm.submit(path)
      // Of two that were started at the same time, one is enough.
      let known = (try? Slurm.tasks(named: name.job)) ?? []
      if let first = known.filter({ !$0.isEnding }).map(\.array).min(), first < array {
        try Slurm.cancel(array)
        context.note("note: job array \(first) was started by another line at the same time, and is waited for")
        return first
      }
      context.note(
        "note: job array \(array) of \(tasks) \(tasks == 1 ? "task" : "tasks") submitted; what they say is in `\(name.folder)`"
      )
      if context.storageIsFile {
        context.noteOnce(
          "note: tasks on several machines cannot share a file of SQLite: there, keep the study in a database that is reached by "
            + "`--storage postgresql://...`")
      }
      return array
    } catch {
      throw failure(error.topic, error.message, span, advice: error.hint)
    }
  }

  // MARK: Failures

  private func willNotStart(_ task: Slurm.Task, _ span: Span) -> Exit {
    let isAboutTime = task.reason.contains("Time") || task.reason.contains("Wall")
    let isAboutSize = task.reason == "BadConstraints" || task.reason.hasPrefix("Partition")
    return failure(
      .slurm,
      "Slurm says that no task of the job array can ever start: `\(task.reason)`", span,
      hint: isAboutTime
        ? "`sinfo --format=\"%P %l\"` lists the longest time of each partition."
        : isAboutSize ? "ask for less: `sinfo --Node --long` lists the processors and the memory of each machine." : nil
    )
  }

  /// The failure of an array whose tasks have all ended too early.
  private func hasEnded(_ array: Int, _ name: SlurmName, _ span: Span, _ state: State) -> Exit {
    let budget = plan.trialBudget.map { "\(state.tally.finished) of \($0) trials are finished" }
    let done =
      budget ?? (state.tally.finished == 1 ? "1 trial is finished" : "\(state.tally.finished) trials are finished")
    let log = SlurmLogs(of: array, in: name.folder).last
    return .failed(
      Fault(
        .slurm,
        "all tasks of the job array \(array) have ended, and \(done)", span,
        hint: log == nil
          ? "they have written nothing into `\(name.folder)`: `sacct -j \(array)` may tell why."
          : "what all tasks said is in `\(name.folder)`; the same line goes on with the study.",
        details: log.map { log in ["the last lines of \(log.name):"] + log.lines } ?? []))
  }
}
