/// Some values of a domain in ascending order, by number; there may be more than fit into memory.
struct Levels {
  let count: Int
  let value: (Int) -> ParameterValue

  /// All values of a domain with so many levels.
  static func all(_ count: Int, of domain: Domain) -> Levels {
    Levels(count: count) { domain.value(ofLevel: UInt($0)) }
  }
}

extension Space {
  /// Visits the configurations that are made of some values on every axis, in lexicographic order, the last
  /// parameter fastest.
  ///
  /// An inactive parameter has no value and counts as one level. Neighbouring levels of one value are one level.
  /// The constraint is not consulted.
  ///
  /// - Parameters:
  ///   - levels: The values to visit of a parameter in the domain that its context gives it; nil ends the walk.
  ///   - isRefused: Whether no configuration with these first values is to be visited.
  ///   - visit: Called with every configuration; false ends the walk.
  /// - Throws: What rules, `levels` and `visit` throw.
  /// - Returns: False if the walk was ended early.
  @discardableResult
  func walk(
    _ levels: (_ parameter: Int, Domain) throws -> Levels?,
    isRefused: (_ first: [ParameterValue?]) -> Bool = { _ in false }, _ visit: (Configuration) throws -> Bool
  ) throws -> Bool {
    var values: [ParameterValue?] = []
    func descend() throws -> Bool {
      let index = values.count
      guard index < dimension else { return try visit(Configuration(values: values)) }
      guard let domain = try parameters[index].domain(after: values) else {
        values.append(nil)
        defer { values.removeLast() }
        return try isRefused(values) || descend()
      }
      guard let levels = try levels(index, domain) else { return false }
      var previous: ParameterValue?
      for level in 0..<levels.count {
        let value = levels.value(level)
        guard value != previous else { continue }
        previous = value
        values.append(value)
        defer { values.removeLast() }
        guard try isRefused(values) || descend() else { return false }
      }
      return true
    }
    return try descend()
  }

  /// All configurations that the constraint allows, in order; nil if there are more than `limit` to look at.
  func allConfigurations(limit: Int) throws -> [Configuration]? {
    // Parameters without a rule are always active: there are at least as many points as they have among them.
    let fixed = parameters.filter { $0.rule == nil }.map { min($0.domain.count ?? .max, limit + 1) }
    if fixed.reduce(1, { min($0 * $1, limit + 1) }) > limit { return nil }
    var all: [Configuration] = []
    let isComplete = try walk { _, domain in
      guard let count = domain.count, count <= limit else { return nil }
      return .all(count, of: domain)
    } _: { configuration in
      all.append(configuration)
      return all.count <= limit
    }
    return isComplete ? try all.filter(allows) : nil
  }

  /// The configurations that are made of all values of some parameters, and of a middle one of each other.
  ///
  /// - Parameters:
  ///   - chosen: The parameters that take all of their values.
  ///   - limit: How many configurations are looked at.
  /// - Throws: What rules throw.
  /// - Returns: Nil if there are more, or if a parameter has more values than can be counted.
  public func allConfigurations(of chosen: Set<Int>, limit: Int) throws -> [Configuration]? {
    var all: [Configuration] = []
    let isComplete = try walk { parameter, domain in
      guard chosen.contains(parameter) else { return Levels(count: 1) { _ in domain.value(at: 0.5) } }
      guard let count = domain.count, count <= limit else { return nil }
      return .all(count, of: domain)
    } _: { configuration in
      all.append(configuration)
      return all.count <= limit
    }
    return isComplete ? all : nil
  }

  /// The domain of every parameter in the context of a configuration; nil where it is inactive.
  func domains(of configuration: Configuration) throws -> [Domain?] {
    guard !isStatic else { return parameters.map(\.domain) }
    return try parameters.indices.map { try parameters[$0].domain(after: Array(configuration.values.prefix($0))) }
  }
}
