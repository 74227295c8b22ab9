import Basics
import DSL
import Studies

/// One trial as whoever evaluates it needs it: everything about the search that its objective sees.
struct TrialTask: Sendable {
  let trial: Trial
  /// What the objective is called with but for its worker; a failure where it cannot be told.
  let arguments: Result<[Value], Exit>
  /// The seed of all randomness that is given none, the same for every trial.
  let seed: UInt64
  /// The metric that a training reports by itself, the first that it has; nil where nobody ends trials early.
  let judgedMetrics: [String]?
  /// The folder that survives the process, of a stored study's trial.
  let folder: String?
  /// Whether a report waits for an answer.
  let isJudged: Bool
  /// What has to be renewed while the trial is evaluated; nil where nobody else can take it over.
  let lease: Pulse.Lease?
  /// The number of the worker that evaluates it.
  var worker = 0
}

/// How the evaluation of a trial ended, and what its objective has said about it.
struct TrialEnd: Sendable {
  /// How it ended.
  enum Ending: Sendable {
    /// With a value for each objective, and how far it is from meeting each constraint.
    case complete([Double], constraints: [Double])
    /// Stopped early, because its reports were poor.
    case pruned
    case failed(Fault)
    /// Asked to stop: nothing is known of the configuration.
    case interrupted
    /// Not this process's any more.
    case lost(StorageError)
  }

  let trial: Trial
  let ending: Ending
  let notes: [JSON.Member]
  let reports: [Report]
  let keptFiles: [NumberedFiles: Int]
}

extension TrialAssessment {
  /// Evaluates a trial on the machine of `evaluator`.
  ///
  /// A trial sees nothing that another has left: what `note` and `report` write to, the seed that `seed(N)` sets, and the
  /// program that has ended, are its own.
  ///
  /// - Parameters:
  ///   - task: the trial.
  ///   - evaluator: whose machine evaluates.
  ///   - send: takes reports to where others see them, while the trial runs; returns when it is to go on.
  /// - Returns: how it ended.
  func evaluate(
    _ task: TrialTask, on evaluator: Evaluator,
    send: @escaping ([Report], _ whenLaidAside: () -> Void) throws(Exit) -> Void
  ) -> TrialEnd {
    let machine = evaluator.machine
    let pulse = task.lease.map { Pulse($0, within: machine.pointee.interruption) }
    defer { pulse?.stop() }
    let whole = pulse?.interruption ?? machine.pointee.interruption
    let interruption = limit.map { _ in Interruption(within: whole) } ?? whole
    let clock = TrialClock(limit: limit, interruption)
    defer { clock.pause() }
    let known = (try? task.arguments.get()).map { Array($0.suffix(parameterCount)) } ?? []
    let folder = TrialFolder(task.folder)
    var isHopeless: (([String: Double], Evaluator) throws(Exit) -> Bool)?
    if let condition = pruneCondition {
      isHopeless = { (reports, evaluator) throws(Exit) -> Bool in try condition.holds(for: reports, known, evaluator) }
    }
    let running = RunningTrial(
      number: task.trial.number, judgedMetrics: task.judgedMetrics, isJudged: task.isJudged, folder: folder,
      clock: clock,
      isHopeless: isHopeless, send: send)
    let outer = (
      machine.pointee.trial, machine.pointee.seed, machine.pointee.endedProgram, machine.pointee.interruption
    )
    (machine.pointee.trial, machine.pointee.seed, machine.pointee.endedProgram, machine.pointee.interruption) = (
      running, task.seed, nil, interruption
    )
    defer {
      (machine.pointee.trial, machine.pointee.seed, machine.pointee.endedProgram, machine.pointee.interruption) = outer
    }
    let ending: TrialEnd.Ending
    do throws(Exit) {
      var arguments = try task.arguments.get()
      if let place = TrialName.allCases.firstIndex(of: .worker) { arguments[place] = .int(machine.pointee.worker) }
      let (values, constraints) = try assess(arguments, running, evaluator)
      ending = .complete(values, constraints: constraints)
    } catch {
      switch error {
      case .failed(let fault): ending = .failed(fault)
      case .pruned: ending = .pruned
      default:
        ending =
          pulse?.lossReason.map { .lost($0) }
          ?? (limit != nil && !outer.3.isRequested ? overtime(running) : .interrupted)
      }
    }
    if case .interrupted = ending { folder.leave(isOver: false) } else { folder.leave(isOver: true) }
    return TrialEnd(
      trial: task.trial, ending: ending, notes: running.notes, reports: running.reports, keptFiles: running.keptFiles)
  }
}

extension TrialAssessment {
  /// How a trial ends whose time is up: with what it has reported, or as a failure.
  private func overtime(_ trial: RunningTrial) -> TrialEnd.Ending {
    guard trial.reports.isEmpty else { return .pruned }
    return .failed(Fault(.timeLimit, "the trial took longer than \(DurationText.text(limit ?? 0))", objectives[0].span))
  }
}

extension TrialAssessment.Objective {

  /// How a number is had from a value that is none.
  private static func hint(for value: Value) -> String {
    switch value {
    case .record(let record) where record["code"] != nil && record["text"] != nil:
      return "what it printed is `.text`: `number_after(out.text, \"loss\")` is the number behind `loss` in it."
    case .record(let record):
      let field = record.fields.first { $0.value.number != nil }?.name ?? record.fields.first?.name ?? "loss"
      return "write a field of it, such as `.\(field)`, behind the expression."
    case .list:
      return
        "several objectives have a clause each, as in `minimize a minimize b`; of a list `mean(xs)` or `xs[0]` is a number."
    case .text(let text):
      return parsedNumber(text.string) == nil
        ? "`number_after(text, \"loss\")` is the number behind `loss` in it." : "`number(text)` makes a number of it."
    case .bool: return "`if ok { 1 } else { 0 }` makes a number of it."
    case .function, .builtin: return "call it: write its arguments in parentheses."
    case .host(let host) where host.fieldNames.contains("valid"):
      return "write `.valid.loss` or `.valid.accuracy` behind it."
    case .host(let host) where host.fieldNames.contains("value"): return "write `.value` behind it."
    case .quantity: return "divide it by its unit, as in `x / 1s`."
    default: return "its last expression is the value of the trial."
    }
  }

  /// The number that an objective has given.
  ///
  /// - Parameters:
  ///   - value: what it gave.
  ///   - program: the other program that ended last in it: where that failed, what it printed is no number for this reason.
  /// - Returns: the number.
  /// - Throws: a failure where it gave none.
  func score(_ value: Value, after program: EndedProgram?) throws(Exit) -> Double {
    guard let number = value.number else {
      let failed = program.flatMap { $0.isShown(by: value) ? $0 : nil }
      let reason = failed?.failure
      let isOfEveryTrial = value.isNone ? form == .nothing : form != .varying
      throw .failed(
        Fault(
          .objectiveValue,
          "the objective gave \(value.kind), not a number\(reason.map { "; \($0)" } ?? "")", span,
          hint: reason == nil
            ? Self.hint(for: value)
            : "of `let out = run(...)`, `out.code` is how it ended, and `out.err` what it wrote to standard error.",
          details: failed?.lastLines ?? [], isOfEveryTrial: isOfEveryTrial))
    }
    guard number.isFinite else {
      let what = number.isNaN ? "a value that is not a number" : "an infinite value"
      throw failure(.objectiveValue, "the objective gave \(what)", span)
    }
    return number
  }
}
