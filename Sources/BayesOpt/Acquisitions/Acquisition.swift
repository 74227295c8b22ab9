import Basics

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

  /// beta of a bound that is given none.
  public static let defaultBeta = 4.0

  /// theta of a random bound that is given none.
  public static let defaultTheta = 1.0

  /// The thetas of a random bound that can be computed with; far below them the shape of its weight is not a number.
  public static let thetaRange = 1e-6...1e6

  /// Whether it is an improvement on an incumbent, of which more can be demanded.
  var takesDemand: Bool { self == .expectedImprovement || self == .probabilityOfImprovement }
}

extension Acquisition: CustomStringConvertible {
  /// As it is written in the language.
  public var description: String {
    switch self {
    case .expectedImprovement: "ei"
    case .noisyExpectedImprovement: "nei"
    case .thompson: "thompson"
    case .probabilityOfImprovement: "pi"
    case .confidenceBound(let beta): "ucb(\(NumberText.exact(beta)))"
    case .randomConfidenceBound(let theta): "rgp_ucb(\(NumberText.exact(theta)))"
    }
  }
}
