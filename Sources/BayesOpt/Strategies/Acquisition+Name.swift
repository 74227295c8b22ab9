import Basics

extension Acquisition {
  /// The names that options take.
  public static let names = ["ei", "nei", "pi", "thompson", "ucb", "rgp_ucb"]

  /// The acquisition of a name and, for the bounds, a parameter.
  ///
  /// - Parameters:
  ///   - name: `ei`, `nei`, `pi`, `thompson`, `ucb` or `rgp_ucb`.
  ///   - parameter: beta of a bound, theta of the random one; absent, their defaults.
  /// - Throws: `OptionError` for an unknown name or a parameter that makes no sense.
  public init(name: String, parameter: Double? = nil) throws(OptionError) {
    switch (name, parameter) {
    case ("ei", nil): self = .expectedImprovement
    case ("nei", nil): self = .noisyExpectedImprovement
    case ("thompson", nil): self = .thompson
    case ("pi", nil): self = .probabilityOfImprovement
    case ("ucb", let beta): self = .confidenceBound(beta: beta ?? Self.defaultBeta)
    case ("rgp_ucb", let theta): self = .randomConfidenceBound(theta: theta ?? Self.defaultTheta)
    case ("ei", _), ("nei", _), ("thompson", _), ("pi", _):
      throw .bad("acquisition", reason: "`\(name)` takes no parameter")
    default:
      throw .bad(
        "acquisition", reason: "`\(name)` is none of \(Self.names.joined(separator: ", "))",
        near: Suggestion.nearest(to: name, among: Self.names))
    }
    try validate()
  }

  /// Makes sure that a parameter makes sense.
  func validate() throws(OptionError) {
    switch self {
    case .confidenceBound(let beta):
      guard beta.isFinite, beta >= 0 else { throw .bad("acquisition", reason: "beta must be zero or more") }
    case .randomConfidenceBound(let theta):
      guard Self.thetaRange.contains(theta) else { throw .bad("acquisition", reason: "theta must be from 1e-6 to 1e6") }
    case .expectedImprovement, .noisyExpectedImprovement, .probabilityOfImprovement, .thompson:
      break
    }
  }
}
