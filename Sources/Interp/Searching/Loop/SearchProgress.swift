import Basics
import Charts
import Studies
import Synchronization

/// How a search is getting on: told by its thread, and read by the one that draws.
final class SearchProgress: Sendable {
  private let progress: Mutex<Progress>
  private let clock: SearchClock

  /// A search that begins.
  init(_ plan: SearchPlan, _ clock: SearchClock) {
    self.clock = clock
    progress = Mutex(
      Progress(
        strategy: plan.strategy.name, finished: 0, limit: plan.trialBudget, elapsed: clock.seconds,
        timeLimit: plan.timeBudget))
  }

  /// Tells what has ended and what runs.
  func update(_ tally: Tally, running: [Trial], _ study: StudyDescription) {
    func text(_ trial: Trial) -> String {
      zip(study.parameters, trial.configuration.values).compactMap { parameter, value in
        value.map { "\(parameter.name) = \(Progress.text(parameter.json($0)))" }
      }.joined(separator: ", ")
    }
    let best = tally.best[study.objectives[0].direction]
    progress.withLock {
      if $0.finished != tally.finished { $0.lastEnd = clock.seconds }
      $0.finished = tally.finished
      $0.failed = tally.failed
      $0.best = best?.values.first
      $0.bestParameters = best.map(text)
      $0.running = running.map(text)
    }
  }

  /// The line, as of now.
  func text(width: Int) -> String {
    progress.withLock {
      $0.elapsed = clock.seconds
      return $0.text(width: width)
    }
  }
}

/// What is known of the trials of a study that have ended, without looking at all of them.
struct Tally {
  private var numbers: Set<Int> = []
  private(set) var failed = 0
  /// The best complete trial in each direction.
  private(set) var best: [Direction: Trial] = [:]

  var finished: Int { numbers.count }

  /// Adds a trial if it has ended and is not counted yet.
  mutating func add(_ trial: Trial) {
    guard trial.isFinished, numbers.insert(trial.number).inserted else { return }
    if trial.state == .failed { failed += 1 }
    guard trial.state == .complete, let value = trial.values.first else { return }
    for direction in [Direction.minimize, .maximize] {
      if let known = best[direction]?.values.first, !direction.prefers(value, to: known) { continue }
      best[direction] = trial
    }
  }
}
