import Basics
import BayesOpt
import RealModule
import Studies

// Ranges that could be wider, on another scale, or are no ranges.

/// An end of a range.
enum RangeEnd: Hashable {
  case lower, upper
}

extension Checkup {
  /// The share of a continuous range at either end that counts as its edge.
  private static let edgeShare = 0.03
  /// How likely as many of the best at an edge may be by chance, for a word about them.
  private static let significance = 0.01

  // MARK: edges

  /// Parameters whose best values lie at an end of their range.
  var edges: [StudyHealth.Sign] {
    guard complete.count >= Self.leastTrials else { return [] }
    return study.description.parameters.indices.compactMap { edgeSign(of: $0) }
  }

  private func edgeSign(of index: Int) -> StudyHealth.Sign? {
    let parameter = study.description.parameters[index]
    let active = leaders.filter { value(of: index, in: $0) != nil }
    guard let first = active.first, let edge = edge(of: index, in: first) else { return nil }
    // The last decade of a linear range is a matter of its scale.
    if edge == .lower, parameter.domain.linearDecades != nil { return nil }
    let there = active.filter { self.edge(of: index, in: $0) == edge }
    let share = max(parameter.domain.count.map { 1 / Double($0) } ?? 0, Self.edgeShare)
    guard binomialTail(there.count, of: active.count, share) < Self.significance else { return nil }
    let end = parameter.domain.value(at: edge == .lower ? 0 : 1).number
    let isNatural = parameter.domain.isNatural(edge)
    let values = edge == .lower ? "Lower" : "Higher"
    return StudyHealth.Sign(
      isNatural ? .advice : .warning,
      "`\(parameter.name)` is at the \(edge == .lower ? "lower" : "upper") end of its range, \(NumberText.rounded(end)), in "
        + "\(there.count) of the best \(counted(active.count, "trial")).",
      advice: isNatural
        ? nil
        : "\(values) values may be better\(parameter.widened(edge).map { ": `\(parameter.name) in \($0)`" } ?? "").",
      trials: there)
  }

  private func edge(of index: Int, in place: Int) -> RangeEnd? {
    let parameter = study.description.parameters[index]
    let domain = parameter.domain
    switch domain {
    case .choice, .normal: return nil
    case .real, .integer, .gamma: break
    }
    guard parameter.isFixed, domain.count.map({ $0 > 2 }) ?? true, let value = value(of: index, in: place) else {
      return nil
    }
    let coordinate = domain.coordinate(of: value)
    if value == domain.value(at: 0) || coordinate <= Self.edgeShare { return .lower }
    return value == domain.value(at: 1) || coordinate >= 1 - Self.edgeShare ? .upper : nil
  }

  // MARK: scales, constants, idle parameters

  /// Linear ranges over decades, parameters of one value, and parameters that were never active.
  var ranges: [StudyHealth.Sign] {
    let parameters = study.description.parameters
    var signs = parameters.compactMap { parameter -> StudyHealth.Sign? in
      guard parameter.isFixed, let (ratio, top, text) = parameter.domain.linearDecades else { return nil }
      return StudyHealth.Sign(
        .warning,
        "`\(parameter.name)` is on a linear scale over \(NumberText.rounded(.log10(ratio), digits: 2)) decades, so that nine "
          + "in ten values are drawn from above \(NumberText.rounded(top / 10)).",
        advice: "`\(parameter.name) in \(text)` gives each decade the same share.")
    }
    let constant = parameters.filter { $0.domain.count == 1 }.map(\.name)
    if !constant.isEmpty {
      signs.append(
        StudyHealth.Sign(.advice, "\(listed(constant)) \(constant.count == 1 ? "has" : "have") one value only."))
    }
    let begun = study.trials.indices.filter { study.trials[$0].state != .waiting }
    let idle = parameters.indices.filter { index in begun.allSatisfy { value(of: index, in: $0) == nil } }
      .map { parameters[$0].name }
    if !idle.isEmpty, !begun.isEmpty {
      signs.append(
        StudyHealth.Sign(.advice, "\(listed(idle)) \(idle.count == 1 ? "was" : "were") active in none of the trials."))
    }
    return signs
  }
}

/// The probability of `count` or more successes in `total` trials that succeed with probability p.
private func binomialTail(_ count: Int, of total: Int, _ p: Double) -> Double {
  guard count > 0, p < 1 else { return 1 }
  // The probability of k successes, from that of k - 1.
  var probability = Double.pow(1 - p, total)
  var below = 0.0
  for k in 0..<count {
    below += probability
    probability *= Double(total - k) / Double(k + 1) * p / (1 - p)
  }
  return max(1 - below, 0)
}

extension ParameterDescription {
  /// Whether the domain is the same whatever other parameters are; it may have a condition.
  fileprivate var isFixed: Bool { rule.map { $0.isEmpty || $0.hasPrefix(domainText + " if ") } ?? true }

  /// The domain with more room at an end, as the language writes it: another decade or half of a linear range; nil where it
  /// has steps or no more room.
  fileprivate func widened(_ end: RangeEnd) -> String? {
    var wider = self
    switch domain {
    case .real(let low, let high, .logarithmic, nil):
      wider.domain = .real(
        low: end == .lower ? (low / 10).tidy : low, high: end == .upper ? (high * 10).tidy : high, scale: .logarithmic,
        step: nil)
    case .real(let low, let high, .linear, nil):
      let more = (high / 2 - low / 2)
      // What is positive stays so.
      let lower = low > 0 ? max(low - more, 0) : low - more
      wider.domain = .real(
        low: end == .lower ? lower.tidy : low, high: end == .upper ? (high + more).tidy : high, scale: .linear,
        step: nil)
    case .integer(let low, let high, let scale, 1):
      let isLog = scale == .logarithmic
      let (span, overflow) = high.subtractingReportingOverflow(low)
      let (most, isTooHigh) =
        isLog
        ? high.multipliedReportingOverflow(by: 4) : high.addingReportingOverflow(max(span / 2, 1))
      if overflow || isTooHigh && end == .upper { return nil }
      let lower = isLog ? max(low / 4, 1) : low > 0 ? max(low - max(span / 2, 1), 0) : low &- max(span / 2, 1)
      guard end == .upper || lower < low else { return nil }
      wider.domain = .integer(
        low: end == .lower ? lower : low, high: end == .upper ? most : high, scale: scale, step: 1)
    default: return nil
    }
    if case .real(let low, let high, _, _) = wider.domain, !low.isFinite || !high.isFinite || low == 0 && isLogarithmic
    {
      return nil
    }
    return wider.domainText
  }

  private var isLogarithmic: Bool {
    if case .real(_, _, .logarithmic, _) = domain { true } else { false }
  }
}

extension Domain {
  /// Whether it is unlikely that values beyond an end make sense: below 0, or above a share of 1.
  fileprivate func isNatural(_ end: RangeEnd) -> Bool {
    switch (self, end) {
    case (.real(let low, _, .linear, _), .lower): low == 0
    case (.real(let low, let high, .linear, _), .upper): low >= 0 && high == 1
    case (.integer(let low, _, _, _), .lower): low == 0 || low == 1
    default: false
    }
  }

  /// Of a linear range over three decades or more: the ratio of its ends, its upper end, and the logarithmic range as the
  /// language writes it.
  fileprivate var linearDecades: (ratio: Double, top: Double, text: String)? {
    switch self {
    case .real(let low, let high, .linear, nil) where low > 0 && high / low >= 1000:
      (high / low, high, DomainText.logarithmic(low, high))
    case .integer(let low, let high, .linear, 1) where low > 0 && high / low >= 1000:
      (Double(high) / Double(low), Double(high), DomainText.logarithmic(low, high))
    default: nil
    }
  }
}

extension Double {
  /// Without what multiplication leaves in the last digits.
  fileprivate var tidy: Double { Double(NumberText.rounded(self, digits: 12)) ?? self }
}
