import Basics

/// Why a domain has no meaning.
public enum DomainError: ExplainedError, Hashable {
  /// A bound, a step, a mean or a deviation is not a finite number.
  case notFinite
  /// The lower end is above the upper one.
  case reversed(low: String, high: String)
  /// A logarithmic range starts at zero or below.
  case logarithmOfNonPositive(low: String)
  /// A step of zero or less, or one of no more than 1 where it multiplies.
  case badStep(String, scale: Scale)
  /// More levels than can be told apart.
  case tooManySteps
  /// There is nothing to choose from.
  case noChoices
  /// The deviation of a normal prior is zero or less.
  case badDeviation(String)

  /// What is wrong, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .notFinite: "a domain needs finite numbers"
    case .reversed(let low, let high): "the range \(low)..\(high) is reversed: it contains no value"
    case .logarithmOfNonPositive(let low): "a log range cannot start at \(low): it needs numbers above zero"
    case .badStep(let step, .linear): "a step of \(step) leads nowhere: it must be above zero"
    case .badStep(let step, .logarithmic): "a step of \(step) leads nowhere: on a log range it multiplies"
    case .tooManySteps: "the step is too small for the range: neighbouring values cannot be told apart"
    case .noChoices: "there is nothing to choose from"
    case .badDeviation(let deviation): "a normal distribution cannot have a deviation of \(deviation)"
    }
  }

  /// What to do about it.
  public var hint: String? {
    switch self {
    case .notFinite: "write both ends as ordinary numbers"
    case .reversed(let low, let high): "write `\(high)..\(low)`"
    case .logarithmOfNonPositive: "start at a small positive number, or use a plain range"
    case .badStep(_, .linear): "write a positive step"
    case .badStep(_, .logarithmic): "write a factor above 1, such as 2"
    case .tooManySteps: "use a larger step, or none"
    case .noChoices: "list at least one value"
    case .badDeviation: "write a positive deviation"
    }
  }
}

extension Domain {
  /// Checks that the domain contains a value and that its numbers can be computed with.
  ///
  /// The maps of a domain that fails this check do not trap, but their values mean nothing.
  public func validate() throws(DomainError) {
    switch self {
    case .real(let low, let high, let scale, let step):
      guard low.isFinite, high.isFinite, step?.isFinite ?? true else { throw .notFinite }
      guard low <= high else { throw .reversed(low: "\(low)", high: "\(high)") }
      if scale == .logarithmic, low <= 0 { throw .logarithmOfNonPositive(low: "\(low)") }
      guard let step else { return }
      guard step > (scale == .linear ? 0 : 1) else { throw .badStep("\(step)", scale: scale) }
      guard RealLevels(low: low, high: high, scale: scale, step: step).last < 0x1p52 else { throw .tooManySteps }
    case .integer(let low, let high, let scale, let step):
      guard low <= high else { throw .reversed(low: "\(low)", high: "\(high)") }
      if scale == .logarithmic, low <= 0 { throw .logarithmOfNonPositive(low: "\(low)") }
      guard step >= 1 else { throw .badStep("\(step)", scale: scale) }
    case .choice(let count, _):
      guard count > 0 else { throw .noChoices }
    case .normal(let mean, let deviation):
      guard mean.isFinite, deviation.isFinite else { throw .notFinite }
      guard deviation > 0 else { throw .badDeviation("\(deviation)") }
    }
  }

  /// The domain itself, checked.
  public func validated() throws(DomainError) -> Domain {
    try validate()
    return self
  }
}
