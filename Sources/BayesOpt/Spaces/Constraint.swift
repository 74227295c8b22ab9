extension Space {
  /// Something that must hold of a configuration for it to be tried.
  public struct Constraint: Sendable {
    /// The last parameter that it mentions: once that has a value, the constraint can be asked.
    let last: Int
    /// Whether it holds, also of a configuration that ends behind `last`.
    let holds: @Sendable (Configuration) throws -> Bool
    /// How far a configuration is from fulfilling it, in a unit of its own; 0 where it holds.
    let excess: @Sendable (Configuration) -> Double

    /// A constraint of its parts.
    ///
    /// - Parameters:
    ///   - last: the last parameter that it mentions.
    ///   - excess: how far a configuration is from fulfilling it; absent, 1 wherever it does not hold.
    ///   - holds: whether it holds; also asked of configurations that end behind `last`.
    public init(
      last: Int, excess: (@Sendable (Configuration) -> Double)? = nil,
      holds: @escaping @Sendable (Configuration) throws -> Bool
    ) {
      self.last = last
      self.holds = holds
      self.excess = excess ?? { ((try? holds($0)) ?? false) ? 0 : 1 }
    }
  }

  /// Whether the constraints allow a configuration.
  public func allows(_ configuration: Configuration) throws -> Bool {
    for constraint in constraints where try !constraint.holds(configuration) { return false }
    return true
  }

  /// Whether a constraint that mentions the last of some first values, and none behind it, refuses them.
  ///
  /// One that cannot be answered refuses nothing: the whole configuration will tell.
  func refuses(first values: [ParameterValue?]) -> Bool {
    let configuration = Configuration(values: values)
    return constraints.contains { $0.last == values.count - 1 && (try? $0.holds(configuration)) == false }
  }
}
