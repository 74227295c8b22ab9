/// What another study has found, of the parameters that it shares with a space by name.
public struct EarlierStudy: Sendable {
  /// The indices of these parameters in the space; none of them depends on others.
  public let shared: [Int]
  /// Its trials with a value, each with a value of every shared parameter in the space's own terms, and none of the others.
  public let observations: [Observation]

  /// A study of its parts.
  public init(shared: [Int], observations: [Observation]) {
    (self.shared, self.observations) = (shared, observations)
  }
}
