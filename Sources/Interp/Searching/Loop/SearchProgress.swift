import Basics
import Charts
import Studies
import Synchronization

/// How a search is getting on: told by its thread, and read by the one that draws.
final class SearchProgress: Sendable {
  private let panel: Mutex<SearchPanel>
  private let clock: SearchClock
  /// Who evaluates, where others do.
  private let elsewhere = Mutex("")

  /// A search that begins.
  init(_ plan: SearchPlan, _ study: StudyDescription, _ clock: SearchClock) {
    self.clock = clock
    let progress = Progress(
      strategy: plan.strategy.name, finished: 0, limit: plan.trialBudget, elapsed: clock.seconds,
      timeLimit: plan.timeBudget)
    panel = Mutex(SearchPanel(of: study, progress))
  }

  /// Tells what came of a trial that has ended; others are passed over.
  func add(_ trial: Trial, description: StudyDescription) {
    panel.withLock { $0.add(trial, of: description) }
  }

  /// Tells how many trials have ended how, and what runs.
  func update(_ tally: Tally, running: [Trial], _ study: StudyDescription) {
    func text(_ trial: Trial) -> String {
      zip(study.parameters, trial.configuration.values).compactMap { parameter, value in
        value.map { "\(parameter.name) = \(Progress.text(parameter.json($0)))" }
      }.joined(separator: ", ")
    }
    let best = tally.best[study.objectives[0].direction]
    panel.withLock { panel in
      if panel.progress.finished != tally.finished { panel.progress.lastEnd = clock.seconds }
      panel.progress.finished = tally.finished
      panel.progress.failed = tally.failed
      panel.progress.best = best?.values.first
      panel.progress.bestParameters = best.map(text)
      panel.progress.running = running.map(text)
    }
  }

  /// Tells who evaluates, where others do: a line below all else.
  func tell(elsewhere text: String) { elsewhere.withLock { $0 = text } }

  /// What is to be seen as of now.
  func lines(columns: Int, rows: Int) -> [String] {
    let others = elsewhere.withLock { $0 }
    let isBelow = !others.isEmpty && rows > 1
    let lines = panel.withLock {
      $0.progress.elapsed = clock.seconds
      return $0.lines(columns: columns, rows: isBelow ? rows - 1 : rows)
    }
    return isBelow ? lines + ["  " + others] : lines
  }
}

/// What is known of the trials of a study that have ended, without looking at all of them.
struct Tally {
  private var numbers: Set<Int> = []
  private(set) var failed = 0
  /// The best complete trial that meets the constraints, in each direction.
  private(set) var best: [Direction: Trial] = [:]

  var finished: Int { numbers.count }

  /// Adds a trial if it has ended and is not counted yet.
  mutating func add(_ trial: Trial) {
    guard trial.isFinished, numbers.insert(trial.number).inserted else { return }
    if trial.state == .failed { failed += 1 }
    guard trial.state == .complete, trial.isFeasible, let value = trial.values.first else { return }
    for direction in [Direction.minimize, .maximize] {
      if let known = best[direction]?.values.first, !direction.prefers(value, to: known) { continue }
      best[direction] = trial
    }
  }
}
