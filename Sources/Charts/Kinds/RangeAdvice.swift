import Basics
import BayesOpt
import RealModule
import Studies

// Where the best trials lie in the domain of a parameter, and what that says of the domain. All of it is hedged: a tenth of
// the trials says where a strategy has looked as much as where good values are.

extension Ranking {
  /// With fewer trials than this nothing is said.
  private static let leastTrials = 10
  /// A narrower range is worth a word where it is less than this share of the domain.
  private static let narrow = 0.6
  /// The share of the domain at either end that counts as its edge.
  private static let edge = 0.04

  /// What can be read from a slice: where the best tenth of the trials lie, or how good each choice is.
  func advice(_ parameter: ParameterAxis) -> [String] {
    let active = order.filter { trials[$0].value(of: parameter.index) != nil }
    var notes: [String] = []
    if active.count < trials.count {
      notes.append("\(parameter.axis.title): not active in \(trials.count - active.count) of \(trials.count) trials")
    }
    if parameter.isChoice { return [choiceAdvice(parameter, active)] + notes }
    guard active.count >= Self.leastTrials else { return notes }
    let top = active.prefix(max((active.count + 9) / 10, 3))
    let values = top.compactMap { trials[$0].value(of: parameter.index) }
    let numbers = values.map(\.number)
    guard let low = numbers.min(), let high = numbers.max() else { return notes }
    let range =
      low == high ? NumberText.rounded(low, digits: 2) : "\(rounded(low, parameter)) to \(rounded(high, parameter))"
    var advice = "best \(top.count) of \(active.count) trials: \(parameter.axis.title) from \(range)"
    if low == high { advice = "best \(top.count) of \(active.count) trials: \(parameter.axis.title) = \(range)" }
    return ["\(advice)\(rangeAdvice(parameter, values))"] + notes
  }

  private func rounded(_ number: Double, _ parameter: ParameterAxis) -> String {
    parameter.axis.isWhole ? NumberText.rounded(number) : NumberText.rounded(number, digits: 2)
  }

  /// How good the trials of each choice are in the middle.
  private func choiceAdvice(_ parameter: ParameterAxis, _ active: [Int]) -> String {
    let groups = Dictionary(grouping: active) { trials[$0].value(of: parameter.index) ?? .choice(0) }
    // Each group is in the order of goodness, so that the middle of it is its median, the better one of two.
    let medians = groups.map {
      (value: $0.key, count: $0.value.count, median: values[$0.value[($0.value.count - 1) / 2]])
    }
    let sorted = medians.sorted { first, second in
      if first.median == second.median { return first.value.number < second.value.number }
      return direction.prefers(first.median, to: second.median)
    }
    let texts = sorted.prefix(6).map { group in
      "\(shortText(parameter.parameter.json(group.value))) \(NumberText.rounded(group.median)) (\(group.count))"
    }
    return "median \(title) by \(parameter.axis.title): " + texts.joined(separator: ", ")
      + (sorted.count > texts.count ? ", …" : "")
  }

  /// Whether the range could be narrower, or wider.
  private func rangeAdvice(_ parameter: ParameterAxis, _ best: [ParameterValue]) -> String {
    let domain = parameter.parameter.domain
    if case .normal = domain { return "" }
    if let count = domain.count, count < 8 { return "" }
    let places = best.map { parameter.axis.position(of: $0.number) }.sorted()
    guard let low = places.first, let high = places.last else { return "" }
    let middle = places[places.count / 2]
    if middle < Self.edge { return ", at the lower end of its range: lower values may be better" }
    if middle > 1 - Self.edge { return ", at the upper end of its range: higher values may be better" }
    let margin = max((high - low) / 2, 0.1)
    let (from, to) = (max(low - margin, 0), min(high + margin, 1))
    guard to - from <= Self.narrow, let narrower = parameter.narrowed(from, to) else { return "" }
    return "; the range could be \(narrower)"
  }
}

extension ParameterAxis {
  /// A part of the domain with round ends, as the language writes it.
  ///
  /// - Parameters:
  ///   - from: where it begins, a place from 0 to 1 along the axis.
  ///   - to: where it ends.
  /// - Returns: the text; nil where it is not narrower.
  fileprivate func narrowed(_ from: Double, _ to: Double) -> String? {
    let isLogarithmic = axis.scale == .logarithmic
    let (low, high) = (axis.value(at: from), axis.value(at: to))
    let step = isLogarithmic ? 0 : Self.roundStep((high - low) / 4)
    let least = max(isLogarithmic ? Self.roundFactor(low, up: false) : (low / step).rounded(.down) * step, axis.low)
    let most = min(isLogarithmic ? Self.roundFactor(high, up: true) : (high / step).rounded(.up) * step, axis.high)
    guard least < most, least > axis.low || most < axis.high else { return nil }
    var narrower = parameter
    switch parameter.domain {
    case .real(_, _, let scale, _):
      narrower.domain = .real(low: round(least), high: round(most), scale: scale, step: nil)
    case .integer(_, _, let scale, _):
      guard let low = Int(exactly: least.rounded(.down)), let high = Int(exactly: most.rounded(.up)), low < high else {
        return nil
      }
      narrower.domain = .integer(low: low, high: high, scale: scale, step: 1)
    default: return nil
    }
    return narrower.domainText
  }

  /// Without what multiplication leaves in the last digits.
  private func round(_ number: Double) -> Double { Double(NumberText.rounded(number, digits: 12)) ?? number }

  /// The largest 1, 2 or 5 times a power of ten that is no larger.
  private static func roundStep(_ number: Double) -> Double { roundFactor(number, up: false) }

  /// The nearest 1, 2 or 5 times a power of ten that is no smaller, or no larger.
  private static func roundFactor(_ number: Double, up: Bool) -> Double {
    let power = Double.exp10(Double.log10(number).rounded(.down))
    // A hair of tolerance: 0.1 is round though its logarithm is not exactly -1.
    let candidates = [1, 2, 5, 10].map { $0 * power }
    return (up ? candidates.first { $0 >= number * (1 - 1e-9) } : candidates.last { $0 <= number * (1 + 1e-9) })
      ?? number
  }
}
