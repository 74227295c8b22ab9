import CKernels
import Glibc

/// Adam (Kingma and Ba 2015, algorithm 1) with its usual constants.
///
/// m and v are running means of g and g^2, divided by 1 - beta^t because they start at zero:
/// w <- w - lr / (1 - beta1^t) m / (sqrt(v / (1 - beta2^t)) + epsilon).
struct Adam: Optimizer {
  let beta1 = 0.9
  let beta2 = 0.999
  let epsilon = 1e-8

  var slots: Int { 2 }

  func update(_ update: WeightUpdate) {
    let t = Double(update.step)
    var constants = nn_adam(
      beta1: Float(beta1), beta2: Float(beta2), rate: Float(update.learningRate / (1 - pow(beta1, t))),
      root: Float(1 / (1 - pow(beta2, t)).squareRoot()), epsilon: Float(epsilon), decay: Float(update.decay))
    update.kernels.adam(
      update.count, &constants, update.gradients, update.memory, update.memory + update.count, update.weights)
  }
}
