import Basics
import BayesOpt
import Studies

/// A space as `init` describes it, and its configurations as JSON objects.
///
/// | description                                                      | domain             |
/// |------------------------------------------------------------------|--------------------|
/// | `{"name":"x","type":"float","low":0,"high":1,"log":false}`       | `real`             |
/// | `{"name":"n","type":"int","low":1,"high":64,"log":true}`         | `integer`          |
/// | `{"name":"c","type":"cat","choices":["a","b"]}`                  | unordered `choice` |
///
/// Both kinds of number take a `step` where they are not logarithmic, and each parameter an `if`: `AskTellCondition`.
struct AskTellSpace: Sendable {
  let space: Space
  /// For each parameter, what its choices are; empty for numbers.
  private let choices: [[JSON]]
  /// For each parameter, when it is there; nil for always.
  private let conditions: [AskTellCondition?]

  /// - Parameter description: an array of parameters.
  /// - Throws: what is wrong with it.
  init(_ description: JSON?) throws(AskTellError) {
    guard let items = description?.items else {
      throw AskTellError("`space` must be an array of parameters", advice: Self.advice(onSpace: description))
    }
    var parameters: [Parameter] = []
    var choices: [[JSON]] = []
    var conditions: [AskTellCondition?] = []
    for item in items {
      guard let name = item["name"]?.text else {
        throw AskTellError("every parameter needs a `name`, a string", advice: "such as \(Self.described("x", item))")
      }
      try item.refuseMisspelling(
        of: ["name", "type", "low", "high", "log", "step", "choices", "if"], calledElsewhere: Self.others,
        in: "`\(name)`: ")
      let own = try Self.choices(item, name)
      let domain = try Self.domain(item, name, choices: own.count)
      let condition = try Self.condition(item, name, after: parameters, choices)
      choices.append(own)
      conditions.append(condition)
      parameters.append(Parameter(name: name, domain: domain, rule: condition?.rule(for: domain)))
    }
    self.choices = choices
    self.conditions = conditions
    do throws(SpaceError) { space = try Space(parameters: parameters) } catch {
      throw AskTellError(error.message, advice: parameters.isEmpty ? Self.advice(onSpace: nil) : error.hint)
    }
  }

  /// What other programs call the keys of a parameter.
  private static let others = [
    "min": "low", "lower": "low", "minimum": "low", "from": "low", "max": "high", "upper": "high", "maximum": "high",
    "to": "high", "logscale": "log", "log_scale": "log", "scale": "log", "logarithmic": "log", "q": "step",
    "quantum": "step", "values": "choices", "categories": "choices", "options": "choices",
  ]

  /// The keys in which other programs put both ends of a range.
  private static let ranges = ["range", "bounds", "interval", "domain", "limits"]

  /// What other programs call the types.
  private static let types: [String: String] = [
    "real": "float", "double": "float", "number": "float", "continuous": "float", "uniform": "float",
    "floatdistribution": "float", "loguniform": "float", "log": "float", "log_uniform": "float", "integer": "int",
    "discrete": "int", "randint": "int", "intdistribution": "int", "categorical": "cat", "choice": "cat",
    "category": "cat", "enum": "cat", "string": "cat", "bool": "cat", "boolean": "cat",
    "categoricaldistribution": "cat",
  ]

  /// How a space is written that is an object, or not there.
  private static func advice(onSpace description: JSON?) -> String {
    guard case .object(let members)? = description, let first = members.first else {
      return "such as [\(described("x", [:]))]"
    }
    return "write [\(described(first.name, first.value))\(members.count > 1 ? ", ..." : "")]"
  }

  /// A parameter as it is described here, from what another program writes of it.
  private static func described(_ name: String, _ item: JSON) -> String {
    let attributes = item["attributes"] ?? item["distribution"]?["attributes"] ?? item
    let range = ranges.lazy.compactMap { item[$0]?.items }.first ?? item.items
    let values = range?.filter { $0.text == nil } ?? []
    let kind = [item["type"], item["name"], item["distribution"]?["name"]].lazy.compactMap { $0?.text?.lowercased() }
      .first {
        types[$0] != nil
      }
    let choices =
      attributes["choices"]?.items ?? attributes["values"]?.items ?? range.flatMap { values.count == 2 ? nil : $0 }
    var members: [JSON.Member] = [.init("name", .string(name))]
    if let choices, kind.flatMap({ types[$0] }) ?? "cat" == "cat" {
      members += [.init("type", "cat"), .init("choices", .array(choices))]
    } else {
      let low = attributes["low"] ?? values.first ?? .integer(0)
      let high = attributes["high"] ?? values.last ?? .integer(1)
      let isWhole = kind.flatMap { types[$0] } == "int"
      members += [.init("type", .string(isWhole ? "int" : "float")), .init("low", low), .init("high", high)]
      if attributes["log"]?.truth == true || kind?.hasPrefix("log") == true { members.append(.init("log", true)) }
    }
    return JSON.object(members).description
  }

  private static func domain(_ item: JSON, _ name: String, choices: Int) throws(AskTellError) -> Domain {
    func number<N>(_ field: String, _ value: N?, _ kind: String) throws(AskTellError) -> N {
      if let value { return value }
      if let stranger = ranges.first(where: { item[$0] != nil }) {
        throw AskTellError("`\(name)`: unknown key `\(stranger)`", advice: "write \(described(name, item))")
      }
      guard let written = item[field] else {
        throw AskTellError("`\(name)` has no `\(field)`, \(kind)", advice: "write \(described(name, item))")
      }
      throw AskTellError("`\(field)` of `\(name)` must be \(kind), not \(written)", advice: unquoted(written, field))
    }
    let type = item["type"]?.text ?? ""
    let isLogarithmic = try optional(item, "log", of: name, "true or false") { $0.truth } ?? false
    let scale: Scale = isLogarithmic ? .logarithmic : .linear
    switch type {
    case "float":
      let step = try optional(item, "step", of: name, "a number") { $0.number }
      if step != nil, isLogarithmic { throw AskTellError("`\(name)` cannot have both `log` and `step`") }
      return .real(
        low: try number("low", item["low"]?.number, "a number"),
        high: try number("high", item["high"]?.number, "a number"), scale: scale, step: step)
    case "int":
      let step = try optional(item, "step", of: name, "a whole number") { $0.wholeNumber } ?? 1
      if step != 1, isLogarithmic { throw AskTellError("`\(name)` cannot have both `log` and `step`") }
      return .integer(
        low: try number("low", item["low"]?.wholeNumber, "a whole number"),
        high: try number("high", item["high"]?.wholeNumber, "a whole number"), scale: scale, step: step)
    case "cat": return .choice(count: choices, isOrdered: false)
    default:
      if item["attributes"] != nil || item["distribution"] != nil {
        throw AskTellError(
          "this is a distribution of Optuna",
          advice: "write \(described(types[name.lowercased()] == nil ? name : "x", item))")
      }
      let problem = "`type` of `\(name)` must be one of float, int, cat"
      guard let written = item["type"]?.text else {
        throw AskTellError(problem, advice: "write \(described(name, item))")
      }
      let small = written.lowercased()
      let meant = ["float", "int", "cat"].contains(small) ? small : types[small]
      let isLog = written.lowercased().hasPrefix("log")
      throw AskTellError(
        "\(problem), not \(JSON.string(written))",
        advice: meant.map { "write \"type\":\"\($0)\"\(isLog ? ",\"log\":true" : "")" })
    }
  }

  private static func choices(_ item: JSON, _ name: String) throws(AskTellError) -> [JSON] {
    guard item["type"]?.text == "cat" else { return [] }
    guard let choices = item["choices"]?.items else {
      let parts = item["choices"]?.text?.split(separator: ",").map { trimmed(String($0)) } ?? ["a", "b"]
      throw AskTellError(
        "`choices` of `\(name)` must be an array\(item["choices"] == nil ? ", and are missing" : "")",
        advice: "write \"choices\":\(JSON.array(parts.map(JSON.string)))")
    }
    guard Set(choices).count == choices.count else { throw AskTellError("`\(name)` has a choice twice") }
    return choices
  }

  /// When a parameter is there, by those before it; nil for always.
  private static func condition(
    _ item: JSON, _ name: String, after parameters: [Parameter], _ choices: [[JSON]]
  ) throws(AskTellError) -> AskTellCondition? {
    guard let written = item["if"], written != .null else { return nil }
    guard case .object(let members) = written, !members.isEmpty else {
      throw AskTellError(
        "`if` of `\(name)` must be an object of parameters and their values, not \(written)",
        advice: "such as \"if\":{\"optimizer\":[\"sgd\"]}")
    }
    var parents: [(place: Int, values: Set<ParameterValue>)] = []
    for member in members {
      guard let place = parameters.firstIndex(where: { $0.name == member.name }) else {
        throw AskTellError(
          "`if` of `\(name)`: there is no parameter `\(member.name)` before it", nearest: member.name,
          among: parameters.map(\.name), otherwise: "a parameter stands behind those that it depends on")
      }
      guard let alternatives = member.value.items, !alternatives.isEmpty else {
        throw AskTellError(
          "`if` of `\(name)` must give an array of values for `\(member.name)`, not \(member.value)",
          advice: "write \"if\":{\(JSON.string(member.name)):[\(member.value)]}")
      }
      var values: Set<ParameterValue> = []
      for alternative in alternatives {
        guard let value = Self.value(alternative, in: parameters[place].domain, choices[place]) else {
          throw AskTellError("`if` of `\(name)`: \(alternative) is not in the domain of `\(member.name)`")
        }
        values.insert(value)
      }
      parents.append((place: place, values: values))
    }
    return AskTellCondition(parents: parents)
  }

  /// An optional member of a description; null is as good as absent.
  private static func optional<T>(
    _ item: JSON, _ field: String, of name: String, _ kind: String, _ read: (JSON) -> T?
  ) throws(AskTellError) -> T? {
    guard let value = item[field], value != .null else { return nil }
    if let value = read(value) { return value }
    throw AskTellError("`\(field)` of `\(name)` must be \(kind), not \(value)", advice: unquoted(value, field))
  }

  /// A key with the number or the truth that stands in quotes, or that is meant by a word.
  private static func unquoted(_ value: JSON, _ field: String) -> String? {
    guard let text = value.text else {
      return field == "log" && value == .integer(1) ? "write \"log\":true" : nil
    }
    if field == "log" {
      return "write \"log\":\(["false", "no", "linear", "", "none"].contains(text.lowercased()) ? "false" : "true")"
    }
    return Double(text) == nil ? nil : "write \"\(field)\":\(text)"
  }

  // MARK: Configurations

  /// A configuration as an object, without what is not there.
  func json(_ configuration: Configuration) -> JSON {
    .object(
      space.parameters.indices.compactMap { index in
        let value: JSON
        switch configuration.values[index] {
        case nil: return nil
        case .real(let real): value = .real(real)
        case .integer(let integer): value = .integer(integer)
        case .choice(let choice): value = choices[index][choice]
        }
        return JSON.Member(space.parameters[index].name, value)
      })
  }

  /// The configuration that an object describes.
  ///
  /// - Parameter object: a value for every parameter that is there.
  /// - Returns: the configuration.
  /// - Throws: where the object lies outside the space.
  func configuration(_ object: JSON) throws(AskTellError) -> Configuration {
    let names = space.parameters.map(\.name)
    guard case .object(let members) = object else {
      let values = object.items ?? names.map { _ in .integer(0) }
      let members = zip(names, values).map { "\(JSON.string($0)):\($1)" }
      throw AskTellError("`params` must be an object", advice: "such as {\(members.joined(separator: ","))}")
    }
    if let stranger = members.first(where: { !names.contains($0.name) }) {
      throw AskTellError(
        "there is no parameter `\(stranger.name)`", nearest: stranger.name, among: names,
        otherwise: "the parameters are \(names.joined(separator: ", "))")
    }
    var values: [ParameterValue?] = []
    for (index, parameter) in space.parameters.enumerated() {
      if let condition = conditions[index], !condition.holds(after: values) {
        guard object[parameter.name] ?? .null == .null else {
          throw AskTellError("`\(parameter.name)` has a value where its `if` does not hold", advice: "leave it out")
        }
        values.append(nil)
        continue
      }
      guard let json = object[parameter.name] else { throw AskTellError("`params` lacks `\(parameter.name)`") }
      guard let value = Self.value(json, in: parameter.domain, choices[index]) else {
        let isQuoted = json.text.map { Double($0) != nil } ?? false
        throw AskTellError(
          "\(json) is not in the domain of `\(parameter.name)`",
          advice: isQuoted ? "a number stands without quotes" : words(forDomainOf: index))
      }
      values.append(value)
    }
    return Configuration(values: values)
  }

  /// What a parameter may be.
  private func words(forDomainOf index: Int) -> String? {
    switch space.parameters[index].domain {
    case .choice:
      let listed = choices[index].prefix(6).map(\.description).joined(separator: ", ")
      return "its choices are \(listed)\(choices[index].count > 6 ? ", ..." : "")"
    case .integer(let low, let high, _, let step):
      return "it goes from \(low) to \(high)" + (step == 1 ? ", in whole numbers" : " by \(step)")
    case .real(let low, let high, _, let step):
      return "it goes from \(realText(low)) to \(realText(high))" + (step.map { " by \(realText($0))" } ?? "")
    case .normal, .gamma: return nil
    }
  }

  private static func value(_ json: JSON, in domain: Domain, _ choices: [JSON]) -> ParameterValue? {
    let value: ParameterValue?
    switch domain {
    case .choice: value = choices.firstIndex(of: json).map { .choice($0) }
    case .integer: value = json.wholeNumber.map { .integer($0) }
    case .real, .normal, .gamma: value = json.number.map { .real($0) }
    }
    return value.flatMap(domain.recognized)
  }
}
