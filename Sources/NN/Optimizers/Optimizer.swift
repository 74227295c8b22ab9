import CKernels

/// A rule that changes the weights by their gradient; `decay` w is added to the gradient first (L2).
protocol Optimizer: Sendable {
  /// Numbers that the rule remembers for each weight.
  var slots: Int { get }

  /// Changes the weights.
  func update(_ update: WeightUpdate)
}

/// What an optimiser works on in one step.
struct WeightUpdate {
  let kernels: nn_kernels
  let count: Int
  let weights: UnsafeMutablePointer<Float>
  let gradients: UnsafePointer<Float>
  /// The remembered numbers: `slots` blocks of `count`.
  let memory: UnsafeMutablePointer<Float>
  let learningRate: Double
  let decay: Double
  /// The number of this step, from 1.
  let step: Int
}

/// The optimisers by the names that people give them.
public enum OptimizerName: String, CaseIterable, Hashable, Sendable {
  /// Gradient descent, with momentum where that is not zero.
  case sgd
  /// Gradient descent with momentum, 0.9 unless stated.
  case momentum
  /// Adam (Kingma and Ba 2015).
  case adam

  func rule(momentum: Double?) -> any Optimizer {
    switch self {
    case .sgd: GradientDescent(momentum: momentum ?? 0)
    case .momentum: GradientDescent(momentum: momentum ?? 0.9)
    case .adam: Adam()
    }
  }
}
