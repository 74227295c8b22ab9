import CKernels
import Glibc

/// Adam (Kingma and Ba 2015, algorithm 1), and AdamW (Loshchilov and Hutter 2019, algorithm 2) where the decay is decoupled.
///
/// m and v are running means of x and x^2, divided by 1 - beta^t because they start at zero:
/// w <- (1 - lr decay) w - lr / (1 - beta1^t) m / (sqrt(v / (1 - beta2^t)) + epsilon).
struct Adam: Optimizer {
  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let decoupledDecay: Double

  var slots: Int { 2 }

  func update(_ update: WeightUpdate) {
    let t = Double(update.step)
    var correction = update.correction
    var constants = nn_adam(
      new1: Float(1 - beta1), beta2: Float(beta2), new2: Float(1 - beta2),
      rate: Float(update.learningRate / (1 - pow(beta1, t))), root: Float(1 / (1 - pow(beta2, t)).squareRoot()),
      epsilon: Float(epsilon),
      keep: Float(1 - update.learningRate * decoupledDecay))
    update.kernels.adam(
      update.count, &constants, &correction, update.gradients, update.memory, update.memory + update.count,
      update.weights)
  }
}
