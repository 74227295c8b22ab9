/// How much the parameters of a study matter: shares that sum to 1, the greatest first.
public struct ParameterImportance: Hashable, Sendable {
  /// What one parameter accounts for by itself, or two of them together beyond what each does.
  public struct Share: Hashable, Sendable {
    /// The name of the parameter, or the names of the two of an interaction, in the order of the space.
    public let parameters: [String]
    /// Never negative.
    public let value: Double
    /// The standard deviation of the value where it is a mean, in the same unit.
    public let deviation: Double?
  }

  /// One for each parameter; equal where the trials tell nothing.
  public let parameters: [Share]
  /// One for each pair of parameters, in the unit of `parameters`, so that they come on top of the 1 that those sum to.
  public let interactions: [Share]
  /// The trials that it was found in.
  public let trials: Int
  /// What the values of `parameters` were divided by; 0 where the trials tell nothing.
  ///
  /// Of functional ANOVA, the share of the variance that the parameters account for one by one.
  public let total: Double

  /// Whether the trials say nothing of which parameter matters: too few of them, or of values too much alike.
  public var isUndetermined: Bool { total == 0 }

  /// Shares of importances, which may have any sum.
  ///
  /// - Parameters:
  ///   - parameters: One for each parameter.
  ///   - interactions: In the same unit.
  ///   - trials: The number of trials that they were found in.
  init(_ parameters: [Share], interactions: [Share] = [], trials: Int) {
    let total = parameters.reduce(0) { $0 + $1.value }
    let equal = 1 / Double(max(parameters.count, 1))
    func normalized(_ shares: [Share]) -> [Share] {
      shares.map {
        Share(parameters: $0.parameters, value: $0.value / total, deviation: $0.deviation.map { $0 / total })
      }
      .enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }.map(\.element)
    }
    self.parameters =
      total > 0
      ? normalized(parameters)
      : parameters.map { Share(parameters: $0.parameters, value: equal, deviation: nil) }
    self.interactions = total > 0 ? normalized(interactions) : []
    self.trials = trials
    self.total = total
  }
}

extension History {
  /// The trials with a finite value.
  var comparable: [Int] { costs.indices.filter { costs[$0] != nil } }

  /// The trials that have ended with a value, finite or not.
  var complete: [Int] {
    observations.indices.filter { if case .complete = observations[$0].evaluation { true } else { false } }
  }

  /// The value of a parameter in a trial; nil where it was inactive.
  func value(of parameter: Int, in trial: Int) -> ParameterValue? {
    let values = observations[trial].configuration.values
    return parameter < values.count ? values[parameter] : nil
  }
}
