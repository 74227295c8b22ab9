import Basics

// More room at an end of a domain: another decade or half of a range, four times an integer on a logarithmic scale.

/// An end of a range.
public enum DomainEnd: Hashable, Sendable {
  case lower, upper
}

extension Domain {
  /// Whether it is unlikely that values beyond an end make sense: below 0, a count below 1, a share above 1.
  public func isNatural(_ end: DomainEnd) -> Bool {
    switch (self, end) {
    case (.real(let low, _, .linear, _), .lower): low == 0
    case (.real(let low, let high, .linear, _), .upper): low >= 0 && 0.9...1 ~= high
    case (.integer(let low, _, _, _), .lower): low == 0 || low == 1
    default: false
    }
  }

  /// The domain with more room at an end: what is positive stays so, and what is a share of 1.
  ///
  /// - Returns: nil where it has steps, no ends, or no more room.
  public func widened(_ end: DomainEnd) -> Domain? {
    let wider: Domain
    switch self {
    case .real(let low, let high, .logarithmic, nil):
      wider = .real(
        low: end == .lower ? (low / 10).tidy : low, high: end == .upper ? (high * 10).tidy : high, scale: .logarithmic,
        step: nil)
    case .real(let low, let high, .linear, nil):
      let more = high / 2 - low / 2
      let (least, most) = (low >= 0 ? 0 : -Double.infinity, low >= 0 && high <= 1 ? 1 : Double.infinity)
      wider = .real(
        low: end == .lower ? max(low - more, least).tidy : low,
        high: end == .upper ? min(high + more, most).tidy : high,
        scale: .linear, step: nil)
    case .integer(let low, let high, let scale, 1):
      let (span, isWide) = high.subtractingReportingOverflow(low)
      let more = max(span / 2, 1)
      let (most, isTooHigh) =
        scale == .logarithmic ? high.multipliedReportingOverflow(by: 4) : high.addingReportingOverflow(more)
      let (less, isTooLow) = low.subtractingReportingOverflow(more)
      if isWide || (end == .upper ? isTooHigh : isTooLow) { return nil }
      let least = scale == .logarithmic ? max(low / 4, 1) : low > 0 ? max(less, 0) : less
      wider = .integer(low: end == .lower ? least : low, high: end == .upper ? most : high, scale: scale, step: 1)
    default: return nil
    }
    return wider != self && (try? wider.validate()) != nil ? wider : nil
  }
}

extension Domain {
  /// Whether every value of another domain is one of this, of the same kind, on the same scale and with the same step.
  public func widens(_ other: Domain) -> Bool {
    switch (self, other) {
    case (.real(let low, let high, let scale, let step), .real(let from, let to, let otherScale, let otherStep)):
      (scale, step) == (otherScale, otherStep) && low <= from && to <= high && contains(.real(from))
    case (.integer(let low, let high, let scale, let step), .integer(let from, let to, let otherScale, let otherStep)):
      (scale, step) == (otherScale, otherStep) && low <= from && to <= high && contains(.integer(from))
    case (.gamma(let low, let high, let shape, let scale), .gamma(let from, let to, let otherShape, let otherScale)):
      (shape, scale) == (otherShape, otherScale) && low <= from && to <= high
    default: self == other
    }
  }

  /// Whether another domain is one of numbers of the same kind on the same scale: only its ends and its step may differ.
  public func isRange(like other: Domain) -> Bool {
    switch (self, other) {
    case (.real(_, _, let scale, _), .real(_, _, let otherScale, _)): scale == otherScale
    case (.integer(_, _, let scale, _), .integer(_, _, let otherScale, _)): scale == otherScale
    default: false
    }
  }
}

extension Double {
  /// Without what multiplication leaves in the last digits.
  fileprivate var tidy: Double { Double(NumberText.rounded(self, digits: 12)) ?? self }
}
