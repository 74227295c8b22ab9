import Basics
import BayesOpt
import DSL
import Studies

extension SearchLoop {
  /// What the loop keeps from turn to turn.
  struct State {
    var failuresInARow = 0
    /// Of the failed trials of this run, the one of the lowest number.
    var firstFault: (number: Int, fault: Fault)?
    /// All trials, as far as the cursor has come, and what the strategy is told of them.
    var history: [Trial] = []
    var cursor = StudyCursor()
    var asker: Asker
    /// The trials that were given back, unfinished.
    var released: Set<Int> = []
    /// Of the trials that waited, those that cannot be run, and why.
    var refused: [Int: String] = [:]
    /// Whether points of `from` may be left to try.
    var hasPoints = true
    /// How many trials have ended how, and the best of them.
    var tally = Tally()
    /// Whether `until` has ended the search, the number of complete trials when it was last asked, and the model it goes by.
    var hasEnough = false
    var judgedCount = 0
    let gainModel = ExpectedGain()
    /// Whether it was said that others' trials are waited for.
    var isWaiting = false
    /// The trials that are under way here.
    var underWay: [Trial] = []
    /// Those that have ended here, by number, until they are read again.
    var ended: [Int: Trial] = [:]
    /// The trials that wait here until others are known to be worse.
    var paused: [Int: Trial] = [:]
    /// The files that trials save, and of how many of the best they are kept.
    var keptFiles: [NumberedFiles: Int] = [:]
    /// The trials whose files were removed.
    var withoutFiles: Set<Int> = []
    /// What trials have reported: all that a pruner looks at.
    var curves: LearningCurves
    private let hasPruner: Bool

    init(asker: Asker, direction: Direction, space: Space, hasPruner: Bool) {
      self.asker = asker
      self.hasPruner = hasPruner
      curves = LearningCurves(direction: direction, space: space)
    }

    mutating func read(_ changes: TrialChanges) {
      defer { cursor = changes.cursor }
      if changes.trials.isEmpty, !changes.replacesAll { return }
      changes.apply(to: &history)
      asker.tell(changes)
      if changes.replacesAll { (tally, hasPoints) = (Tally(), true) }
      for trial in changes.trials {
        tally.add(trial)
        if hasPruner { readCurve(of: trial) }
        if trial.isFinished { ended[trial.number] = nil }
      }
    }

    /// Takes over what somebody else's trial has reported; of those here everything is known already.
    private mutating func readCurve(of trial: Trial) {
      let isHere = paused[trial.number] != nil || underWay.contains { $0.number == trial.number }
      if isHere || trial.reports.isEmpty { return }
      curves.begin(trial.number, with: trial.configuration)
      for report in trial.reports { curves.report(report.value, at: report.step, of: trial.number) }
      setCurve(of: trial)
    }

    /// Tells pruners what has become of a trial.
    mutating func setCurve(of trial: Trial) {
      switch trial.state {
      case .complete: curves.set(.complete, of: trial.number)
      case .pruned: curves.set(.stopped, of: trial.number)
      case .failed: curves.set(.failed, of: trial.number)
      // One that waits elsewhere goes on there.
      case .waiting, .running, .paused: curves.set(.running, of: trial.number)
      }
    }

    /// The first of `points` that is not tried yet; one that is listed twice is tried twice.
    mutating func next(of points: [Configuration]) -> Configuration? {
      guard hasPoints, !points.isEmpty else { return nil }
      var tried: [Configuration: Int] = [:]
      for trial in history { tried[trial.configuration, default: 0] += 1 }
      for point in points {
        guard let count = tried[point], count > 0 else { return point }
        tried[point] = count - 1
      }
      hasPoints = false
      return nil
    }
  }
}
