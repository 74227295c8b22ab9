import Basics
import Studies

extension Figure {
  /// The value of each trial of a study in order, and the best of them so far; a panel for each objective.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - objective: the one objective that is shown, counted from 0; all without it.
  /// - Returns: the figure.
  /// - Throws: that no trial is complete.
  public static func history(_ study: Study, objective: Int? = nil) throws(FigureError) -> Figure {
    let objectives = objective.map { [$0] } ?? Array(study.description.objectives.indices)
    let rankings = try objectives.map { (index) throws(FigureError) in try Ranking(study, by: index) }
    let isSingle = rankings.count == 1
    let notes = rankings.flatMap { ranking in
      let notes = ([ranking.progress] + ranking.axis.notes)
      return isSingle ? notes : notes.map { "\(ranking.title): \($0)" }
    }
    return Figure(
      (isSingle ? rankings[0].title + ", " : "") + study.caption, panels: rankings.map(\.historyPanel),
      notes: notes + study.failureNotes)
  }
}

extension Figure {
  /// What a study is looked at by first: its history, and the slice over its parameter where it has one.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - objective: the one objective that is shown, counted from 0; all without it.
  /// - Returns: the figure.
  /// - Throws: that no trial is complete.
  public static func overview(_ study: Study, objective: Int? = nil) throws(FigureError) -> Figure {
    var figure = try history(study, objective: objective)
    guard study.description.parameters.count == 1, figure.panels.count == 1 else { return figure }
    let ranking = try Ranking(study, by: objective ?? 0)
    let slice = try slice(study, objective: objective ?? 0)
    figure.panels += slice.panels
    figure.columns = 2
    let advice = slice.panels.isEmpty ? [] : ranking.advice(ParameterAxis(0, of: study))
    figure.notes.insert(contentsOf: ["best at \(study.parameterText(of: ranking.best))"] + advice, at: 1)
    return figure
  }
}

extension Ranking {
  /// The trials that were better than all before them.
  private var improvements: Set<Int> {
    var found: Set<Int> = []
    var best: Double?
    for (trial, value) in zip(trials, values)
    where study.isFeasible(trial) && best.map({ direction.prefers(value, to: $0) }) ?? true {
      best = value
      found.insert(trial.number)
    }
    return found
  }

  /// Values over trials.
  fileprivate var historyPanel: Panel {
    let (axis, improvements) = (axis, improvements)
    let points = trials.indices.map { index in
      Point(Double(trials[index].number), axis.place(values[index]), trial: trials[index].number, tip: tip(index))
    }
    let first = study.trials.first?.number ?? 0
    let last = study.trials.last?.number ?? 0
    var course = points.filter { improvements.contains($0.trial ?? -1) }.map { Point($0.x, $0.y) }
    if let end = course.last, end.x < Double(last) { course.append(Point(Double(last), end.y)) }
    let pruned = study.trials.filter { $0.state == .pruned && $0.values.indices.contains(objective) }.map { trial in
      Point(
        Double(trial.number), axis.place(trial.values[objective]), trial: trial.number,
        tip: study.tip(of: trial, "pruned at \(NumberText.rounded(trial.values[objective]))"))
    }
    let failed = failed.map { trial in
      Point(Double(trial.number), axis.worstEnd, trial: trial.number, tip: study.failureTip(trial))
    }
    return Panel(
      x: Axis("trial", from: Double(first), to: Double(last), isWhole: true), y: axis.axis,
      series: [
        Series("best so far", .best, .steps(course)),
        Series("pruned", .background, .points(pruned)),
        Series("failed", .failed, .points(failed)),
        Series("trial", .trial, .points(points.filter { !improvements.contains($0.trial ?? -1) })),
        Series("new best", .improvement, .points(points.filter { improvements.contains($0.trial ?? -1) })),
      ].filter { !$0.isEmpty })
  }

  /// `best 0.9830 at trial 32 · within 5 % of it from trial 1 on · 7 trials since`.
  fileprivate var progress: String {
    var parts = ["best \(NumberText.rounded(bestValue)) at trial \(best.number)"]
    let near = zip(trials, values).first { (bestValue - $0.1).magnitude <= 0.05 * bestValue.magnitude }?.0.number
    if bestValue != 0, bestValue.isFinite, let near, near < best.number {
      parts.append("within 5 % of it from trial \(near) on")
    }
    let since = study.finished.count { $0.number > best.number }
    if since > 0 { parts.append("\(Charts.trials(since)) since") }
    return parts.joined(separator: " · ")
  }
}

extension Study {
  /// How many trials failed, and why the first did.
  var failureNotes: [String] {
    let failed = trials.filter { $0.state == .failed }
    guard let first = failed.first else { return [] }
    let message = first.message.map { ": \($0.onOneLine.truncated(to: 100))" } ?? ""
    return ["\(failed.count) of \(Charts.trials(finished.count)) failed; trial \(first.number)\(message)"]
  }
}

extension Series {
  /// Whether nothing is drawn of it.
  var isEmpty: Bool {
    switch marks {
    case .points(let points), .line(let points), .steps(let points): points.isEmpty
    case .band(let intervals): intervals.isEmpty
    case .bars(let bars): bars.isEmpty
    case .segments(let segments): segments.isEmpty
    case .rules(let x, let y): x.isEmpty && y.isEmpty
    case .cells(let cells): cells.rows.isEmpty
    case .labels(let labels): labels.isEmpty
    }
  }
}
