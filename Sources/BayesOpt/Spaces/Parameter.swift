/// A named axis of a space.
public struct Parameter: Sendable {
  /// Gives the domain to use from the values of the parameters before this one, or nil where it is inactive.
  ///
  /// The configuration it is given ends before this parameter.
  public typealias Rule = @Sendable (Configuration) throws -> Domain?

  /// Its name.
  public let name: String
  /// The widest domain, known without the other parameters.
  public let domain: Domain
  /// Where a good value is believed to lie, in `domain`.
  public let near: ParameterValue?
  /// Absent: always active, always `domain`.
  public let rule: Rule?

  /// A parameter of its parts.
  public init(name: String, domain: Domain, near: ParameterValue? = nil, rule: Rule? = nil) {
    self.name = name
    self.domain = domain
    self.near = near
    self.rule = rule
  }

  /// The coordinate of `near` in the widest domain.
  public var nearCoordinate: Double? { near.map { domain.coordinate(of: $0) } }

  /// The domain in the context of the values before it, checked; nil where the parameter is inactive.
  func domain(after values: [ParameterValue?]) throws -> Domain? {
    guard let rule else { return domain }
    return try rule(Configuration(values: values))?.validated()
  }
}
