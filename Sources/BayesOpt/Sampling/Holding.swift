import Basics

extension Space {
  /// The space in which some parameters have the values that are given.
  ///
  /// - Parameter held: by parameter, its value; nil for one that is to be inactive.
  /// - Throws: nothing, as the parameters are those of a space.
  /// - Returns: a space of as many parameters, in which all configurations are of this one.
  func holding(_ held: [Int: ParameterValue?]) throws(SpaceError) -> Space {
    let parameters = parameters.enumerated().map { index, parameter -> Parameter in
      guard let value = held[index] ?? nil else { return parameter }
      if case .choice = value { return parameter }
      return Parameter(name: parameter.name, domain: parameter.domain) { earlier in
        try parameter.domain(after: earlier.values)?.only(value)
      }
    }
    let conditions = held.sorted { $0.key < $1.key }.map { index, value in
      Constraint(last: index) { configuration in
        let own = configuration.values[index]
        if case .choice = value { return own == value }
        return (own == nil) == (value == nil)
      }
    }
    return try Space(parameters: parameters, constraints: conditions + constraints)
  }

  /// A configuration with the values that are given, the others as they are believed to be good, or drawn.
  ///
  /// - Parameters:
  ///   - held: by parameter, its value; nil for one that is to be inactive.
  ///   - others: configurations that it is to differ from.
  ///   - seed: of what is drawn.
  /// - Throws: `SpaceError.refused` where no other values go with these, and what rules and constraints throw.
  /// - Returns: the configuration, nil where there is only one, among `others`.
  public func completion(
    of held: [Int: ParameterValue?], besides others: [Configuration], seed: UInt64
  ) throws -> Configuration? {
    let space = try holding(held)
    let history = History(others.map { Observation($0, .running) })
    if let belief = try space.belief(), try !history.excludes(belief) && space.allows(belief) { return belief }
    var random = CounterRandom(seed: seed, UInt64(others.count), 0x68656c64)
    return try space.firstNew(after: history, &random) { space.uniformPoint(&$1) }
  }
}

extension Domain {
  /// The domain of one of its numbers; nil where it is none.
  fileprivate func only(_ value: ParameterValue) -> Domain? {
    switch recognized(value) {
    case .real(let x)?: .real(low: x, high: x, scale: .linear, step: nil)
    case .integer(let i)?: .integer(low: i, high: i, scale: .linear, step: 1)
    case .choice?, nil: nil
    }
  }
}
