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
/// Both kinds of number take a `step` where they are not logarithmic.
struct AskTellSpace: Sendable {
  let space: Space
  /// For each parameter, what its choices are; empty for numbers.
  private let choices: [[JSON]]

  /// - Parameter description: an array of parameters.
  /// - Throws: what is wrong with it.
  init(_ description: JSON?) throws(AskTellError) {
    guard let items = description?.items else { throw AskTellError("`space` must be an array of parameters") }
    var parameters: [Parameter] = []
    var choices: [[JSON]] = []
    for item in items {
      guard let name = item["name"]?.text else { throw AskTellError("every parameter needs a `name`, a string") }
      try item.refuseMisspelling(
        of: ["name", "type", "low", "high", "log", "step", "choices"], calledElsewhere: Self.others, in: "`\(name)`: ")
      let own = try Self.choices(item, name)
      choices.append(own)
      parameters.append(Parameter(name: name, domain: try Self.domain(item, name, choices: own.count)))
    }
    self.choices = choices
    do throws(SpaceError) { space = try Space(parameters: parameters) } catch {
      throw AskTellError(error.message)
    }
  }

  /// What other programs call the keys of a parameter.
  private static let others = [
    "min": "low", "lower": "low", "minimum": "low", "from": "low", "max": "high", "upper": "high", "maximum": "high",
    "to": "high", "logscale": "log", "log_scale": "log", "scale": "log", "logarithmic": "log", "q": "step",
    "quantum": "step", "values": "choices", "categories": "choices", "options": "choices",
  ]

  private static func domain(_ item: JSON, _ name: String, choices: Int) throws(AskTellError) -> Domain {
    func number<N>(_ field: String, _ value: N?, _ kind: String) throws(AskTellError) -> N {
      if let value { return value }
      throw AskTellError("`\(field)` of `\(name)` must be \(kind)")
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
    default: throw AskTellError("`type` of `\(name)` must be one of float, int, cat")
    }
  }

  private static func choices(_ item: JSON, _ name: String) throws(AskTellError) -> [JSON] {
    guard item["type"]?.text == "cat" else { return [] }
    guard let choices = item["choices"]?.items else { throw AskTellError("`choices` of `\(name)` must be an array") }
    guard Set(choices).count == choices.count else { throw AskTellError("`\(name)` has a choice twice") }
    return choices
  }

  /// An optional member of a description; null is as good as absent.
  private static func optional<T>(
    _ item: JSON, _ field: String, of name: String, _ kind: String, _ read: (JSON) -> T?
  ) throws(AskTellError) -> T? {
    guard let value = item[field], value != .null else { return nil }
    if let value = read(value) { return value }
    throw AskTellError("`\(field)` of `\(name)` must be \(kind)")
  }

  // MARK: Configurations

  /// A configuration as an object.
  func json(_ configuration: Configuration) -> JSON {
    .object(
      space.parameters.indices.map { index in
        let value: JSON =
          switch configuration.values[index] {
          case nil: .null
          case .real(let real): .real(real)
          case .integer(let integer): .integer(integer)
          case .choice(let choice): choices[index][choice]
          }
        return JSON.Member(space.parameters[index].name, value)
      })
  }

  /// The configuration that an object describes.
  ///
  /// - Parameter object: a value for every parameter.
  /// - Returns: the configuration.
  /// - Throws: where the object lies outside the space.
  func configuration(_ object: JSON) throws(AskTellError) -> Configuration {
    guard case .object(let members) = object else { throw AskTellError("`params` must be an object") }
    let names = space.parameters.map(\.name)
    if let stranger = members.first(where: { !names.contains($0.name) }) {
      throw AskTellError(
        "there is no parameter `\(stranger.name)`", nearest: stranger.name, among: names,
        otherwise: "the parameters are \(names.joined(separator: ", "))")
    }
    var values: [ParameterValue?] = []
    for (index, parameter) in space.parameters.enumerated() {
      guard let json = object[parameter.name] else { throw AskTellError("`params` lacks `\(parameter.name)`") }
      guard let value = value(json, of: index) else {
        throw AskTellError("\(json) is not in the domain of `\(parameter.name)`")
      }
      values.append(value)
    }
    return Configuration(values: values)
  }

  private func value(_ json: JSON, of index: Int) -> ParameterValue? {
    let domain = space.parameters[index].domain
    let value: ParameterValue?
    switch domain {
    case .choice: value = choices[index].firstIndex(of: json).map { .choice($0) }
    case .integer: value = json.wholeNumber.map { .integer($0) }
    case .real, .normal, .gamma: value = json.number.map { .real($0) }
    }
    return value.flatMap(domain.recognized)
  }
}
