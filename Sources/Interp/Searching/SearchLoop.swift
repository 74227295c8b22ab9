import BayesOpt
import DSL
import Studies

/// The search loop: claim a trial, evaluate its objective, record what came of it.
///
/// A trial that fails never stops the search; twenty in a row do. Ctrl-C gives the running trial back and ends the search
/// with what it has: the study so far is the value.
struct SearchLoop {
  let plan: SearchPlan
  let evaluator: Evaluator
  let context: Context

  /// So many failed trials in a row end a search.
  static let mostFailures = 20

  init(_ plan: SearchPlan, evaluator: Evaluator) {
    self.plan = plan
    self.evaluator = evaluator
    context = evaluator.machine.pointee.context
  }

  func run() throws(Exit) -> StudyValue {
    let description = StudyDescription(
      name: plan.name,
      objectives: [
        Studies.Objective(plan.objective.isMaximized ? .maximize : .minimize, metric: plan.objective.metric)
      ],
      parameters: plan.parameters.descriptions, strategy: plan.strategy.description,
      seed: Int(truncatingIfNeeded: plan.strategy.seed ?? context.seed), version: Version.text)
    let storage = try stored { () throws(StorageError) in try self.storage() }
    let study = try stored { () throws(StorageError) in try storage.open(description) }
    let earlier = try stored { () throws(StorageError) in try storage.trials(of: study) }
    let asker = try plan.asker(seed: study.original.seed)
    var course = Course(
      study: study, storage: storage, asker: asker,
      clock: SearchClock(spent: Study(description, trials: earlier).seconds))
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
      seconds: plan.name == nil ? course.clock.seconds : nil)
    return StudyValue(result, parameters: try records(of: trials), strategyName: plan.strategy.name)
  }

  /// What the loop keeps from turn to turn.
  private struct Course {
    let study: StoredStudy
    let storage: any Storage
    let asker: Asker
    let clock: SearchClock
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
      let asker = course.asker
      var seen = course.history
      let trial = try course.storage.claim(in: course.study) { number, history in
        seen = history
        if let budget = plan.trialBudget, number >= budget { return nil }
        if let budget = plan.timeBudget, course.clock.seconds >= budget { return nil }
        if case .points(let points) = plan.start, number < points.count { return points[number] }
        return try asker.ask(number: number, history: history)
      }
      course.history = seen
      return trial
    } catch let exit as Exit {
      throw exit
    } catch let error as StorageError {
      throw storageFailure(error)
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
        let storage = course.storage
        let study = course.study
        try stored { () throws(StorageError) in try storage.release(trial, in: study) }
        course.released = trial.number
        throw error
      }
    }
    let finished = trial.finished(outcome, notes: running.notes, reports: running.reports)
    let storage = course.storage
    let study = course.study
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

  private func storage() throws(StorageError) -> any Storage {
    guard plan.name != nil else { return MemoryStorage() }
    return try context.storage()
  }

  private func stored<T>(_ body: () throws(StorageError) -> T) throws(Exit) -> T {
    do throws(StorageError) { return try body() } catch { throw storageFailure(error) }
  }

  private func storageFailure(_ error: StorageError) -> Exit {
    failure(error.message, plan.span, hint: error.hint.map { $0.hasSuffix("?") ? $0 : $0 + "." })
  }

  private func show(_ course: Course) {
    context.progress(
      plan.progressLine(
        Study(course.study.description, trials: course.history), seconds: course.clock.seconds,
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
