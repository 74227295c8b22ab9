import Basics
import BayesOpt
import Studies

/// What a trial that another program has left to be run asks for.
struct WaitingRequest {
  /// The values by parameter, as far as they are asked for.
  private var wanted: [Int: JSON] = [:]
  private let study: StudyDescription

  /// What `trial` asks for: its fixed values, and those it has.
  init(_ trial: Trial, of study: StudyDescription) {
    self.study = study
    for (index, parameter) in study.parameters.enumerated() {
      if trial.configuration.values.indices.contains(index), let value = trial.configuration.values[index] {
        wanted[index] = parameter.json(value)
      }
      if let member = trial.fixed.last(where: { $0.name == parameter.name }) { wanted[index] = member.value }
    }
  }

  /// So many ways to choose the rest are tried for one that `where` allows.
  private static let mostTries = 1000

  /// A configuration with the values that are wanted.
  ///
  /// - Parameters:
  ///   - space: what may be tried.
  ///   - proposal: where the other values come from as long as they fit, and at random if not.
  ///   - seed: of what is drawn at random.
  /// - Returns: the configuration, and why it cannot be tried, if so.
  /// - Throws: what the rules and the constraint throw.
  func completed(
    in space: Space, by proposal: Configuration?, seed: Int
  ) throws -> (configuration: Configuration, complaint: String?) {
    var random = CounterRandom(seed: UInt64(bitPattern: Int64(seed)))
    var configuration = Configuration(values: [])
    for attempt in 0..<Self.mostTries {
      configuration = Configuration(values: [])
      for (index, parameter) in space.parameters.enumerated() {
        let domain = if let rule = parameter.rule { try rule(configuration) } else { Domain?.some(parameter.domain) }
        let (value, complaint) = value(index, in: domain, attempt == 0 ? proposal : nil, &random)
        if let complaint {
          let rest = [ParameterValue?](repeating: nil, count: space.dimension - index)
          return (Configuration(values: configuration.values + rest), complaint)
        }
        configuration.values.append(value)
      }
      if try space.allows(configuration) { return (configuration, nil) }
    }
    return (configuration, "`where` refuses what it asks for")
  }

  private func value(
    _ index: Int, in domain: Domain?, _ proposal: Configuration?, _ random: inout CounterRandom
  ) -> (ParameterValue?, complaint: String?) {
    guard let domain else { return (nil, nil) }
    let parameter = study.parameters[index]
    if let wanted = wanted[index] {
      if let value = parameter.value(of: wanted).map(domain.nearest), domain.contains(value) { return (value, nil) }
      var now = parameter
      now.domain = domain
      return (nil, "`\(parameter.name)` = \(wanted) is not in \(now.domainText)")
    }
    if let proposal, proposal.values.indices.contains(index), let value = proposal.values[index],
      domain.contains(value)
    {
      return (value, nil)
    }
    return (domain.value(at: random.fraction()), nil)
  }
}

extension Domain {
  /// The level that a real is but for rounding, as other programs add up steps; else the value itself.
  fileprivate func nearest(_ value: ParameterValue) -> ParameterValue {
    guard case .real(_, _, _, _?) = self, case .real(let real) = value,
      case .real(let level) = self.value(at: coordinate(of: value)), abs(level - real) <= 1e-9 * abs(real)
    else { return value }
    return .real(level)
  }
}

extension ParameterDescription {
  /// The value that `json` means: a choice itself, where `json(_:)` gives the value as people see it.
  fileprivate func value(of json: JSON) -> ParameterValue? {
    switch domain {
    case .real, .normal, .gamma: return json.number.map { .real($0) }
    case .integer: return json.wholeNumber.map { .integer($0) }
    case .choice:
      let index = choices.firstIndex { choice in
        if choice == json { return true }
        if let number = choice.number { return number == json.number }
        // Other programs have lists and records as text.
        return choice.description == json.text
      }
      return index.map { .choice($0) }
    }
  }
}
