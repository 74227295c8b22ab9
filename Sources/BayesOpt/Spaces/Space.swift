/// The parameters of a search, in order, and what must hold between them.
public struct Space: Sendable {
  /// In the order in which their rules see each other.
  public let parameters: [Parameter]
  /// All of them must hold of a configuration for it to be tried, and they are asked in this order.
  let constraints: [Constraint]
  /// What was found out about the space.
  let memory = SpaceMemory()

  /// A space of parameters whose domains are checked.
  ///
  /// - Parameters:
  ///   - parameters: The axes, at least one, with different names.
  ///   - constraints: What must hold of a configuration for it to be tried.
  /// - Throws: `SpaceError` naming the parameter that is at fault.
  public init(parameters: [Parameter], constraints: [Constraint] = []) throws(SpaceError) {
    guard !parameters.isEmpty else { throw .noParameters }
    for (index, parameter) in parameters.enumerated() {
      do { try parameter.domain.validate() } catch { throw .badDomain(parameter: parameter.name, error) }
      if parameters[..<index].contains(where: { $0.name == parameter.name }) { throw .duplicate(parameter.name) }
    }
    self.parameters = parameters
    self.constraints = constraints
  }

  /// Number of coordinates: one for each parameter.
  public var dimension: Int { parameters.count }

  /// True where neither domains nor activity depend on other parameters.
  public var isStatic: Bool { parameters.allSatisfy { $0.rule == nil } }

  /// Number of points, if it is finite and depends on no rule; points that the constraint refuses are counted.
  public var count: Int? {
    guard isStatic else { return nil }
    var product = 1
    for parameter in parameters {
      guard let count = parameter.domain.count else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }

  /// The configuration at a point of the unit cube.
  ///
  /// - Parameter point: One coordinate in [0, 1] for each parameter; that of an inactive one is ignored.
  /// - Throws: What a rule throws, `DomainError` for a domain that a rule made, `SpaceError.wrongDimension`.
  /// - Returns: The values, inactive parameters without one.
  public func decode(_ point: [Double]) throws -> Configuration {
    guard point.count == dimension else { throw SpaceError.wrongDimension(point.count, expected: dimension) }
    var values: [ParameterValue?] = []
    values.reserveCapacity(dimension)
    for (parameter, coordinate) in zip(parameters, point) {
      values.append(try parameter.domain(after: values)?.value(at: coordinate))
    }
    return Configuration(values: values)
  }

  /// The configuration with the levels that its values are, but for rounding, in domains that depend on others.
  public func recognized(_ configuration: Configuration) -> Configuration {
    var values = configuration.values
    for (index, parameter) in parameters.enumerated() where parameter.rule != nil && index < values.count {
      guard case .real? = values[index], let value = values[index],
        let domain = (try? parameter.domain(after: Array(values[..<index]))) ?? nil
      else { continue }
      values[index] = domain.recognized(value) ?? value
    }
    return Configuration(values: values)
  }

  /// The configuration that is believed to be good: what parameters are near, and the middle of all others; nil where
  /// nothing is believed.
  ///
  /// - Throws: What a rule throws, `DomainError` for a domain that a rule made.
  /// - Returns: The configuration, which the constraint may refuse.
  public func belief() throws -> Configuration? {
    guard parameters.contains(where: { $0.near != nil }) else { return nil }
    var values: [ParameterValue?] = []
    for parameter in parameters {
      let domain = try parameter.domain(after: values)
      values.append(domain.map { domain in domain.value(at: parameter.near.map { domain.coordinate(of: $0) } ?? 0.5) })
    }
    return Configuration(values: values)
  }

  /// The canonical point of a configuration: cells that decode alike have one point, inactive axes are at 1/2.
  ///
  /// Values that are missing at the end count as inactive; where a rule fails the widest domain is used.
  public func encode(_ configuration: Configuration) -> [Double] {
    let values = configuration.values
    return parameters.indices.map { index in
      guard index < values.count, let value = values[index] else { return 0.5 }
      let parameter = parameters[index]
      let domain = parameter.rule == nil ? nil : (try? parameter.domain(after: Array(values[..<index]))) ?? nil
      return (domain ?? parameter.domain).coordinate(of: value)
    }
  }
}
