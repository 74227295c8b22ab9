import Basics
import BayesOpt

/// A parameter as Optuna describes it: `{"name": CLASS, "attributes": {…}}`, written beside every value.
///
/// Optuna's form says less than a domain: a logarithmic range has no steps, choices have no order and are null,
/// booleans, numbers or strings, and there is neither a normal nor a Gamma distribution. What is left out here is kept in `hpo:space`.
enum OptunaDistribution {
  /// The half-width, in deviations, of the range that stands for a normal distribution.
  ///
  /// The quantiles of the unit interval's doubles end within 8.3 deviations.
  static let normalReach = 10.0

  /// Optuna's description of a parameter.
  static func json(of parameter: ParameterDescription) -> JSON {
    switch parameter.domain {
    case .real(let low, let high, .logarithmic, _): float(low, high, log: true)
    case .real(let low, _, .linear, let step?): float(low, lastLevel(of: parameter.domain).number, step: step)
    case .real(let low, let high, .linear, nil): float(low, high)
    case .gamma(let low, let high, _, _): float(low, high)
    case .normal(let mean, let deviation): float(mean - normalReach * deviation, mean + normalReach * deviation)
    case .integer(let low, let high, .logarithmic, _): int(low, high, log: true)
    case .integer(let low, let high, .linear, let step):
      int(low, lastLevel(of: parameter.domain).wholeNumber ?? high, step: step)
    case .choice: distribution("CategoricalDistribution", ["choices": .array(parameter.choices.map(\.choice))])
    }
  }

  /// Reads a description of Optuna's, also in its short form and by the names of versions before 3.0.
  ///
  /// - Parameters:
  ///   - json: the description.
  ///   - name: the parameter's name.
  /// - Returns: the parameter, `nil` where the description is not understood, or describes no domain.
  static func parameter(_ json: JSON, name: String) -> ParameterDescription? {
    guard let parameter = described(json, name: name), (try? parameter.domain.validate()) != nil else { return nil }
    return parameter
  }

  private static func described(_ json: JSON, name: String) -> ParameterDescription? {
    guard let kind = json["name"]?.text ?? json["type"]?.text else { return nil }
    let attributes = json["attributes"] ?? json
    if kind == "CategoricalDistribution" || kind == "categorical" {
      guard let choices = attributes["choices"]?.items else { return nil }
      let domain = Domain.choice(count: choices.count, isOrdered: false)
      return ParameterDescription(name: name, domain: domain, choices: choices)
    }
    guard let low = attributes["low"], let high = attributes["high"] else { return nil }
    let isLog = attributes["log"]?.truth == true || kind.contains("LogUniform")
    let scale: Scale = isLog ? .logarithmic : .linear
    switch kind {
    case "FloatDistribution", "float", "UniformDistribution", "LogUniformDistribution", "DiscreteUniformDistribution":
      guard let low = low.number, let high = high.number else { return nil }
      let step = attributes["step"]?.number ?? attributes["q"]?.number
      return ParameterDescription(name: name, domain: .real(low: low, high: high, scale: scale, step: step))
    case "IntDistribution", "int", "IntUniformDistribution", "IntLogUniformDistribution":
      guard let low = low.wholeNumber, let high = high.wholeNumber else { return nil }
      let step = attributes["step"]?.wholeNumber ?? 1
      return ParameterDescription(name: name, domain: .integer(low: low, high: high, scale: scale, step: step))
    default: return nil
    }
  }

  private static func float(_ low: Double, _ high: Double, log: Bool = false, step: Double? = nil) -> JSON {
    let step = step.map(JSON.real) ?? .null
    return distribution(
      "FloatDistribution", ["low": .real(low), "high": .real(high), "log": .bool(log), "step": step])
  }

  private static func int(_ low: Int, _ high: Int, log: Bool = false, step: Int = 1) -> JSON {
    distribution(
      "IntDistribution", ["low": .integer(low), "high": .integer(high), "log": .bool(log), "step": .integer(step)])
  }

  private static func distribution(_ name: String, _ attributes: JSON) -> JSON {
    ["name": .string(name), "attributes": attributes]
  }

  /// The largest value of a domain: Optuna wants a range to end on a step.
  private static func lastLevel(of domain: Domain) -> ParameterValue {
    domain.value(at: 1)
  }
}

extension ParameterDescription {
  /// The same with a domain that holds a number: a domain that depends on others can at a point be wider than was found out
  /// when the search began.
  func widened(to value: ParameterValue) -> ParameterDescription {
    var wide = self
    switch (domain, value) {
    case (.real(let low, let high, let scale, _), .real(let x)):
      wide.domain = .real(low: min(low, x), high: max(high, x), scale: scale, step: nil)
    case (.integer(let low, let high, let scale, _), .integer(let x)):
      wide.domain = .integer(low: min(low, x), high: max(high, x), scale: scale, step: 1)
    default: break
    }
    return wide
  }
}

extension ParameterValue {
  fileprivate var wholeNumber: Int? {
    if case .integer(let value) = self { value } else { nil }
  }
}

extension JSON {
  /// The value as Optuna takes a choice: lists and records become text.
  fileprivate var choice: JSON {
    switch self {
    case .array, .object: .string(description)
    default: self
    }
  }
}
