/// What makes a configuration worth trying, given a model's prediction of it.
public enum Acquisition: Hashable, Sendable {
  /// The expected amount by which it beats the incumbent.
  case expectedImprovement
  /// The expected amount by which one noisy evaluation lowers the least expected value.
  case noisyExpectedImprovement
  /// The minimum of a function drawn from the posterior.
  case thompson
  /// The probability that it beats the incumbent.
  case probabilityOfImprovement
  /// The optimistic end of a confidence interval: mean - sqrt(beta) sd, or the quantile of that level.
  case confidenceBound(beta: Double)
  /// A confidence bound whose beta is drawn anew for every trial from a Gamma distribution (RGP-UCB).
  case randomConfidenceBound(theta: Double)

  /// The acquisition of a name and, for the bounds, a parameter.
  ///
  /// - Parameters:
  ///   - name: `ei`, `nei`, `pi`, `thompson`, `ucb` or `rgp_ucb`.
  ///   - parameter: beta of a bound, theta of the random one; absent, 4 and 1.
  /// - Throws: `OptionError` for an unknown name or a parameter that makes no sense.
  public init(name: String, parameter: Double? = nil) throws(OptionError) {
    switch (name, parameter) {
    case ("ei", nil): self = .expectedImprovement
    case ("nei", nil): self = .noisyExpectedImprovement
    case ("thompson", nil): self = .thompson
    case ("pi", nil): self = .probabilityOfImprovement
    case ("ucb", let beta): self = .confidenceBound(beta: beta ?? 4)
    case ("rgp_ucb", let theta): self = .randomConfidenceBound(theta: theta ?? 1)
    case ("ei", _), ("nei", _), ("thompson", _), ("pi", _):
      throw .bad("acquisition", reason: "`\(name)` takes no parameter")
    default: throw .bad("acquisition", reason: "`\(name)` is none of ei, nei, pi, thompson, ucb, rgp_ucb")
    }
    try validate()
  }

  /// Scales of the random weight that make sense; far below them its shape is no number.
  public static let scales = 1e-6...1e6

  func validate() throws(OptionError) {
    switch self {
    case .confidenceBound(let beta):
      guard beta.isFinite, beta >= 0 else { throw .bad("acquisition", reason: "beta must be zero or more") }
    case .randomConfidenceBound(let theta):
      guard Self.scales.contains(theta) else { throw .bad("acquisition", reason: "theta must be from 1e-6 to 1e6") }
    case .expectedImprovement, .noisyExpectedImprovement, .probabilityOfImprovement, .thompson:
      break
    }
  }
}

extension Acquisition: CustomStringConvertible {
  /// As it is written in the language.
  public var description: String {
    switch self {
    case .expectedImprovement: "ei"
    case .noisyExpectedImprovement: "nei"
    case .thompson: "thompson"
    case .probabilityOfImprovement: "pi"
    case .confidenceBound(let beta): "ucb(\(beta))"
    case .randomConfidenceBound(let theta): "rgp_ucb(\(theta))"
    }
  }
}
