/// How well a trained network does on a part of the data.
public enum Metrics: Sendable {
  /// Of a class.
  case classification(ClassificationMetrics)
  /// Of a number.
  case regression(RegressionMetrics)

  /// The mean loss, the one that training minimises.
  public var loss: Double {
    switch self {
    case .classification(let metrics): metrics.loss
    case .regression(let metrics): metrics.loss
    }
  }

  /// The metrics of classification, if it is that.
  public var classification: ClassificationMetrics? {
    if case .classification(let metrics) = self { metrics } else { nil }
  }

  /// The metrics of regression, if it is that.
  public var regression: RegressionMetrics? {
    if case .regression(let metrics) = self { metrics } else { nil }
  }

  /// The share of items that are classified rightly, if items are classified.
  public var accuracy: Double? { classification?.accuracy }
}
