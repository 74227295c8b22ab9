import Basics

/// What a legend shows beside a name.
struct LegendEntry: Hashable {
  enum Sample: Hashable {
    case point, crowd, line, markedLine, area, band, bar, segment, uprightRule, levelRule
    case shades(low: String, high: String)
    case emphasis(ParallelCoordinates.Emphasis)
  }

  let name: String
  let role: Role
  let sample: Sample
}

extension Figure {
  /// A line for each meaning that has a name, in the order in which they first occur.
  var legend: [LegendEntry] {
    var seen: Set<LegendEntry> = []
    return panels.flatMap(\.legend).filter { seen.insert($0).inserted }
  }
}

extension Panel {
  fileprivate var legend: [LegendEntry] {
    switch content {
    case .plane(let plane): plane.series.compactMap(\.legendEntry)
    case .parallel(let coordinates): coordinates.legend
    }
  }
}

extension ParallelCoordinates {
  fileprivate var legend: [LegendEntry] {
    let emphases = emphases
    let names: [(Emphasis, String)] = [(.best, "best"), (.leading, "leading"), (.none, "other")]
    return names.filter { emphases.contains($0.0) }
      .map { LegendEntry(name: $0.1, role: $0.0.role, sample: .emphasis($0.0)) }
  }
}

extension ParallelCoordinates.Emphasis {
  /// The role that lines of this emphasis look like.
  var role: Role {
    switch self {
    case .none: .background
    case .leading: .trial
    case .best: .best
    }
  }
}

extension Series {
  /// Whether there are so many points that their number in a place says more than each of them.
  var isCrowded: Bool {
    guard case .points(let points) = marks else { return false }
    return [.trial, .background].contains(role) && points.count > 100
  }

  /// Whether a line has the shapes of its role on it, to be told from others.
  var isMarked: Bool { if case .compared = role { true } else { false } }

  /// Which points of a line have the shape of its role on them: all where they are few, else one here and there.
  ///
  /// - Parameters:
  ///   - count: how many points there are.
  ///   - most: how many may have a shape each.
  /// - Returns: indices of points, in order.
  func markedPoints(of count: Int, most: Int) -> [Int] {
    guard case .compared(let number) = role else { return [] }
    guard count > most else { return Array(0..<count) }
    // Each line begins elsewhere, so that two that are close do not hide each other's shapes.
    let step = max(count / max(min(most, 7), 1), 1)
    return Array(stride(from: step * (abs(number % 4) * 2 + 1) / 8, to: count, by: step))
  }

  fileprivate var legendEntry: LegendEntry? {
    guard let sample else { return nil }
    if case .shades = sample { return LegendEntry(name: name, role: role, sample: sample) }
    return name.isEmpty ? nil : LegendEntry(name: name, role: role, sample: sample)
  }

  private var sample: LegendEntry.Sample? {
    switch marks {
    case .points: isCrowded ? .crowd : .point
    case .line, .steps: role == .acquisition ? .area : isMarked ? .markedLine : .line
    case .band: .band
    case .bars: .bar
    case .segments: .segment
    case .rules(let x, let y): x.isEmpty && !y.isEmpty ? .levelRule : .uprightRule
    case .labels: nil
    case .cells(let cells):
      cells.texts.isEmpty
        ? cells.range.map { .shades(low: NumberText.rounded($0.low), high: NumberText.rounded($0.high)) } : nil
    }
  }
}
