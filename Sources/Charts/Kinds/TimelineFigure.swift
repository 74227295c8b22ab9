import Basics
import Studies

extension Figure {
  /// When the trials of a study ran: trials that did not overlap share a lane, as if one worker had run them.
  ///
  /// - Parameter study: the study.
  /// - Returns: the figure.
  /// - Throws: that it is not known when any trial ran.
  public static func timeline(_ study: Study) throws(FigureError) -> Figure {
    let started = study.trials.compactMap { trial in trial.start.map { (trial: trial, start: $0) } }
      .sorted { ($0.start, $0.trial.number) < ($1.start, $1.trial.number) }
    guard let origin = started.first?.start else {
      throw FigureError(study.trials.isEmpty ? "the study has no trials yet" : "no trial of the study says when it ran")
    }
    // A trial that still runs ends, as far as is known, with whatever happened last.
    let now = started.map { max($0.start, $0.trial.end ?? $0.start) }.max() ?? origin
    var ends: [Timestamp] = []
    let runs = started.map { trial, start -> (trial: Trial, lane: Int, start: Timestamp, end: Timestamp) in
      let end = max(trial.end ?? now, start)
      let lane = ends.firstIndex { $0 <= start } ?? ends.count
      if lane == ends.count { ends.append(end) } else { ends[lane] = end }
      return (trial, lane, start, end)
    }
    let whole = now.seconds(since: origin)
    let unit = AxisUnit(for: whole)
    func segments(_ isIncluded: (Trial) -> Bool) -> [Segment] {
      runs.filter { isIncluded($0.trial) }.map { run in
        let seconds = run.end.seconds(since: run.start)
        return Segment(
          run.start.seconds(since: origin) / unit.seconds, run.end.seconds(since: origin) / unit.seconds,
          y: Double(run.lane), trial: run.trial.number,
          tip: study.tip(of: run.trial, "\(run.trial.state.rawValue), \(DurationText.text(seconds))"))
      }
    }
    let best = study.best?.number
    let series = [
      Series("complete", .trial, .segments(segments { $0.state == .complete && $0.number != best })),
      Series("pruned", .background, .segments(segments { $0.state == .pruned })),
      Series("failed", .failed, .segments(segments { $0.state == .failed })),
      Series("not ended", .next, .segments(segments { !$0.isFinished })),
      Series("best", .best, .segments(segments { $0.number == best })),
    ]
    let busy = runs.reduce(0) { $0 + $1.end.seconds(since: $1.start) }
    return Figure(
      "\(study.caption) over time",
      panels: [
        Panel(
          x: Axis(unit.name, from: 0, to: max(whole / unit.seconds, .leastNormalMagnitude)),
          y: Axis("worker", categories: ends.indices.map { "\($0 + 1)" }), series: series.filter { !$0.isEmpty })
      ],
      notes: study.timeNotes(workers: ends.count, whole: whole, busy: busy) + study.failureNotes)
  }
}

/// The unit of an axis of time.
private struct AxisUnit {
  let name: String
  let seconds: Double

  /// The largest unit of which there are two, seconds at least.
  init(for length: Double) {
    let units = [("days", 86_400.0), ("hours", 3600), ("minutes", 60)]
    (name, seconds) = units.first { length >= 2 * $0.1 } ?? ("seconds", 1)
  }
}

extension Study {
  /// How busy the lanes were, and how long trials took.
  fileprivate func timeNotes(workers: Int, whole: Double, busy: Double) -> [String] {
    let lanes = workers == 1 ? "1 worker" : "\(workers) workers"
    let share =
      whole > 0 ? ", busy \(NumberText.rounded(100 * busy / (whole * Double(workers)), digits: 2)) % of" : " for"
    var notes = ["\(lanes)\(share) \(DurationText.text(whole))"]
    let times = finished.compactMap { trial in trial.seconds.map { (seconds: $0, number: trial.number) } }
      .sorted { ($0.seconds, $0.number) < ($1.seconds, $1.number) }
    if let longest = times.last, times.count > 1 {
      let median = DurationText.text(times[(times.count - 1) / 2].seconds)
      notes.append(
        "a trial takes \(median) in the middle; the longest, trial \(longest.number), \(DurationText.text(longest.seconds))"
      )
    }
    return notes
  }
}
