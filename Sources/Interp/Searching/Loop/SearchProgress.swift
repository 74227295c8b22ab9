import Basics
import Charts
import Studies
import Synchronization

/// How a search is getting on: told by its thread, and read by the one that draws.
final class SearchProgress: Sendable {
  private struct State {
    var panel: SearchPanel
    /// The trials that the panel names, where it does not say so yet: trials are faster than whoever draws.
    var named: (best: Trial?, running: [Trial], study: StudyDescription)?
  }

  private let state: Mutex<State>
  private let clock: SearchClock
  /// Who evaluates, where others do.
  private let elsewhere = Mutex("")

  /// A search that begins.
  init(_ plan: SearchPlan, _ study: StudyDescription, _ clock: SearchClock) {
    self.clock = clock
    let progress = Progress(
      strategy: plan.strategy.name, finished: 0, limit: plan.trialBudget, elapsed: clock.seconds,
      timeLimit: plan.timeBudget)
    state = Mutex(State(panel: SearchPanel(of: study, progress)))
  }

  /// Tells what came of a trial that has ended; others are passed over.
  func add(_ trial: Trial, description: StudyDescription) {
    state.withLock { $0.panel.add(trial, of: description) }
  }

  /// Tells how many trials have ended how, and what runs.
  func update(_ tally: Tally, running: [Trial], _ study: StudyDescription) {
    let best = tally.best[study.objectives[0].direction]
    state.withLock { state in
      if state.panel.progress.finished != tally.finished { state.panel.progress.lastEnd = clock.seconds }
      state.panel.progress.finished = tally.finished
      state.panel.progress.failed = tally.failed
      state.panel.progress.best = best?.values.first
      state.named = (best, running, study)
    }
  }

  private static func text(_ trial: Trial, _ study: StudyDescription) -> String {
    zip(study.parameters, trial.configuration.values).compactMap { parameter, value in
      value.map { "\(parameter.name) = \(Progress.text(parameter.json($0)))" }
    }.joined(separator: ", ")
  }

  /// Tells who evaluates, where others do: a line below all else.
  func tell(elsewhere text: String) { elsewhere.withLock { $0 = text } }

  /// What is to be seen as of now.
  func lines(columns: Int, rows: Int) -> [String] {
    let others = elsewhere.withLock { $0 }
    let isBelow = !others.isEmpty && rows > 1
    let lines = state.withLock { state in
      state.panel.progress.elapsed = clock.seconds
      if let (best, running, study) = state.named {
        state.panel.progress.bestParameters = best.map { Self.text($0, study) }
        state.panel.progress.running = running.map { Self.text($0, study) }
        state.named = nil
      }
      return state.panel.lines(columns: columns, rows: isBelow ? rows - 1 : rows)
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
