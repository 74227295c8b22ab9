import Basics
import Studies

/// What is shown when a search has ended.
///
///       gamma  30 trials  2.1 s   ▁▁▂▄▅▆▆▇▇▇
///       best   accuracy 0.9712   lr = 0.0316   (trial 19)
public struct StudySummary: Sendable {
  private let study: Study

  /// A summary of a study.
  public init(_ study: Study) {
    self.study = study
  }

  /// The most trials of a front that are shown.
  private static let longestFront = 5

  /// The lines of the summary; parameters that do not fit beside each other continue on the next line.
  public func text(width: Int = 100) -> String {
    let strategy = study.description.strategy.onOneLine.truncated(to: 30)
    let rows = [(strategy, header)] + results
    let labelWidth = rows.map(\.0.displayWidth).max() ?? 0
    return rows.map { label, parts in
      let label = "  " + label.padded(to: labelWidth) + "  "
      return Self.wrapped(label, parts, width: width)
    }.joined(separator: "\n")
  }

  private typealias Row = (label: String, parts: [String])

  private var header: [String] {
    var counts = [trials(study.finished.count)]
    for state in [TrialState.failed, .pruned, .paused, .running] where study.count(state) > 0 {
      counts.append("\(study.count(state)) \(state.rawValue)")
    }
    if study.isInterrupted { counts.append("interrupted") }
    let line = counts.joined(separator: ", ") + "  " + DurationText.text(study.seconds)
    let series = Sparkline.text(study.bestSoFar)
    return study.description.objectives.count == 1 && !series.isEmpty ? [line, series] : [line]
  }

  private var results: [Row] {
    if let best = study.best { return [("best", parts(of: best))] }
    let front = study.front
    guard !front.isEmpty else { return [("best", none)] }
    var rows: [Row] = [("front", [trials(front.count)])]
    rows += front.prefix(Self.longestFront).map { ("", parts(of: $0)) }
    if front.count > Self.longestFront { rows.append(("", ["… \(front.count - Self.longestFront) more"])) }
    return rows
  }

  private var none: [String] {
    guard let failure = study.trials.first(where: { $0.state == .failed }) else {
      return ["none, no trial is complete"]
    }
    return ["none", "trial \(failure.number) failed: \((failure.message ?? "").onOneLine)"]
  }

  /// The values, the parameters and the number of a trial.
  private func parts(of trial: Trial) -> [String] {
    let values = zip(study.description.objectives, trial.values).map { "\($0.title) \(NumberText.rounded($1))" }
    let parameters = study.parameters(of: trial).filter { $0.value != .null }.map { member in
      "\(member.name) = \(Self.text(member.value))"
    }
    return [values.joined(separator: ", ")] + Self.listed(parameters) + ["(trial \(trial.number))"]
  }

  private static func text(_ value: JSON) -> String {
    if case .real(let real) = value { NumberText.rounded(real) } else { value.description.onOneLine }
  }

  /// Items with a comma behind all but the last.
  private static func listed(_ items: [String]) -> [String] {
    items.enumerated().map { $0 < items.count - 1 ? $1 + "," : $1 }
  }

  /// Parts behind a label, with as many on a line as fit: one space behind a comma, three behind anything else.
  private static func wrapped(_ label: String, _ parts: [String], width: Int) -> String {
    let indent = String(repeating: " ", count: label.displayWidth)
    var lines: [String] = []
    var line = label
    var isFirst = true
    for part in parts {
      let gap = isFirst ? "" : line.hasSuffix(",") ? " " : "   "
      if isFirst || line.displayWidth + gap.count + part.displayWidth <= width {
        line += gap + part
      } else {
        lines.append(line)
        line = indent + part
      }
      isFirst = false
    }
    return (lines + [line]).map { $0.truncated(to: max(width, 1)) }.joined(separator: "\n")
  }
}
