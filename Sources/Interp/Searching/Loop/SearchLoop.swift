import Basics
import BayesOpt
import DSL
import Foundation
import Studies

/// The search loop: claim trials, have a crew evaluate them, record what came of each.
///
/// A trial that fails never stops the search; twenty in a row do. Ctrl-C gives the running trials back and ends the search
/// with what it has: the study so far is the value. A failure outside of the objective does the same, and carries the study.
/// A search in the objective of another ends with it.
struct SearchLoop {
  private let plan: SearchPlan
  private let evaluator: Evaluator
  private let context: Context
  private let storage: any Storage
  private let study: StoredStudy
  /// The study as it was when it was opened, told to the strategy.
  private let opening: State
  private let clock: SearchClock

  /// So many failed trials in a row end a search.
  static let mostFailures = 20

  /// Opens the study of a plan, or joins it.
  init(_ plan: SearchPlan, evaluator: Evaluator) throws(Exit) {
    self.plan = plan
    self.evaluator = evaluator
    let context = evaluator.machine.pointee.context
    self.context = context
    let description = StudyDescription(
      name: plan.name,
      objectives: [
        Studies.Objective(plan.objective.direction, metric: plan.objective.metric)
      ],
      parameters: try plan.parameters.descriptions(), strategy: plan.strategy.description,
      seed: Int(truncatingIfNeeded: plan.strategy.seed ?? evaluator.machine.pointee.seed), version: Version.text)
    let changes: TrialChanges
    do throws(StorageError) {
      storage = plan.name == nil ? MemoryStorage() : try context.storage()
      study = try storage.open(description)
      changes = try storage.changes(in: study, since: StudyCursor())
    } catch {
      throw plan.exit(for: error)
    }
    var state = State(asker: try plan.asker(seed: study.original.seed, context))
    state.read(changes)
    opening = state
    clock = SearchClock(spent: Study(description, trials: changes.trials).seconds)
  }

  func run() throws(Exit) -> StudyValue {
    var state = opening
    if let explanation = state.asker.explanation { context.noteOnce("note: \(explanation)") }
    let crew = crew()
    defer {
      crew.dismiss()
      if !isNested { context.progress(nil) }
    }
    var isInterrupted = false
    var failure: Fault?
    do throws(Exit) {
      try conduct(crew, &state)
    } catch {
      switch error {
      case .interrupted where !isNested: isInterrupted = true
      case .failed(let fault): failure = fault
      default: throw error
      }
    }
    let value: StudyValue
    do throws(Exit) { value = try self.value(of: &state, isInterrupted: isInterrupted) } catch {
      // The first failure is the one to tell.
      throw failure.map { .failed($0) } ?? error
    }
    if isInterrupted {
      evaluator.machine.pointee.hasEndedSearch = true
      evaluator.machine.pointee.interruption.clear()
    } else if failure == nil, value.best == nil {
      failure = try firstFault(of: value, state)?.afterAll(value.trials.count)
    }
    if let failure { throw .failed(failure.after(value)) }
    return value
  }

  /// The study so far, without the trials that were given back.
  private func value(of state: inout State, isInterrupted: Bool) throws(Exit) -> StudyValue {
    state.read(try stored { () throws(StorageError) in try storage.changes(in: study, since: state.cursor) })
    let trials = state.history.filter { !state.released.contains($0.number) }
    var records: [Value] = []
    for trial in trials { records.append(try plan.parameters.record(of: trial.configuration)) }
    let result = Study(
      study.description, trials: trials, isInterrupted: isInterrupted,
      seconds: plan.name == nil ? clock.seconds : nil)
    return StudyValue(result, parameters: records, strategyName: plan.strategy.name)
  }

  /// The first failure of this session, or else of the sessions that have run the study's trials.
  private func firstFault(of value: StudyValue, _ state: State) throws(Exit) -> Fault? {
    if let own = state.firstFault { return own.fault }
    guard let trial = value.study.trials.first(where: { $0.state == .failed }) else { return nil }
    return Fault(trial.message ?? "no message is kept", plan.span)
      .ofTrial(trial.number, try plan.parameters.record(of: trial.configuration))
  }

  /// What the loop keeps from turn to turn.
  private struct State {
    var failuresInARow = 0
    /// Of the failed trials of this run, the one of the lowest number.
    var firstFault: (number: Int, fault: Fault)?
    /// All trials, as far as the cursor has come, and what the strategy is told of them.
    var history: [Trial] = []
    var cursor = StudyCursor()
    var asker: Asker
    /// The trials that were given back, unfinished.
    var released: Set<Int> = []
    /// When the progress was last drawn.
    var lastDrawing: ContinuousClock.Instant?

    init(asker: Asker) { self.asker = asker }

    mutating func read(_ changes: TrialChanges) {
      changes.apply(to: &history)
      asker.tell(changes)
      cursor = changes.cursor
    }
  }

  /// Whether the search runs in the objective of another.
  private var isNested: Bool { evaluator.machine.pointee.trial != nil }

  /// As many workers as the plan has and the trials need.
  private func crew() -> any Crew {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let size = min(plan.workers, plan.trialBudget ?? .max)
    if size > cores { context.noteOnce("note: \(size) workers share \(cores) \(cores == 1 ? "core" : "cores")") }
    if size > 1, let team = ThreadCrew(size: size, plan.objective, evaluator: evaluator) {
      if team.size < size { context.noteOnce("note: the system has room for \(team.size) of \(size) workers") }
      return team
    }
    return InlineCrew(plan.objective, evaluator: evaluator) { [self] reports, trial throws(Exit) in
      try record(reports, of: trial)
    }
  }

  /// Claims and records until nothing is left to do; on an error, what is under way is stopped and given back.
  private func conduct(_ crew: any Crew, _ state: inout State) throws(Exit) {
    do throws(Exit) {
      while true {
        while !crew.isFull, let task = try nextTask(&state) { crew.begin(task) }
        guard let event = crew.next() else { return }
        try record(event, &state)
      }
    } catch {
      crew.interrupt()
      // The first error is the one to tell.
      while let event = crew.next() { try? record(event, &state) }
      throw error
    }
  }

  // MARK: One trial

  private func nextTask(_ state: inout State) throws(Exit) -> TrialTask? {
    if evaluator.machine.pointee.interruption.isRequested { throw .interrupted }
    guard let trial = try claim(&state) else { return nil }
    show(&state)
    let arguments: Result<[Value], Exit>
    do throws(Exit) { arguments = .success(try plan.arguments(of: trial)) } catch { arguments = .failure(error) }
    return TrialTask(trial: trial, arguments: arguments, seed: evaluator.machine.pointee.seed)
  }

  private func claim(_ state: inout State) throws(Exit) -> Trial? {
    do {
      var cursor = state.cursor
      return try storage.claim(in: study, since: &cursor) { number, changes in
        state.read(changes)
        if let budget = plan.trialBudget, number >= budget { return nil }
        if let budget = plan.timeBudget, clock.seconds >= budget { return nil }
        if number < plan.points.count { return plan.points[number] }
        let next = try state.asker.ask(number: number, isFirst: number == plan.points.count)
        if next == nil { noteExhaustion(after: number) }
        return next?.configuration
      }
    } catch let exit as Exit {
      throw exit
    } catch {
      throw plan.exit(for: error)
    }
  }

  private func record(_ event: CrewEvent, _ state: inout State) throws(Exit) {
    switch event {
    case .reported(let reports, let trial): try record(reports, of: trial)
    case .ended(let end): try record(end, &state)
    }
  }

  private func record(_ reports: [Report], of trial: Trial) throws(Exit) {
    try stored { () throws(StorageError) in try storage.report(reports, of: trial, in: study) }
  }

  private func record(_ end: TrialEnd, _ state: inout State) throws(Exit) {
    let trial = end.trial
    let outcome: Outcome
    switch end.ending {
    case .complete(let values):
      outcome = .complete(values)
      state.failuresInARow = 0
    case .pruned:
      outcome = .pruned
      state.failuresInARow = 0
    case .paused:
      return try stored { () throws(StorageError) in try storage.pause(trial, isKept: true, in: study) }
    case .failed(let fault):
      outcome = .failed(fault.message)
      state.failuresInARow += 1
      if trial.number < state.firstFault?.number ?? .max {
        state.firstFault = (
          trial.number, fault.ofTrial(trial.number, try plan.parameters.record(of: trial.configuration))
        )
      }
    case .interrupted:
      state.released.insert(trial.number)
      try stored { () throws(StorageError) in try storage.release(trial, in: study) }
      throw .interrupted
    }
    let finished = trial.finished(
      outcome, notes: end.notes, reports: end.reports, objectives: study.description.objectives.count)
    try stored { () throws(StorageError) in try storage.finish(finished, in: study) }
    if state.failuresInARow >= Self.mostFailures, let fault = state.firstFault?.fault {
      throw .failed(fault.afterMany(state.failuresInARow))
    }
  }

  // MARK: Around the loop

  private func noteExhaustion(after count: Int) {
    let limit = plan.trialBudget.map { " of \($0)" } ?? ""
    context.noteOnce("note: `\(plan.strategy.name)` has nothing left to try after \(count)\(limit) trials")
  }

  private func stored<T>(_ body: () throws(StorageError) -> T) throws(Exit) -> T {
    do throws(StorageError) { return try body() } catch { throw plan.exit(for: error) }
  }

  /// Draws the progress line, ten times a second at most; a search in the objective of another has none.
  private func show(_ state: inout State) {
    let now = ContinuousClock.now
    if isNested || state.lastDrawing.map({ now - $0 < .milliseconds(100) }) ?? false { return }
    state.lastDrawing = now
    // The time is passed on, or the study would work it out from all of its trials.
    let seconds = clock.seconds
    context.progress(
      plan.progressLine(
        Study(study.description, trials: state.history, seconds: seconds), seconds: seconds,
        width: context.settings.columns))
  }
}

/// How long a study has been searched: the time since the loop began, and what earlier sessions spent on it.
private struct SearchClock {
  private let begin = ContinuousClock.now
  private let spent: Double

  init(spent: Double) { self.spent = spent }

  /// In seconds.
  var seconds: Double {
    let duration = (ContinuousClock.now - begin).components
    return spent + Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }
}

extension Fault {
  /// This failure as that of one trial; that of a search in the objective names its own trial already.
  fileprivate func ofTrial(_ number: Int, _ parameters: Value) -> Fault {
    Fault(
      message.hasPrefix("trial ") ? message : "trial \(number) failed: \(message)", span, label: label, hint: hint,
      details: details + ["with  \(parameters)"])
  }

  /// This failure as the reason why a search stopped.
  fileprivate func afterMany(_ count: Int) -> Fault { saying("\(count) trials in a row failed") }

  /// This failure as the reason why a search has no result.
  fileprivate func afterAll(_ count: Int) -> Fault {
    saying("\(count == 1 ? "the only trial" : "all \(count) trials") failed")
  }

  private func saying(_ words: String) -> Fault {
    Fault("\(message)        (\(words))", span, label: label, hint: hint, details: details)
  }

  /// This failure with what the search had finished before it.
  fileprivate func after(_ study: StudyValue) -> Fault {
    Fault(message, span, label: label, hint: hint, details: details, kept: .host(study))
  }
}
