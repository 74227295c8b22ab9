/// Domains as the language writes them, so that what is printed reads back as the same domain.
public enum DomainText {
  /// `0.0..0.5`, `0.0..1.0 by 0.25`; both ends look like reals.
  public static func linear(_ low: Double, _ high: Double, step: Double? = nil) -> String {
    range(NumberText.literal(low) + ".." + NumberText.literal(high), step.map(NumberText.exact))
  }

  /// `1..5`, `16..256 by 16`.
  public static func linear(_ low: Int, _ high: Int, step: Int = 1) -> String {
    range("\(low)..\(high)", step == 1 ? nil : "\(step)")
  }

  /// `log(0.0001, 1)`, `log(0.001, 1) by 10`; an end looks like a real, or the range would be one of integers.
  public static func logarithmic(_ low: Double, _ high: Double, step: Double? = nil) -> String {
    let ends = [low, high].map(NumberText.exact)
    let areWhole = ends.allSatisfy { Int($0) != nil }
    let texts = areWhole ? ends.map { $0 + ".0" } : ends
    return range("log(\(texts[0]), \(texts[1]))", step.map(NumberText.exact))
  }

  /// `log(8, 256)`, `log(8, 256) by 2`.
  public static func logarithmic(_ low: Int, _ high: Int, step: Int = 1) -> String {
    range("log(\(low), \(high))", step == 1 ? nil : "\(step)")
  }

  /// `normal(0, 1)`.
  public static func normal(mean: Double, deviation: Double) -> String {
    "normal(\(NumberText.exact(mean)), \(NumberText.exact(deviation)))"
  }

  /// `gamma_prior(0.001, 1, shape: 2, scale: 0.1)`.
  public static func gamma(_ low: Double, _ high: Double, shape: Double, scale: Double) -> String {
    let texts = [low, high, shape, scale].map(NumberText.exact)
    return "gamma_prior(\(texts[0]), \(texts[1]), shape: \(texts[2]), scale: \(texts[3]))"
  }

  /// `["sgd", "adam"]` of choices as they are written, or `ordered("small", "large")`.
  public static func choices(_ choices: some Sequence<String>, isOrdered: Bool) -> String {
    let list = choices.joined(separator: ", ")
    return isOrdered ? "ordered(\(list))" : "[\(list)]"
  }

  private static func range(_ ends: String, _ step: String?) -> String { step.map { "\(ends) by \($0)" } ?? ends }
}
