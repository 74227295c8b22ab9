import BayesOpt

extension ParameterDescription {
  /// The domain as the language writes it: `0.0..0.5`, `log(8, 256) by 2`, `["sgd", "adam"]`.
  public var domainText: String {
    switch domain {
    case .real(let low, let high, let scale, let step):
      Self.text(Self.reals(low, high), scale, step: step.map(NumberText.exact))
    case .integer(let low, let high, let scale, let step):
      Self.text(("\(low)", "\(high)"), scale, step: step == 1 ? nil : "\(step)")
    case .normal(let mean, let deviation): "normal(\(NumberText.exact(mean)), \(NumberText.exact(deviation)))"
    case .choice(_, let isOrdered):
      if isOrdered {
        "ordered(" + choices.map(\.choiceText).joined(separator: ", ") + ")"
      } else {
        "[" + choices.map(\.choiceText).joined(separator: ", ") + "]"
      }
    }
  }

  /// The ends of a range of reals; one of them must look like a real, or the range would be one of integers.
  private static func reals(_ low: Double, _ high: Double) -> (String, String) {
    let ends = (NumberText.exact(low), NumberText.exact(high))
    return [ends.0, ends.1].allSatisfy { Int($0) != nil } ? (ends.0 + ".0", ends.1 + ".0") : ends
  }

  private static func text(_ ends: (low: String, high: String), _ scale: Scale, step: String?) -> String {
    let range = scale == .logarithmic ? "log(\(ends.low), \(ends.high))" : "\(ends.low)..\(ends.high)"
    return step.map { "\(range) by \($0)" } ?? range
  }
}

extension JSON {
  fileprivate var choiceText: String { self == .null ? "none" : description }
}
