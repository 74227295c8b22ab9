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
  private let asker: Asker
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
      parameters: plan.parameters.descriptions, strategy: plan.strategy.description,
      seed: Int(truncatingIfNeeded: plan.strategy.seed ?? evaluator.machine.pointee.seed), version: Version.text)
    let earlier: [Trial]
    do throws(StorageError) {
      storage = plan.name == nil ? MemoryStorage() : try context.storage()
      study = try storage.open(description)
      earlier = try storage.trials(of: study)
    } catch {
      throw plan.exit(for: error)
    }
    asker = try plan.asker(seed: study.original.seed, context)
    clock = SearchClock(spent: Study(description, trials: earlier).seconds)
  }

  func run() throws(Exit) -> StudyValue {
    var course = Course()
    if let explanation = asker.explanation { context.noteOnce("note: \(explanation)") }
    let crew = crew()
    defer {
      crew.dismiss()
      show(nil)
    }
    var isInterrupted = false
    var failure: Fault?
    do throws(Exit) {
      try conduct(crew, &course)
    } catch {
      switch error {
      case .interrupted where !isNested: isInterrupted = true
      case .failed(let fault): failure = fault
      default: throw error
      }
    }
    let value: StudyValue
    do throws(Exit) { value = try self.value(without: course.released, isInterrupted: isInterrupted) } catch {
      // The first failure is the one to tell.
      throw failure.map { .failed($0) } ?? error
    }
    if isInterrupted {
      context.wasInterrupted = true
      context.interruption.clear()
    } else if failure == nil, value.best == nil {
      failure = try firstFault(of: value, course)?.afterAll(value.trials.count)
    }
    if let failure { throw .failed(failure.after(value)) }
    return value
  }

  /// The study so far, without the trials that were given back.
  private func value(without released: Set<Int>, isInterrupted: Bool) throws(Exit) -> StudyValue {
    let trials = try stored { () throws(StorageError) in try storage.trials(of: study) }
      .filter { !released.contains($0.number) }
    var records: [Value] = []
    for trial in trials { records.append(try plan.parameters.record(of: trial.configuration)) }
    let result = Study(
      study.description, trials: trials, isInterrupted: isInterrupted,
      seconds: plan.name == nil ? clock.seconds : nil)
    return StudyValue(result, parameters: records, strategyName: plan.strategy.name)
  }

  /// The first failure of this session, or else of the sessions that have run the study's trials.
  private func firstFault(of value: StudyValue, _ course: Course) throws(Exit) -> Fault? {
    if let own = course.firstFault { return own.fault }
    guard let trial = value.study.trials.first(where: { $0.state == .failed }) else { return nil }
    return Fault(trial.message ?? "no message is kept", plan.span)
      .ofTrial(trial.number, try plan.parameters.record(of: trial.configuration))
  }

  /// What the loop keeps from turn to turn.
  private struct Course {
    var failuresInARow = 0
    /// Of the failed trials of this run, the one of the lowest number.
    var firstFault: (number: Int, fault: Fault)?
    var history: [Trial] = []
    /// The trials that were given back, unfinished.
    var released: Set<Int> = []
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
    return InlineCrew(plan.objective, evaluator: evaluator)
  }

  /// Claims and records until nothing is left to do; on an error, what is under way is stopped and given back.
  private func conduct(_ crew: any Crew, _ course: inout Course) throws(Exit) {
    do throws(Exit) {
      while true {
        while !crew.isFull, let task = try nextTask(&course) { crew.begin(task) }
        guard let end = crew.next() else { return }
        try record(end, &course)
      }
    } catch {
      crew.interrupt()
      // The first error is the one to tell.
      while let end = crew.next() { try? record(end, &course) }
      throw error
    }
  }

  // MARK: One trial

  private func nextTask(_ course: inout Course) throws(Exit) -> TrialTask? {
    if evaluator.machine.pointee.interruption.isRequested { throw .interrupted }
    guard let trial = try claim(&course) else { return nil }
    show(course)
    let arguments: Result<[Value], Exit>
    do throws(Exit) { arguments = .success(try plan.arguments(of: trial)) } catch { arguments = .failure(error) }
    return TrialTask(trial: trial, arguments: arguments, seed: evaluator.machine.pointee.seed)
  }

  private func claim(_ course: inout Course) throws(Exit) -> Trial? {
    do {
      var seen = course.history
      let trial = try storage.claim(in: study) { number, history in
        seen = history
        if let budget = plan.trialBudget, number >= budget { return nil }
        if let budget = plan.timeBudget, clock.seconds >= budget { return nil }
        if number < plan.points.count { return plan.points[number] }
        let next = try asker.ask(number: number, isFirst: number == plan.points.count, history: history)
        if next == nil { noteExhaustion(after: number) }
        return next?.configuration
      }
      course.history = seen
      return trial
    } catch let exit as Exit {
      throw exit
    } catch {
      throw plan.exit(for: error)
    }
  }

  private func record(_ end: TrialEnd, _ course: inout Course) throws(Exit) {
    let trial = end.trial
    let outcome: Studies.Outcome
    switch end.result {
    case .success(let value):
      outcome = .complete([value])
      course.failuresInARow = 0
    case .failure(.failed(let fault)):
      outcome = .failed(fault.message)
      course.failuresInARow += 1
      if trial.number < course.firstFault?.number ?? .max {
        course.firstFault = (
          trial.number, fault.ofTrial(trial.number, try plan.parameters.record(of: trial.configuration))
        )
      }
    case .failure(let exit):
      course.released.insert(trial.number)
      try stored { () throws(StorageError) in try storage.release(trial, in: study) }
      throw exit
    }
    let finished = trial.finished(outcome, notes: end.notes, reports: end.reports)
    try stored { () throws(StorageError) in try storage.finish(finished, in: study) }
    if course.failuresInARow >= Self.mostFailures, let fault = course.firstFault?.fault {
      throw .failed(fault.afterMany(course.failuresInARow))
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

  /// Draws the progress line, or takes it away; a search in the objective of another has none.
  private func show(_ course: Course?) {
    if isNested { return }
    guard let course else { return context.progress(nil) }
    // The time is passed on, or the study would work it out from all of its trials.
    let seconds = clock.seconds
    context.progress(
      plan.progressLine(
        Study(study.description, trials: course.history, seconds: seconds), seconds: seconds,
        width: context.settings.columns))
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
    Fault(message, span, label: label, hint: hint, details: details, study: study)
  }
}
