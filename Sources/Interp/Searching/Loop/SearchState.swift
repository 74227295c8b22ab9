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
    /// The trials that are under way here.
    var underWay: [Trial] = []
    /// Those that have ended here, by number, until they are read again.
    var ended: [Int: Trial] = [:]

    init(asker: Asker) { self.asker = asker }

    mutating func read(_ changes: TrialChanges) {
      if changes.cursor == cursor { return }
      changes.apply(to: &history)
      asker.tell(changes)
      if changes.replacesAll { (tally, hasPoints) = (Tally(), true) }
      for trial in changes.trials {
        tally.add(trial)
        if trial.isFinished { ended[trial.number] = nil }
      }
      cursor = changes.cursor
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
