import Basics
import DSL
import Foundation

/// Other programs.
let commandBuiltins: [Builtin] = [
  Builtin(
    "run",
    [
      .required("program"), .label("timeout"), .label("stdin", .text("")), .label("cwd"), .label("env"),
      .label("report"), .label("metrics"), .rest("arguments"),
    ],
    """
    Runs another program, without a shell, and waits for it: gives its exit `code`, the `text` that it printed, what it \
    wrote as `err`, and its `seconds`. It starts in the folder `cwd`, where a relative path of a program begins too, with \
    the names of the record `env` set in its environment, or taken out where they are `none`. It has no terminal. What \
    it leaves behind is no longer listened to, and ends with hpo. In a trial, `report` names metrics, the first for \
    pruners: lines such as `epoch=3 loss=0.41` are reports as soon as they are printed. `metrics` is a file that the program \
    writes, as JSON lines, CSV or JSON: reports are read there instead, and the last values are in the field `metrics`. A program \
    finds the numbers of its trial and worker as `HPO_TRIAL` and `HPO_WORKER`, and a folder of the trial's own as `HPO_CHECKPOINT`.
    """,
    examples: [
      .init("run(\"echo\", \"loss=\", 0.25).text", "\"loss= 0.25\\n\""),
      .init("run(\"cat\", stdin: \"abc\", timeout: 10s).text", "\"abc\""),
      .init("run(\"sh\", \"-c\", \"echo $SEED; pwd\", cwd: \"/\", env: {SEED: 7}).text", "\"7\\n/\\n\""),
      .init(
        "search x in 0.0..1.0 for 2 trials on 2 workers minimize "
          + "number(run(\"printenv\", \"GPU\", env: {GPU: worker}).text)"),
      .init(
        "search x in 0.0..1.0 for 9 trials prune median() minimize "
          + "number_after(run(\"python3\", \"train.py\", x, report: \"loss\").text, \"final\")"),
      .init(
        "search x in 0.0..1.0 for 9 trials prune median() minimize "
          + "run(\"python3\", \"train.py\", x, report: \"loss\", metrics: \"log.csv\").metrics.loss"),
    ], seeAlso: ["flags", "number_after", "last_line", "worker"]
  ) { (a: Arguments) throws(Exit) in
    guard !a.context.settings.isSandboxed else { throw refused("run", a) }
    if case .list = a[0] {
      throw failure(
        .argumentKind,
        "`program` must be a string, not a list", a.place(0), hint: "`run(...words)` passes each item as a word.")
    }
    let program = try a.string(0)
    guard !program.isEmpty else { throw failure(.argumentKind, "the name of a program is needed", a.place(0)) }
    let timeout = try a.optional(1, a.seconds)
    let streamed = try a.streamedReports(5)
    let command = ChildCommand(
      words: try [program] + arguments(a), input: try a.string(2), folder: try a.optional(3, a.folder),
      environment: a.ownEnvironment(isRead: streamed != nil).merging(try a.optional(4, a.environment) ?? [:]) { $1 })
    if let index = command.words.firstIndex(where: { $0.utf8.contains(0) }) {
      throw failure(
        .argumentKind,
        "an argument of a program cannot hold a NUL", a.place(index == 0 ? 0 : a.form.parameters.count - 2 + index))
    }
    return try a.run(command, timeout: timeout, streamed)
  },
  Builtin(
    "flags",
    [
      .required("params"), .label("booleans", .text("switch")), .label("lists", .text("words")),
      .label("underscores", .text("dashes")),
    ],
    """
    Command-line options for a record, for `run`: `--name value`, or `--name=value` where a value begins with a dash. \
    Fields that are `none`, as parameters are whose condition does not hold, are left out. `booleans`: a `"switch"` is \
    there or not, `"no"` writes `--no-name` for false, `"word"` writes `true` and `false`. `lists`: their items follow as \
    `"words"`, the option is `"repeated"`, or they are in one word, between `"commas"`. `underscores` of names become \
    `"dashes"`, or are `"kept"`.
    """,
    examples: [
      .init("flags({lr: 0.1, batch_size: 32})", "[\"--lr\", 0.1, \"--batch-size\", 32]"),
      .init("flags({w: -1e-7, amp: true, off: false, n: none})", "[\"--w=-1e-7\", \"--amp\"]"),
      .init("flags({widths: [8, 16]})", "[\"--widths\", 8, 16]"),
      .init("flags({widths: [8, 16]}, lists: \"repeated\")", "[\"--widths\", 8, \"--widths\", 16]"),
      .init("flags({use_bias: false}, booleans: \"no\", underscores: \"kept\")", "[\"--no-use_bias\"]"),
    ], seeAlso: ["run", "args"]
  ) { (a: Arguments) throws(Exit) in
    let style = OptionStyle(
      booleans: try a.word(1, OptionStyle.Booleans.self), lists: try a.word(2, OptionStyle.Lists.self),
      underscores: try a.word(3, OptionStyle.Underscores.self))
    var words = ContiguousArray<Value>()
    for (name, value) in try a.record(0).fields { words += try style.words(for: value, of: name, a.place(0)) }
    return .list(words)
  },
]

private func arguments(_ a: Arguments) throws(Exit) -> [String] {
  var words: [String] = []
  for (number, value) in a.rest.enumerated() {
    var hint: String?
    let index = a.form.parameters.count - 1 + number
    switch value {
    case .text, .int, .real, .bool:
      words.append(value.shown)
      continue
    case .list:
      hint =
        a.words(index).flatMap { $0.hasPrefix("flags(") ? "write `...\($0)`." : nil }
        ?? "`...items` passes each item, and `...flags({name: items})` an option with them."
    case .record: hint = "`...flags(\(a.words(index) ?? "params"))` passes its fields as options."
    default: break
    }
    throw failure(
      .argumentKind,
      "an argument of a program must be a string or a number, not \(value.kind)", a.place(index), hint: hint)
  }
  return words
}

extension Arguments {
  /// Runs a program, and gives what came of it.
  fileprivate func run(
    _ command: ChildCommand, timeout: Double?, _ streamed: StreamedReports?
  ) throws(Exit) -> Value {
    machine.pointee.endedProgram = nil
    var exit: Exit?
    /// Whether the trial goes on behind a report.
    func goesOn(_ report: () throws(Exit) -> Void) -> Bool {
      do throws(Exit) { try report() } catch { exit = error }
      return exit == nil
    }
    let path = try optional(6, string)
    if path?.isEmpty == true {
      throw failure(.argumentRange, "`metrics` is the name of a file, and is empty", place(6))
    }
    let file = path.map { path in
      MetricsFile(command.path(of: path), metrics: streamed?.metrics ?? []) { row in
        goesOn { () throws(Exit) in try report(streamed?.read(row)) }
      }
    }
    var hasTold = false
    let lines = streamed.map { streamed in
      PrintedLines { line in
        let told = streamed.read(line)
        hasTold = hasTold || told != nil
        return goesOn { () throws(Exit) in try report(told) }
      }
    }
    let program = command.words[0]
    let result = try showing({ "run \(program)  \($0)" }) { () throws(Exit) in
      Result { () throws(ChildProcess.Failure) in
        try ChildProcess.run(command, timeout: timeout, isInterrupted: isInterrupted, listener: file ?? lines)
      }
    }
    switch result {
    case .success(let ended):
      if let streamed, file == nil, !hasTold, ended.code == 0 {
        context.noteOnce("note: no line that `\(program)` has printed has a number behind `\(streamed.metrics[0])`")
      }
      return try value(of: ended, EndedProgram(program, ended), command, file, streamed)
    case .failure(.ended): throw exit ?? .interrupted
    case .failure(let reason): throw noResult(of: program, reason, timeout: timeout)
    }
  }

  private func value(
    of ended: ChildProcess.Ended, _ program: EndedProgram, _ command: ChildCommand, _ file: MetricsFile?,
    _ streamed: StreamedReports?
  ) throws(Exit) -> Value {
    machine.pointee.endedProgram = program
    if program.code != 0, let note = CommandHabit.note(on: command.words, errors: program.errors.string) {
      context.noteOnce("note: \(note)")
    }
    var fields: [(String, Value)] = [
      ("code", .int(program.code)), ("text", .text(program.output)), ("err", .text(program.errors)),
      ("seconds", .real(ended.seconds)),
    ]
    if let file {
      try check(file, writtenBy: program, streamed)
      fields.append(("metrics", Value(.object(file.last))))
    }
    return .record(fields)
  }

  /// Refuses a file without metrics.
  private func check(_ file: MetricsFile, writtenBy program: EndedProgram, _ streamed: StreamedReports?) throws(Exit) {
    let name = self[6]
    let reason = program.failure.map { "; \($0)" } ?? ""
    func unread(_ message: String, hint: String) -> Exit {
      .failed(Fault(.programFailed, message + reason, place(6), hint: hint, details: program.lastLines))
    }
    if let complaint = file.complaint { throw unread("no metrics in \(name): \(complaint)", hint: Self.formsOfMetrics) }
    if file.last.isEmpty {
      throw file.isUntouched
        ? unread(
          "`\(program.name)` wrote nothing to \(name)",
          hint: "a relative path begins in the folder that the program starts in.")
        : unread("there are no metrics in \(name)", hint: Self.formsOfMetrics)
    }
    guard let wanted = streamed?.metrics[0], file.last.metric(wanted) == nil else { return }
    let names = file.last.map(\.name)
    let near = Suggestion.nearest(to: wanted, among: names)
    throw unread(
      "there is no `\(wanted)` in \(name)",
      hint: near.map { "did you mean `\($0)`?" } ?? "it has \(names.prefix(8).joined(separator: ", ")).")
  }

  private static let formsOfMetrics =
    "it holds JSON lines, a table in CSV, or one JSON value; in other text `report` says whose numbers are metrics."

  private func noResult(of program: String, _ reason: ChildProcess.Failure, timeout: Double?) -> Exit {
    switch reason {
    case .interrupted, .ended: return .interrupted
    case .missing:
      return failure(
        .programMissing,
        "there is no program `\(program)`", place(0), hint: CommandHabit.hint(forMissing: program))
    case .notStarted(let reason):
      return failure(
        .programMissing,
        "`\(program)` cannot be started: \(reason)", place(0), hint: CommandHabit.hint(forScript: program))
    case .timedOut(let errors):
      return .failed(
        Fault(
          .programFailed,
          "`\(program)` was stopped after \(DurationText.exact(timeout ?? 0))", span,
          details: lastLines(of: String(decoding: errors, as: UTF8.self), EndedProgram.mostLines)))
    case .tooMuchOutput:
      return failure(
        .programFailed,
        "`\(program)` was stopped: it printed more than \(ChildProcess.mostOutput >> 20) MB", span)
    case .wantedTerminal:
      return failure(
        .programFailed,
        "`\(program)` was stopped: it wanted to use the terminal, perhaps to ask for something", span,
        hint: "a program has no terminal here: give it its input by `stdin:`, or tell it not to ask, as in "
          + "`ssh -o BatchMode=yes` and `sudo -n`.")
    }
  }

  /// What is read out of the lines of a program while it runs; nil outside of a trial, where nobody listens.
  fileprivate func streamedReports(_ index: Int) throws(Exit) -> StreamedReports? {
    if self[index].isNone { return nil }
    let names = try texts(index, "names of metrics")
    guard !names.isEmpty, !names.contains("") else {
      throw failure(
        .argumentCount, "`report` needs the name of a metric", place(index), hint: "write `report: \"loss\"`.")
    }
    return machine.pointee.trial == nil ? nil : StreamedReports(metrics: names)
  }

  /// What a program finds in its environment: what its worker has for itself, and of a trial its number, that of the worker, and
  /// a folder to go on from, if the trial is taken up again.
  fileprivate func ownEnvironment(isRead: Bool) -> [String: String?] {
    var environment: [String: String?] = machine.pointee.share.environment
    // Python would keep what it prints until it ends.
    if isRead { environment["PYTHONUNBUFFERED"] = "1" }
    guard let trial = machine.pointee.trial else { return environment }
    environment["HPO_TRIAL"] = String(trial.number)
    environment["HPO_WORKER"] = String(machine.pointee.worker)
    if let folder = trial.folder.make() { environment["HPO_CHECKPOINT"] = folder }
    return environment
  }

  /// Reports what was read.
  fileprivate func report(_ told: StreamedReports.Line?) throws(Exit) {
    guard let trial = machine.pointee.trial, let told, let judged = told.metrics.first else { return }
    try trial.report(
      judged.value, at: told.step ?? trial.nextStep,
      Dictionary(told.metrics.map { ($0.name, $0.value) }) { first, _ in first }, by: evaluator, span)
  }

  /// A folder to start a program in.
  fileprivate func folder(_ index: Int) throws(Exit) -> String {
    let path = try string(index)
    var isFolder: ObjCBool = false
    guard !path.isEmpty, !path.utf8.contains(0), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    else {
      throw failure(
        .missingFile, "there is no folder \(self[index])", place(index), hint: "a program cannot start in it.")
    }
    guard isFolder.boolValue else { throw failure(.unreadableFile, "\(self[index]) is not a folder", place(index)) }
    guard access(path, X_OK) == 0 else {
      throw failure(.unreadableFile, "the folder \(self[index]) cannot be entered: \(systemText(errno))", place(index))
    }
    return path
  }

  /// What a record changes in the environment of a program.
  fileprivate func environment(_ index: Int) throws(Exit) -> [String: String?] {
    guard case .record(let record) = self[index] else {
      throw failure(
        .argumentKind,
        "`\(name(index))` must be a record, not \(self[index].kind)", place(index),
        hint: "write `env: {CUDA_VISIBLE_DEVICES: worker}`.")
    }
    var changes: [String: String?] = [:]
    for (name, value) in record.fields {
      guard !name.isEmpty, !name.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "=") }) else {
        throw failure(.argumentKind, "\(Value.text(name)) cannot be the name of an environment variable", place(index))
      }
      switch value {
      case .none, .missing: changes[name] = .some(nil)
      case .text, .int, .real, .bool:
        let text = value.shown
        guard !text.utf8.contains(0) else {
          throw failure(.argumentKind, "`\(name)` of the environment cannot hold a NUL", place(index))
        }
        changes[name] = text
      default:
        throw failure(
          .argumentKind, "`\(name)` of the environment must be a string or a number, not \(value.kind)", place(index))
      }
    }
    return changes
  }

  /// One of several words.
  fileprivate func word<W: RawRepresentable & CaseIterable>(
    _ index: Int, _ type: W.Type
  ) throws(Exit) -> W where W.RawValue == String {
    let word = try string(index)
    if let known = W(rawValue: word) { return known }
    let words = W.allCases.map(\.rawValue)
    let near = Suggestion.nearest(to: word, among: words)
    throw failure(
      .unknownWord,
      "`\(name(index))` has no form \(self[index])", place(index),
      hint: near.map { "did you mean \"\($0)\"?" } ?? "write \(words.map { "\"\($0)\"" }.joined(separator: " or ")).")
  }
}
