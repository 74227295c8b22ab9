import Basics
import BayesOpt
import DSL
import Foundation
import Glibc
import Studies

/// When a search ends: by its budget, or by `until`.
extension SearchLoop {
  /// Whether the search ends before a trial of this number.
  func isOver(at number: Int, _ state: inout State) throws -> Bool {
    if let budget = plan.trialBudget, number >= budget { return true }
    return try isTimeOver || hasFoundEnough(before: number, &state)
  }

  /// Whether the time of the search is over.
  var isTimeOver: Bool { plan.timeBudget.map { clock.seconds >= $0 } ?? false }

  /// Whether `until` says so; asked again when another trial is complete, and said once.
  private func hasFoundEnough(before number: Int, _ state: inout State) throws -> Bool {
    guard let condition = plan.endCondition else { return false }
    if state.hasEnough { return true }
    let direction = plan.assessment.objectives[0].direction
    guard let best = state.tally.best[direction], let value = best.values.first else { return false }
    let complete = state.history.filter { $0.state == .complete }
    guard complete.count != state.judgedCount else { return false }
    state.judgedCount = complete.count
    var progress = EndCondition.Progress(best: value, stalled: complete.count { $0.number > best.number })
    let rest = remainingTrials(after: number, complete: complete.count)
    if condition.readsGain {
      guard let gain = try state.asker.gain(of: rest, by: state.gainModel) else { return false }
      progress.gain = gain
    }
    guard try condition.holds(progress, evaluator) else { return false }
    state.hasEnough = true
    let count = plan.trialBudget.map { "\(number) of \($0)" } ?? "\(number)"
    let gain = progress.gain.map {
      "; another \(rest) \(rest == 1 ? "trial is" : "trials are") expected to gain \(NumberText.rounded($0, digits: 2))"
    }
    context.note("note: `until` ends the search after \(count) trials: best \(NumberText.rounded(value))\(gain ?? "")")
    return true
  }

  /// Waits for a moment where nothing is left to do here, and somebody else has trials of the study under way; false where nobody has.
  ///
  /// So whoever searches is given the whole study, and what becomes of a trial whose machine has died is seen by somebody. A task of
  /// Slurm's waits for nobody, since it would keep its processors: a task whose machine has died is run again.
  func waitForOthers(_ state: inout State) throws(Exit) -> Bool {
    let isTask = ProcessInfo.processInfo.environment["SLURM_JOB_ID"] != nil
    guard !isTask, plan.name != nil, plan.trialBudget != nil, !isTimeOver, !state.hasEnough else { return false }
    let others = state.cursor.underWayElsewhere
    if others.isEmpty { return false }
    if !state.isWaiting {
      let count = others.count == 1 ? "a trial that is" : "\(others.count) trials that are"
      context.note("note: waiting for \(count) under way elsewhere")
      state.isWaiting = true
    }
    for _ in 0..<10 {
      if isInterrupted { throw .interrupted }
      usleep(50_000)
    }
    try readChanges(&state)
    return true
  }

  /// How many trials the budget has room for, as far as the time that they have taken tells.
  private func remainingTrials(after number: Int, complete: Int) -> Int {
    var rest = plan.trialBudget.map { $0 - number } ?? .max
    if let limit = plan.timeBudget, clock.seconds > 0, number > 0 {
      let expected = (limit - clock.seconds) / (clock.seconds / Double(number))
      rest = min(rest, max(Int(exactly: expected.rounded(.up)) ?? .max, 1))
    }
    return rest
  }

  /// Says that the strategy has nothing left to try.
  func noteExhaustion(after count: Int) {
    let limit = plan.trialBudget.map { " of \($0)" } ?? ""
    context.noteOnce("note: `\(plan.strategy.name)` has nothing left to try after \(count)\(limit) trials")
  }
}
