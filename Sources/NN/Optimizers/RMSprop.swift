import CKernels

/// RMSprop (Tieleman and Hinton 2012): s <- rho s + (1 - rho) x^2, w <- w - lr x / (sqrt s + epsilon).
///
/// With momentum the quotient goes through a velocity, as in PyTorch: v <- momentum v + x / (sqrt s + epsilon), w <- w - lr v.
struct RMSprop: Optimizer {
  let rho: Double
  let epsilon: Double
  let momentum: Double

  var slots: Int { momentum == 0 ? 1 : 2 }

  func update(_ update: WeightUpdate) {
    var correction = update.correction
    var constants = nn_rmsprop(
      rate: Float(update.learningRate), rho: Float(rho), newness: Float(1 - rho), epsilon: Float(epsilon),
      momentum: Float(momentum))
    update.kernels.rmsprop(
      update.count, &constants, &correction, update.gradients, update.memory,
      momentum == 0 ? nil : update.memory + update.count, update.weights)
  }
}
