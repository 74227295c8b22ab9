import Basics
import BayesOpt

extension ParameterDescription {
  /// The parameter as the study's hidden attribute `hpo:space` keeps it, exactly.
  var json: JSON {
    var members: [JSON.Member] = [.init("name", .string(name))]
    switch domain {
    case .real(let low, let high, let scale, let step):
      members += [.init("kind", "real"), .init("low", .real(low)), .init("high", .real(high))]
      members += Self.members(scale, step: step.map(JSON.real))
    case .integer(let low, let high, let scale, let step):
      members += [.init("kind", "integer"), .init("low", .integer(low)), .init("high", .integer(high))]
      members += Self.members(scale, step: .integer(step))
    case .choice(_, let isOrdered):
      members += [.init("kind", "choice"), .init("choices", .array(choices)), .init("ordered", .bool(isOrdered))]
    case .normal(let mean, let deviation):
      members += [.init("kind", "normal"), .init("mean", .real(mean)), .init("deviation", .real(deviation))]
    case .gamma(let low, let high, let shape, let scale):
      members += [.init("kind", "gamma"), .init("low", .real(low)), .init("high", .real(high))]
      members += [.init("shape", .real(shape)), .init("scale", .real(scale))]
    }
    return .object(members + (rule.map { [.init("rule", .string($0))] } ?? []))
  }

  private static func members(_ scale: Scale, step: JSON?) -> [JSON.Member] {
    [.init("log", .bool(scale == .logarithmic)), .init("step", step ?? .null)]
  }

  /// Reads what `json` wrote; `nil` where it is anything else, or a domain that has no meaning.
  init?(json: JSON) {
    guard let name = json["name"]?.text, let kind = json["kind"]?.text else { return nil }
    let scale: Scale = json["log"]?.truth == true ? .logarithmic : .linear
    switch kind {
    case "real":
      guard let low = json["low"]?.number, let high = json["high"]?.number else { return nil }
      let step = json["step"]?.number
      if step == nil, let other = json["step"], other != JSON.null { return nil }
      self.init(name: name, domain: .real(low: low, high: high, scale: scale, step: step))
    case "integer":
      guard let low = json["low"]?.wholeNumber, let high = json["high"]?.wholeNumber,
        let step = json["step"]?.wholeNumber
      else { return nil }
      self.init(name: name, domain: .integer(low: low, high: high, scale: scale, step: step))
    case "choice":
      guard let choices = json["choices"]?.items else { return nil }
      let isOrdered = json["ordered"]?.truth == true
      self.init(name: name, domain: .choice(count: choices.count, isOrdered: isOrdered), choices: choices)
    case "normal":
      guard let mean = json["mean"]?.number, let deviation = json["deviation"]?.number else { return nil }
      self.init(name: name, domain: .normal(mean: mean, deviation: deviation))
    case "gamma":
      let numbers = ["low", "high", "shape", "scale"].compactMap { json[$0]?.number }
      guard numbers.count == 4 else { return nil }
      self.init(name: name, domain: .gamma(low: numbers[0], high: numbers[1], shape: numbers[2], scale: numbers[3]))
    default: return nil
    }
    if let rule = json["rule"] {
      guard let text = rule.text else { return nil }
      self.rule = text
    }
    guard (try? domain.validate()) != nil else { return nil }
  }
}
