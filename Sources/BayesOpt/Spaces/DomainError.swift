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
  /// The shape or the scale of a Gamma prior is zero or less, or its range reaches below zero.
  case badGamma
  /// A Gamma prior has nearly all of its probability outside of the range.
  case gammaElsewhere(low: String, high: String, mean: String)

  /// What kind of thing is wrong.
  public var topic: Topic {
    switch self {
    case .notFinite, .badDeviation, .badGamma, .gammaElsewhere: .notADomain
    case .reversed: .emptyRange
    case .logarithmOfNonPositive: .logarithmEnds
    case .badStep, .tooManySteps: .stepSize
    case .noChoices: .choices
    }
  }

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
    case .badGamma: "a Gamma distribution has a shape and a scale above zero, and numbers of zero or more"
    case .gammaElsewhere(let low, let high, let mean):
      "this Gamma distribution has next to nothing between \(low) and \(high): its mean is \(mean)"
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
    case .badGamma: "write, for example, `gamma_prior(0.001, 1, shape: 2, scale: 0.1)`"
    case .gammaElsewhere: "the mean is shape times scale; move it into the range"
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
    case .gamma(let low, let high, let shape, let scale):
      guard low.isFinite, high.isFinite, shape.isFinite, scale.isFinite else { throw .notFinite }
      guard shape > 0, scale > 0, low >= 0 else { throw .badGamma }
      guard low <= high else { throw .reversed(low: "\(low)", high: "\(high)") }
      // Less could not be told from the rounding of the probabilities below the ends.
      let mass = Domain.mass(low, high, shape: shape, scale: scale)
      guard low == high || mass.high - mass.low >= 1e-6 else {
        let words = [low, high, shape * scale].map { NumberText.rounded($0) }
        throw .gammaElsewhere(low: words[0], high: words[1], mean: words[2])
      }
    }
  }

  /// The domain itself, checked.
  public func validated() throws(DomainError) -> Domain {
    try validate()
    return self
  }
}
