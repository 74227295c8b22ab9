// A model sees a configuration as the coordinates of the unit cube and, for every parameter with a rule, one more:
// its activity, `gap` where it is active and 0 where it is not, in the units of the parameter's own axis and measured in
// the same lengthscale. Inactive parameters are at 1/2. Two points that both have the parameter are compared by it, two
// that both lack it are alike, and one that has it is sqrt(gap^2 + (u - 1/2)^2) away from one that has not: a distance
// in a Euclidean space, so that the kernel stays positive semidefinite.

extension Space {
  /// The distance between having a parameter and not having it.
  static let gap = 0.5

  /// Whether the coordinate of an activity says that its parameter is active.
  static func isActive(_ activity: Double) -> Bool { activity > 0 }

  /// Indices of the parameters with a rule.
  var conditional: [Int] { parameters.indices.filter { parameters[$0].rule != nil } }

  /// The point of a configuration as models see it.
  func features(_ configuration: Configuration) -> [Double] {
    encode(configuration) + activities(configuration.values)
  }

  /// The point of the configuration at a point of the unit cube; rules are asked once.
  ///
  /// - Parameter point: One coordinate for each parameter.
  /// - Throws: What a rule throws, and `DomainError` for a domain that a rule made.
  /// - Returns: Canonical coordinates.
  func features(at point: [Double]) throws -> [Double] {
    var values: [ParameterValue?] = []
    var features: [Double] = []
    values.reserveCapacity(dimension)
    features.reserveCapacity(2 * dimension)
    for (parameter, coordinate) in zip(parameters, point) {
      let domain = try parameter.domain(after: values)
      let value = domain?.value(at: coordinate)
      values.append(value)
      features.append(domain.flatMap { domain in value.map { domain.coordinate(of: $0) } } ?? 0.5)
    }
    return features + activities(values)
  }

  /// The coordinates that tell which of the parameters with a rule are active.
  private func activities(_ values: [ParameterValue?]) -> [Double] {
    parameters.indices.compactMap { index in
      guard parameters[index].rule != nil else { return nil }
      return index < values.count && values[index] != nil ? Self.gap : 0
    }
  }
}
