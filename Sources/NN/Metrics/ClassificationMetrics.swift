/// How well classes are predicted; each mean over classes is unweighted.
public struct ClassificationMetrics: Sendable {
  /// The mean loss as training has it, in nats: with its smoothing and class weights.
  public let loss: Double
  /// How often each class was taken for each.
  public let confusion: ConfusionMatrix
  /// The probability of each class (columns) for each item (rows).
  public let probabilities: FloatBuffer
  /// The true class of each item.
  public let labels: [Int]

  /// The share of items that are classified rightly.
  public var accuracy: Double { confusion.accuracy }
  /// The share of a class's items that are found.
  public var sensitivity: Double { confusion.sensitivity }
  /// The share of other classes' items that are not taken for the class.
  public var specificity: Double { confusion.specificity }
  /// The share of items taken for a class that are of it.
  public var precision: Double { confusion.precision }
  /// The harmonic mean of precision and sensitivity.
  public var f1: Double { confusion.f1 }
  /// Matthews' correlation coefficient, for several classes R_K.
  public var mcc: Double { confusion.mcc }
  /// Matthews' coefficient of each class against the rest, averaged.
  public var macroMCC: Double { confusion.macroMCC }
  /// The area under the receiver operating characteristic, each class against the rest; none where only one class has items.
  ///
  /// Computed when asked for, by sorting the items once a class.
  public var auc: Double? {
    AreaUnderCurve.macro(probabilities, labels: labels, classes: confusion.counts.count)
  }
}
