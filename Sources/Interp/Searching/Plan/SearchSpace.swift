import Basics
import BayesOpt
import DSL
import Studies

/// The space of a search in both of its forms: parameters of the language, and axes of the optimiser.
///
/// A parameter is one axis, except for `each(domain, count)`, which is as many as `count` can be. A domain or condition that
/// mentions earlier parameters becomes the rule of its axes: strategies work in the unit cube and never see the difference.
struct SearchSpace: Sendable {
  /// A parameter of the search and the axes that it takes.
  struct Parameter: Sendable {
    let name: String
    let axes: Range<Int>
    let isList: Bool
    let dependent: Dependent
    /// The text of a domain that depends on others; else empty.
    let rule: String
  }

  /// How a parameter depends on those before it.
  struct Dependent: Sendable {
    /// The domain, or a function of the parameters before it.
    let domain: Value
    /// The parameters that the domain mentions; nil where it is no function.
    let mentions: [Int]?
    /// Of functions of the parameters before it.
    let condition: ParameterCondition<Value>?
    let requirements: [DomainRequirement<Value>]
    let span: Span

    var isSometimesInactive: Bool { mentions != nil || condition != nil }
    var allMentions: [Int] { (mentions ?? []) + (condition?.mentions ?? []) }
  }

  /// An axis in the words of the language.
  struct Axis: Sendable {
    let name: String
    let domain: Domain
    /// What a choice chooses from.
    let choices: ContiguousArray<Value>

    /// The value that `near` names: of a number the nearest there is, as long as it lies between the ends.
    fileprivate func belief(_ value: Value, of name: String, _ span: Span) throws(Exit) -> ParameterValue {
      let number = value.number.flatMap { $0.isFinite ? $0 : nil }
      switch domain {
      case .choice: if let index = choices.firstIndex(of: value) { return .choice(index) }
      case .normal: if let number { return .real(number) }
      case .real(let low, let high, _, _), .gamma(let low, let high, _, _):
        if let number, low <= number, number <= high { return .real(number) }
      case .integer(let low, let high, _, _):
        if let number, Double(low) <= number, number <= Double(high), let whole = Int(exactly: number.rounded()) {
          return .integer(whole)
        }
      }
      var hint = "`near` names a value that the search may try."
      if case .list = value { hint = "`near` names one value, which holds for every member of a list." }
      throw failure(.outsideDomain, "\(value) is not in the domain of `\(name)`", span, hint: hint)
    }

    /// The axes of a list of `count` members; the axis itself where it is no list.
    func repeated(_ count: Int?) -> [Axis] {
      guard let count else { return [self] }
      return (0..<count).map { Axis(name: "\(name)[\($0)]", domain: domain, choices: choices) }
    }
  }

  private(set) var parameters: [Parameter] = []
  private(set) var axes: [Axis] = []
  private(set) var optimiserParameters: [BayesOpt.Parameter] = []
  /// Functions of all parameters, also of those that are still to be added.
  let constraints: [ParameterCondition<Value>]
  /// How many parameters there will be.
  private let parameterCount: Int
  let evaluator: Evaluator

  /// A space without parameters.
  ///
  /// - Parameters:
  ///   - parameterCount: how many will be added.
  ///   - constraints: what must hold between them.
  ///   - evaluator: for dependent domains, conditions and constraints.
  init(parameterCount: Int, constraints: [ParameterCondition<Value>], evaluator: Evaluator) {
    (self.parameterCount, self.constraints, self.evaluator) = (parameterCount, constraints, evaluator)
  }

  var names: [String] { parameters.map(\.name) }

  // MARK: Building

  /// Adds a parameter.
  ///
  /// - Parameters:
  ///   - clause: the parameter as it is written.
  ///   - domain: the domain, or a function of the parameters before it.
  ///   - near: where a good value is believed to lie, of every member of a list.
  ///   - condition: of functions of the parameters before it.
  ///   - requirements: the same, of what the domain needs of them.
  /// - Throws: a failure of the program where the value is not a domain.
  mutating func add(
    _ clause: SearchClauses.Parameter, domain: Value, near: (value: Value, span: Span)?,
    condition: ParameterCondition<Value>?, requirements: [DomainRequirement<Value>]
  ) throws(Exit) {
    let (name, span) = (clause.name, clause.span)
    let dependent = Dependent(
      domain: domain, mentions: clause.isDependent ? clause.mentions : nil, condition: condition,
      requirements: requirements, span: span)
    let members: [Axis]
    let isList: Bool
    if clause.isDependent {
      (members, isList) = try widest(name, dependent, mostMembers: clause.mostMembers)
    } else {
      let plain = try PlainDomain(domain, span)
      try plain.requireDistinctChoices(span)
      members = plain.member(named: name).repeated(plain.isList ? plain.count : nil)
      isList = plain.isList
    }
    let first = axes.count
    let earlier = self
    for (offset, axis) in members.enumerated() {
      var rule: BayesOpt.Parameter.Rule?
      if clause.isDependent || condition != nil {
        let axes = members.count
        rule = { prefix in try earlier.domain(offset, of: dependent, axis, among: axes, after: prefix) }
      }
      let belief = try near.map { near throws(Exit) in try axis.belief(near.value, of: name, near.span) }
      optimiserParameters.append(BayesOpt.Parameter(name: axis.name, domain: axis.domain, near: belief, rule: rule))
    }
    axes += members
    parameters.append(
      Parameter(name: name, axes: first..<axes.count, isList: isList, dependent: dependent, rule: clause.rule))
  }

  /// The space as the optimiser sees it.
  func optimiserSpace() throws(SpaceError) -> Space {
    try Space(
      parameters: optimiserParameters,
      constraints: constraints.map { constraint in
        let last = parameters.indices.contains(constraint.lastMention) ? constraint.lastMention : parameters.count - 1
        return Space.Constraint(last: max(parameters[last].axes.upperBound - 1, 0)) { configuration in
          guard let values = try? self.padded(configuration) else { return .greatestFiniteMagnitude }
          return constraint.excess(values, evaluator)
        } holds: { configuration in
          try constraint.truth(self.padded(configuration), evaluator) ?? true
        }
      })
  }

  /// The axes as a storage keeps them.
  ///
  /// - Throws: a failure of the program where it cannot keep a choice.
  func descriptions() throws(Exit) -> [ParameterDescription] {
    var descriptions: [ParameterDescription] = []
    for parameter in parameters {
      for axis in axes[parameter.axes] {
        var choices: [JSON] = []
        for choice in axis.choices {
          choices.append(try evaluator.machine.json(choice, inside: 4, parameter.dependent.span))
        }
        descriptions.append(
          ParameterDescription(name: axis.name, domain: axis.domain, choices: choices, rule: parameter.rule))
      }
    }
    return descriptions
  }

  /// The domain of the axis `offset` of a new parameter, given the axes before.
  ///
  /// - Parameters:
  ///   - offset: the member of a list.
  ///   - dependent: the parameter.
  ///   - axis: the widest form.
  ///   - axes: how many members there can be.
  ///   - prefix: the values of the axes before the parameter, and of its members before this one.
  /// - Throws: a failure of the program, also where there are more members than axes.
  /// - Returns: nil where it is inactive.
  private func domain(
    _ offset: Int, of dependent: Dependent, _ axis: Axis, among axes: Int, after prefix: Configuration
  ) throws(Exit) -> Domain? {
    guard let context = try context(of: dependent, after: try parameterValues(of: prefix)) else { return nil }
    guard case .domain(let plain) = context else { return axis.domain }
    let span = dependent.span
    if plain.count > axes {
      throw failure(
        .notADomain,
        "`\(axis.name)` has \(plain.count) members here, and the search expects no more than \(axes)", span,
        hint: "write the largest number into the domain, as in `each(0.0..1.0, if x > 0.5 { 3 } else { 1 })`.")
    }
    guard offset < plain.count else { return nil }
    let member = plain.member(named: axis.name)
    guard member.choices == axis.choices else { throw choicesDiffer(axis.name, span) }
    return member.domain
  }

  /// What the parameters before it make of a parameter.
  private enum Context {
    /// It has the domain that is written.
    case written
    /// It has this domain.
    case domain(PlainDomain)
  }

  /// What the parameters before it make of a parameter; nil where it is inactive.
  ///
  /// It is inactive like those that its domain or its condition needs. What `where` refuses in any case needs no domain.
  private func context(of dependent: Dependent, after earlier: ParameterValues) throws(Exit) -> Context? {
    var isDomainWrong = false
    do throws(Exit) {
      if let condition = dependent.condition, try condition.truth(earlier, evaluator) != true { return nil }
      guard dependent.mentions != nil else { return .written }
      let value = try evaluator.call(dependent.domain, earlier.values, dependent.span)
      isDomainWrong = true
      return .domain(try PlainDomain(value, dependent.span))
    } catch {
      guard case .failed = error else { throw error }
      if dependent.mentions?.contains(where: { earlier.isInactive[$0] }) == true { return nil }
      if isRefused(first: earlier) { return nil }
      throw dependent.explained(error, isDomainWrong: isDomainWrong, names, earlier, evaluator)
    }
  }

  /// Whether a constraint refuses the values of the first parameters, whatever the others are.
  private func isRefused(first earlier: ParameterValues) -> Bool {
    let count = earlier.values.count
    let padded = ParameterValues(
      values: earlier.values + Array(repeating: .none, count: max(parameterCount - count, 0)),
      isInactive: earlier.isInactive)
    return constraints.contains { constraint in
      constraint.mentions.allSatisfy { $0 < count } && (try? constraint.truth(padded, evaluator)) == false
    }
  }

  /// The widest axes of a dependent domain: of all values of the parameters that it depends on, if those are few, and
  /// else of the corners of the unit cube and a lattice between them.
  private func widest(
    _ name: String, _ dependent: Dependent, mostMembers: Int?
  ) throws(Exit) -> (axes: [Axis], isList: Bool) {
    let span = dependent.span
    var widest: Axis?
    var count = 0
    var isList = false
    for configuration in try contexts(of: dependent) {
      guard case .domain(let plain)? = try context(of: dependent, after: try parameterValues(of: configuration)) else {
        continue
      }
      count = max(count, plain.count)
      isList = isList || plain.isList
      let member = plain.member(named: name)
      guard let so = widest else {
        try plain.requireDistinctChoices(span)
        widest = member
        continue
      }
      if so.domain == member.domain, so.choices == member.choices { continue }
      guard so.choices == member.choices, let joined = so.domain.joined(with: member.domain) else {
        throw choicesDiffer(name, span)
      }
      widest = Axis(name: name, domain: joined, choices: so.choices)
    }
    guard let widest else {
      throw failure(
        .inactiveParameter, "`\(name)` never becomes active", span,
        hint: "its condition is false wherever it was tried.")
    }
    return (widest.repeated(isList ? max(count, min(mostMembers ?? 0, 1_000)) : nil), isList)
  }

  /// Values of the parameters so far among which a dependent domain is at its widest.
  private func contexts(of dependent: Dependent) throws(Exit) -> [Configuration] {
    guard !optimiserParameters.isEmpty else { return [Configuration(values: [])] }
    let space: Space
    do { space = try Space(parameters: optimiserParameters) } catch {
      throw failure(error.topic, error.message, dependent.span)
    }
    // What it mentions, what that depends on, and so on.
    var needed = Set<Int>()
    var rest = dependent.allMentions
    while let next = rest.popLast() {
      if needed.insert(next).inserted { rest += parameters[next].dependent.allMentions }
    }
    let neededAxes = Set(needed.flatMap { parameters[$0].axes })
    return try explained(dependent.span) {
      try space.allConfigurations(of: neededAxes, limit: 20_000) ?? probes(dimension: axes.count).map(space.decode)
    }
  }

  // MARK: Values

  /// One value of the language for each parameter, as far as the configuration has values for its axes.
  func values(of configuration: Configuration) throws(Exit) -> [Value] {
    var values: [Value] = []
    for parameter in parameters {
      guard parameter.axes.upperBound <= configuration.values.count else { break }
      values.append(try value(of: parameter, configuration.values, earlier: values))
    }
    return values
  }

  /// The record of all parameters.
  func record(of configuration: Configuration) throws(Exit) -> Value {
    .record(Array(zip(names, try values(of: configuration))))
  }

  /// The values of the first parameters, as far as the configuration has some, and which of them are inactive.
  func parameterValues(of configuration: Configuration) throws(Exit) -> ParameterValues {
    parameterValues(try values(of: configuration), configuration.values)
  }

  /// The same with `none` for the parameters behind the end of the configuration.
  private func padded(_ configuration: Configuration) throws(Exit) -> ParameterValues {
    let known = try parameterValues(of: configuration)
    let rest = Array(repeating: Value.none, count: parameterCount - known.values.count)
    return ParameterValues(values: known.values + rest, isInactive: known.isInactive)
  }

  private func parameterValues(_ values: [Value], _ coordinates: [ParameterValue?]) -> ParameterValues {
    // A choice can be `none` as well.
    let isInactive = zip(parameters, values).map { parameter, value in
      value == .none && parameter.axes.allSatisfy { coordinates[$0] == nil }
    }
    return ParameterValues(values: values, isInactive: isInactive)
  }

  private func value(
    of parameter: Parameter, _ coordinates: [ParameterValue?], earlier: [Value]
  ) throws(Exit) -> Value {
    guard parameter.isList else {
      return parameter.axes.first.map { value(of: axes[$0], coordinates[$0]) } ?? .none
    }
    let items = parameter.axes.compactMap { index in coordinates[index].map { value(of: axes[index], $0) } }
    // A list without members may be one, or the parameter may be inactive.
    if items.isEmpty, parameter.dependent.isSometimesInactive,
      try context(of: parameter.dependent, after: parameterValues(earlier, coordinates)) == nil
    {
      return .none
    }
    return .list(ContiguousArray(items))
  }

  private func value(of axis: Axis, _ coordinate: ParameterValue?) -> Value {
    switch coordinate {
    case nil: .none
    case .real(let x): .real(x)
    case .integer(let i): .int(i)
    case .choice(let index): axis.choices.indices.contains(index) ? axis.choices[index] : .none
    }
  }
}

@inline(never)
private func choicesDiffer(_ name: String, _ span: Span) -> Exit {
  failure(
    .notADomain,
    "the domain of `\(name)` changes its kind with the parameters before it", span,
    hint: "only its ends may change; write two parameters, each with its `if`.")
}
