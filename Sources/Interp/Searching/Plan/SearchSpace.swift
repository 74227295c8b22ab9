import Basics
import BayesOpt
import DSL
import Foundation
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
    /// Tells whether the parameter is active, given the values of the parameters before it.
    let condition: Value?
    /// The text of a domain that depends on others; else empty.
    let rule: String
    let span: Span
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
      case .real(let low, let high, _, _): if let number, low <= number, number <= high { return .real(number) }
      case .integer(let low, let high, _, _):
        if let number, Double(low) <= number, number <= Double(high), let whole = Int(exactly: number.rounded()) {
          return .integer(whole)
        }
      }
      var hint = "`near` names a value that the search may try."
      if case .list = value { hint = "`near` names one value, which holds for every member of a list." }
      throw failure("\(value) is not in the domain of `\(name)`", span, hint: hint)
    }

    /// The axes of a list of `count` members; the axis itself where it is no list.
    func repeated(_ count: Int?) -> [Axis] {
      guard let count else { return [self] }
      return (0..<count).map { Axis(name: "\(name)[\($0)]", domain: domain, choices: choices) }
    }
  }

  private(set) var parameters: [Parameter] = []
  private(set) var axes: [Axis] = []
  private var optimiserParameters: [BayesOpt.Parameter] = []
  private let evaluator: Evaluator

  /// A space without parameters, whose dependent domains are evaluated by `evaluator`.
  init(evaluator: Evaluator) { self.evaluator = evaluator }

  var names: [String] { parameters.map(\.name) }

  // MARK: Building

  /// Adds a parameter.
  ///
  /// - Parameters:
  ///   - name: what it is called.
  ///   - domain: the domain, or a function of the parameters before it.
  ///   - isDependent: whether `domain` is such a function.
  ///   - near: where a good value is believed to lie, of every member of a list.
  ///   - condition: a function of the parameters before it, true where the parameter is active.
  ///   - rule: the text of a domain that depends on others.
  ///   - span: the domain's text.
  /// - Throws: a failure of the program where the value is not a domain.
  mutating func add(
    _ name: String, domain: Value, isDependent: Bool, near: (value: Value, span: Span)? = nil, condition: Value?,
    rule: String, span: Span
  ) throws(Exit) {
    let members: [Axis]
    let isList: Bool
    if isDependent {
      (members, isList) = try probe(name, domain, condition, span)
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
      if isDependent || condition != nil {
        rule = { prefix in
          try earlier.domain(
            offset, of: domain, isDependent: isDependent, condition: condition, axis, after: prefix, span)
        }
      }
      let belief = try near.map { near throws(Exit) in try axis.belief(near.value, of: name, near.span) }
      optimiserParameters.append(BayesOpt.Parameter(name: axis.name, domain: axis.domain, near: belief, rule: rule))
    }
    axes += members
    parameters.append(
      Parameter(
        name: name, axes: first..<axes.count, isList: isList, condition: condition, rule: rule,
        span: span))
  }

  /// The space as the optimiser sees it; a configuration must satisfy all `constraints`, functions of all parameters.
  func optimiserSpace(constraints: [(function: Value, span: Span)]) throws(SpaceError) -> Space {
    if constraints.isEmpty { return try Space(parameters: optimiserParameters) }
    return try Space(parameters: optimiserParameters) { configuration in
      let values = try self.values(of: configuration)
      for (function, span) in constraints where try !evaluator.test(function, values, span) { return false }
      return true
    }
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
          choices.append(try evaluator.machine.json(choice, inside: 4, parameter.span))
        }
        descriptions.append(
          ParameterDescription(name: axis.name, domain: axis.domain, choices: choices, rule: parameter.rule))
      }
    }
    return descriptions
  }

  /// The domain of the axis `offset` of a new parameter, given the axes before; nil where it is inactive.
  private func domain(
    _ offset: Int, of domain: Value, isDependent: Bool, condition: Value?, _ axis: Axis, after prefix: Configuration,
    _ span: Span
  ) throws(Exit) -> Domain? {
    let earlier = try values(of: prefix)
    if let condition, try !evaluator.test(condition, earlier, span) { return nil }
    guard isDependent else { return axis.domain }
    let plain = try PlainDomain(try evaluator.call(domain, earlier, span), span)
    guard offset < plain.count else { return nil }
    let member = plain.member(named: axis.name)
    guard member.choices == axis.choices else { throw choicesDiffer(axis.name, span) }
    return member.domain
  }

  /// The widest axes of a dependent domain, found by trying configurations of the parameters before it: the corners of
  /// the unit cube and a lattice between them.
  private func probe(
    _ name: String, _ domain: Value, _ condition: Value?, _ span: Span
  ) throws(Exit) -> (axes: [Axis], isList: Bool) {
    var widest: Axis?
    var count = 0
    var isList = false
    for point in probes(dimension: axes.count) {
      let configuration = try decode(point)
      let earlier = try values(of: configuration)
      if let condition, try !evaluator.test(condition, earlier, span) { continue }
      let plain = try PlainDomain(try evaluator.call(domain, earlier, span), span)
      count = max(count, plain.count)
      isList = isList || plain.isList
      let member = plain.member(named: name)
      guard let so = widest else {
        try plain.requireDistinctChoices(span)
        widest = member
        continue
      }
      guard so.choices == member.choices, let joined = so.domain.joined(with: member.domain) else {
        throw choicesDiffer(name, span)
      }
      widest = Axis(name: name, domain: joined, choices: so.choices)
    }
    guard let widest else {
      throw failure("`\(name)` never becomes active", span, hint: "its condition is false wherever it was tried.")
    }
    return (widest.repeated(isList ? count : nil), isList)
  }

  private func decode(_ point: [Double]) throws(Exit) -> Configuration {
    guard !optimiserParameters.isEmpty else { return Configuration(values: []) }
    do { return try Space(parameters: optimiserParameters).decode(point) } catch let exit as Exit { throw exit } catch {
      throw failure("\(error)", .nowhere)
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

  private func value(
    of parameter: Parameter, _ coordinates: [ParameterValue?], earlier: [Value]
  ) throws(Exit) -> Value {
    guard parameter.isList else {
      return parameter.axes.first.map { value(of: axes[$0], coordinates[$0]) } ?? .none
    }
    let items = parameter.axes.compactMap { index in coordinates[index].map { value(of: axes[index], $0) } }
    if items.isEmpty, let condition = parameter.condition, try !evaluator.test(condition, earlier, parameter.span) {
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

  /// The configuration that a record of parameters means; for `from {...}`.
  func configuration(of record: Record, _ span: Span) throws(Exit) -> Configuration {
    for (name, _) in record.fields where !names.contains(name) {
      let near = Suggestion.nearest(to: name, among: names)
      throw failure(
        "this search has no parameter `\(name)`", span, label: near.map { "did you mean `\($0)`?" } ?? "",
        hint: near == nil ? "its parameters are \(names.joined(separator: ", "))." : nil)
    }
    var coordinates: [ParameterValue?] = []
    for parameter in parameters {
      let value = record[parameter.name]
      var members = ContiguousArray<Value>()
      switch value {
      case .list(let items)? where parameter.isList: members = items
      case let value?: members = [value]
      case nil: break
      }
      for (offset, index) in parameter.axes.enumerated() {
        let rule = optimiserParameters[index].rule
        let domain: Domain?
        do {
          domain = try rule.map { try $0(Configuration(values: coordinates)) } ?? axes[index].domain
        } catch let exit as Exit { throw exit } catch { throw failure("\(error)", span) }
        guard let domain else {
          coordinates.append(nil)
          continue
        }
        guard offset < members.count else {
          throw failure(
            value == nil || !parameter.isList
              ? "the point has no value for `\(parameter.name)`"
              : "`\(parameter.name)` needs more members than the \(members.count) of the point", span)
        }
        guard let coordinate = self.coordinate(of: members[offset], axes[index]), domain.contains(coordinate) else {
          throw failure("\(members[offset]) is not in the domain of `\(parameter.name)`", span)
        }
        coordinates.append(coordinate)
      }
      let needed = coordinates[parameter.axes].count { $0 != nil }
      if parameter.isList, needed > 0, members.count > needed {
        throw failure("`\(parameter.name)` has \(members.count) members in the point, and needs \(needed)", span)
      }
    }
    return Configuration(values: coordinates)
  }

  private func coordinate(of value: Value, _ axis: Axis) -> ParameterValue? {
    switch axis.domain {
    case .choice: axis.choices.firstIndex(of: value).map { .choice($0) }
    case .integer: value.number.flatMap { Int(exactly: $0) }.map { .integer($0) }
    case .real, .normal: value.number.map { .real($0) }
    }
  }
}

@inline(never)
private func choicesDiffer(_ name: String, _ span: Span) -> Exit {
  failure(
    "the domain of `\(name)` changes its kind with the parameters before it", span,
    hint: "only its ends may change; write two parameters, each with its `if`.")
}

/// The corners of the unit cube, as far as there are few, and an additive lattice between them.
private func probes(dimension: Int) -> [[Double]] {
  guard dimension > 0 else { return [[]] }
  let nearlyOne = 1 - 0x1p-40
  var points: [[Double]] = []
  for corner in 0..<(1 << min(dimension, 8)) {
    points.append((0..<dimension).map { $0 < 8 && corner >> $0 & 1 == 1 ? nearlyOne : 0 })
  }
  points.append([Double](repeating: nearlyOne, count: dimension))
  // Kronecker lattice with the fractional powers of the generalised golden ratio (Roberts 2018).
  var ratio = 2.0
  for _ in 0..<32 { ratio = pow(1 + ratio, 1 / Double(dimension + 1)) }
  for index in 1...256 {
    points.append((1...dimension).map { (Double(index) / pow(ratio, Double($0))).truncatingRemainder(dividingBy: 1) })
  }
  return points
}
