import Basics

/// How a layer's weights are drawn before training.
public enum Initialization: String, CaseIterable, Hashable, Sendable {
  /// N(0, 2 / fan-in), biases zero (He et al. 2015): keeps the size of signals through rectifiers.
  case heNormal = "he_normal"
  /// Uniform on +-sqrt(6 / (fan-in + fan-out)), biases zero (Glorot and Bengio 2010).
  case glorotUniform = "glorot_uniform"
  /// N(0, 2 / (fan-in + fan-out)), biases zero (Glorot and Bengio 2010).
  case glorotNormal = "glorot_normal"
  /// Weights and biases uniform on +-1 / sqrt(fan-in), as PyTorch's layers start.
  case uniformFanIn = "uniform_fan_in"

  /// What suits an activation: He's for rectifiers and their relatives, Glorot's for the others.
  static func standard(for activation: Activation?) -> Initialization {
    switch activation {
    case .relu, .leakyRelu, .elu, .gelu, .silu: .heNormal
    case .tanh, .sigmoid, .softplus, nil: .glorotUniform
    }
  }

  func weights(fanIn: Int, fanOut: Int) -> Distribution {
    switch self {
    case .heNormal: .normal(deviation: (2 / Double(fanIn)).squareRoot())
    case .glorotUniform: .uniform(bound: (6 / Double(fanIn + fanOut)).squareRoot())
    case .glorotNormal: .normal(deviation: (2 / Double(fanIn + fanOut)).squareRoot())
    case .uniformFanIn: .uniform(bound: 1 / Double(fanIn).squareRoot())
    }
  }

  func biases(fanIn: Int) -> Distribution {
    self == .uniformFanIn ? .uniform(bound: 1 / Double(fanIn).squareRoot()) : .constant(0)
  }

  /// What a block of parameters is filled with.
  enum Distribution: Hashable, Sendable {
    case constant(Float)
    case uniform(bound: Double)
    case normal(deviation: Double)

    /// Draws `count` numbers.
    func draw(_ count: Int, from random: CounterRandom) -> [Float] {
      var random = random
      switch self {
      case .constant(let value):
        return [Float](repeating: value, count: count)
      case .uniform(let bound):
        return (0..<count).map { _ in Float(random.uniform(-bound, bound)) }
      case .normal(let deviation):
        return [Float](unsafeUninitializedCapacity: count) { values, filled in
          Ziggurat.fill(values.prefix(count), deviation: deviation, from: &random)
          filled = count
        }
      }
    }
  }
}
