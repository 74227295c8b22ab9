import BayesOpt
import DSL

// What is said where `where` leaves nothing to try.

extension SearchSpace {
  /// The first condition of `where` that holds at none of some hundred points that are spread over the space.
  private var unmetConstraint: ParameterCondition<Value>? {
    guard let space = try? Space(parameters: optimiserParameters) else { return nil }
    let points = probes(dimension: axes.count).compactMap { point in
      (try? space.decode(point)).flatMap { try? parameterValues(of: $0) }
    }
    guard !points.isEmpty else { return nil }
    return constraints.first { constraint in
      points.allSatisfy { (try? constraint.truth($0, evaluator)) == false }
    }
  }

  /// Which condition refuses everything, and what to do about it; nil where it is not one by itself.
  var refusal: (span: Span, hint: String)? {
    guard let constraint = unmetConstraint else { return nil }
    let mentioned = Set(constraint.mentions).sorted().map { parameters[$0] }
    guard !mentioned.isEmpty, mentioned.count < 4 else { return nil }
    let domains = mentioned.map { parameter in
      let domain = parameter.dependent.mentions == nil ? "\(parameter.dependent.domain)" : parameter.rule
      return "`\(parameter.name)` \(parameter.name == mentioned[0].name ? "is in" : "in") `\(domain)`"
    }
    let hint =
      if constraint.isEquality, mentioned.contains(where: { axes[$0.axes].contains(where: \.isContinuous) }) {
        "a real number is hardly ever equal to another: instead of `a == b`, write `abs(a - b) < 0.01`."
      } else {
        "\(domains.joined(separator: ", ")): loosen the `where`, or widen "
          + (domains.count == 1 ? "the domain." : "a domain.")
      }
    return (constraint.span, hint)
  }
}

extension SearchSpace.Axis {
  /// Whether it has no levels.
  fileprivate var isContinuous: Bool {
    switch domain {
    case .real(low: _, high: _, scale: _, step: nil), .normal: true
    default: false
    }
  }
}

extension ParameterCondition {
  /// Whether it is nothing but `a == b`.
  fileprivate var isEquality: Bool { if case .leaf(let leaf) = self { leaf.sides?.op == .equal } else { false } }

  /// Its text.
  fileprivate var span: Span {
    switch self {
    case .leaf(let leaf): leaf.span
    case .all(let parts), .any(let parts): parts.dropFirst().reduce(parts[0].span) { $0.joined(to: $1.span) }
    }
  }
}
