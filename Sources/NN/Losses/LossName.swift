/// The losses by the names that people give them.
public enum LossName: String, CaseIterable, Hashable, Sendable {
  /// Of classes: minus the logarithm of the right class's share in the softmax of the outputs.
  case crossEntropy = "cross_entropy"
  /// Of two classes by one output: minus the logarithm of the right class's share, the second's being its sigmoid.
  case binaryCrossEntropy = "binary_cross_entropy"
  /// Of a number: the mean squared error.
  case squared = "mse"
  /// Of a number: the mean absolute error.
  case absolute = "mae"
  /// Of a number: squared errors up to a limit and absolute ones beyond it (Huber 1964).
  case huber

  /// Whether the loss is of classes rather than of numbers.
  public var isOfClasses: Bool { self == .crossEntropy || self == .binaryCrossEntropy }

  /// What targets and the width of the model's output call for.
  static func usual(for targets: Targets, outputs: Int) -> LossName {
    guard case .classes(_, let names) = targets else { return .squared }
    return names.count == 2 && outputs == 1 ? .binaryCrossEntropy : .crossEntropy
  }
}
