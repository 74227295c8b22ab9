import Basics
import BayesOpt
import Foundation
import Testing

/// A case of Tests/Support/BayesOpt/importance.json, which importance.py beside it makes.
struct ImportanceReference: CustomTestStringConvertible, Sendable {
  let json: JSON

  var testDescription: String { json["name"]?.text ?? "depth \(json["depth"]?.wholeNumber ?? 0)" }
}

enum ImportanceReferences {
  static let ped = all("ped")
  static let trees = all("trees")
  static let forests = all("forests")

  private static func all(_ kind: String) -> [ImportanceReference] {
    let data = try? Data(contentsOf: supportFile("importance.json"))
    return (data.flatMap { JSON(parsing: $0) }?[kind]?.items ?? []).map(ImportanceReference.init)
  }
}

/// A study of the file.
struct ImportanceStudy {
  let space: Space
  let history: History

  init(_ json: JSON) throws {
    let parameters = try #require(json["parameters"]?.items).map { parameter in
      let name = try #require(parameter["name"]?.text)
      guard let domains = parameter["by"]?.items?.map(Self.domain) else {
        return Parameter(name: name, domain: try #require(parameter["domain"].flatMap(Self.domain)))
      }
      // The first parameter is a choice that each of the others may depend on.
      let widest = domains.compactMap { $0 }.first ?? .choice(count: 2, isOrdered: false)
      return Parameter(name: name, domain: widest) { before in
        guard case .choice(let index)? = before.values[0] else { return nil }
        return domains[index]
      }
    }
    space = try Space(parameters: parameters)
    let direction: Direction = json["maximize"]?.truth == true ? .maximize : .minimize
    history = History(
      try #require(json["trials"]?.items).map { trial in
        let parts = try #require(trial.items)
        let values = try zip(#require(parts[0].items), parameters).reduce(into: [ParameterValue?]()) { values, pair in
          let domain = try pair.1.rule.map { try $0(Configuration(values: values)) } ?? pair.1.domain
          values.append(domain.flatMap { Self.value(pair.0, of: $0) })
        }
        let isComplete = parts[1].text == "COMPLETE"
        return Observation(
          Configuration(values: values), isComplete ? .complete([try #require(parts[2].number)]) : .failed)
      }, directions: [direction])
  }

  private static func domain(_ json: JSON) -> Domain? {
    if let count = json["count"]?.wholeNumber { return .choice(count: count, isOrdered: false) }
    guard let low = json["low"]?.number, let high = json["high"]?.number else { return nil }
    let scale: Scale = json["log"]?.truth == true ? .logarithmic : .linear
    guard json["kind"] == "integer" else {
      return .real(low: low, high: high, scale: scale, step: json["step"]?.number)
    }
    return .integer(low: Int(low), high: Int(high), scale: scale, step: json["step"]?.wholeNumber ?? 1)
  }

  private static func value(_ json: JSON, of domain: Domain) -> ParameterValue? {
    switch domain {
    case .choice: json.wholeNumber.map { .choice($0) }
    case .integer: json.wholeNumber.map { .integer($0) }
    case .real, .normal, .gamma: json.number.map { .real($0) }
    }
  }
}

extension JSON {
  /// The numbers of an array.
  var numbers: [Double] { (items ?? []).compactMap(\.number) }
}
