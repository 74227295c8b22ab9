import CKernels

/// The function that a layer applies to each of its sums.
public enum Activation: String, CaseIterable, Hashable, Sendable, CustomStringConvertible {
  /// max(z, 0).
  case relu
  /// z where it is positive and z / 100 elsewhere (Maas, Hannun and Ng 2013).
  case leakyRelu = "leaky_relu"
  /// z where it is positive and e^z - 1 elsewhere (Clevert, Unterthiner and Hochreiter 2016).
  case elu
  /// z Phi(z) with the exact normal distribution function (Hendrycks and Gimpel 2016).
  case gelu
  /// z / (1 + e^-z) (Elfwing, Uchibe and Doya 2018).
  case silu
  /// The hyperbolic tangent.
  case tanh
  /// 1 / (1 + e^-z).
  case sigmoid
  /// ln(1 + e^z) (Dugas et al. 2001).
  case softplus

  /// The name as it is written in a model, such as `leaky_relu`.
  public var description: String { rawValue }

  var kernel: Int32 {
    switch self {
    case .relu: Int32(NN_RELU)
    case .leakyRelu: Int32(NN_LEAKY_RELU)
    case .elu: Int32(NN_ELU)
    case .gelu: Int32(NN_GELU)
    case .silu: Int32(NN_SILU)
    case .tanh: Int32(NN_TANH)
    case .sigmoid: Int32(NN_SIGMOID)
    case .softplus: Int32(NN_SOFTPLUS)
    }
  }

  /// Whether the derivative is taken from the sum z rather than from the value f(z).
  var needsSum: Bool { self == .gelu || self == .silu }
}
