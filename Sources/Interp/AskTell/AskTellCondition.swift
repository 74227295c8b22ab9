import BayesOpt

/// When a parameter is there: `"if":{"optimizer":["sgd"],"depth":[2,3]}` says that each of these has one of these values.
struct AskTellCondition: Sendable {
  /// Places of parameters before it, and what each of them must be.
  let parents: [(place: Int, values: Set<ParameterValue>)]

  /// Whether it holds.
  ///
  /// - Parameter values: those of the parameters before it; one that is not there meets no condition.
  /// - Returns: whether the parameter is there.
  func holds(after values: [ParameterValue?]) -> Bool {
    parents.allSatisfy { parent in values[parent.place].map { parent.values.contains($0) } ?? false }
  }

  /// The domain of the parameter in the space: none where the condition does not hold.
  func rule(for domain: Domain) -> Parameter.Rule {
    { configuration in holds(after: configuration.values) ? domain : nil }
  }
}
