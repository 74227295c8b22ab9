import Basics
import Studies

extension Figure {
  /// What the trials of a study reported on their way, over the steps.
  ///
  /// - Parameter study: the study.
  /// - Returns: the figure.
  /// - Throws: that no trial has reported anything.
  public static func reports(_ study: Study) throws(FigureError) -> Figure {
    let reporting = study.trials.filter { $0.reports.contains { $0.value.isFinite } }
    guard !reporting.isEmpty else {
      throw FigureError(
        "no trial of the study has reported anything", hint: "`report(loss, at: epoch)` in the objective does")
    }
    let direction = study.description.objectives.first?.direction ?? .minimize
    let axis = ValueAxis(study.title(of: 0), reporting.flatMap { $0.reports.map(\.value) }, direction)
    let best = study.best.flatMap { best in reporting.first { $0.number == best.number } }
    func line(_ trial: Trial) -> [Point] {
      trial.reports.map { report in
        Point(
          Double(report.step), axis.place(report.value), trial: trial.number,
          tip: study.tip(of: trial, "\(NumberText.rounded(report.value)) at step \(report.step)"))
      }
    }
    // A point that cannot be shown is a gap between two lines.
    let gap = [Point(.nan, .nan)]
    func lines(_ trials: [Trial]) -> [Point] { Array(trials.map(line).joined(separator: gap)) }
    func series(_ name: String, _ role: Role, _ trials: [Trial]) -> [Series] {
      // What was reported a single time has no line.
      let single = trials.filter { $0.reports.count == 1 }
      return [
        Series(name, role, .line(lines(trials.filter { $0.reports.count > 1 }))),
        Series(single.count < trials.count ? "" : name, role, .points(single.flatMap(line))),
      ]
    }
    // Of many lines none can be followed, and the best one has to stand out.
    let few = 8
    let others = reporting.filter { $0.number != best?.number }
    let all =
      series("pruned", .background, others.filter { $0.state == .pruned })
      + series("failed", .failed, others.filter { $0.state == .failed })
      + series(
        "trial", others.count > few ? .background : .trial, others.filter { $0.state != .pruned && $0.state != .failed }
      )
      + series("best", .best, best.map { [$0] } ?? [])
    let steps = reporting.flatMap { $0.reports.map { Double($0.step) } }
    return Figure(
      "\(study.title(of: 0)) over steps, \(study.caption)",
      panels: [
        Panel(x: Axis("step", covering: steps, isWhole: true), y: axis.axis, series: all.filter { !$0.isEmpty })
      ],
      notes: study.reportNotes(reporting, best) + axis.notes)
  }
}

extension Study {
  /// How many trials reported and were pruned, and how the best one came to lead.
  fileprivate func reportNotes(_ reporting: [Trial], _ best: Trial?) -> [String] {
    var notes = ["\(reporting.count) of \(Charts.trials(trials.count)) reported"]
    let pruned = reporting.filter { $0.state == .pruned }.compactMap { $0.reports.last?.step }.sorted()
    if let first = pruned.first, let last = pruned.last {
      let steps = first == last ? "step \(first)" : "steps \(first) to \(last)"
      notes.append("\(pruned.count) \(pruned.count == 1 ? "was" : "were") pruned, at \(steps)")
    }
    if let best, let end = best.reports.last {
      notes.append(
        "best trial \(best.number) ends at \(NumberText.rounded(end.value)) in step \(end.step): \(parameterText(of: best))"
      )
    }
    return notes
  }
}
