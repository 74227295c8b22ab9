import Basics
import BayesOpt
import RealModule
import Studies

// Ranges that could be wider, on another scale, or are no ranges.

/// A parameter whose best values lie at an end of its range.
struct Edge {
  let parameter: ParameterDescription
  let end: DomainEnd
  /// How many of the best trials it is active in, and those of them that lie at the end, as places among the study's.
  let active: Int
  let places: [Int]

  /// The value at the end.
  var value: Double { parameter.domain.value(at: end == .lower ? 0 : 1).number }

  /// The parameter with more room at the end; nil where none makes sense.
  var widened: ParameterDescription? {
    guard !parameter.domain.isNatural(end), let domain = parameter.domain.widened(end) else { return nil }
    var wider = parameter
    wider.domain = domain
    return wider
  }
}

extension Checkup {
  /// The share of a continuous range at either end that counts as its edge.
  static let edgeShare = 0.03
  /// How likely as many of the best at an edge may be by chance, for a word about them.
  private static let significance = 0.01

  // MARK: edges

  /// Parameters whose best values lie at an end of their range, more often than by chance.
  var edges: [Edge] {
    guard complete.count >= Self.leastTrials else { return [] }
    return study.description.parameters.indices.compactMap { edge(of: $0) }
  }

  private func edge(of index: Int) -> Edge? {
    let parameter = study.description.parameters[index]
    let active = leaders.filter { value(of: index, in: $0) != nil }
    guard let first = active.first, let end = end(of: index, in: first) else { return nil }
    // The last decade of a linear range is a matter of its scale.
    if end == .lower, parameter.domain.linearDecades != nil { return nil }
    let there = active.filter { self.end(of: index, in: $0) == end }
    // Of a grid, each of a few values is tried as often as the one at the end.
    let tried = Set(complete.compactMap { value(of: index, in: $0) }).count
    let share = max(1 / Double(min(parameter.domain.count ?? .max, tried)), Self.edgeShare)
    guard binomialTail(there.count, of: active.count, share) < Self.significance else { return nil }
    return Edge(parameter: parameter, end: end, active: active.count, places: there)
  }

  /// The end of its range that a parameter is at in the trial at a place.
  private func end(of index: Int, in place: Int) -> DomainEnd? {
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

  /// What there is to say of them.
  var edgeSigns: [StudyHealth.Sign] {
    edges.map { edge in
      let isNatural = edge.parameter.domain.isNatural(edge.end)
      return StudyHealth.Sign(
        isNatural ? .advice : .warning,
        "`\(edge.parameter.name)` is at the \(edge.end == .lower ? "lower" : "upper") end of its range, "
          + "\(NumberText.rounded(edge.value)), in \(edge.places.count) of the best \(counted(edge.active, "trial")).",
        advice: isNatural
          ? nil
          : "\(edge.end == .lower ? "Lower" : "Higher") values may be better"
            + "\(edge.widened.map { ": `\($0.name) in \($0.domainText)`" } ?? "").",
        trials: edge.places)
    }
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
}

extension Domain {
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
