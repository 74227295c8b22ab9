import Basics
import DSL
import Studies

/// One trial as whoever evaluates it needs it: everything about the search that its objective sees.
struct TrialTask: Sendable {
  let trial: Trial
  /// The values of all parameters, `params` and `trial`; a failure where they cannot be told.
  let arguments: Result<[Value], Exit>
  /// The seed of all randomness that is given none, the same for every trial.
  let seed: UInt64
}

/// How the evaluation of a trial ended, and what its objective has said about it.
struct TrialEnd: Sendable {
  let trial: Trial
  /// The objective's value, or the failure or interruption that it ended with.
  let result: Result<Double, Exit>
  let notes: [JSON.Member]
  let reports: [Report]
}

extension SearchPlan.Objective {
  /// Evaluates a trial on the machine of `evaluator`.
  ///
  /// A trial sees nothing that another has left: what `note` and `report` write to, and the seed that `seed(N)` sets, are
  /// its own.
  func evaluate(_ task: TrialTask, on evaluator: Evaluator) -> TrialEnd {
    let running = RunningTrial(number: task.trial.number)
    let machine = evaluator.machine
    let outer = (machine.pointee.trial, machine.pointee.seed)
    (machine.pointee.trial, machine.pointee.seed) = (running, task.seed)
    defer { (machine.pointee.trial, machine.pointee.seed) = outer }
    let result: Result<Double, Exit>
    do throws(Exit) {
      result = .success(try score(try evaluator.call(function, try task.arguments.get(), span)))
    } catch {
      result = .failure(error)
    }
    return TrialEnd(trial: task.trial, result: result, notes: running.notes, reports: running.reports)
  }

  /// The number that an objective has given.
  private func score(_ value: Value) throws(Exit) -> Double {
    guard let number = value.number else {
      throw failure(
        "the objective gave \(value.kind), not a number", span, hint: "its last expression is the value of the trial.")
    }
    guard number.isFinite else {
      let what = number.isNaN ? "a value that is not a number" : "an infinite value"
      throw failure("the objective gave \(what)", span)
    }
    return number
  }
}

extension SearchPlan {
  /// What the objective is called with.
  func arguments(of trial: Trial) throws(Exit) -> [Value] {
    let values = try parameters.values(of: trial.configuration)
    return [.record(Array(zip(parameters.names, values))), .int(trial.number)] + values
  }
}
