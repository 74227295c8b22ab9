/// One point of a space: a value for every parameter that is active.
public struct Configuration: Hashable, Sendable {
  /// Aligned with the space's parameters; nil where the parameter is inactive.
  public var values: [ParameterValue?]

  /// A configuration of its values.
  public init(values: [ParameterValue?]) {
    self.values = values
  }
}
