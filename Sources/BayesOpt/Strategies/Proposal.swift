/// What a strategy proposes to try, and why.
public struct Proposal: Hashable, Sendable {
  /// The values to try.
  public let configuration: Configuration
  /// Why these.
  public let reason: Reason

  /// A configuration and the reason for it.
  public init(_ configuration: Configuration, _ reason: Reason) {
    self.configuration = configuration
    self.reason = reason
  }
}

/// Why a configuration is proposed: a rule, and the numbers that it went by.
public struct Reason: Hashable, Sendable {
  /// What made a proposal.
  public enum Rule: String, CaseIterable, Sendable {
    /// The configuration that is believed to be good.
    case belief
    /// A point of the initial design.
    case design
    /// A point of the design in place of the model's, which has brought nothing for long.
    case designAgain = "design again"
    /// Where the model's acquisition is largest.
    case model
    /// The same with an improvement demanded that only what is far from the best promises.
    case demand
    /// The minimum that the convex hull of the results predicts.
    case hull
    /// A point of the grid.
    case grid
    /// A point of a sequence that fills the space evenly.
    case sequence
    /// A draw from the whole space.
    case uniform
    /// A draw from the density of the good trials.
    case density
    /// A draw from the distribution of a generation.
    case generation
    /// A child of two of the best trials.
    case offspring
  }

  /// What a number tells.
  public enum Quantity: String, CaseIterable, Sendable {
    /// What the model expects, on its own scale: standardised or warped values to minimise, or logarithms. By parameter: the
    /// mean of a generation's distribution, as a coordinate.
    case mean
    /// The deviation of the latent function there. By parameter: that of a generation's distribution.
    case deviation
    /// The value of the acquisition: a logarithm for improvements and probabilities.
    case acquisition
    /// The probability that all constraints on what comes of a trial are met.
    case feasibility
    /// What is to be beaten, on the model's scale.
    case incumbent
    /// How much is demanded beyond the incumbent, in deviations of the results.
    case demand
    /// The weight of a confidence bound.
    case beta
    /// Finished trials since the last progress.
    case idle
    /// The deviation of the kernel's function.
    case scale
    /// The deviation of an observation, on the model's scale.
    case noise
    /// The best value possible.
    case bound
    /// The weight of the trend in the kernel.
    case trend
    /// The logarithm of the density of the good trials.
    case good = "good density"
    /// The logarithm of the density of all others.
    case bad = "bad density"
    /// The step of a generation's distribution.
    case step
    /// Number of the generation since the last start.
    case generation
    /// Times that the search began anew.
    case restarts
    /// Index in a sequence or a grid.
    case index
    /// By parameter: the distance over which values change, in units of the range.
    case lengthscale
    /// By parameter: the left end of the bracket of a minimum, as a coordinate.
    case left
    /// By parameter: the right end of the bracket.
    case right
    /// By parameter: the coordinate of the predicted minimum.
    case predicted
  }

  /// A quantity and its value.
  public struct Number: Hashable, Sendable {
    /// What it tells.
    public let quantity: Quantity
    /// How much it is.
    public let value: Double
  }

  /// A quantity that every parameter has one of.
  public struct Vector: Hashable, Sendable {
    /// What it tells.
    public let quantity: Quantity
    /// By parameter of the space; nil where the quantity says nothing of it.
    public let values: [Double?]
  }

  /// What made the proposal.
  public let rule: Rule
  /// The numbers it went by, in the order in which they are read.
  public private(set) var numbers: [Number] = []
  /// The numbers by parameter, in the order in which they are read.
  public private(set) var vectors: [Vector] = []

  /// A rule and the numbers it went by.
  public init(_ rule: Rule, _ numbers: KeyValuePairs<Quantity, Double> = [:]) {
    self.rule = rule
    self.numbers = numbers.map { Number(quantity: $0.key, value: $0.value) }
  }

  /// The same with another number.
  func adding(_ quantity: Quantity, _ value: Double) -> Reason {
    var reason = self
    reason.numbers.append(Number(quantity: quantity, value: value))
    return reason
  }

  /// The same with numbers by parameter.
  func adding(_ quantity: Quantity, byParameter values: [Double?]) -> Reason {
    var reason = self
    reason.vectors.append(Vector(quantity: quantity, values: values))
    return reason
  }

  /// The number of a quantity, if it is told.
  public subscript(quantity: Quantity) -> Double? { numbers.first { $0.quantity == quantity }?.value }
}
