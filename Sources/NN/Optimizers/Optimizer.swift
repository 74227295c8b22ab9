import CKernels

/// A rule that changes the weights by their gradient x, which is what `nn_gradient` makes of the gradient of the loss.
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
  /// The number of this step, from 1.
  let step: Int
  /// What is done to the gradient first.
  let correction: nn_gradient
}

/// The optimisers by the names that people give them.
public enum OptimizerName: String, CaseIterable, Hashable, Sendable {
  /// Gradient descent, with momentum where that is not zero.
  case sgd
  /// Gradient descent with momentum, 0.9 unless stated.
  case momentum
  /// Adam (Kingma and Ba 2015).
  case adam
  /// Adam whose decay shrinks the weights by themselves (Loshchilov and Hutter 2019).
  case adamw
  /// RMSprop (Tieleman and Hinton 2012), with momentum where that is not zero.
  case rmsprop
  /// Adagrad (Duchi, Hazan and Singer 2011).
  case adagrad
}
