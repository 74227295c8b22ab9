import Basics

extension SearchPanel {
  /// A panel needs so much room; with less there is one line.
  private static let leastColumns = 60
  private static let leastRows = 14
  /// The rows that are left to what stands above.
  private static let freeRows = 2

  /// Draws the panel, or the line of `progress` where there is no room for it.
  ///
  ///       lr, width   gamma   maximize accuracy                        trial 23 of 40
  ///       ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╺───────────────────────────────────  57 %
  ///       elapsed 1min 12s   left about 54s   21 complete   2 failed
  ///
  ///       best   0.983  trial 11   lr = 0.435, width = 128
  ///       now    lr = 0.291, width = 97
  ///       so far 0.7 ▁▁▁▆▆▆▇▇▇▇████████ 0.983      5 trials without improvement
  ///
  ///       lr     0.0001 ·    ·    ·     ·      · ·  ·:●◆●:·   · 1
  ///       width       8  ·  ·    ·     ·  ·     · ·    :  ·:●●◆ 128
  ///
  ///       Ctrl-C ends the search and keeps 21 trials
  ///
  /// - Parameters:
  ///   - columns: the columns of the terminal.
  ///   - rows: its rows.
  /// - Returns: the lines, none of them wider than `columns`.
  /// - Complexity: O(columns + kept places) for each parameter that is shown.
  public func lines(columns: Int, rows: Int) -> [String] {
    guard columns >= Self.leastColumns, rows >= Self.leastRows else { return [progress.text(width: columns)] }
    let width = min(columns, 120) - 2
    var lines = [header(width), bar(width), times, ""] + state(width)
    let room = rows - Self.freeRows - lines.count - 3
    lines += [""] + axes(width, limit: room) + ["", "Ctrl-C ends the search and keeps \(trials(progress.finished))"]
    return lines.map { $0.isEmpty ? "" : "  " + $0.truncated(to: width) }
  }

  private func header(_ width: Int) -> String {
    let number = progress.finished + progress.running.count
    let right =
      progress.limit.map { "trial \(min(number, $0)) of \($0)" } ?? trials(progress.finished)
    let ends = "   \(progress.strategy.onOneLine.truncated(to: 30))   \(aim.onOneLine.truncated(to: 30))"
    let names = parameters.joined(separator: ", ").onOneLine
    let left = names.truncated(to: max(width - ends.displayWidth - right.displayWidth - 2, 4)) + ends
    return left + String(repeating: " ", count: max(width - left.displayWidth - right.displayWidth, 2)) + right
  }

  /// How much of the budget is used up, of trials or of time.
  private func bar(_ width: Int) -> String {
    var share = 0.0
    if let limit = progress.limit, limit > 0 { share = Double(progress.finished) / Double(limit) }
    if let limit = progress.timeLimit, limit > 0 { share = max(share, progress.elapsed / limit) }
    guard progress.limit != nil || progress.timeLimit != nil else { return String(repeating: "─", count: width) }
    share = min(max(share, 0), 1)
    let percent = " \(Int(share * 100)) %".padded(to: 6, isLeading: true)
    let length = max(width - percent.count, 1)
    let done = Int(share * Double(length))
    let rest = length - done
    let open = rest > 0 ? "╺" + String(repeating: "─", count: rest - 1) : ""
    return String(repeating: "━", count: done) + open + percent
  }

  private var times: String {
    var parts = ["elapsed \(DurationText.text(progress.elapsed, isWhole: true))"]
    if let left = progress.remaining { parts.append("left about \(DurationText.text(left, isWhole: true))") }
    parts.append("\(progress.finished - progress.failed) complete")
    if progress.failed > 0 { parts.append("\(progress.failed) failed") }
    return parts.joined(separator: "   ")
  }

  private func state(_ width: Int) -> [String] {
    var lines: [String] = []
    if let best = progress.best {
      let number = bestNumber.map { "  trial \($0)" } ?? ""
      lines.append("best   \(NumberText.rounded(best))\(number)   \(progress.bestParameters ?? "")")
    } else {
      lines.append("best   none yet")
    }
    lines += progress.running.prefix(4).enumerated().map { ($0 == 0 ? "now    " : "       ") + $1 }
    if progress.running.count > 4 { lines.append("       and \(progress.running.count - 4) more") }
    if let first = bestSoFar.first, let last = bestSoFar.last, bestSoFar.count > 1 {
      let idleText = idle > 0 ? "   \(trials(idle)) without improvement" : ""
      let ends = [first, last].map { NumberText.rounded($0) }
      let room = width - 9 - ends[0].count - ends[1].count - idleText.count
      lines.append("so far \(ends[0]) \(Sparkline.text(bestSoFar, width: max(room, 8))) \(ends[1])\(idleText)")
    }
    return lines
  }

  /// A line for each axis, as far as there is room: where the trials lie, the best one among them.
  private func axes(_ width: Int, limit: Int) -> [String] {
    let shown = strips.count <= limit ? strips[...] : strips.prefix(max(limit - 1, 0))
    let nameWidth = max(min(shown.map(\.name.displayWidth).max() ?? 0, 16), 6)
    let lowWidth = min(shown.map(\.low.displayWidth).max() ?? 0, 12)
    let highWidth = min(shown.map(\.high.displayWidth).max() ?? 0, 12)
    let length = max(width - nameWidth - lowWidth - highWidth - 4, 8)
    let lines = shown.map { strip in
      let name = parameters.shortened(strip.name, to: nameWidth).onOneLine.padded(to: nameWidth, isLeading: false)
      let low = strip.low.truncated(to: lowWidth).padded(to: lowWidth, isLeading: true)
      return "\(name) \(low) \(strip.text(length)) \(strip.high.truncated(to: highWidth))"
    }
    return lines + (shown.count < strips.count ? ["and \(strips.count - shown.count) more"] : [])
  }
}

extension SearchPanel.Strip {
  /// The axis in so many columns: `·` for a trial, `:` for several, `●` for many, `◆` for the best.
  func text(_ length: Int) -> String {
    func column(_ place: Double) -> Int { min(max(Int(place * Double(length)), 0), length - 1) }
    var counts = [Int](repeating: 0, count: length)
    for place in places.suffix(SearchPanel.keptPlaces) { counts[column(place)] += 1 }
    var text = counts.map { $0 == 0 ? Character(" ") : $0 == 1 ? "·" : $0 < 4 ? ":" : "●" }
    if let best { text[column(best)] = "◆" }
    return String(text)
  }
}
