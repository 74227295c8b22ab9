import CKernels

/// The function that a layer applies to each of its sums.
public enum Activation: String, CaseIterable, Hashable, Sendable {
  /// max(z, 0).
  case relu
  /// The hyperbolic tangent.
  case tanh
  /// 1 / (1 + e^-z).
  case sigmoid
  /// z Phi(z) with the exact normal distribution function (Hendrycks and Gimpel 2016).
  case gelu

  var kernel: Int32 {
    switch self {
    case .relu: Int32(NN_RELU)
    case .tanh: Int32(NN_TANH)
    case .sigmoid: Int32(NN_SIGMOID)
    case .gelu: Int32(NN_GELU)
    }
  }

  /// Whether the derivative is taken from the sum z rather than from the value f(z).
  var needsSum: Bool { self == .gelu }
}
