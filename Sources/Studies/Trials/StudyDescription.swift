import Basics
import BayesOpt

/// What a study is, apart from its trials: what is sought, where, and how.
public struct StudyDescription: Hashable, Sendable {
  /// The name in a storage; a study without one is not kept.
  public var name: String?
  /// What is minimized or maximized, in the order of the values of a trial; at least one.
  public var objectives: [Objective]
  /// The parameters, in the order of the values of a configuration.
  public var parameters: [ParameterDescription]
  /// The strategy as the program writes it.
  public var strategy: String
  /// The seed of the strategy.
  public var seed: Int
  /// The version of the program that made the study.
  public var version: String
  /// A digest of the objective's text, by which a changed one is noticed; nil where it is not known.
  public var objectiveDigest: String?
  /// How many trials the study is to have; nil where its search ends by something else.
  public var budget: Int?

  /// Describes a study.
  ///
  /// - Parameters:
  ///   - name: the name in a storage.
  ///   - objectives: what is minimized or maximized.
  ///   - parameters: the parameters.
  ///   - strategy: the strategy as the program writes it.
  ///   - seed: the seed of the strategy.
  ///   - version: the version of the program.
  ///   - objectiveDigest: a digest of the objective's text.
  ///   - budget: how many trials it is to have.
  public init(
    name: String? = nil, objectives: [Objective], parameters: [ParameterDescription], strategy: String, seed: Int,
    version: String, objectiveDigest: String? = nil, budget: Int? = nil
  ) {
    self.name = name
    self.objectives = objectives
    self.parameters = parameters
    self.strategy = strategy
    self.seed = seed
    self.version = version
    self.objectiveDigest = objectiveDigest
    self.budget = budget
  }
}

/// One thing to minimize or to maximize.
public struct Objective: Hashable, Sendable {
  /// Which way is better.
  public var direction: Direction
  /// What the value is, where that is known: `accuracy`.
  public var metric: String?

  /// An objective.
  public init(_ direction: Direction, metric: String? = nil) {
    self.direction = direction
    self.metric = metric
  }

  /// The metric, `value` where it is not known.
  public var title: String { metric ?? "value" }
}

/// One parameter as people and storages see it: its name, its domain, and what its choices are.
public struct ParameterDescription: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The widest domain that the parameter can have.
  public var domain: Domain
  /// The choices, in the order of their indices; empty for a domain of numbers.
  public var choices: [JSON]
  /// The text of a domain that depends on other parameters, or of one with a condition: `1..5 if x > 0.5`; empty for a
  /// domain that is always the same, nil where that is not known.
  public var rule: String?

  /// Describes a parameter.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - domain: the widest domain that it can have.
  ///   - choices: the choices, for a domain of choices.
  ///   - rule: the text of a domain that depends on other parameters, if that is known.
  public init(name: String, domain: Domain, choices: [JSON] = [], rule: String? = nil) {
    self.name = name
    self.domain = domain
    self.choices = choices
    self.rule = rule
  }

  /// The domain as the language writes it: `0.0..0.5`, `log(8, 256) by 2`, `["sgd", "adam"]`.
  public var domainText: String {
    switch domain {
    case .real(let low, let high, .linear, let step): DomainText.linear(low, high, step: step)
    case .real(let low, let high, .logarithmic, let step): DomainText.logarithmic(low, high, step: step)
    case .integer(let low, let high, .linear, let step): DomainText.linear(low, high, step: step)
    case .integer(let low, let high, .logarithmic, let step): DomainText.logarithmic(low, high, step: step)
    case .normal(let mean, let deviation): DomainText.normal(mean: mean, deviation: deviation)
    case .gamma(let low, let high, let shape, let scale): DomainText.gamma(low, high, shape: shape, scale: scale)
    case .choice(_, let isOrdered):
      DomainText.choices(choices.map { $0 == .null ? "none" : $0.description }, isOrdered: isOrdered)
    }
  }

  /// The value as people see it: a choice itself instead of its index, null for an inactive parameter.
  public func json(_ value: ParameterValue?) -> JSON {
    switch value {
    case nil: .null
    case .real(let real): .real(real)
    case .integer(let integer): .integer(integer)
    case .choice(let index): choices.indices.contains(index) ? choices[index] : .integer(index)
    }
  }
}
