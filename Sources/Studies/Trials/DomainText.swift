import BayesOpt

extension ParameterDescription {
  /// The domain as the language writes it: `0.0..0.5`, `log(8, 256) by 2`, `["sgd", "adam"]`.
  public var domainText: String {
    switch domain {
    case .real(let low, let high, let scale, let step):
      Self.text(NumberText.real(low), NumberText.real(high), scale, step: step.map(NumberText.exact))
    case .integer(let low, let high, let scale, let step):
      Self.text("\(low)", "\(high)", scale, step: step == 1 ? nil : "\(step)")
    case .normal(let mean, let deviation): "normal(\(NumberText.exact(mean)), \(NumberText.exact(deviation)))"
    case .choice(_, let isOrdered):
      if isOrdered {
        "ordered(" + choices.map(\.choiceText).joined(separator: ", ") + ")"
      } else {
        "[" + choices.map(\.choiceText).joined(separator: ", ") + "]"
      }
    }
  }

  private static func text(_ low: String, _ high: String, _ scale: Scale, step: String?) -> String {
    let range = scale == .logarithmic ? "log(\(low), \(high))" : "\(low)..\(high)"
    return step.map { "\(range) by \($0)" } ?? range
  }
}

extension JSON {
  fileprivate var choiceText: String { self == .null ? "none" : description }
}
