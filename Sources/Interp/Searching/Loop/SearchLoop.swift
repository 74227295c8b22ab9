import Basics
import BayesOpt
import DSL
import Foundation
import Studies

/// The search loop: claim trials, have a crew evaluate them, record what came of each.
///
/// A trial that fails never stops the search; twenty in a row do. Ctrl-C gives the running trials back and ends the search,
/// and the evaluation that it stands in: the study so far is kept for the session. A failure outside of the objective does the
/// same, and carries the study. A search in the objective of another ends with it.
struct SearchLoop {
  let plan: SearchPlan
  let evaluator: Evaluator
  let context: Context
  let storage: any Storage
  let study: StoredStudy
  /// The study as it was when it was opened, told to the strategy.
  private let opening: State
  let clock: SearchClock
  let progress: SearchProgress

  /// So many failed trials in a row end a search.
  static let mostFailures = 20

  /// Opens the study of a plan, or joins it.
  ///
  /// - Parameters:
  ///   - plan: the search.
  ///   - evaluator: who evaluates it.
  ///   - earlier: a study without a name that it goes on with.
  /// - Throws: a failure of the program where the storage refuses.
  init(
    _ plan: SearchPlan, evaluator: Evaluator, after earlier: (storage: MemoryStorage, study: StoredStudy)? = nil
  ) throws(Exit) {
    self.plan = plan
    self.evaluator = evaluator
    let context = evaluator.machine.pointee.context
    self.context = context
    let description = StudyDescription(
      name: plan.name,
      objectives: plan.assessment.objectives.map { Studies.Objective($0.direction, metric: $0.metric) },
      parameters: try plan.parameters.descriptions(), strategy: plan.strategy.description,
      seed: Int(truncatingIfNeeded: plan.strategy.seed ?? evaluator.machine.pointee.seed), version: Version.text,
      objectiveDigest: plan.assessment.digest, budget: plan.trialBudget)
    let changes: TrialChanges
    do throws(StorageError) {
      if let earlier, plan.name == nil {
        (storage, study) = try earlier.storage.widened(earlier.study, to: description)
      } else {
        storage = plan.name == nil ? MemoryStorage() : try context.storage(evaluator.machine.pointee.interruption)
        study = try storage.open(description, adopting: context.settings.adopts)
      }
      changes = try storage.changes(in: study, since: StudyCursor())
    } catch {
      throw plan.exit(for: error)
    }
    var state = State(
      asker: try plan.asker(seed: study.original.seed, context), direction: plan.assessment.objectives[0].direction,
      space: plan.space, hasPruner: plan.pruner != nil)
    state.read(changes)
    opening = state
    clock = SearchClock(spent: Study(description, trials: changes.trials).seconds)
    progress = SearchProgress(plan, description, clock)
    noteWhatIsThere(changes)
    for trial in changes.trials { progress.add(trial, description: description) }
  }

  /// Says that a study is carried on, and what of it is not as it was.
  private func noteWhatIsThere(_ changes: TrialChanges) {
    guard !changes.trials.isEmpty else { return }
    let finished = changes.trials.count(where: \.isFinished)
    let count =
      plan.trialBudget.map { "\(finished) of \($0) trials are" }
      ?? (finished == 1 ? "1 trial is" : "\(finished) trials are")
    let changed = study.changed.map { "; \($0)" }.joined()
    context.note("note: carrying on\(plan.name.map { " with \($0)" } ?? ""): \(count) there\(changed)")
    guard let name = plan.name else { return }
    if finished > 0, let was = study.original.objectiveDigest, was != study.description.objectiveDigest {
      context.note(
        "note: what is sought in \(name) has changed since its first trials: their values, and what they meet of `require`, are "
          + "taken as they are"
      )
    }
  }

  func run() throws(Exit) -> StudyValue {
    var state = opening
    if let explanation = state.asker.explanation { context.noteOnce("note: \(explanation)", about: plan.strategy.name) }
    defer { if !isNested { context.hide() } }
    var wasInterrupted = false
    var failure: Fault?
    do throws(Exit) {
      switch plan.workers {
      case .threads: try evaluate(&state)
      case .array(let request, let span): try attend(request, span, &state)
      }
    } catch {
      switch error {
      case .interrupted where !isNested:
        wasInterrupted = true
      case .failed(let fault): failure = fault
      default: throw error
      }
    }
    do throws(Exit) {
      try readChanges(&state)
    } catch {
      // What is known here is as good, and the first failure is the one to tell.
      if case .failed(let fault) = error { failure = failure ?? fault }
    }
    removeFiles(&state)
    let value = try value(of: state, isInterrupted: wasInterrupted)
    if wasInterrupted {
      if value.study.trials.contains(where: \.isFinished) { evaluator.machine.keep(.host(value), plan.span) }
      throw .interrupted
    }
    if failure == nil { notePruning(of: value.study, state.curves) }
    let finished = value.study.trials.filter(\.isFinished)
    if failure == nil, !finished.contains(where: { $0.state == .complete }) {
      failure = try firstFault(of: value, state)?
        .withoutResult(failed: finished.count { $0.state == .failed }, of: finished.count)
    }
    if let failure { throw .failed(failure.after(value)) }
    try endWorker(state)
    return value
  }

  /// The study so far, without the trials that were given back.
  private func value(of state: State, isInterrupted: Bool) throws(Exit) -> StudyValue {
    let read = state.history.filter { state.ended[$0.number] == nil && !state.released.contains($0.number) }
    let trials = (read + state.ended.values).sorted { $0.number < $1.number }
    var records: [Value] = []
    for trial in trials { records.append(try plan.parameters.record(of: trial.configuration)) }
    let result = Study(
      study.description, trials: trials, isInterrupted: isInterrupted,
      seconds: plan.name == nil ? clock.seconds : nil)
    var origin = plan.origin(of: state.asker, seed: study.original.seed)
    origin.goOn = { [plan, storage, study] more, evaluator throws(Exit) in
      let plan = try plan.extended(by: more, after: result, evaluator)
      let earlier = (storage as? MemoryStorage).map { ($0, study) }
      return try SearchLoop(plan, evaluator: evaluator, after: earlier).run()
    }
    return StudyValue(result, parameters: records, strategyName: plan.strategy.name, origin: origin)
  }

  /// The first failure of this session, or else of the sessions that have run the study's trials.
  private func firstFault(of value: StudyValue, _ state: State) throws(Exit) -> Fault? {
    if let own = state.firstFault { return own.fault }
    guard let trial = value.study.trials.first(where: { $0.state == .failed }) else { return nil }
    return Fault(.failedTrials, trial.message ?? "no message is kept", plan.span)
      .ofTrial(trial.number, try plan.parameters.record(of: trial.configuration))
  }

  /// Whether the search runs in the objective of another.
  private var isNested: Bool { evaluator.machine.pointee.trial != nil }

  /// As many workers as the plan has and the trials need.
  private func crew() -> any Crew {
    let cores = Processors.count
    let size = min(plan.workers.count, plan.trialBudget ?? .max)
    if size > cores { context.noteOnce("note: \(size) workers share \(cores) \(cores == 1 ? "core" : "cores")") }
    // Whoever may be laid aside needs a thread of its own.
    if size > 1 || plan.pruner != nil || plan.shares != nil {
      if let team = ThreadCrew(size: size, plan.shares, plan.assessment, evaluator: evaluator) {
        if team.size < size { context.noteOnce("note: the system has room for \(team.size) of \(size) workers") }
        return team
      }
      if plan.pruner != nil { context.noteOnce("note: the system has no room for a thread, and `prune` ends no trial") }
    }
    return InlineCrew(plan.assessment, evaluator: evaluator) { [self] reports, trial throws(Exit) in
      try record(reports, of: trial)
    }
  }

  /// Evaluates trials here until nothing is left to do.
  private func evaluate(_ state: inout State) throws(Exit) {
    let crew = crew()
    defer { crew.dismiss() }
    try conduct(crew, &state)
  }

  /// Claims and records until nothing is left to do; on an error, what is under way is stopped and given back.
  private func conduct(_ crew: any Crew, _ state: inout State) throws(Exit) {
    if !isNested { context.show { [progress] in progress.lines(columns: $0, rows: $1) } }
    do throws(Exit) {
      while true {
        while !crew.isFull, try beginNext(crew, &state) {}
        if let event = crew.next() {
          try record(event, crew, &state)
        } else if try !endFirstPaused(crew, &state), try !waitForOthers(&state) {
          return
        }
      }
    } catch {
      crew.interrupt()
      // The first error is the one to tell.
      while let event = crew.next() { try? record(event, crew, &state) }
      throw error
    }
  }

  // MARK: One trial

  /// Has a trial go on or begin; false where there is none to.
  private func beginNext(_ crew: any Crew, _ state: inout State) throws(Exit) -> Bool {
    if let budget = plan.trialBudget, state.history.count >= budget { state.curves.canBegin = false }
    if try resumeBest(crew, &state) { return true }
    guard crew.hasRoom() else { return try endLeastPromising(crew, &state) }
    guard let task = try nextTask(&state) else {
      state.curves.canBegin = false
      return try resumeBest(crew, &state)
    }
    state.curves.canBegin = true
    crew.begin(task)
    return true
  }

  private func nextTask(_ state: inout State) throws(Exit) -> TrialTask? {
    if isInterrupted { throw .interrupted }
    guard let trial = try claim(&state) else { return nil }
    state.underWay.append(trial)
    show(state)
    let arguments: Result<[Value], Exit>
    if let reason = state.refused[trial.number] {
      arguments = .failure(failure(.failedTrials, reason, plan.span))
    } else {
      do throws(Exit) { arguments = .success(try plan.arguments(of: trial)) } catch { arguments = .failure(error) }
    }
    state.curves.begin(trial.number, with: trial.configuration)
    return TrialTask(
      trial: trial, arguments: arguments, seed: evaluator.machine.pointee.seed, judgedMetrics: plan.judgedMetrics,
      folder: plan.name.flatMap { context.trialFolder(of: trial.number, study: $0) }, isJudged: plan.pruner != nil,
      lease: storage.renewalInterval.map { [storage, study] interval in
        Pulse.Lease(interval: interval) { () throws(StorageError) in try storage.renew(trial, in: study) }
      })
  }

  private func claim(_ state: inout State) throws(Exit) -> Trial? {
    do {
      return try whenReachable { try claimNow(&state) }
    } catch let exit as Exit {
      throw exit
    } catch StorageError.locked where !state.underWay.isEmpty {
      // What is under way is not given up because there is nothing to add to it.
      return nil
    } catch {
      throw exit(for: error)
    }
  }

  private func claimNow(_ state: inout State) throws -> Trial? {
    var cursor = state.cursor
    return try storage.claim(in: study, since: &cursor) { waiting, changes in
      state.read(changes)
      if try isOver(at: waiting.number, &state) { return nil }
      return try configuration(of: waiting, &state)
    } propose: { number, changes in
      state.read(changes)
      if try isOver(at: number, &state) {
        if state.next(of: plan.points) != nil, !state.hasEnough {
          context.noteOnce("note: the budget ends before all points of `from` are tried")
        }
        return nil
      }
      if let point = state.next(of: plan.points) { return point }
      if let pruner = plan.pruner?.pruner, study.description.objectives.count == 1 {
        state.asker.tell(state.history, seenAlong: state.curves, by: pruner)
      }
      let next = try state.asker.ask(number: number, isFirst: number == plan.points.count)
      if next == nil { noteExhaustion(after: number) }
      return next?.configuration
    }
  }

  /// The configuration of a trial that another program has left to be run; what it is to have, and for the rest what the
  /// strategy proposes.
  private func configuration(of waiting: Trial, _ state: inout State) throws -> Configuration {
    let proposal = try state.asker.ask(number: waiting.number, isFirst: false)?.configuration
    let request = WaitingRequest(waiting, of: study.description)
    let (configuration, complaint) = try request.completed(in: plan.space, by: proposal, seed: study.original.seed)
    if let complaint {
      state.refused[waiting.number] = complaint
      context.note("note: trial \(waiting.number) waited to be run and cannot be: \(complaint)")
    }
    return configuration
  }

  private func record(_ event: CrewEvent, _ crew: any Crew, _ state: inout State) throws(Exit) {
    switch event {
    case .reported(let reports, let trial, let answer):
      try record(reports, of: trial)
      if let answer { try judge(reports, of: trial, answer, crew, &state) }
    case .ended(let end): try record(end, &state)
    }
  }

  private func record(_ end: TrialEnd, _ state: inout State) throws(Exit) {
    let trial = end.trial
    let outcome: Outcome
    var constraints: [Double] = []
    state.underWay.removeAll { $0.number == trial.number }
    state.keptFiles.merge(end.keptFiles) { $1 }
    if state.paused.removeValue(forKey: trial.number) != nil { _ = try takeBack(trial, &state) }
    switch end.ending {
    case .complete(let values, let distances):
      (outcome, constraints) = (.complete(values), distances)
      state.failuresInARow = 0
    case .pruned:
      outcome = .pruned
      state.failuresInARow = 0
    case .failed(let fault):
      outcome = .failed(fault.message)
      state.failuresInARow += 1
      if trial.number < state.firstFault?.number ?? .max {
        state.firstFault = (
          trial.number, fault.ofTrial(trial.number, try plan.parameters.record(of: trial.configuration))
        )
      }
    case .lost(let reason): return forget(trial, end, reason, &state)
    case .interrupted:
      state.released.insert(trial.number)
      for files in end.keptFiles.keys { files.remove(trial.number) }
      noteAdvance(of: trial)
      try giveBack(trial)
      throw .interrupted
    }
    let finished = trial.finished(
      outcome, notes: end.notes, reports: end.reports, constraints: constraints,
      objectives: study.description.objectives.count)
    state.ended[trial.number] = finished
    if let reason = try finish(finished) { return forget(trial, end, reason, &state) }
    state.setCurve(of: finished)
    state.tally.add(finished)
    if !isNested { progress.add(finished, description: study.description) }
    show(state)
    noteAdvance()
    removeFiles(&state)
    if case .failed(let fault) = end.ending, fault.isOfEveryTrial, let first = state.firstFault?.fault {
      throw .failed(first.beforeOthers())
    }
    if state.failuresInARow >= Self.mostFailures, let fault = state.firstFault?.fault {
      throw .failed(fault.afterMany(state.failuresInARow))
    }
  }

  /// Drops what was found of a trial that is not this process's any more.
  private func forget(_ trial: Trial, _ end: TrialEnd, _ reason: StorageError, _ state: inout State) {
    state.ended[trial.number] = nil
    state.curves.set(.running, of: trial.number)
    for files in end.keptFiles.keys { files.remove(trial.number) }
    context.note("note: \(reason.message): what was found of it here is dropped")
    show(state)
  }

  // MARK: Around the loop

  var isInterrupted: Bool { evaluator.machine.pointee.interruption.isRequested }

  /// Tells those who look how the search is getting on; one in the objective of another is not looked at.
  func show(_ state: State) {
    if !isNested { progress.update(state.tally, running: state.underWay, study.description) }
  }
}
