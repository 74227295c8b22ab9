import Basics
import Foundation

/// Slurm, asked by its own programs.
enum Slurm {
  /// A task of a job array, as Slurm sees it.
  struct Task: Hashable {
    /// The number of the array.
    let array: Int
    /// The number of the task in it.
    let index: Int
    /// `RUNNING`, `PENDING`, ...
    let state: String
    /// Why it waits.
    let reason: String

    var isWaiting: Bool { state == "PENDING" }
    /// Whether it has ended, and is only cleared away.
    var isEnding: Bool { state == "COMPLETING" }

    /// Whether it waits for what will not come by itself.
    var isHopeless: Bool {
      isWaiting && (Self.hopeless.contains(reason) || reason.hasSuffix("PerJobLimit"))
    }

    private static let hopeless: Set = [
      "BadConstraints", "PartitionConfig", "PartitionNodeLimit", "PartitionTimeLimit", "InvalidAccount", "InvalidQOS",
      "AccountNotAllowed", "QOSNotAllowed", "DependencyNeverSatisfied",
    ]
  }

  /// Submits a script.
  ///
  /// - Parameter script: its path.
  /// - Returns: the number of the job.
  /// - Throws: why it was not taken.
  static func submit(_ script: String) throws(SlurmError) -> Int {
    // What a task of Slurm finds in its environment is not to be handed on to the tasks of another job.
    let kept: Set = ["SLURM_CONF", "SLURM_CLUSTERS"]
    let strange = ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("SLURM_") && !kept.contains($0) }
    let ended = try run(
      ["sbatch", "--parsable", script], environment: Dictionary(strange.map { ($0, nil) }) { first, _ in first })
    let output = String(decoding: ended.output, as: UTF8.self)
    guard ended.code == 0 else { throw refusal(String(decoding: ended.errors, as: UTF8.self)) }
    // Of several clusters, the name of one stands behind a semicolon.
    guard let number = output.split(whereSeparator: \.isNewline).last.flatMap({ Int($0.prefix { $0 != ";" }) }) else {
      throw .refused("`sbatch` gave no number of a job, but \(JSON.string(output.onOneLine))", hint: nil)
    }
    return number
  }

  /// The tasks of the job arrays of this name that wait or run, of the user.
  ///
  /// - Parameters:
  ///   - name: the job's name.
  ///   - isInterrupted: whether to stop waiting for an answer.
  /// - Returns: the tasks; none where Slurm knows of none.
  /// - Throws: why it cannot be told.
  static func tasks(named name: String, isInterrupted: () -> Bool = { false }) throws(SlurmError) -> [Task] {
    let ended = try run(
      ["squeue", "--noheader", "--array", "--user=\(getuid())", "--name=\(name)", "--format=%F|%K|%T|%r"],
      isInterrupted: isInterrupted)
    guard ended.code == 0 else { throw .silent(complaint(String(decoding: ended.errors, as: UTF8.self)) ?? "") }
    return String(decoding: ended.output, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard fields.count == 4, let array = Int(fields[0]) else { return nil }
      return Task(array: array, index: Int(fields[1]) ?? 0, state: fields[2], reason: fields[3])
    }
  }

  /// Cancels a job array, or those of its tasks that wait; what cannot be cancelled any more has ended.
  static func cancel(_ array: Int, onlyWaiting: Bool = false) throws(SlurmError) {
    let ended = try run(["scancel", "--quiet"] + (onlyWaiting ? ["--state=PENDING"] : []) + ["\(array)"])
    guard ended.code == 0 else { throw .silent(complaint(String(decoding: ended.errors, as: UTF8.self)) ?? "") }
  }

  /// `job array 12: 5 tasks run, 3 wait (Resources)`.
  static func text(of tasks: [Task], _ array: Int) -> String {
    let waiting = tasks.filter(\.isWaiting)
    let running = tasks.count { !$0.isWaiting && !$0.isEnding }
    let reason = waiting.first.map { $0.reason == "None" ? "" : " (\($0.reason))" } ?? ""
    var parts: [String] = []
    if running > 0 || waiting.isEmpty { parts.append("\(running) \(running == 1 ? "task runs" : "tasks run")") }
    if !waiting.isEmpty {
      let noun = parts.isEmpty ? (waiting.count == 1 ? " task" : " tasks") : ""
      parts.append("\(waiting.count)\(noun) \(waiting.count == 1 ? "waits" : "wait")\(reason)")
    }
    return "job array \(array): " + parts.joined(separator: ", ")
  }

  /// Whether there is a Slurm here.
  static var isHere: Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/squeue", X_OK) == 0 }
  }

  private static func run(
    _ words: [String], environment: [String: String?] = [:], isInterrupted: () -> Bool = { false }
  ) throws(SlurmError) -> ChildProcess.Ended {
    do throws(ChildProcess.Failure) {
      return try ChildProcess.run(
        ChildCommand(words: words, environment: environment), timeout: 60, isInterrupted: isInterrupted)
    } catch {
      switch error {
      case .missing: throw .missing(words[0])
      case .notStarted(let reason): throw .silent("`\(words[0])` cannot be started: \(reason)")
      default: throw .silent("`\(words[0])` gave no answer within a minute")
      }
    }
  }

  /// Why an array was not taken, and what to write instead.
  private static func refusal(_ errors: String) -> SlurmError {
    let reason = complaint(errors) ?? "no reason is given"
    guard reason.lowercased().contains("partition"), let name = reason.split(separator: " ").last.map(String.init),
      let ended = try? run(["sinfo", "--noheader", "--format=%R"]), ended.code == 0
    else { return .refused(reason, hint: nil) }
    let known = String(decoding: ended.output, as: UTF8.self).split(whereSeparator: \.isNewline).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var partitions: [String] = []
    for partition in known where !partitions.contains(partition) { partitions.append(partition) }
    let near = Suggestion.nearest(to: name, among: partitions).map { "did you mean \"\($0)\"?" }
    let listed = "its partitions are \(partitions.joined(separator: ", "))"
    return .refused(reason, hint: near ?? (partitions.isEmpty ? nil : listed))
  }

  /// The first thing that a program of Slurm has complained about, without its own name.
  private static func complaint(_ errors: String) -> String? {
    let lines = errors.split(whereSeparator: \.isNewline).map(String.init)
    let mark = lines.contains { $0.contains("fatal: ") } ? "fatal: " : "error: "
    let line = lines.first { $0.contains(mark) } ?? lines.first
    return line.map { line in
      let words = line.range(of: mark).map { String(line[$0.upperBound...]) } ?? line
      return words.replacing("Batch job submission failed: ", with: "").onOneLine
    }
  }
}

/// Why Slurm does not do what it is asked for.
enum SlurmError: ExplainedError {
  /// There is no such program.
  case missing(String)
  /// It does not take the array.
  case refused(String, hint: String?)
  /// It gives no answer.
  case silent(String)

  var topic: Topic { .slurm }

  var message: String {
    switch self {
    case .missing(let program): "there is no Slurm here: `\(program)` is not found"
    case .refused(let reason, _): "Slurm refuses the job array: \(reason)"
    case .silent(let reason): "Slurm gives no answer: \(reason)"
    }
  }

  var hint: String? {
    switch self {
    case .missing:
      "run it on a machine from which jobs are submitted; `on 4 workers` runs trials here, and `hpo worker` joins a study "
        + "from anywhere"
    case .refused(_, let hint): hint
    case .silent: "`squeue`, typed into the shell, has to work on this machine"
    }
  }
}
