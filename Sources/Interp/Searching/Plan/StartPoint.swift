import Basics
import BayesOpt
import DSL

/// A point that a search begins with.
enum StartPoint {
  case whole(Configuration)
  /// The values of some axes, the first parameter that has none, and must have one.
  case part([Int: ParameterValue?], missing: String)
}

extension SearchSpace {
  /// The configuration that a record of all parameters means.
  func configuration(of record: Record, _ span: Span) throws(Exit) -> Configuration {
    switch try point(of: record, span) {
    case .whole(let configuration): return configuration
    case .part(_, missing: let name): throw failure(.startPoint, "the point has no value for `\(name)`", span)
    }
  }

  /// The values that a record has, of parameters that it may leave out.
  private func part(of record: Record, missing name: String, _ span: Span) throws(Exit) -> StartPoint {
    var held: [Int: ParameterValue?] = [:]
    for parameter in parameters {
      guard let value = record[parameter.name] else { continue }
      var members: ContiguousArray<Value> = value == .none && parameter.dependent.isSometimesInactive ? [] : [value]
      if parameter.isList, case .list(let items) = value { members = items }
      guard members.count <= parameter.axes.count else {
        throw failure(
          .startPoint,
          "`\(parameter.name)` has \(members.count) members in the point, and takes \(parameter.axes.count)", span)
      }
      for (offset, index) in parameter.axes.enumerated() {
        guard offset < members.count else {
          held[index] = .some(nil)
          continue
        }
        let coordinate = coordinate(of: members[offset], axes[index])
        // The widest form of a dependent domain says little about its steps.
        guard let coordinate, parameter.dependent.mentions != nil || axes[index].domain.contains(coordinate) else {
          throw failure(.outsideDomain, "\(members[offset]) is not in the domain of `\(parameter.name)`", span)
        }
        held[index] = coordinate
      }
    }
    return .part(held, missing: name)
  }

  /// What a record of parameters means; for `from {...}`.
  func point(of record: Record, _ span: Span) throws(Exit) -> StartPoint {
    for (name, _) in record.fields where !names.contains(name) {
      let near = Suggestion.nearest(to: name, among: names)
      let list = "its parameters are \(names.joined(separator: ", "))"
      let isWhole = record.fields.count == names.count + 1
      throw failure(
        .startPoint,
        "this search has no parameter `\(name)`", span, label: near.map { "did you mean `\($0)`?" } ?? "",
        hint: near == nil ? list + (isWhole ? "; what came of a point is called `value`." : ".") : nil)
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
        } catch let exit as Exit { throw exit } catch { throw Exit(of: error, at: span) }
        guard let domain else {
          coordinates.append(nil)
          continue
        }
        guard offset < members.count else {
          if value == nil { return try part(of: record, missing: parameter.name, span) }
          throw failure(
            .startPoint,
            "`\(parameter.name)` needs more members than the \(members.count) of the point", span)
        }
        guard let coordinate = self.coordinate(of: members[offset], axes[index]).flatMap(domain.recognized) else {
          throw failure(.outsideDomain, "\(members[offset]) is not in the domain of `\(parameter.name)`", span)
        }
        coordinates.append(coordinate)
      }
      let needed = coordinates[parameter.axes].count { $0 != nil }
      if parameter.isList, needed > 0, members.count > needed {
        throw failure(
          .startPoint, "`\(parameter.name)` has \(members.count) members in the point, and needs \(needed)", span)
      }
    }
    return .whole(Configuration(values: coordinates))
  }

  func coordinate(of value: Value, _ axis: Axis) -> ParameterValue? {
    switch axis.domain {
    case .choice: axis.choices.firstIndex(of: value).map { .choice($0) }
    case .integer: value.number.flatMap { Int(exactly: $0) }.map { .integer($0) }
    case .real, .normal, .gamma: value.number.map { .real($0) }
    }
  }
}
