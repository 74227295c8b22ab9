import Basics
import BayesOpt
import Charts
import DSL
import Studies

/// What an objective says about its trial.
let studyBuiltins: [Builtin] = [
  Builtin(
    "study", [.required("name")],
    """
    A stored study as a search gives it: its trials, its best, its parameters. Trials that were begun and that nobody runs \
    any more are left out.
    """,
    examples: [.init("study(\"digits\").best.params")], seeAlso: ["as", "studies", "delete_study", "table", "from"]
  ) { (a: Arguments) throws(Exit) in
    let name = try a.string(0)
    return try a.stored(name) { () throws(StorageError) in
      let storage = try a.context.existingStorage()
      guard let study = try storage.find(name) else {
        return .failure(a.noStudy(name, among: try storage.studyNames()))
      }
      return .success(.host(try StudyValue(study, in: storage)))
    }
  },
  Builtin(
    "studies", [],
    """
    The stored studies as a table: the name, how many trials have ended and how many are being run, the best value, \
    which way is better, the strategy, and when a trial began or ended last, in UTC.
    """,
    examples: [.init("studies() |> filter(fn(s) = s.trials > 0) |> map(fn(s) = s.name)")],
    seeAlso: ["study", "delete_study", "as"]
  ) { (a: Arguments) throws(Exit) in
    let studies: [StudyOverview]
    do throws(StorageError) { studies = try a.context.existingStorage().overviews() } catch {
      throw failure(error.topic, error.message, a.span, advice: error.hint)
    }
    return .host(TableValue(Table(overviews: studies)))
  },
  Builtin(
    "delete_study", [.required("name")],
    "Deletes a stored study with all of its trials, without a question; one whose trials are running is left alone.",
    examples: [.init("delete_study(\"digits\")")], seeAlso: ["study", "as"]
  ) { (a: Arguments) throws(Exit) in
    let name = try a.string(0)
    let settings = a.context.settings
    if settings.isSandboxed, settings.storage == nil { throw refused("delete_study", a) }
    return try a.stored(name) { () throws(StorageError) in
      guard try a.context.deleteStudy(name) else {
        return .failure(a.noStudy(name, among: try a.context.existingStorage().studyNames()))
      }
      a.context.note("note: the study \(name) is deleted")
      return .success(.none)
    }
  },
  Builtin(
    "hypervolume", [.required("study"), .label("reference")],
    """
    How much the front of a study of several objectives is worth: the volume between it and `reference`, a number for each \
    objective that is worse than all that is of interest; without it, the worst values of the study.
    """,
    examples: [
      .init(
        "hypervolume((search x in [0.0, 0.5, 1.0] with grid for 3 trials minimize x minimize 1 - x), reference: [2, 2])",
        "3.25"),
      .init("hypervolume((search x in 0.0..1.0 for 20 trials maximize x minimize x^2), reference: [0, 1])"),
    ], seeAlso: ["minimize", "nsga2", "plot"]
  ) { (a: Arguments) throws(Exit) in
    let study = try a.study(0).study
    let objectives = study.description.objectives
    func costs(_ values: [Double]) -> [Double] {
      zip(values, objectives).map { $1.direction == .minimize ? $0 : -$0 }
    }
    let known = study.trials.filter { $0.state == .complete && $0.values.count == objectives.count }
    let front = study.front.map { costs($0.values) }
    var reference = objectives.indices.map { index in known.map { costs($0.values)[index] }.max() ?? 0 }
    if !a[1].isNone {
      let given = try a.numbers(1)
      guard given.count == objectives.count else {
        throw failure(
          .argumentCount,
          "`reference` has \(given.count == 1 ? "1 number" : "\(given.count) numbers"), and the study "
            + (objectives.count == 1 ? "1 objective" : "\(objectives.count) objectives"), a.place(1),
          hint: "its objectives are \(objectives.map(\.title).joined(separator: ", ")).")
      }
      reference = costs(given)
    }
    return .real(Hypervolume.of(front.filter { $0.allSatisfy(\.isFinite) }, reference: reference))
  },
  Builtin(
    "report", forms: [reportOfTrial, reportOfStudy, reportOfMetrics],
    examples: [
      .init("search x in 0.0..1.0 for 5 trials minimize { report(x, at: 1); x }"),
      .init("report(study(\"digits\"), \"digits.html\")"),
    ], seeAlso: ["note", "prune", "study", "table"]),
  Builtin(
    "note", [.labels("values")],
    """
    Attaches named values to the trial: they become columns of its table; one named like another column is titled \
    `notes.NAME`. Numbers, strings, booleans, lists and records can be noted; of a run, its numbers.
    """,
    examples: [.init("search x in 0.0..1.0 for 5 trials minimize { note(square: x^2); x }")], seeAlso: ["report"]
  ) { (a: Arguments) throws(Exit) in
    guard let trial = a.machine.pointee.trial else { throw outsideOfTrial("note", a) }
    for (name, value) in try a.record(0).fields {
      let json = try a.machine.json(value, inside: 4, a.span) { kind, hint in
        let isRun = if case .host(let host) = value { host is RunValue } else { false }
        return failure(
          .argumentKind,
          "\(kind) cannot be noted as `\(name)`", a.place(name),
          hint: isRun ? "note its numbers: `note(\(name): \(name).valid.loss)`." : hint)
      }
      trial.note(name, json)
    }
    return .none
  },
]

/// `report(value, at)` of a trial; also called with a study and a file, whose arguments fit it too.
let reportOfTrial = Builtin.Form(
  parameters: [.required("value"), .optional("at")],
  summary: "Tells how the trial is doing at a step, for its record and for pruners."
) { (a: Arguments) throws(Exit) in
  if a.isOfStudy { return try reportOfStudy.body(a.taken(by: reportOfStudy)) }
  let value = try a.number(0)
  guard let trial = a.machine.pointee.trial else { throw outsideOfTrial("report", a) }
  if case .real(let second) = a[1], second != second.rounded(), value == value.rounded() {
    throw failure(
      .argumentKind,
      "`at` is a step, and \(realText(second)) is no whole number", a.place(1),
      hint: "the value stands first: `report(\(a.words(1) ?? realText(second)), at: \(a.words(0) ?? "step"))`.")
  }
  try trial.report(value, at: try a.optional(1, a.int) ?? trial.nextStep, by: a.evaluator, a.span)
  return .none
}

/// `report(accuracy: a, loss: l, at: epoch)`.
let reportOfMetrics = Builtin.Form(
  parameters: [.label("at"), .labels("metrics")],
  summary: """
    Tells several metrics of a step at once: pruners compare the one that is called like the objective, or else the first; \
    `prune when` sees them all.
    """
) { (a: Arguments) throws(Exit) in
  guard let trial = a.machine.pointee.trial else { throw outsideOfTrial("report", a) }
  var metrics: [(name: String, value: Double)] = []
  for (name, value) in try a.record(1).fields {
    if ["step", "epoch", "iteration"].contains(name) {
      throw failure(.labelForm, "the step of a report is called `at`", a.place(name), label: "write `at: ...`")
    }
    guard let number = value.number else {
      throw failure(.argumentKind, "`\(name)` must be a number, not \(value.kind)", a.place(name))
    }
    metrics.append((name, number))
  }
  guard let first = metrics.first else {
    throw failure(.argumentCount, "a report needs a value", a.span, hint: "write `report(loss, at: epoch)`.")
  }
  let judged = trial.judgedMetrics?.first.flatMap { wanted in metrics.first { $0.name == wanted } } ?? first
  try trial.report(
    judged.value, at: try a.optional(0, a.int) ?? trial.nextStep,
    Dictionary(metrics.map { ($0.name, $0.value) }) { $1 }, by: a.evaluator, a.span)
  return .none
}

/// `report(study, path)`.
let reportOfStudy = Builtin.Form(
  parameters: [.required("study"), .required("path")],
  summary: """
    Writes a report of a study as one file of HTML that needs no network: summary and health, charts that are linked, and \
    all trials in a table that can be sorted and filtered.
    """
) { (a: Arguments) throws(Exit) in
  return try a.writeReport(of: try a.study(0).study)
}

extension Arguments {
  /// Whether `report` is called as that of a study: by a file, or by something outside of a trial that is no number.
  fileprivate var isOfStudy: Bool {
    if case .text = self[1] { return true }
    return self[0].study != nil || machine.pointee.trial == nil && self[0].number == nil
  }

  /// Writes a report of a study to the file that the second argument names.
  fileprivate func writeReport(of study: Study) throws(Exit) -> Value {
    let hint = "write `report(\(words(0) ?? "study"), \"study.html\")`."
    guard case .text(let path) = self[1] else {
      throw failure(
        .argumentKind,
        "a report of a study needs a file" + (self[1].isNone ? "" : ", not \(self[1].kind)"),
        self[1].isNone ? span : place(1), hint: hint)
    }
    // Another ending is that of a file of another kind, which would be lost.
    guard isPagePath(path.string) else {
      throw failure(
        .unwritableFile, "a report is a page of HTML, and \(self[1]) does not end in `.html`", place(1), hint: hint)
    }
    guard !context.settings.isSandboxed else { throw refused("report", self) }
    try write(Array(StudyReport(study).page.utf8), to: 1)
    return .none
  }
}

extension Arguments {
  /// What `body` gives; what is wrong with the storage is a failure here.
  fileprivate func stored(
    _ name: String, _ body: () throws(StorageError) -> Result<Value, Exit>
  ) throws(Exit) -> Value {
    let result: Result<Value, Exit>
    do throws(StorageError) { result = try body() } catch {
      throw failure(error.topic, error.message, place(0), advice: Self.hint(forFile: name) ?? error.hint)
    }
    return try result.get()
  }

  /// What to write for the name of a file in the place of a study's.
  private static func hint(forFile name: String) -> String? {
    guard let file = ForeignFile(name), file.isDatabase else { return nil }
    return "a study is called by its name; its file is named by `hpo --storage \(shellWord(name))`"
  }

  fileprivate func noStudy(_ name: String, among names: [String]) -> Exit {
    let missing = MissingStudy(name: name, names: names, storage: context.storageName)
    return failure(
      missing.topic,
      missing.message, place(0), label: missing.near ?? "", hint: (Self.hint(forFile: name) ?? missing.listed) + ".")
  }
}

private func outsideOfTrial(_ name: String, _ a: Arguments) -> Exit {
  failure(.trialReport, "`\(name)` belongs in the objective of a search", a.span)
}
