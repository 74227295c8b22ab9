import Basics

/// One way in which a search differs from the stored study of the same name.
public enum StudyChange: Hashable, Sendable, CustomStringConvertible {
  /// The search has a parameter that the study has not.
  case parameterAdded(name: String, domain: String)
  /// The study has a parameter that the search has not.
  case parameterRemoved(name: String, domain: String)
  /// The domain of a parameter is another.
  case parameterChanged(name: String, was: String, is: String)
  /// Only the ends or the step of a parameter's range are others: an obstacle unless the search says that it adopts the study.
  case rangeChanged(name: String, was: String, is: String)
  /// The domain of a parameter holds what it was before, and more: no obstacle.
  case parameterWidened(name: String, was: String, is: String)
  /// The number of objectives is another.
  case objectivesChanged(was: Int, is: Int)
  /// An objective is better in the other direction.
  case directionChanged(objective: Int, was: Direction, is: Direction)

  /// The change in words.
  public var description: String {
    switch self {
    case .parameterAdded(let name, let domain): "parameter `\(name)` in \(domain) is new"
    case .parameterRemoved(let name, let domain): "parameter `\(name)` in \(domain) is gone"
    case .parameterChanged(let name, let was, let now), .rangeChanged(let name, let was, let now):
      "parameter `\(name)`: was \(was), is \(now)"
    case .parameterWidened(let name, let was, let now): "parameter `\(name)` is widened: was \(was), is \(now)"
    case .objectivesChanged(let was, let now): "objectives: were \(was), are \(now)"
    case .directionChanged(0, let was, let now): "direction: was \(was), is \(now)"
    case .directionChanged(let objective, let was, let now):
      "direction of objective \(objective + 1): was \(was), is \(now)"
    }
  }

  /// Whether a study goes on all the same.
  var isWidening: Bool { if case .parameterWidened = self { true } else { false } }

  /// Whether a parameter has another domain, and not just another range.
  var isOfDomain: Bool { if case .parameterChanged = self { true } else { false } }

  /// Whether a study goes on where a search adopts it.
  var isOfRange: Bool { if case .rangeChanged = self { true } else { isWidening } }

  /// What separates a search from the stored study that it wants to join; the order of parameters is no difference.
  ///
  /// - Parameters:
  ///   - stored: the study as it is stored.
  ///   - search: the search that wants to join it.
  /// - Returns: the changes, empty where nothing does.
  static func between(_ stored: StudyDescription, and search: StudyDescription) -> [StudyChange] {
    var changes: [StudyChange] = []
    for parameter in stored.parameters {
      guard let now = search.parameters.first(where: { $0.name == parameter.name }) else {
        changes.append(.parameterRemoved(name: parameter.name, domain: parameter.domainText))
        continue
      }
      changes += change(of: parameter, to: now).map { [$0] } ?? []
    }
    for parameter in search.parameters where !stored.parameters.contains(where: { $0.name == parameter.name }) {
      changes.append(.parameterAdded(name: parameter.name, domain: parameter.domainText))
    }
    guard stored.objectives.count == search.objectives.count else {
      return changes + [.objectivesChanged(was: stored.objectives.count, is: search.objectives.count)]
    }
    for (index, (was, now)) in zip(stored.objectives, search.objectives).enumerated()
    where was.direction != now.direction {
      changes.append(.directionChanged(objective: index, was: was.direction, is: now.direction))
    }
    return changes
  }

  private static func change(of parameter: ParameterDescription, to now: ParameterDescription) -> StudyChange? {
    let rules = (old: parameter.rule ?? now.rule ?? "", new: now.rule ?? parameter.rule ?? "")
    let hasSameRule = isSameText(rules.old, rules.new)
    if parameter.domain == now.domain, parameter.choices == now.choices {
      if hasSameRule { return nil }
      return .parameterChanged(
        name: now.name, was: rules.old.isEmpty ? parameter.domainText : rules.old,
        is: rules.new.isEmpty ? now.domainText : rules.new)
    }
    if parameter.choices == now.choices, hasSameRule || isSameText(condition(of: rules.old), condition(of: rules.new)) {
      if now.domain.widens(parameter.domain) {
        return .parameterWidened(name: now.name, was: parameter.domainText, is: now.domainText)
      }
      if now.domain.isRange(like: parameter.domain) {
        return .rangeChanged(name: now.name, was: parameter.domainText, is: now.domainText)
      }
    }
    return .parameterChanged(name: now.name, was: parameter.domainText, is: now.domainText)
  }

  /// What follows on the domain: `if x > 0`; the whole of a rule without a condition.
  private static func condition(of rule: String) -> String {
    rule.firstRange(of: " if ").map { String(rule[$0.lowerBound...]) } ?? rule
  }

  /// Whether two texts differ in their spaces alone.
  private static func isSameText(_ a: String, _ b: String) -> Bool {
    a.filter { !$0.isWhitespace } == b.filter { !$0.isWhitespace }
  }
}
