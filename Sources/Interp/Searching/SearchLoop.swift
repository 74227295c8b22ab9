import BayesOpt
import DSL
import Studies

/// The search loop: claim a trial, evaluate its objective, record what came of it.
///
/// A trial that fails never stops the search; twenty in a row do. Ctrl-C gives the running trial back and ends the search
/// with what it has: the study so far is the value.
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
        Studies.Objective(plan.objective.isMaximized ? .maximize : .minimize, metric: plan.objective.metric)
      ],
      parameters: plan.parameters.descriptions, strategy: plan.strategy.description,
      seed: Int(truncatingIfNeeded: plan.strategy.seed ?? context.seed), version: Version.text)
    let earlier: [Trial]
    do throws(StorageError) {
      storage = plan.name == nil ? MemoryStorage() : try context.storage()
      study = try storage.open(description)
      earlier = try storage.trials(of: study)
    } catch {
      throw plan.exit(for: error)
    }
    asker = try plan.asker(seed: study.original.seed)
    clock = SearchClock(spent: Study(description, trials: earlier).seconds)
  }

  func run() throws(Exit) -> StudyValue {
    var course = Course()
    defer { context.progress(nil) }
    var isInterrupted = false
    do throws(Exit) {
      while let trial = try nextTrial(&course) {
        show(course)
        try evaluate(trial, &course)
      }
    } catch {
      guard case .interrupted = error else { throw error }
      isInterrupted = true
    }
    let trials = try stored { () throws(StorageError) in try storage.trials(of: study) }
      .filter { $0.number != course.released }
    if isInterrupted {
      context.wasInterrupted = true
      context.interruption.clear()
    } else if let fault = course.firstFault, !trials.contains(where: { $0.state == .complete }) {
      throw .failed(fault.afterAll(trials.count))
    }
    let result = Study(
      study.description, trials: trials, isInterrupted: isInterrupted,
      seconds: plan.name == nil ? clock.seconds : nil)
    return StudyValue(result, parameters: try records(of: trials), strategyName: plan.strategy.name)
  }

  /// What the loop keeps from turn to turn.
  private struct Course {
    var failuresInARow = 0
    /// The first failure of a trial of this run.
    var firstFault: Fault?
    var history: [Trial] = []
    /// The trial that was given back, unfinished.
    var released: Int?
  }

  // MARK: One trial

  private func nextTrial(_ course: inout Course) throws(Exit) -> Trial? {
    if context.interruption.isRequested { throw .interrupted }
    do {
      var seen = course.history
      let trial = try storage.claim(in: study) { number, history in
        seen = history
        if let budget = plan.trialBudget, number >= budget { return nil }
        if let budget = plan.timeBudget, clock.seconds >= budget { return nil }
        if case .points(let points) = plan.start, number < points.count { return points[number] }
        return try asker.ask(number: number, history: history)
      }
      course.history = seen
      return trial
    } catch let exit as Exit {
      throw exit
    } catch {
      throw plan.exit(for: error)
    }
  }

  private func evaluate(_ trial: Trial, _ course: inout Course) throws(Exit) {
    let running = RunningTrial(number: trial.number)
    let outer = evaluator.machine.pointee.trial
    evaluator.machine.pointee.trial = running
    defer { evaluator.machine.pointee.trial = outer }
    let outcome: Studies.Outcome
    do throws(Exit) {
      outcome = .complete([try score(trial)])
      course.failuresInARow = 0
    } catch {
      switch error {
      case .failed(let fault):
        let failed = fault.ofTrial(trial.number, try plan.parameters.record(of: trial.configuration))
        course.firstFault = course.firstFault ?? failed
        course.failuresInARow += 1
        outcome = .failed(fault.message)
      default:
        try stored { () throws(StorageError) in try storage.release(trial, in: study) }
        course.released = trial.number
        throw error
      }
    }
    let finished = trial.finished(outcome, notes: running.notes, reports: running.reports)
    try stored { () throws(StorageError) in try storage.finish(finished, in: study) }
    if course.failuresInARow >= Self.mostFailures, let fault = course.firstFault {
      throw .failed(fault.afterMany(course.failuresInARow))
    }
  }

  /// The objective's value.
  private func score(_ trial: Trial) throws(Exit) -> Double {
    let values = try plan.parameters.values(of: trial.configuration)
    let record = Value.record(Array(zip(plan.parameters.names, values)))
    let value = try evaluator.call(
      plan.objective.function, values + [record, .int(trial.number)], plan.objective.span)
    guard let number = value.number else {
      throw failure("the objective gave \(value.kind), not a number", plan.objective.span)
    }
    guard number.isFinite else {
      let what = number.isNaN ? "a value that is not a number" : "an infinite value"
      throw failure("the objective gave \(what)", plan.objective.span)
    }
    return number
  }

  // MARK: Around the loop

  private func records(of trials: [Trial]) throws(Exit) -> [Value] {
    var records: [Value] = []
    for trial in trials { records.append(try plan.parameters.record(of: trial.configuration)) }
    return records
  }

  private func stored<T>(_ body: () throws(StorageError) -> T) throws(Exit) -> T {
    do throws(StorageError) { return try body() } catch { throw plan.exit(for: error) }
  }

  private func show(_ course: Course) {
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
  fileprivate func afterMany(_ count: Int) -> Fault {
    Fault("\(message)        (\(count) trials in a row failed)", span, label: label, hint: hint, details: details)
  }

  /// This failure as the reason why a search has no result.
  fileprivate func afterAll(_ count: Int) -> Fault {
    Fault(
      "\(message)        (\(count == 1 ? "the only trial" : "all \(count) trials") failed)", span, label: label,
      hint: hint,
      details: details)
  }
}
