import Basics
import Studies

extension StudySummary {
  /// The most trials of a front that are shown.
  private static let longestFront = 5

  /// Draws the summary; parameters that do not fit beside each other continue on the next line.
  ///
  ///       gamma  30 trials  2.1s   ▁▁▂▄▅▆▆▇▇▇
  ///       best   accuracy 0.9712   lr = 0.0316   (trial 19)
  ///
  /// Where the best lies at an end of a range, a line says so; where trials have failed, one says why the first of them did.
  ///
  /// - Parameter width: the number of columns of the terminal.
  /// - Returns: the lines, without a newline at the end.
  public func text(width: Int = 100) -> String {
    let rows = [(strategy.onOneLine.truncated(to: 30), header)] + rows
    let labelWidth = rows.map(\.0.displayWidth).max() ?? 0
    return rows.map { label, parts in
      let label = "  " + label.padded(to: labelWidth) + "  "
      return Self.wrapped(label, parts, width: width)
    }.joined(separator: "\n")
  }

  private typealias Row = (label: String, parts: [String])

  private var header: [String] {
    var counts =
      [trials(finished)]
      + counts.map { "\($0.count) \($0.state == .running ? "running elsewhere" : $0.state.rawValue)" }
    if infeasible > 0 { counts.append("\(infeasible) infeasible") }
    if isInterrupted { counts.append("interrupted") }
    let line = counts.joined(separator: ", ") + "  " + DurationText.text(seconds)
    let series = Sparkline.text(bestSoFar)
    return series.isEmpty ? [line] : [line, series]
  }

  private var rows: [Row] {
    guard let first = results.first else { return [("best", none)] }
    return resultRows(first) + (edges.isEmpty ? [] : [("range", [edgeText])])
      + (failure.map { [("failed", ["trial \($0.number)" + Self.reason($0)])] } ?? [])
  }

  /// `lr is best at its upper end, 1: `widen lr` goes on`.
  private var edgeText: String {
    let ends = edges.enumerated().map { index, edge in
      let end = "its \(edge.end == .lower ? "lower" : "upper")\(index == 0 ? " end" : "")"
      return "\(edge.name)\(index == 0 ? " is best" : "") \(edge.isReached ? "at" : "near") \(end), "
        + NumberText.rounded(edge.value)
    }
    return ends.joined(separator: ", and ") + ": `widen \(edges.map(\.name).joined(separator: ", "))` goes on"
  }

  private func resultRows(_ first: Result) -> [Row] {
    guard isFront else { return [("best", Self.parts(of: first))] }
    var rows: [Row] = [("front", [trials(results.count)])]
    rows += results.prefix(Self.longestFront).map { ("", Self.parts(of: $0)) }
    if results.count > Self.longestFront { rows.append(("", ["… \(results.count - Self.longestFront) more"])) }
    return rows
  }

  private var none: [String] {
    if infeasible > 0 {
      return ["none, " + (infeasible == 1 ? "the complete trial does not meet `require`" : "no trial meets `require`")]
    }
    guard let failure else {
      let pruned = counts.first { $0.state == .pruned }?.count ?? 0
      return [pruned > 0 && pruned == finished ? "none, since every trial was pruned" : "none, no trial is complete"]
    }
    return ["none", "trial \(failure.number) failed" + Self.reason(failure)]
  }

  /// What a trial that failed said, behind a colon; empty where it said nothing.
  private static func reason(_ failure: Failure) -> String {
    let words = failure.message.onOneLine
    return words.isEmpty ? "" : ": " + words
  }

  /// The values, the parameters and the number of a trial.
  private static func parts(of result: Result) -> [String] {
    let values = result.values.map { "\($0.name) \(text($0.value))" }
    let parameters = result.parameters.map { "\($0.name) = \(text($0.value))" }
    return [values.joined(separator: ", ")] + listed(parameters) + ["(trial \(result.number))"]
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
